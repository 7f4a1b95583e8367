import type { AmplifyProject } from '../amplify-folder/model.ts';
import { unchecked, type Fact, type Unchecked } from '../domain/fact.ts';
import type { AmplifyBackend } from '../amplify-folder/backend.ts';
import type { LockEntry } from '../lock/model.ts';
import type { EnvSpec, Manifest } from '../manifest/model.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import type { Place } from '../domain/place.ts';
import type { RuleId } from '../domain/rule.ts';
import type { Severity } from '../domain/severity.ts';
import type { RoleUse } from './role-users.ts';
import type { WantedPolicy } from '../policies/wanted-policy.ts';
import type { NodePath } from '../domain/source.ts';
import { isWritten, placeAt } from '../manifest/source-node.ts';

/** All that a rule may look at: one env as it should be and as it is. */
export interface EnvView {
  readonly manifest: Manifest;
  readonly env: EnvSpec;
  readonly observed: ObservedEnv;
  /** What the lock says of the env; undefined where it does not have it. */
  readonly entry?: LockEntry | undefined;
  /** The only accounts that the run may work in; none: any. */
  readonly allowedAccounts: readonly string[];
  /** Whether the manifest may hold statements of its own. */
  readonly allowCustom: boolean;
  /** Whether files may hold the secret of a client. */
  readonly allowClientSecret: boolean;
  /** What all envs of the run want on a role, by its ARN: envs that share a role share its quota. */
  readonly wantedByRole: ReadonlyMap<string, readonly WantedPolicy[]>;
  /** The Amplify projects that the manifest's outputs lead to. */
  readonly amplify: readonly AmplifyProject[];
  /** What the Amplify backend folder says; undefined where there is none. */
  readonly backend: AmplifyBackend | undefined;
  /** Roles of all envs of the manifest, in its order. */
  readonly roleUses: readonly RoleUse[];
}

/** One validation rule. Pure: the same view gives the same judgements. */
export interface Rule {
  readonly id: RuleId;
  judge(view: EnvView): readonly Judgement[];
}

export type Judgement = Problem | NotChecked;

export interface Problem {
  readonly kind: 'problem';
  readonly message: string;
  readonly hint: string | undefined;
  readonly place: Place;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** Fields that it is about, where it is about some. */
  readonly fields?: readonly string[];
  /** What to write at the place instead, where there is one certain fix. */
  readonly fix?: string;
}

export interface NotChecked {
  readonly kind: 'unchecked';
  readonly why: Unchecked;
  readonly place: Place;
}

export function problem(place: Place, message: string, hint?: string): Problem {
  return { kind: 'problem', place, message, hint };
}

/** A problem that is fixed for sure by writing `fix` at its place; undefined: there is no such text. */
export function fixable(found: Problem, fix: string | undefined): Problem {
  return fix === undefined ? found : { ...found, fix };
}

export function notChecked(place: Place, why: Unchecked): NotChecked {
  return { kind: 'unchecked', place, why };
}

/** Where the first of `paths` is written that is written at all, else the env's name. */
export function firstWritten(env: EnvSpec, ...paths: readonly NodePath[]): Place {
  const path = paths.find((one) => isWritten(env.source, one));
  return path === undefined ? env.keyPlace : placeAt(env.source, path, env.keyPlace);
}

/**
 * Judges a fact that is known. One that is unchecked leaves the rule unchecked; one that is absent does too, since whatever
 * makes it absent is the business of another rule.
 */
export function whenKnown<T>(
  fact: Fact<T> | undefined,
  place: Place,
  absence: string,
  judge: (value: T) => readonly Judgement[],
): readonly Judgement[] {
  if (fact === undefined) return [];
  if (fact.state === 'known') return judge(fact.value);
  return [notChecked(place, fact.state === 'absent' ? unchecked('dependency', absence) : fact)];
}

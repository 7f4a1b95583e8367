import type { OutputSpec } from '../domain/output.ts';
import type { Place } from '../domain/place.ts';
import type { Profile } from '../domain/policy-scope.ts';
import type { SourceMap } from '../domain/source.ts';
import type { CategoryEntries } from '../categories/index.ts';
import type { LambdaEntry } from '../categories/lambda/access.ts';

/** What is done about role policies: write them, only compare them, or leave the subject unchanged. */
export type PolicyMode = 'manage' | 'check' | 'off';

/** What is done about the policies of each kind of role. */
export interface PolicyModes {
  readonly auth: PolicyMode;
  readonly guest: PolicyMode;
  readonly groups: PolicyMode;
  /** The execution roles of Lambda functions, and their variables. */
  readonly lambdas: PolicyMode;
}

/** One manifest after `defaults`, `extends`, anchors and placeholders are worked in. */
export interface Manifest {
  /** POSIX path relative to the workspace. */
  readonly file: string;
  readonly text: string;
  readonly project: string;
  readonly resourceName: string;
  readonly outputs: readonly OutputSpec[];
  /** Whether the manifest has errors that concern all of it, which stop every write. */
  readonly faulty: boolean;
  readonly envs: readonly EnvSpec[];
  readonly accounts: readonly AccountSpec[];
  readonly ignore: readonly IgnoreEntry[];
  /** Where `envs` is written: stands in for envs that are only in the lock. */
  readonly envsPlace: Place;
  readonly source: SourceMap;
}

/** One environment as the manifest wants it. An id that is left out or unusable is undefined. */
export interface EnvSpec {
  readonly name: string;
  /** Where the env's name is written. */
  readonly keyPlace: Place;
  readonly region: string | undefined;
  readonly accountId: string | undefined;
  readonly roleToAssume: RoleToAssume | undefined;
  readonly userPoolId: string | undefined;
  readonly webClientId: string | undefined;
  readonly nativeClientId: string | undefined;
  readonly identityPoolId: string | undefined;
  /** Undefined: follows the categories. */
  readonly guest: boolean | undefined;
  /** Pins: what the identity pool's roles must be. */
  readonly authRoleArn: string | undefined;
  readonly guestRoleArn: string | undefined;
  /** group name → role ARN; once the env was observed, also of groups whose roles the user pool says */
  readonly groups: ReadonlyMap<string, string>;
  /** Groups whose roles are read from the user pool: some by name, or all that have one. */
  readonly poolGroups: readonly string[] | 'all';
  readonly profile: Profile;
  readonly policies: PolicyModes;
  readonly categories: CategoryEntries;
  /** Lambda functions that use the user pool. */
  readonly lambdas: readonly LambdaEntry[];
  /** `amplify`: this env's auth is Amplify's own, and nothing of it is ours any more. */
  readonly managedBy: 'amplify' | undefined;
  /** Whether it must never be unlinked. */
  readonly protect: boolean;
  /** GitHub environment of the env's job in a matrix. */
  readonly environment: string | undefined;
  /** Where Amplify Hosting deploys the env; drift compares the variables there. */
  readonly hosting?: HostingSpec | undefined;
  /** Keys whose value was reported as wrong and is treated as not written. */
  readonly unusable: ReadonlySet<string>;
  /** Whether the manifest itself has errors in this env, which stop its writes. */
  readonly faulty: boolean;
  readonly source: SourceMap;
}

/** An app of Amplify Hosting, and the branches of it that deploy an env. */
export interface HostingSpec {
  readonly appId: string;
  readonly branches: readonly string[];
}

/** A finding that the owners accept, until a day. */
export interface IgnoreEntry {
  /** Rule ids or globs. */
  readonly rules: readonly string[];
  /** Names or globs of envs; none: all. */
  readonly envs: readonly string[];
  /** Names or globs of fields, for findings that are about single fields; none: all. */
  readonly fields: readonly string[];
  readonly reason: string;
  /** The last day, as `2027-03-31`: it counts to its end in UTC. */
  readonly until: string;
  readonly place: Place;
  readonly untilPlace: Place;
}

/** An account of `accounts`. */
export interface AccountSpec {
  readonly id: string;
  readonly roleToAssume: RoleToAssume | undefined;
}

/** The roles to assume from the ambient credentials. */
export interface RoleToAssume {
  readonly read: string | undefined;
  readonly write: string | undefined;
  readonly externalId: string | undefined;
}

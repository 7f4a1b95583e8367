import { valueOf, type Fact } from './fact.ts';
import type { ObservedEnv, Role } from './observed.ts';

/** What a write needs to know: what the files hold, the roles of users, or the Lambda functions. */
export type NeededFor = 'files' | 'roles' | 'lambdas';

interface FactEntry {
  readonly neededFor: readonly NeededFor[];
  /** Whether it is a role, which may hold policies of this action. */
  readonly isRole?: true;
}

/** Members of an env that hold a fact, or one fact per name. */
export type FactMember = {
  [K in keyof ObservedEnv]-?: NonNullable<ObservedEnv[K]> extends Fact<unknown> | ReadonlyMap<string, Fact<unknown>>
    ? K
    : never;
}[keyof ObservedEnv];

/**
 * All facts of an env, in the order in which the first problem among them is reported. The only list of them: a new member of
 * {@link ObservedEnv} does not compile without its line here.
 */
const FACTS = {
  caller: { neededFor: [] },
  userPool: { neededFor: ['files'] },
  webClient: { neededFor: ['files'] },
  nativeClient: { neededFor: ['files'] },
  mfa: { neededFor: ['files'] },
  identityProviders: { neededFor: [] },
  candidates: { neededFor: [] },
  identityPool: { neededFor: ['files'] },
  identityPoolRoles: { neededFor: ['roles'] },
  authRole: { neededFor: ['roles'], isRole: true },
  guestRole: { neededFor: ['roles'], isRole: true },
  groups: { neededFor: ['files', 'roles'] },
  groupRoles: { neededFor: ['roles'], isRole: true },
  poolGroups: { neededFor: [] },
  unnamedGroupRoles: { neededFor: [] },
  lambdas: { neededFor: ['lambdas'] },
  lambdaRoles: { neededFor: ['lambdas'], isRole: true },
  formerRoles: { neededFor: ['roles'], isRole: true },
  hosting: { neededFor: [] },
} as const satisfies Record<FactMember, FactEntry>;

export const FACT_MEMBERS = Object.keys(FACTS) as readonly FactMember[];

type RoleMember = { [K in FactMember]: (typeof FACTS)[K] extends { isRole: true } ? K : never }[FactMember];

/** One fact of an env; `name` is that of the group, function, branch or role where a member holds several. */
export interface EnvFact {
  readonly member: FactMember;
  readonly name: string | undefined;
  readonly fact: Fact<unknown>;
}

/** Every fact of an env that was asked for. */
export function factsIn(observed: ObservedEnv): readonly EnvFact[] {
  return FACT_MEMBERS.flatMap((member): readonly EnvFact[] => {
    const held = observed[member];
    if (held === undefined) return [];
    if ('state' in held) return [{ member, name: undefined, fact: held }];
    return [...held].map(([name, fact]) => ({ member, name, fact }));
  });
}

/** The env with these facts in the place of its own. */
export function withFacts(observed: ObservedEnv, facts: readonly EnvFact[]): ObservedEnv {
  const members = FACT_MEMBERS.flatMap((member): readonly (readonly [FactMember, unknown])[] => {
    const held = observed[member];
    if (held === undefined) return [];
    const own = facts.filter((one) => one.member === member);
    return [[member, 'state' in held ? (own[0]?.fact ?? held) : new Map(own.map(({ name, fact }) => [name, fact]))]];
  });
  // Each fact goes back to the member that it was taken from.
  return { ...observed, ...(Object.fromEntries(members) as Partial<ObservedEnv>) };
}

/** The facts that a write of this kind needs. */
export function factsFor(observed: ObservedEnv, needs: readonly NeededFor[]): readonly EnvFact[] {
  return factsIn(observed).filter(({ member }) => FACTS[member].neededFor.some((need) => needs.includes(need)));
}

/** A fact, and the facts within it: the trust and policies of a role, the variables of a function. */
export function withInner({ fact }: EnvFact): readonly Fact<unknown>[] {
  const value = valueOf(fact);
  const parts = typeof value === 'object' && value !== null ? (Object.values(value) as readonly unknown[]) : [];
  return [fact, ...parts.filter(isFact)];
}

function isFact(value: unknown): value is Fact<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'state' in value &&
    (value.state === 'known' || value.state === 'absent' || value.state === 'unchecked')
  );
}

/** A fact about a role of an env. */
export interface RoleFact extends EnvFact {
  readonly member: RoleMember;
  readonly fact: Fact<Role>;
}

/** Every fact about a role: of users, of groups, of Lambda functions, and roles that were one of these. */
export function roleFactsIn(observed: ObservedEnv): readonly RoleFact[] {
  return factsIn(observed).filter(isRoleFact);
}

export function isRoleFact(one: EnvFact): one is RoleFact {
  return 'isRole' in FACTS[one.member];
}

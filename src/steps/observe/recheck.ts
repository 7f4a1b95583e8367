import { valueOf, type Fact } from '../../domain/fact.ts';
import { factsIn, isRoleFact, withFacts, type EnvFact } from '../../domain/env-facts.ts';
import type { LockEntry } from '../../lock/model.ts';
import type { InlinePolicy, ObservedEnv, Role } from '../../domain/observed.ts';
import { rolesOf } from '../../policies/observed-roles.ts';

/** How long after the first look the second one is made. IAM and Cognito may answer from a copy that lags behind by seconds. */
export const RECHECK_AFTER_MS = 5_000;

/**
 * Whether something is missing in AWS that should be there: it is rechecked before anybody is told that it was deleted. A copy
 * of AWS's data that lags behind, or is just being made anew, looks the same on the first look.
 */
export function missesSomething(observed: ObservedEnv, entry: LockEntry | undefined): boolean {
  if (factsIn(observed).some(({ fact }) => fact.state === 'absent')) return true;
  if (entry === undefined) return false;
  const named = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  if (named !== undefined && entry.authRoleArn !== null && named.authenticated === undefined) return true;
  if (named !== undefined && entry.guestRoleArn !== null && named.unauthenticated === undefined) return true;
  const roles = rolesOf(observed);
  return entry.policies.some(({ role, name }) => {
    const inline = roles.find(({ arn }) => arn === role)?.inlinePolicies;
    return inline?.state === 'known' && !inline.value.some((policy) => policy.name === name);
  });
}

/** What two looks say together: the newer one, but for what it alone does not find. Absent is only what both do not find. */
export function rechecked(first: ObservedEnv, second: ObservedEnv): ObservedEnv {
  const older = new Map(factsIn(first).map((one) => [keyOf(one), one]));
  const newer = factsIn(second);
  const seen = new Set(newer.map(keyOf));
  const together = newer.map((one): EnvFact => ({ ...one, fact: joined(older.get(keyOf(one)), one) }));
  // The role of a function is only looked for where the function was found.
  const lost = [...older.values()].filter((one) => one.member === 'lambdaRoles' && !seen.has(keyOf(one)));
  return withFacts(second, [...together, ...lost]);
}

function keyOf({ member, name }: EnvFact): string {
  return JSON.stringify([member, name]);
}

function joined(first: EnvFact | undefined, second: EnvFact): Fact<unknown> {
  if (first === undefined) return second.fact;
  if (second.fact.state === 'absent') return first.fact;
  return isRoleFact(first) && isRoleFact(second) ? withPolicies(first.fact, second.fact) : second.fact;
}

/** A policy that only one look saw is there. */
function withPolicies(first: Fact<Role>, newer: Fact<Role>): Fact<Role> {
  if (newer.state !== 'known' || first.state !== 'known' || first.value.arn !== newer.value.arn) return newer;
  const [before, after] = [valueOf(first.value.inlinePolicies), valueOf(newer.value.inlinePolicies)];
  if (before === undefined || after === undefined) return newer;
  const names = new Set(after.map(({ name }) => name));
  const inlinePolicies: readonly InlinePolicy[] = [...after, ...before.filter(({ name }) => !names.has(name))];
  return { state: 'known', value: { ...newer.value, inlinePolicies: { state: 'known', value: inlinePolicies } } };
}

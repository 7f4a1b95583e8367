import { valueOf, type Fact } from '../../domain/fact.ts';
import type { LockEntry } from '../../lock/model.ts';
import type { InlinePolicy, ObservedEnv, Role } from '../../domain/observed.ts';
import { rolesOf } from '../../policies/observed-roles.ts';

/** How long after the first look the second one is made. IAM and Cognito may answer from a copy that lags behind by seconds. */
export const SECOND_LOOK_AFTER_MS = 5_000;

/**
 * Whether something is missing in AWS that should be there: it is looked at again before anybody is told that it was deleted. A copy
 * of AWS's data that lags behind, or is just being made anew, looks the same on the first look.
 */
export function missesSomething(observed: ObservedEnv, entry: LockEntry | undefined): boolean {
  const facts = [
    observed.userPool,
    observed.mfa,
    observed.webClient,
    observed.nativeClient,
    observed.identityPool,
    observed.authRole,
    observed.guestRole,
    ...observed.groups.values(),
    ...observed.groupRoles.values(),
    ...observed.formerRoles.values(),
    ...observed.lambdas.values(),
    ...(observed.hosting?.values() ?? []),
  ];
  if (facts.some((fact) => fact?.state === 'absent')) return true;
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
export function twiceSeen(first: ObservedEnv, second: ObservedEnv): ObservedEnv {
  return {
    ...second,
    userPool: together(first.userPool, second.userPool),
    mfa: together(first.mfa, second.mfa),
    webClient: together(first.webClient, second.webClient),
    nativeClient: both(first.nativeClient, second.nativeClient),
    identityPool: both(first.identityPool, second.identityPool),
    authRole: bothRoles(first.authRole, second.authRole),
    guestRole: bothRoles(first.guestRole, second.guestRole),
    groups: mapped(first.groups, second.groups, together),
    groupRoles: mapped(first.groupRoles, second.groupRoles, togetherAsRoles),
    formerRoles: mapped(first.formerRoles, second.formerRoles, togetherAsRoles),
    lambdas: mapped(first.lambdas, second.lambdas, together),
    ...(first.hosting && second.hosting ? { hosting: mapped(first.hosting, second.hosting, together) } : {}),
  };
}

function together<T>(first: Fact<T>, second: Fact<T>): Fact<T> {
  return second.state === 'absent' && first.state !== 'absent' ? first : second;
}

function both<T>(first: Fact<T> | undefined, second: Fact<T> | undefined): Fact<T> | undefined {
  return first === undefined || second === undefined ? second : together(first, second);
}

function bothRoles(first: Fact<Role> | undefined, second: Fact<Role> | undefined): Fact<Role> | undefined {
  return first === undefined || second === undefined ? second : togetherAsRoles(first, second);
}

/** A policy that only one look saw is there. */
function togetherAsRoles(first: Fact<Role>, second: Fact<Role>): Fact<Role> {
  const newer = together(first, second);
  if (newer.state !== 'known' || first.state !== 'known' || first.value.arn !== newer.value.arn) return newer;
  const [before, after] = [valueOf(first.value.inlinePolicies), valueOf(newer.value.inlinePolicies)];
  if (before === undefined || after === undefined) return newer;
  const names = new Set(after.map(({ name }) => name));
  const inlinePolicies: readonly InlinePolicy[] = [...after, ...before.filter(({ name }) => !names.has(name))];
  return { state: 'known', value: { ...newer.value, inlinePolicies: { state: 'known', value: inlinePolicies } } };
}

function mapped<T>(
  first: ReadonlyMap<string, Fact<T>>,
  second: ReadonlyMap<string, Fact<T>>,
  join: (first: Fact<T>, second: Fact<T>) => Fact<T>,
): ReadonlyMap<string, Fact<T>> {
  return new Map(
    [...second].map(([key, newer]) => {
      const older = first.get(key);
      return [key, older === undefined ? newer : join(older, newer)];
    }),
  );
}

import { accountOf } from '../../domain/arn.ts';
import { unchecked, valueOf, type Fact } from '../../domain/fact.ts';
import type { UserPoolGroup } from '../../domain/observed.ts';
import { groupPath } from '../../manifest/group-path.ts';
import { allGrantees, wantsGuests } from '../../policies/wanted.ts';
import {
  firstWritten,
  fixable,
  notChecked,
  problem,
  whenKnown,
  type EnvView,
  type Judgement,
  type Rule,
} from '../rule.ts';

/** A role that the manifest names is a claim: the identity pool, or the group, decides which role users really get. */
export const rolePinMismatch: Rule = {
  id: 'role/pin-mismatch',
  judge: (view) => [
    ...judgePin(view, 'authRoleArn', 'authenticated'),
    ...judgePin(view, 'guestRoleArn', 'unauthenticated'),
    ...[...view.observed.groups].flatMap(([group, fact]) => judgeGroup(view, group, fact)),
    ...unknownGroups(view),
  ],
};

function judgePin(
  { env, observed }: EnvView,
  key: 'authRoleArn' | 'guestRoleArn',
  kind: 'authenticated' | 'unauthenticated',
): readonly Judgement[] {
  const pin = env[key];
  if (pin === undefined || isElsewhere(pin, observed)) return [];
  const place = firstWritten(env, [key]);
  return whenKnown(observed.identityPoolRoles, place, 'the identity pool was not found', (roles) => {
    const real = roles[kind];
    if (real === pin) return [];
    if (real === undefined) {
      const message = `${key} is ${pin}, and the identity pool has no ${kind} role`;
      // That the role is missing is said by another rule, unless nobody asked for guests.
      return kind === 'authenticated' || wantsGuests(env)
        ? [notChecked(place, unchecked('dependency', `the identity pool has no ${kind} role`))]
        : [problem(place, message, 'Give the identity pool that role.')];
    }
    const message = `${key} is ${pin}, and the identity pool has ${real} as ${kind} role`;
    return [fixable(problem(place, message, `Write ${real}, or change the identity pool.`), real)];
  });
}

function judgeGroup({ env, observed }: EnvView, group: string, fact: Fact<UserPoolGroup>): readonly Judgement[] {
  const pin = env.groups.get(group);
  const place = firstWritten(env, groupPath(env, group));
  if (pin !== undefined && isElsewhere(pin, observed)) return [];
  if (fact.state === 'unchecked') return [notChecked(place, fact)];
  if (fact.state === 'absent') {
    if (observed.userPool.state !== 'known') {
      return [notChecked(place, unchecked('dependency', 'the user pool was not found'))];
    }
    const message = `the user pool ${env.userPoolId ?? ''} has no group "${group}"`;
    return [problem(place, message, 'Create the group with its role, or take it out of `groups`.')];
  }
  const real = fact.value.roleArn;
  if (real === pin && real !== undefined) return [];
  if (pin === undefined) {
    const message = `the group "${group}" of the user pool has no role`;
    return [problem(place, message, 'Give the group a role, or take it out of `groups`.')];
  }
  const message = `the group "${group}" has ${real === undefined ? 'no role' : `the role ${real}`}, and the manifest says ${pin}`;
  const hint = real === undefined ? 'Give the group this role.' : `Write ${real}, or change the group.`;
  return [fixable(problem(place, message, hint), real)];
}

/** Groups that are given rights where the manifest takes all of the pool, and the pool has no such group with a role. */
function unknownGroups({ env, observed }: EnvView): readonly Judgement[] {
  if (env.poolGroups !== 'all' || observed.poolGroups?.state !== 'known') return [];
  const roleless = new Set(observed.poolGroups.value.map(({ name }) => name));
  return allGrantees(env).flatMap((grantee): readonly Judgement[] => {
    if (grantee.kind !== 'group' || observed.groups.has(grantee.name)) return [];
    const lack = roleless.has(grantee.name) ? 'has no role' : 'does not exist in the user pool';
    const message = `the group "${grantee.name}" is given rights and ${lack}`;
    const hint = 'Create the group with a role, or take its rights out of the manifest.';
    return [problem(firstWritten(env, ['groups']), message, hint)];
  });
}

/** An ARN of another account than the caller's is the business of account/mismatch. */
function isElsewhere(arn: string, { caller }: EnvView['observed']): boolean {
  const account = valueOf(caller)?.accountId;
  return account !== undefined && accountOf(arn) !== account;
}

import { accountOf } from '../../domain/arn.ts';
import { unchecked, valueOf, type Fact } from '../../domain/fact.ts';
import type { UserPoolGroup } from '../../domain/observed.ts';
import { wantsGuests } from '../../policies/wanted.ts';
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
  const pin = env.groups.get(group) ?? '';
  const place = firstWritten(env, ['groups', group]);
  if (isElsewhere(pin, observed)) return [];
  if (fact.state === 'unchecked') return [notChecked(place, fact)];
  if (fact.state === 'absent') {
    if (observed.userPool.state !== 'known') {
      return [notChecked(place, unchecked('dependency', 'the user pool was not found'))];
    }
    const message = `the user pool ${env.userPoolId ?? ''} has no group "${group}"`;
    return [problem(place, message, 'Create the group with this role, or take it out of `groups`.')];
  }
  const real = fact.value.roleArn;
  if (real === pin) return [];
  const message = `the group "${group}" has ${real === undefined ? 'no role' : `the role ${real}`}, and the manifest says ${pin}`;
  const hint = real === undefined ? 'Give the group this role.' : `Write ${real}, or change the group.`;
  return [fixable(problem(place, message, hint), real)];
}

/** An ARN of another account than the caller's is the business of account/mismatch. */
function isElsewhere(arn: string, { caller }: EnvView['observed']): boolean {
  const account = valueOf(caller)?.accountId;
  return account !== undefined && accountOf(arn) !== account;
}

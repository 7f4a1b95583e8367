import { accountOf } from '../../domain/arn.ts';
import type { CallerIdentity } from '../../domain/observed.ts';
import { changedIds } from '../../lock/changed-ids.ts';
import type { LockEntry } from '../../lock/model.ts';
import type { EnvSpec } from '../../manifest/model.ts';

export interface AccountClaim {
  readonly account: string;
  /** What says so. */
  readonly says: string;
  readonly hint: string;
}

const HINT = 'Use credentials of that account, or name a role of it in `roleToAssume`.';
const MOVED_HINT =
  'To move the env to another account, first run `unlink` for it with the ids of before and credentials of that account, so that ' +
  'the policies there are removed. Then change the ids and run `apply`.';

/** Where manifest or lock say that the env is in another account than the caller's; undefined where neither does. */
export function claimAgainst(
  env: EnvSpec,
  entry: LockEntry | undefined,
  caller: CallerIdentity,
): AccountClaim | undefined {
  return claimsOf(env, entry).find(({ account }) => account !== caller.accountId);
}

/** All that names the account of an env; what the manifest says comes first. */
export function claimsOf(env: EnvSpec, entry: LockEntry | undefined): readonly AccountClaim[] {
  const arns = [
    { says: 'authRoleArn', arn: env.authRoleArn },
    { says: 'guestRoleArn', arn: env.guestRoleArn },
    { says: 'roleToAssume', arn: env.roleToAssume?.write },
    { says: 'roleToAssume', arn: env.roleToAssume?.read },
    ...[...env.groups].map(([group, arn]) => ({ says: `the role of the group "${group}"`, arn })),
  ];
  return [
    ...(env.accountId === undefined ? [] : [{ account: env.accountId, says: 'accountId', hint: HINT }]),
    ...arns.flatMap(({ says, arn }) => (arn === undefined ? [] : [{ account: accountOf(arn), says, hint: HINT }])),
    ...lockClaims(env, entry),
  ];
}

/** An env with other ids may be in another account, as long as nothing was left behind in the old one. */
function lockClaims(env: EnvSpec, entry: LockEntry | undefined): readonly AccountClaim[] {
  if (entry === undefined) return [];
  const { accountId: account } = entry;
  if (changedIds(env, entry).length === 0) return [{ account, says: 'the lock', hint: HINT }];
  const isEmpty = entry.policies.length === 0 && (entry.lambdas ?? []).length === 0;
  return isEmpty ? [] : [{ account, says: 'the lock', hint: MOVED_HINT }];
}

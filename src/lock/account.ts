import { accountOf } from '../domain/arn.ts';
import type { EnvSpec } from '../manifest/model.ts';
import { changedIds } from './changed-ids.ts';
import type { LockEntry } from './model.ts';

/** What says in which account an env is. */
export interface AccountClaim {
  readonly account: string;
  readonly says: string;
  /** `guard`: the manifest states it; `hint`: it follows from a role to assume, or from the lock. */
  readonly kind: 'guard' | 'hint';
}

/** The accounts that manifest and lock give for an env, the surest first. The lock counts only as long as it is about the same ids. */
export function accountClaims(env: EnvSpec, entry: LockEntry | undefined): readonly AccountClaim[] {
  const stated = env.accountId === undefined ? [] : [guard('accountId', env.accountId)];
  const lock = entry !== undefined && changedIds(env, entry).length === 0 ? [hint('the lock', entry.accountId)] : [];
  return [
    ...stated,
    ...arnsOf(env).flatMap(([says, arn]) => (arn === undefined ? [] : [guard(says, accountOf(arn))])),
    ...rolesOf(env).flatMap(([says, arn]) => (arn === undefined ? [] : [hint(says, accountOf(arn))])),
    ...(stated.length === 0 ? lock : []),
  ].filter(({ account }) => account !== '');
}

/** The account that manifest or lock give for an env. */
export function accountIdOf(env: EnvSpec, entry: LockEntry | undefined): string | undefined {
  return env.accountId ?? entry?.accountId ?? accountClaims(env, undefined)[0]?.account;
}

/** Whether the env had other ids, in another account, when the lock was written. */
export function hasMoved(env: EnvSpec, entry: LockEntry, account: string): boolean {
  return entry.accountId !== account && changedIds(env, entry).length > 0;
}

type Named = readonly (readonly [string, string | undefined])[];

function arnsOf(env: EnvSpec): Named {
  const groups = [...env.groups].map(([group, arn]) => [`the role of the group "${group}"`, arn] as const);
  return [['authRoleArn', env.authRoleArn], ['guestRoleArn', env.guestRoleArn], ...groups];
}

function rolesOf({ roleToAssume }: EnvSpec): Named {
  return [
    ['the write role of roleToAssume', roleToAssume?.write],
    ['the read role of roleToAssume', roleToAssume?.read],
  ];
}

function guard(says: string, account: string): AccountClaim {
  return { says, account, kind: 'guard' };
}

function hint(says: string, account: string): AccountClaim {
  return { says, account, kind: 'hint' };
}

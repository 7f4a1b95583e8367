import { accountOf } from '../domain/arn.ts';
import type { EnvSpec } from '../manifest/model.ts';
import type { LockEntry } from './model.ts';

/** The account that manifest or lock give for an env. */
export function accountIdOf(env: EnvSpec, entry: LockEntry | undefined): string | undefined {
  const arns = [
    env.authRoleArn,
    env.guestRoleArn,
    ...env.groups.values(),
    env.roleToAssume?.write,
    env.roleToAssume?.read,
  ];
  const written = arns.flatMap((arn) => (arn === undefined ? [] : [accountOf(arn)])).find((id) => id !== '');
  return env.accountId ?? entry?.accountId ?? written;
}

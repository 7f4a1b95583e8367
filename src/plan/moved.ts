import { valueOf } from '../domain/fact.ts';
import { findingOf, type Finding } from '../domain/finding.ts';
import { hasMoved } from '../lock/account.ts';
import { entryOf } from '../lock/lock-file.ts';
import { firstWritten } from '../rules/rule.ts';
import type { EnvSubject } from './subject.ts';

/**
 * An env whose ids are those of another account than when the lock was written: what was made for it there is out of reach with the
 * credentials of today, and a new lock entry would forget it.
 */
export function movedFrom({ kind, env, observed, lock }: EnvSubject): Finding | undefined {
  const entry = entryOf(lock, env.name);
  const account = valueOf(observed.caller)?.accountId;
  if (kind === 'orphaned' || entry === undefined || account === undefined) return undefined;
  if (!hasMoved(env, entry, account)) return undefined;
  const made = [
    ...entry.policies.map(({ name, role }) => `${name} on ${role}`),
    ...(entry.lambdas ?? []).map((one) => `the access of the Lambda function ${one.function}`),
  ];
  if (made.length === 0) return undefined;
  const message = `the env ${env.name} has moved from account ${entry.accountId} to ${account}; what was made for it there is still there: ${made.join(', ')}`;
  const hint = `Run unlink with \`envs: ${env.name}\` and with credentials of account ${entry.accountId} (where the manifest has a \`roleToAssume\`, with the manifest as it was before the move), commit the lock, and then run apply. Where that account is gone, take the env out of the lock.`;
  return findingOf('lock/stale', firstWritten(env, ['userPoolId']), { message, hint, env: env.name });
}

import { valueOf, type Fact } from '../domain/fact.ts';
import type { CallerIdentity } from '../domain/observed.ts';
import { nearestIds } from '../manifest/nearest.ts';

/** Where an id that was not found was looked for, and the ids that are most like it. */
export function whereToLook(
  id: string,
  existing: readonly string[] | undefined,
  region: string | undefined,
  caller: Fact<CallerIdentity>,
): string {
  const account = valueOf(caller)?.accountId;
  const where =
    account === undefined
      ? 'the account that the credentials belong to'
      : `account ${account}, which the credentials belong to`;
  const look = `It was looked for in ${region ?? 'its region'} of ${where}.`;
  if (existing === undefined) return look;
  if (existing.length === 0) return `${look} There is none at all.`;
  return `${look} The nearest: ${nearestIds(id, existing).join(', ')}.`;
}

import type { Fact } from '../domain/fact.ts';
import type { CallerIdentity } from '../domain/observed.ts';
import { nearestIds } from '../manifest/nearest.ts';

/** The region and the account in which something was looked for. */
export function whereSearched(region: string | undefined, caller: Fact<CallerIdentity>): string {
  const account = caller.state === 'known' ? `account ${caller.value.accountId}` : 'the account';
  return `${region ?? 'its region'} of ${account} that the credentials belong to`;
}

/** Where an id that was not found might be, and the ids that are most like it. */
export function whereToLook(id: string, existing: readonly string[] | undefined, searched: string): string {
  const look = `Look for it in ${searched}.`;
  if (existing === undefined) return look;
  if (existing.length === 0) return `${look} There is none at all.`;
  return `${look} The nearest: ${nearestIds(id, existing).join(', ')}.`;
}

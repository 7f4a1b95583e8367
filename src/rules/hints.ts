import { nearestIds } from '../manifest/nearest.ts';

/** Where an id that was not found might be, and the ids that are most like it. */
export function whereToLook(id: string, existing: readonly string[] | undefined, region: string | undefined): string {
  const look = `Look for it in ${region ?? 'its region'} of the account that the credentials belong to.`;
  if (existing === undefined) return look;
  if (existing.length === 0) return `${look} There is none at all.`;
  return `${look} The nearest: ${nearestIds(id, existing).join(', ')}.`;
}

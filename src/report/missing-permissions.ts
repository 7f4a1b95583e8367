import type { UncheckedItem } from '../domain/finding.ts';
import type { PolicyDocument, Statement } from '../domain/iam-policy.ts';
import { compareText, sortedSet } from '../domain/ordering.ts';
import { policyOf } from '../iam/document.ts';

/** The policy that would let the run see what it could not; undefined where nothing was denied. */
export function missingPermissions(unchecked: readonly UncheckedItem[]): PolicyDocument | undefined {
  const byResource = new Map<string, string[]>();
  for (const { missingPermission, resource = '*' } of unchecked) {
    if (missingPermission === undefined) continue;
    byResource.set(resource, [...(byResource.get(resource) ?? []), missingPermission]);
  }
  if (byResource.size === 0) return undefined;
  const statements = [...byResource]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([resource, actions]): Statement => ({ Effect: 'Allow', Action: sortedSet(actions), Resource: resource }));
  return policyOf(statements);
}

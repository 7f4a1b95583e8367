import type { RunReport } from '../../domain/report.ts';
import type { Section } from '../fit.ts';
import { settlementsOf } from '../view/next-steps.ts';
import { link, prose, table } from './markdown.ts';

/** Both ways to settle drift, by its kind: never only the one that accepts it. */
export function settlementSections(report: RunReport): readonly Section[] {
  const settlements = settlementsOf(report);
  if (settlements.length === 0) return [];
  const rows = settlements.map(({ what, accept, restore }) => [prose(what), prose(accept), prose(restore)]);
  const list = table(['drift of', 'to accept what is there now', 'to restore what was there'], rows);
  const later =
    'To leave it as it is for a time, add an entry to `ignore` in the manifest, with a `reason` and `until`.';
  const { pullRequest } = report.publication;
  const offer =
    pullRequest === undefined
      ? ''
      : ` ${link(`Pull request #${pullRequest.number}`, pullRequest.url)} brings files and lock up to date.`;
  return [{ what: 'ways to settle it', text: `#### How to settle it\n\n${list}\n\n${later}${offer}`, stays: true }];
}

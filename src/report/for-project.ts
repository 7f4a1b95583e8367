import type { RunReport } from '../domain/report.ts';
import { summaryOf } from './summary.ts';

/** GitHub takes 65,536 characters in a comment, an issue and a pull request. */
const MAX_BODY = 60_000;

/** What a comment, an issue or a pull request says about one manifest; `of` so many that share one text. */
export function bodyOf(report: RunReport, file: string, of = 1): string {
  return summaryOf(forManifest(report, file), { maxBytes: MAX_BODY / of, footer: false });
}

/** The part of a report that is about one manifest: comments, issues and pull requests carry one project each. */
export function forManifest(report: RunReport, file: string): RunReport {
  const isOwn = (item: { readonly place: { readonly file: string } }) =>
    item.place.file === file || item.place.file === '';
  const changes = report.plan.changes.filter((change) => change.manifest === file);
  return {
    ...report,
    findings: report.findings.filter(isOwn),
    unchecked: report.unchecked.filter(isOwn),
    outcomes: report.outcomes.filter((outcome) => outcome.manifest === file),
    capabilities: report.capabilities.filter((one) => one.manifest === file),
    envs: report.envs.filter((env) => env.manifest === file),
    plan: { ...report.plan, changes },
  };
}

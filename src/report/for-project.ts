import type { RunReport } from '../domain/report.ts';

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

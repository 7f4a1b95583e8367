import type { RunReport } from '../domain/report.ts';

/** The part of a report that is about one manifest: comments, issues and pull requests carry one project each. */
export function forManifest(report: RunReport, file: string): RunReport {
  return forManifests(report, [file]);
}

/** The part of a report that is about some of its manifests. */
export function forManifests(report: RunReport, files: readonly string[]): RunReport {
  const wanted = new Set(files);
  const isOwn = ({ place }: { readonly place: { readonly file: string } }) =>
    wanted.has(place.file) || place.file === '';
  const isOf = ({ manifest }: { readonly manifest: string }) => wanted.has(manifest);
  return {
    ...report,
    findings: report.findings.filter(isOwn),
    unchecked: report.unchecked.filter(isOwn),
    outcomes: report.outcomes.filter(isOf),
    capabilities: report.capabilities.filter(isOf),
    envs: report.envs.filter(isOf),
    plan: { ...report.plan, changes: report.plan.changes.filter(isOf) },
  };
}

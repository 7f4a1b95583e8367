import { isDrift } from '../domain/rule.ts';
import type { RunReport } from '../domain/report.ts';

/** The action's outputs with their documentation; `action.yml` and the README's table are generated from it. */
export const OUTPUTS = {
  result: 'success, failure or drift.',
  'error-count': 'Number of error findings.',
  'warning-count': 'Number of warning findings.',
  'unchecked-count': 'Number of checks that could not be made.',
  'has-changes': 'Whether the plan holds changes: true or false.',
  envs: 'JSON array of the names of the envs that were checked.',
  matrix: 'With matrix: JSON for strategy.matrix.',
  files: 'JSON array of the paths of generated files, written or to be written.',
  config: 'JSON object of the public values of each env, by name.',
  plan: 'Path of the plan as JSON.',
  'plan-digest': 'Digest of the plan.',
  report: 'Path of the report as JSON.',
  'has-drift': 'Whether something has drifted: true or false.',
  'drift-count': 'Number of drift findings.',
  mode: 'Where the facts came from: live (AWS), offline (the lock) or mixed.',
  'commit-sha': 'Commit that holds files and lock, by this run or already.',
  'pull-request-number': 'Number of the pull request.',
  'pull-request-url': 'Address of the pull request.',
  'issue-number': 'Number of the open drift issue.',
  'artifact-id': 'Id of the uploaded artifact.',
  'artifact-url': 'Address of the uploaded artifact.',
  'applied-envs': 'JSON array of the envs that were changed.',
  'unchanged-envs': 'JSON array of the envs that needed no change.',
  'failed-envs': 'JSON array of the envs that have errors or whose apply failed.',
} as const;

export type OutputName = keyof typeof OUTPUTS;

/** GitHub takes 1 MB for one output; a larger value stands only in the report. */
const MAX_BYTES = 900_000;

export interface OutputValues {
  readonly values: Readonly<Record<OutputName, string>>;
  /** Outputs that are left empty because they are too large. */
  readonly tooLarge: readonly OutputName[];
}

/** The values of all outputs, whatever came of the run. */
export function outputValues(
  report: RunReport,
  paths: { readonly plan: string; readonly report: string },
): OutputValues {
  const count = (severity: string) =>
    String(report.findings.filter((finding) => finding.severity === severity && finding.ignored === undefined).length);
  const named = (...states: readonly string[]) =>
    JSON.stringify(report.envs.filter((env) => states.includes(env.state)).map((env) => env.name));
  const { publication } = report;
  const drifts = report.findings.filter(({ rule, ignored }) => isDrift(rule) && ignored === undefined).length;
  const config = report.envs.flatMap((env) => (env.config === undefined ? [] : [[env.name, env.config] as const]));
  const values: Record<OutputName, string> = {
    result: report.result,
    'error-count': count('error'),
    'warning-count': count('warning'),
    'unchecked-count': String(report.unchecked.length),
    'has-changes': String(report.plan.changes.length > 0),
    envs: JSON.stringify(report.envs.map((env) => env.name)),
    matrix: report.matrix === undefined ? '' : JSON.stringify({ include: report.matrix }),
    files: JSON.stringify(report.files),
    config: JSON.stringify(Object.fromEntries(config)),
    plan: paths.plan,
    'plan-digest': report.plan.digest,
    report: paths.report,
    'has-drift': String(drifts > 0),
    'drift-count': String(drifts),
    mode: report.mode,
    'commit-sha': publication.commitSha,
    'pull-request-number': String(publication.pullRequest?.number ?? ''),
    'pull-request-url': publication.pullRequest?.url ?? '',
    'issue-number': String(report.issue ?? ''),
    'artifact-id': publication.artifact?.id ?? '',
    'artifact-url': publication.artifact?.url ?? '',
    'applied-envs': named('applied'),
    'unchanged-envs': named('unchanged'),
    'failed-envs': named('failed', 'blocked'),
  };
  const tooLarge = (Object.keys(values) as OutputName[]).filter((name) => Buffer.byteLength(values[name]) > MAX_BYTES);
  for (const name of tooLarge) values[name] = '';
  return { values, tooLarge };
}

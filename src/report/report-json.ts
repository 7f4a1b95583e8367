import type { Finding, UncheckedItem } from '../domain/finding.ts';
import type { Place } from '../domain/place.ts';
import type { RunReport } from '../domain/report.ts';
import { json } from '../formats/serialise.ts';

/** Version of the report and plan files. */
const VERSION = 1;

/** The report as a file: everything, nothing cut. */
export function reportJson(report: RunReport): string {
  return json({
    version: VERSION,
    command: report.command,
    mode: report.mode,
    result: report.result,
    ...(report.incomplete === undefined ? {} : { incomplete: report.incomplete }),
    findings: report.findings.map(findingJson),
    unchecked: report.unchecked.map(uncheckedJson),
    plan: planOf(report),
    capabilities: report.capabilities,
    outcomes: report.outcomes,
    calls: report.calls,
    published: publishedJson(report),
    issue: report.issue ?? null,
    notes: report.notes,
    ...(report.document?.data ?? {}),
    envs: Object.fromEntries(report.envs.map(({ name, ...env }) => [name, { ...env, config: env.config ?? null }])),
  });
}

function publishedJson({ publication }: RunReport): Record<string, unknown> {
  const { commitSha, pullRequest, artifact } = publication;
  return {
    commit: commitSha === '' ? null : commitSha,
    pullRequest: pullRequest === undefined ? null : { number: pullRequest.number, url: pullRequest.url },
    artifact: artifact ?? null,
  };
}

/** The plan as a file. */
export function planJson(report: RunReport): string {
  return json({ version: VERSION, ...planOf(report) });
}

function planOf({ plan }: RunReport): Record<string, unknown> {
  return { digest: plan.digest, digests: plan.digests, changes: plan.changes };
}

function findingJson(finding: Finding): Record<string, unknown> {
  const { rule, severity, message, hint, env, place, fields, differences, ignored } = finding;
  return {
    rule,
    severity,
    message,
    hint: hint ?? null,
    env,
    ...placeJson(place),
    ...(fields === undefined ? {} : { fields }),
    ...(differences === undefined ? {} : { differences }),
    ...(ignored === undefined ? {} : { ignored }),
  };
}

function uncheckedJson({
  rule,
  env,
  reason,
  missingPermission,
  resource,
  cause,
  place,
}: UncheckedItem): Record<string, unknown> {
  const { file, line, column } = place;
  return {
    rule,
    env,
    reason,
    missingPermission: missingPermission ?? null,
    resource: resource ?? null,
    ...(cause === undefined ? {} : { cause }),
    file,
    line,
    column,
  };
}

function placeJson({ file, line, column, endLine, endColumn }: Place): Record<string, unknown> {
  return { file, line, column, endLine, endColumn };
}

import { groupedBy } from '../domain/ordering.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { RunReport } from '../domain/report.ts';
import { listed } from '../domain/shown.ts';
import { wholeOf } from '../plan/digest.ts';
import type { Annotation } from '../ports/console.ts';
import { countOf } from './count.ts';
import { logLine, logText } from './escape.ts';
import { verdictOf } from './verdict.ts';

/** `file:line:col: severity rule message`, as compilers print it, so that editors can follow it. Hints come below, indented. */
export function terminalAnnotation({ severity, title, message, place }: Annotation): string {
  const where = place === undefined ? '' : `${place.file}:${place.line}:${place.column}: `;
  const [first, ...hints] = logText(message).split('\n');
  const hint = hints.map((line) => `\n    ${line}`).join('');
  return `${where}${severity} ${title} ${first ?? ''}${hint}`;
}

/** What a run came to, in a few lines. */
export function verdictLines(report: RunReport): readonly string[] {
  const { unchecked, plan, outcomes, document } = report;
  if (document !== undefined) return document.text.split('\n').map(logLine);
  const findings = report.findings.filter(({ ignored }) => ignored === undefined);
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const lines = [
    `${report.command}: ${verdictOf(report).title}`,
    `${countOf(report.envs.length, 'env')}, ${countOf(count('error'), 'error')}, ${countOf(count('warning'), 'warning')}, ${unchecked.length} unchecked`,
  ];
  if (report.incomplete !== undefined) lines.push(`the run could not be completed: ${report.incomplete}`);
  for (const [reason, items] of byReason(report)) {
    const missing = items.missing === undefined ? '' : `; missing permission: ${items.missing}`;
    lines.push(`unchecked in ${listed(items.envs)}: ${reason}${missing} (${items.rules.join(', ')})`);
  }
  if (plan.changes.length > 0 && outcomes.length === 0) {
    lines.push(`${countOf(plan.changes.length, 'change')}, plan ${wholeOf(plan.digest)}`);
  }
  lines.push(`${countOf(report.calls.total, 'AWS call')}, ${report.calls.throttled} throttled`);
  return lines.map(logLine);
}

export interface UncheckedGroup {
  readonly envs: readonly string[];
  readonly rules: readonly string[];
  readonly missing: string | undefined;
}

/** What is to be done, or was done, env by env. */
export interface EnvLog {
  readonly title: string;
  readonly lines: readonly string[];
}

export function envLogs({ plan, outcomes }: RunReport): readonly EnvLog[] {
  const done = outcomes.length > 0;
  const items = done
    ? outcomes.map((one) => ({
        env: one.env,
        text: `${one.status} ${one.action} ${one.kind} ${one.target} (${one.env})${why(one)}`,
      }))
    : plan.changes.map((one) => ({ env: one.env, text: `${one.action} ${one.kind} ${one.target} (${one.env})` }));
  const byEnv = groupedBy(items, ({ env }) => env);
  return [...byEnv].map(([env, own]) => {
    const lines = own.map(({ text }) => `  ${logLine(text)}`);
    return { title: logLine(`${env}: ${countOf(lines.length, done ? 'outcome' : 'change')}`), lines };
  });
}

function why({ reason }: Outcome): string {
  return reason === undefined ? '' : `: ${reason}`;
}

/** One cause usually leaves many rules open: they are reported together. */
export function byReason(report: RunReport): ReadonlyMap<string, UncheckedGroup> {
  const groups = new Map<string, { envs: Set<string>; rules: Set<string>; missing: string | undefined }>();
  for (const { reason, env, rule, missingPermission } of report.unchecked) {
    const group = groups.get(reason) ?? { envs: new Set(), rules: new Set(), missing: undefined };
    groups.set(reason, group);
    group.envs.add(env);
    group.rules.add(rule);
    group.missing ??= missingPermission;
  }
  return new Map(
    [...groups].map(([reason, { envs, rules, missing }]) => [reason, { envs: [...envs], rules: [...rules], missing }]),
  );
}

import { isDrift } from '../domain/rule.ts';
import type { RunReport } from '../domain/report.ts';
import { countOf } from './count.ts';

/** What a run came to, in one line, for every place where people read it. */
export interface Verdict {
  /** A tick stands only where everything that was asked for was looked at and found right. */
  readonly sign: '✅' | '⚠️' | '❌';
  /** A sentence without its period: `Drift in 1 of 3 envs`. */
  readonly title: string;
}

/** Judges a report. What is unchecked, drift, and a run that did not ask AWS are never a pass. */
export function verdictOf(report: RunReport): Verdict {
  const sign = report.result === 'success' ? '⚠️' : '❌';
  const title = troubleOf(report);
  return title === undefined ? { sign: '✅', title: successOf(report) } : { sign, title };
}

/** The worst that there is to say, or undefined. */
function troubleOf(report: RunReport): string | undefined {
  const { command, envs } = report;
  if (report.incomplete !== undefined) return `\`${command}\` could not be completed`;
  const findings = report.findings.filter(({ ignored }) => ignored === undefined);
  const errors = findings.filter(({ severity, rule }) => severity === 'error' && !isDrift(rule));
  const blocked = envs.filter(({ state }) => state === 'failed' || (state === 'blocked' && report.mode === 'live'));
  const offline = { offline: 'AWS was not asked', mixed: 'AWS was asked only in part', live: undefined }[report.mode];
  if (errors.length > 0 || blocked.length > 0) {
    const what =
      blocked.length > 0
        ? `${blocked.length} of ${countOf(envs.length, 'env')} ${failing(command)}`
        : countOf(errors.length, 'error');
    return offline === undefined ? what : `${what}; ${offline}`;
  }
  const idle = worksOnEnvs(report) ? envs.length === 0 : report.matrix?.length === 0;
  if (idle && findings.length === 0) return 'There was no env to work on';
  if (offline !== undefined) return `${offline}: this is not a pass`;
  const drifted = new Set(findings.filter(({ rule }) => isDrift(rule)).map(({ env, place }) => `${place.file} ${env}`));
  if (drifted.size > 0) return `Drift in ${drifted.size} of ${countOf(envs.length, 'env')}`;
  if (report.unchecked.length > 0) {
    const open = new Set(report.unchecked.map(({ env, place }) => `${place.file} ${env}`));
    const checked = `${open.size} of ${countOf(Math.max(envs.length, open.size), 'env')} could not be checked completely`;
    return `${checked}: this is not a pass`;
  }
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  return report.result === 'success' ? undefined : countOf(warnings, 'warning');
}

function worksOnEnvs({ command, document }: RunReport): boolean {
  return document === undefined && !['matrix', 'permissions', 'discover'].includes(command);
}

function failing(command: string): string {
  if (command === 'apply') return 'could not be applied';
  return command === 'plan' ? 'cannot be applied' : 'failed the checks';
}

function successOf(report: RunReport): string {
  const { command, envs, findings, plan, outcomes } = report;
  if (!worksOnEnvs(report)) return `\`${command}\` is done`;
  const warnings = findings.filter(({ ignored, severity }) => ignored === undefined && severity === 'warning').length;
  const also = warnings === 0 ? '' : `, with ${countOf(warnings, 'warning')}`;
  const all = countOf(envs.length, 'env');
  const applied = outcomes.filter(({ status }) => status === 'applied').length;
  if (outcomes.length > 0) return `${countOf(applied, 'change')} applied in ${all}${also}`;
  if (plan.changes.length > 0) {
    const changed = new Set(plan.changes.map(({ env, manifest }) => `${manifest} ${env}`)).size;
    return `Plan: ${countOf(plan.changes.length, 'change')} in ${changed} of ${all}${also}`;
  }
  if (command === 'drift') return `No drift in ${all}${also}`;
  return command === 'validate' ? `${all} checked${also}` : `Nothing to change in ${all}${also}`;
}

import { isDrift } from '../domain/rule.ts';
import type { RunReport } from '../domain/report.ts';
import { countOf } from './count.ts';
import { changeCounts, joined } from './view/change-view.ts';
import { envKey, keyOf } from './view/env-key.ts';

/** What a run came to, in one line, for every place where people read it. */
export interface Verdict {
  /** A tick stands only where everything that was asked for was looked at and found right. */
  readonly sign: '✅' | '⚠️' | '❌';
  /** Plain text, a sentence without its period: `Drift in 1 of 3 envs`. */
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
  if (report.incomplete !== undefined) return `${command} could not be completed`;
  const findings = report.findings.filter(({ ignored }) => ignored === undefined);
  const errors = findings.filter(({ severity, rule }) => severity === 'error' && !isDrift(rule));
  const blocked = envs.filter(({ state }) => state === 'failed' || (state === 'blocked' && report.mode === 'live'));
  const offline = { offline: 'AWS was not asked', mixed: 'AWS was asked only in part', live: undefined }[report.mode];
  const drifted = new Set(findings.filter(({ rule }) => isDrift(rule)).map(keyOf));
  const drift = drifted.size === 0 ? undefined : `Drift in ${drifted.size} of ${countOf(envs.length, 'env')}`;
  if (errors.length > 0 && errors.every(({ rule }) => rule === 'publish/refused')) {
    return blocked.length === 0
      ? `Publishing failed. ${successOf(report)}`
      : `Publishing failed; ${blockedIn(report, blocked.length)}`;
  }
  if (errors.length > 0 || blocked.length > 0) {
    const what = blocked.length > 0 ? blockedIn(report, blocked.length) : countOf(errors.length, 'error');
    return [command === 'drift' ? drift : undefined, what, offline].filter((part) => part !== undefined).join('; ');
  }
  const idle = worksOnEnvs(report) ? envs.length === 0 : report.matrix?.length === 0;
  if (idle && findings.length === 0) return 'There was no env to work on';
  if (offline !== undefined) return `${offline}: this is not a pass`;
  if (drift !== undefined) return drift;
  if (report.unchecked.length > 0) {
    const open = new Set(report.unchecked.map(keyOf));
    const checked = `${open.size} of ${countOf(Math.max(envs.length, open.size), 'env')} could not be checked completely`;
    return `${checked}: this is not a pass`;
  }
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  return report.result === 'success' ? undefined : countOf(warnings, 'warning');
}

function worksOnEnvs({ command, document }: RunReport): boolean {
  return document === undefined && !['matrix', 'permissions', 'discover'].includes(command);
}

function blockedIn({ command, envs }: RunReport, count: number): string {
  return `${count} of ${countOf(envs.length, 'env')} ${failing(command)}`;
}

function failing(command: string): string {
  if (command === 'apply') return 'could not be applied';
  return command === 'plan' ? 'cannot be applied' : 'failed the checks';
}

function successOf(report: RunReport): string {
  const { command, envs, findings, plan, outcomes } = report;
  if (!worksOnEnvs(report)) return `${command} is done`;
  const warnings = findings.filter(({ ignored, severity }) => ignored === undefined && severity === 'warning').length;
  const also = warnings === 0 ? '' : `, with ${countOf(warnings, 'warning')}`;
  const all = countOf(envs.length, 'env');
  const where = (items: readonly { readonly env: string; readonly manifest: string }[]) => {
    const keys = new Set(items.map(({ manifest, env }) => envKey(manifest, env)));
    const names = envs.filter(({ manifest, env }) => keys.has(envKey(manifest, env))).map(({ name }) => name);
    if (names.length > 0 && names.length <= MAX_NAMES) return joined(names);
    return keys.size === envs.length ? all : `${keys.size} of ${all}`;
  };
  const done = outcomes.filter(
    ({ status, kind }) => kind !== 'env' && (status === 'applied' || status === 'unconfirmed'),
  );
  if (done.length > 0) {
    const [what, at] = command === 'unlink' ? ['Removed', 'from'] : ['Applied', 'in'];
    return `${what}: ${changesIn(done)} ${at} ${where(done)}${also}`;
  }
  const isOpen = outcomes.length === 0 && plan.changes.length > 0;
  if (command === 'drift') {
    const counts = changeCounts(plan.changes);
    return `No drift in ${all}${isOpen && counts !== '' ? `; ${counts} to update` : ''}${also}`;
  }
  if (isOpen)
    return `Plan: ${changesIn(plan.changes)} ${isOne(plan.changes) ? 'changes' : 'change'} in ${where(plan.changes)}${also}`;
  return command === 'validate' ? `${all} checked${also}` : `Nothing to change in ${all}${also}`;
}

/** Envs are named up to so many. */
const MAX_NAMES = 3;

/** The lock is named only where nothing else changes. */
function changesIn(changes: readonly { readonly kind: string }[]): string {
  const counts = changeCounts(changes);
  return counts === '' ? 'the lock' : counts;
}

function isOne(changes: readonly { readonly kind: string }[]): boolean {
  return changes.filter(({ kind }) => kind !== 'lock').length < 2;
}

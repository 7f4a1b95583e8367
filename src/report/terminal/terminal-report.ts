import type { Finding } from '../../domain/finding.ts';
import { groupedBy } from '../../domain/ordering.ts';
import type { RunReport } from '../../domain/report.ts';
import { listed } from '../../domain/shown.ts';
import { DECLINED } from '../../ports/person.ts';
import { wholeOf } from '../../plan/digest.ts';
import { countOf } from '../count.ts';
import { logLine, logText } from '../escape.ts';
import { verdictOf, type Verdict } from '../verdict.ts';
import { nextSteps, settlementsOf } from '../view/next-steps.ts';
import { openChecksOf } from '../view/open-checks.ts';
import { outcomeLines, planLines } from './changes.ts';
import { compilerLines, groupedLines } from './findings.ts';
import type { Paint } from './paint.ts';

export interface TerminalOptions {
  /** Whether people look at it; else editors and pipes do. */
  readonly isTTY: boolean;
  readonly paint: Paint;
  /** Only findings and the verdict. */
  readonly quiet: boolean;
  /** What stands on the screen already is not repeated. */
  readonly isShown: (finding: Finding) => boolean;
  /** Path of the report as JSON. */
  readonly path: string | undefined;
}

/** What a command is run for, where that is a document of its own: empty where there is nothing to say, undefined for other commands. */
export function documentOf({ document, matrix }: RunReport): string | undefined {
  return matrix === undefined ? document?.text : JSON.stringify({ include: matrix }, undefined, 2);
}

/** What is on a terminal after a run: all findings, the plan or what became of it, and last the verdict with what to do next. */
export function terminalReport(report: RunReport, options: TerminalOptions): readonly string[] {
  const { paint, quiet, path } = options;
  const { notes, outcomes, plan, incomplete, calls } = report;
  const what = outcomes.length > 0 ? outcomeLines : incomplete === DECLINED ? () => [] : planLines;
  const remarks = [
    ...notes.map((note) => paint.dim(`note: ${logLine(note)}`)),
    ...(plan.changes.length > 0 && outcomes.length === 0
      ? [paint.dim(`${countOf(plan.changes.length, 'change')}, plan ${wholeOf(plan.digest)}`)]
      : []),
    paint.dim(`${countOf(calls.total, 'AWS call')}, ${calls.throttled} throttled`),
    ...(path === undefined ? [] : [paint.dim(`report: ${path}`)]),
    '',
  ];
  // The longest first: what is wrong stands near the verdict.
  return [
    ...(quiet ? [] : what(report, paint)),
    ...findingLines(report, options),
    ...openLines(report, paint),
    ...(quiet ? [] : remarks),
    ...verdictLines(report, paint),
    ...(quiet ? [] : stepLines(report, paint)),
  ];
}

/** What goes with a document, which is the result itself: notes, and what keeps it from being complete. */
export function besideDocument(report: RunReport, options: TerminalOptions): readonly string[] {
  const { paint, quiet } = options;
  const isWhole = report.result === 'success';
  return [
    ...findingLines(report, options),
    ...openLines(report, paint),
    ...(quiet ? [] : report.notes.map((note) => paint.dim(`note: ${logLine(note)}`))),
    ...(isWhole ? [] : verdictLines(report, paint)),
  ];
}

function findingLines(report: RunReport, { isTTY, paint, quiet, isShown }: TerminalOptions): readonly string[] {
  const shown = report.findings.filter(
    (finding) => finding.ignored === undefined && !isShown(finding) && !(quiet && finding.severity === 'notice'),
  );
  return isTTY ? groupedLines(report, shown, paint) : compilerLines(shown);
}

/** Not in a group: one cause usually leaves checks of many envs open. */
function openLines(report: RunReport, paint: Paint): readonly string[] {
  // Reasons that differ only in ids are one.
  const alike = groupedBy(openChecksOf(report), ({ reason, missingPermission = '' }) =>
    JSON.stringify([withoutIds(reason), missingPermission]),
  );
  return [...alike.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const { reason, missingPermission } = first;
    const all = [first, ...more];
    const missing = missingPermission === undefined ? '' : `; missing permission: ${missingPermission}`;
    const envs = [...new Set(all.flatMap((one) => one.envs))];
    const rules = [...new Set(all.flatMap((one) => one.rules))];
    const why = more.length === 0 ? reason : withoutIds(reason);
    return [`${paint.yellow('unchecked')} ${logLine(`in ${listed(envs)}: ${why}${missing} (${rules.join(', ')})`)}`];
  });
}

/** Ids of AWS hold digits. */
function withoutIds(reason: string): string {
  return reason.replace(/[\w:./-]*\d[\w:./-]*/g, '…');
}

const SIGNS: Readonly<Record<Verdict['sign'], string>> = { '✅': '✔', '⚠️': '!', '❌': '✖' };

/** Titles that say themselves what was run. */
const SAYS_COMMAND = /^(Plan: |Applied: |Removed: |Drift in |No drift )/;

function verdictLines(report: RunReport, paint: Paint): readonly string[] {
  const { command, envs, unchecked, incomplete } = report;
  const { sign, title } = verdictOf(report);
  const color = { '✅': paint.green, '⚠️': paint.yellow, '❌': paint.red }[sign];
  const findings = report.findings.filter(({ ignored }) => ignored === undefined);
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const isSaid = SAYS_COMMAND.test(title) || title.startsWith(`${command} `);
  return [
    ...(incomplete === undefined ? [] : [logText(`the run could not be completed: ${incomplete}`)]),
    paint.bold(color(logLine(`${SIGNS[sign]} ${isSaid ? '' : `${command}: `}${title}`))),
    ...(envs.length === 0
      ? []
      : [
          `  ${countOf(envs.length, 'env')}, ${countOf(count('error'), 'error')}, ${countOf(count('warning'), 'warning')}, ${unchecked.length} unchecked`,
        ]),
  ];
}

function stepLines(report: RunReport, paint: Paint): readonly string[] {
  const plain = (text: string) => text.replaceAll('`', '');
  const steps = nextSteps(report, { terminal: true, pullRequest: false }).map(plain);
  const settlements = report.command === 'drift' ? settlementsOf(report) : [];
  return [
    ...steps.map((step) => `  ${paint.cyan('next:')} ${step}`),
    ...settlements.flatMap(({ what, accept, restore }) => [
      `    ${what}`,
      `      accept:  ${plain(accept)}`,
      `      restore: ${plain(restore)}`,
    ]),
  ];
}

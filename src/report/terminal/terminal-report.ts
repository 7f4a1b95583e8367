import type { Finding } from '../../domain/finding.ts';
import type { RunReport } from '../../domain/report.ts';
import { listed } from '../../domain/shown.ts';
import { DECLINED } from '../../ports/person.ts';
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
  const details = quiet
    ? []
    : [
        ...(outcomes.length > 0
          ? outcomeLines(report, paint)
          : incomplete === DECLINED
            ? []
            : planLines(report, paint)),
        ...notes.map((note) => paint.dim(`note: ${logLine(note)}`)),
        ...(plan.changes.length > 0 && outcomes.length === 0 ? [paint.dim(`plan digest: ${plan.digest}`)] : []),
        paint.dim(`${countOf(calls.total, 'AWS call')}, ${calls.throttled} throttled`),
        ...(path === undefined ? [] : [paint.dim(`report: ${path}`)]),
        '',
      ];
  return [
    ...findingLines(report, options),
    ...openLines(report),
    ...details,
    ...verdictLines(report, paint),
    ...(quiet ? [] : stepLines(report, paint)),
  ];
}

function findingLines(report: RunReport, { isTTY, paint, quiet, isShown }: TerminalOptions): readonly string[] {
  const shown = report.findings.filter(
    (finding) => finding.ignored === undefined && !isShown(finding) && !(quiet && finding.severity === 'notice'),
  );
  return isTTY ? groupedLines(report, shown, paint) : compilerLines(shown);
}

/** Not in a group: one cause usually leaves checks of many envs open. */
function openLines(report: RunReport): readonly string[] {
  return openChecksOf(report).map(({ reason, missingPermission, envs, rules }) => {
    const missing = missingPermission === undefined ? '' : `; missing permission: ${missingPermission}`;
    return logLine(`unchecked in ${listed(envs)}: ${reason}${missing} (${rules.join(', ')})`);
  });
}

const SIGNS: Readonly<Record<Verdict['sign'], string>> = { '✅': '✔', '⚠️': '!', '❌': '✖' };

function verdictLines(report: RunReport, paint: Paint): readonly string[] {
  const { command, envs, unchecked, incomplete } = report;
  const { sign, title } = verdictOf(report);
  const color = { '✅': paint.green, '⚠️': paint.yellow, '❌': paint.red }[sign];
  const findings = report.findings.filter(({ ignored }) => ignored === undefined);
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const isSaid = title.toLowerCase().startsWith(`${command}: `) || title.startsWith(`${command} `);
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

import type { Finding } from '../../domain/finding.ts';
import { groupedBy } from '../../domain/ordering.ts';
import type { RunReport } from '../../domain/report.ts';
import type { Severity } from '../../domain/severity.ts';
import { annotationsOf } from '../annotations.ts';
import { logLine, logText } from '../escape.ts';
import { envNames } from '../view/env-names.ts';
import { terminalAnnotation } from '../terminal.ts';
import type { Paint } from './paint.ts';

/** All findings, one on a line as compilers print them, for editors and pipes: one for a place and rule, naming its envs. */
export function compilerLines(findings: readonly Finding[]): readonly string[] {
  const placed = findings.filter(({ place }) => place.file !== '');
  const groups = [...findings.filter(({ place }) => place.file === '').map((one) => [one]), placed];
  return groups.flatMap((group) => annotationsOf(group, Number.MAX_SAFE_INTEGER)).map(terminalAnnotation);
}

/**
 * All findings for people: grouped by env, those of the whole manifest first, with place, severity and rule in columns. Envs that have the
 * same findings at the same places are one group.
 */
export function groupedLines(report: RunReport, findings: readonly Finding[], paint: Paint): readonly string[] {
  const nameOf = envNames(report);
  const rows = findings.map((finding) => ({ finding, env: nameOf(finding), where: placeOf(finding) }));
  const widths = {
    where: Math.max(0, ...rows.map(({ where }) => where.length)),
    severity: Math.max(0, ...rows.map(({ finding }) => finding.severity.length)),
    rule: Math.max(0, ...rows.map(({ finding }) => finding.rule.length)),
  };
  const blocks = [...groupedBy(rows, ({ env }) => env ?? '')].map(([env, own]) => ({
    env,
    text: own.map(({ finding, where }) => findingLines(finding, where, widths, paint)).join('\n'),
  }));
  const same = groupedBy(blocks, ({ env, text }) => (env === '' ? '' : text));
  return [...same.values()]
    .toSorted((a, b) => Number(a[0]?.env !== '') - Number(b[0]?.env !== ''))
    .flatMap((group) => {
      const names = group.map(({ env }) => env).filter((env) => env !== '');
      const title = names.length === 0 ? 'The manifest and the run' : logLine(names.join(', '));
      return [paint.bold(title), ...group.slice(0, 1).map(({ text }) => text), ''];
    });
}

interface Widths {
  readonly where: number;
  readonly severity: number;
  readonly rule: number;
}

function findingLines({ severity, rule, message, hint }: Finding, where: string, widths: Widths, paint: Paint): string {
  const [first = '', ...more] = logText(message).split('\n');
  const head = [
    ...(widths.where === 0 ? [] : [where.padEnd(widths.where)]),
    colorOf(severity, paint)(severity.padEnd(widths.severity)),
    rule.padEnd(widths.rule),
    first,
  ].join(' ');
  const hints = hint === undefined ? [] : logText(hint).split('\n');
  return [`  ${head}`, ...[...more, ...hints].map((line) => `      ${paint.dim(line)}`)].join('\n');
}

export function colorOf(severity: Severity, paint: Paint): (text: string) => string {
  return { error: paint.red, warning: paint.yellow, notice: paint.cyan }[severity];
}

function placeOf({ place: { file, line, column } }: Finding): string {
  return file === '' ? '' : `${logLine(file)}:${line}:${column}:`;
}

import { groupedBy } from '../../domain/ordering.ts';
import type { RunReport } from '../../domain/report.ts';
import { countOf } from '../count.ts';
import { logLine, logText } from '../escape.ts';
import { changeView, type ChangeView } from '../view/change-view.ts';
import { matrixOf } from '../view/matrix.ts';
import { rightsSentence, wordsFor } from '../view/rights.ts';
import type { Paint } from './paint.ts';

/** The plan: env by env each policy and file with its lines before and after, and who gains and loses what. */
export function planLines(report: RunReport, paint: Paint): readonly string[] {
  const { plan, envs } = report;
  if (plan.changes.length === 0) return [];
  const views = plan.changes.flatMap((change) => changeView(change) ?? []);
  // A file that no env owns, such as a manifest that was found.
  const byEnv = groupedBy(views, ({ change }) => change.env);
  const titles = new Map(envs.map(({ env, name }) => [env, name]));
  const rights = rightsSentence(report, { text: logLine, code: logLine });
  return [
    ...[...byEnv].flatMap(([env, own]) => {
      const name = titles.get(env) ?? env;
      const title = `${name === '' ? '' : `${logLine(name)}: `}${countOf(own.length, 'change')}`;
      return [paint.bold(title), ...own.flatMap((view) => viewLines(view, paint)), ''];
    }),
    ...(rights === undefined ? [] : [rights, '']),
  ];
}

function viewLines({ change, verb, noun, diff, note }: ChangeView, paint: Paint): readonly string[] {
  const color = { create: paint.green, update: paint.yellow, delete: paint.red, adopt: paint.yellow }[verb];
  const whose =
    change.kind === 'role-policy' && change.grantees !== undefined
      ? ` for ${logLine(change.grantees.map(wordsFor).join(' and '))}`
      : '';
  const granted =
    'alreadyGranted' in change && change.alreadyGranted !== undefined && change.alreadyGranted.length > 0
      ? [`    granted by other policies already: ${logLine(change.alreadyGranted.join(', '))}`]
      : [];
  return [
    `  ${color(verb)} ${noun} ${logLine(change.target)}${whose}`,
    ...(note === undefined ? [] : [`    ${note}`]),
    ...granted,
    ...(diff === undefined || diff === '' ? [] : diff.split('\n').map((line) => `    ${diffLine(line, paint)}`)),
  ];
}

function diffLine(line: string, paint: Paint): string {
  const text = logText(line);
  if (text.startsWith('+')) return paint.green(text);
  if (text.startsWith('-')) return paint.red(text);
  return text.startsWith('@@') ? paint.cyan(text) : text;
}

/** What became of the plan, env by env. */
export function outcomeLines(report: RunReport, paint: Paint): readonly string[] {
  const rows = matrixOf(report).filter(({ outcomes }) => outcomes.length > 0);
  const all = rows.flatMap(({ outcomes }) => outcomes);
  const width = (of: (one: (typeof all)[number]) => string) => Math.max(0, ...all.map((one) => of(one).length));
  const [status, what] = [width((one) => one.status), width((one) => `${one.action} ${one.kind}`)];
  return rows.flatMap(({ env, outcomes }) => [
    paint.bold(logLine(env.name)),
    ...outcomes.map((one) => {
      const color = one.status === 'applied' || one.status === 'unchanged' ? paint.green : paint.red;
      const why = one.reason === undefined ? '' : `: ${one.reason}`;
      const kind = `${one.action} ${one.kind}`.padEnd(what);
      return `  ${color(one.status.padEnd(status))} ${kind} ${logLine(`${one.target}${why}`)}`;
    }),
    '',
  ]);
}

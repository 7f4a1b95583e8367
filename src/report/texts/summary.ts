import type { RunReport } from '../../domain/report.ts';
import { countOf } from '../count.ts';
import { code, fence, markdown } from '../escape.ts';
import { fit, type Section } from '../fit.ts';
import { matrixOf } from '../view/matrix.ts';
import { pictureOf } from '../view/picture.ts';
import { acceptedOf, problemsOf } from '../view/problems.ts';
import { capabilitySections } from './capabilities.ts';
import { changeSections, differenceSections } from './changes.ts';
import type { TextContext } from './context.ts';
import { footSection, headSections, nextSection, rightsSection } from './head.ts';
import { folded, names, prose, table, tableHead, tableRow } from './markdown.ts';
import { matrixSections } from './matrix-table.ts';
import { openSections } from './open-checks.ts';
import { ALL, detailSections, problemSections } from './problem-table.ts';
import { settlementSections } from './settlement.ts';

/** GitHub takes 1 MiB a step and drops all of it when it is more; older servers take 128 KiB. */
const MAX_BYTES = 900 * 1024;
/** More envs would leave no room for their findings. */
const MAX_ROWS = 1_000;
/** Envs that a row of the table of problems names. */
const MAX_NAMES = 50;
const MAX_KEPT_NOTES = 20;
/** Differences are open as long as they are few. */
const MAX_OPEN = 5;

/** The job summary, everything in the order in which it matters: verdict, envs, what to fix, what changes, what to do next. */
export function summaryOf(report: RunReport, context: TextContext, maxBytes = MAX_BYTES): string {
  const rows = matrixOf(report);
  const problems = problemsOf(report);
  const picture = pictureOf(report);
  const isDone = report.outcomes.length > 0;
  const changes = changeSections(isDone ? rows.map(onlyDone) : rows);
  const differing = problems.filter(({ differences }) => differences.length > 0);
  const showsChanges = report.plan.changes.length > 0 || isDone;
  const sections: readonly Section[] = [
    ...headSections(report, '##'),
    ...matrixSections(rows, { maxRows: MAX_ROWS, healthy: true, changes: showsChanges }),
    { what: 'document', text: report.document?.markdown ?? '' },
    ...titled(
      '### What to fix',
      problemSections(problems, { links: context.links, maxRows: Infinity, maxNames: MAX_NAMES, details: 'below' }),
    ),
    ...detailSections(problems),
    ...titled('### What differs', differenceSections(differing, differing.length <= MAX_OPEN)),
    ...settlementSections(report),
    ...openSections(report),
    ...outcomeSections(report),
    ...(changes.length === 0 ? [] : [{ what: 'rights', text: `### ${titleOfChanges(report)}` }]),
    ...(changes.length === 0 ? [] : [rightsSection(report), ...changes]),
    ...capabilitySections(
      report.capabilities,
      new Set(rows.filter(({ standing }) => standing === 'broken').map(({ key }) => key)),
    ),
    {
      what: 'picture',
      text: picture === undefined ? '' : folded('Picture of the env', fence(picture, 'mermaid'), true),
    },
    ...acceptedSections(report),
    nextSection(report, context),
    ...noteSections(report),
    footSection(report, context, true),
  ];
  return fit(sections, maxBytes);
}

/** Notes say where things are and what was left: a few of them stay whatever is cut. */
function noteSections({ notes }: RunReport): readonly Section[] {
  return notes.map((note, index) => ({ what: 'note', text: `> ${prose(note)}`, stays: index < MAX_KEPT_NOTES }));
}

function titleOfChanges({ command, outcomes }: RunReport): string {
  if (outcomes.length > 0) return 'What was changed';
  if (command === 'drift') return 'What would bring the files up to date';
  return command === 'discover' ? 'What is added to the manifest' : 'What `apply` would change';
}

function titled(title: string, sections: readonly Section[]): readonly Section[] {
  const [first, ...more] = sections;
  return first === undefined ? [] : [{ ...first, text: `${title}\n\n${first.text}` }, ...more];
}

/** A row with the changes that were carried out. */
function onlyDone<Row extends ReturnType<typeof matrixOf>[number]>(row: Row): Row {
  const done = new Set(
    row.outcomes.filter(({ status }) => status === 'applied' || status === 'unconfirmed').map(({ target }) => target),
  );
  return { ...row, changes: row.changes.filter(({ target }) => done.has(target)) };
}

/** What did not go as planned; what did is below, by env. */
function outcomeSections({ outcomes, envs }: RunReport): readonly Section[] {
  const amiss = outcomes.filter(({ status }) => status !== 'applied' && status !== 'unchanged');
  if (amiss.length === 0) return [];
  const nameOf = new Map(envs.map(({ manifest, env, name }) => [JSON.stringify([manifest, env]), name]));
  return amiss.map(({ env, manifest, status, action, kind, target, reason = '' }, index) => {
    const name = nameOf.get(JSON.stringify([manifest, env])) ?? env;
    const row = tableRow([`**${markdown(name)}**`, status, `${action} ${kind} ${code(target)}`, markdown(reason)]);
    const head = tableHead(['env', 'what became of it', 'change', 'why']).join('\n');
    const text = index === 0 ? `### ${countOf(amiss.length, 'change')} not carried out\n\n${head}\n${row}` : row;
    return { what: 'list of what was not done', text, isRow: index > 0 };
  });
}

/** What the manifest accepts: it fails nothing, and is not forgotten. */
function acceptedSections(report: RunReport): readonly Section[] {
  const accepted = acceptedOf(report);
  if (accepted.length === 0) return [];
  const rows = accepted.map(({ rule, message, ignored = '', places }) => [
    names(
      places.map(({ name }) => (name === null ? ALL : markdown(name))),
      MAX_NAMES,
    ),
    code(rule),
    prose(message),
    prose(ignored),
  ]);
  const list = table(['env', 'rule', 'finding', 'accepted because'], rows);
  return [{ what: 'list of accepted findings', text: folded(countOf(accepted.length, 'accepted finding'), list) }];
}

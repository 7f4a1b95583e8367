import type { RunReport } from '../../domain/report.ts';
import { countOf } from '../count.ts';
import { markdown } from '../escape.ts';
import { fit, type Section } from '../fit.ts';
import { changeCounts, changeView } from '../view/change-view.ts';
import { matrixOf, type EnvRow } from '../view/matrix.ts';
import { openChecksOf } from '../view/open-checks.ts';
import { problemsOf } from '../view/problems.ts';
import { changeTitle } from './changes.ts';
import type { TextContext } from './context.ts';
import { footSection, headSections, nextSection, rightsSection } from './head.ts';
import { folded, link, names } from './markdown.ts';
import { matrixSections } from './matrix-table.ts';
import { problemSections } from './problem-table.ts';

/** GitHub takes 65,536 characters in a comment, an issue and a pull request. */
export const MAX_BODY = 60_000;

const MAX_ENVS = 10;
const MAX_PROBLEMS = 10;
const MAX_NAMES = 10;
const MAX_CHANGING = 10;

/** The comment on a pull request: short, for whoever reviews; the rest is in the summary, to which it links. */
export function commentOf(report: RunReport, context: TextContext): string {
  const rows = matrixOf(report);
  const problems = problemsOf(report);
  const left = problems.length - MAX_PROBLEMS;
  const sections: readonly Section[] = [
    ...headSections(report, '###'),
    ...matrixSections(rows, { maxRows: MAX_ENVS, healthy: false, changes: report.plan.changes.length > 0 }),
    ...problemSections(problems, {
      links: context.links,
      maxRows: MAX_PROBLEMS,
      maxNames: MAX_NAMES,
      details: 'in the summary',
    }),
    { what: 'finding', text: left > 0 ? `_${countOf(left, 'more problem')} in the summary._` : '' },
    openSection(report),
    rightsSection(report),
    changesSection(rows),
    nextSection(report, context),
    summaryLink(context),
    footSection(report, context),
  ];
  return fit(sections, MAX_BODY, 'The job summary');
}

function openSection(report: RunReport): Section {
  const [first, ...more] = openChecksOf(report);
  if (first === undefined) return { what: 'list of unchecked items', text: '' };
  const others = more.length === 0 ? '' : ` (and ${countOf(more.length, 'other reason')})`;
  const text = `**Not checked; this is not a pass:** ${names(first.envs.map(markdown), MAX_NAMES)}: ${markdown(first.reason)}${others}`;
  return { what: 'list of unchecked items', text };
}

/** What changes, by name; before and after are in the summary. */
function changesSection(rows: readonly EnvRow[]): Section {
  const changing = rows.filter(({ changes }) => changes.length > 0);
  if (changing.length === 0) return { what: 'change', text: '' };
  const lines = changing.slice(0, MAX_CHANGING).flatMap(({ env, changes }) => [
    `- **${markdown(env.name)}**`,
    ...changes.flatMap((change) => {
      const view = changeView(change);
      return view === undefined ? [] : [`  - ${changeTitle(view)}`];
    }),
  ]);
  const more = changing.length - MAX_CHANGING;
  if (more > 0) lines.push(`- and ${countOf(more, 'more env')}`);
  const all = changing.flatMap(({ changes }) => changes);
  return { what: 'change', text: folded(`<b>Changes:</b> ${changeCounts(all)}`, lines.join('\n'), all.length <= 5) };
}

function summaryLink({ links }: TextContext): Section {
  const what = 'Before and after, statements to paste and everything else';
  const text = links.run === undefined ? '' : `${what}: ${link('**job summary**', links.run)}`;
  return { what: 'link', text, stays: true };
}

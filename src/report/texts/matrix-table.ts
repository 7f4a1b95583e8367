import { countOf } from '../count.ts';
import { markdown } from '../escape.ts';
import type { Section } from '../fit.ts';
import { changeCounts } from '../view/change-view.ts';
import { CHECKS } from '../view/checks.ts';
import type { Cell, EnvRow, Standing } from '../view/matrix.ts';
import { folded, names, tableHead, tableRow } from './markdown.ts';

/** A tick of the verdict's kind would make a run that is no pass look like one. */
const CELLS: Readonly<Record<Cell, string>> = {
  ok: '✓',
  error: '❌',
  drift: '🔀',
  warning: '⚠️',
  unchecked: '▫️',
  none: '–',
};

const STANDING_CELLS: Readonly<Record<Standing, Cell>> = {
  broken: 'error',
  drifted: 'drift',
  warned: 'warning',
  unchecked: 'unchecked',
  healthy: 'ok',
};

const LEGEND: Readonly<Partial<Record<Cell, string>>> = {
  drift: '🔀 drift',
  unchecked: '▫️ not checked; this is not a pass',
  none: '– not used',
};

export interface MatrixOptions {
  /** Rows of envs with something to see; the others are counted. */
  readonly maxRows: number;
  /** Whether the healthy ones have rows too, folded. */
  readonly healthy: boolean;
  /** Whether there is a column for what changes. */
  readonly changes: boolean;
}

/** So many healthy envs are shown openly where there is nothing else to see. */
const MAX_OPEN = 12;

/** Env × check: envs with something to see first, healthy ones folded. */
export function matrixSections(rows: readonly EnvRow[], options: MatrixOptions): readonly Section[] {
  const troubled = rows.filter(({ standing }) => standing !== 'healthy');
  const healthy = rows.filter(({ standing }) => standing === 'healthy');
  const isOpen = troubled.length === 0 && healthy.length <= MAX_OPEN && options.healthy;
  const shown = (isOpen ? rows : troubled).slice(0, options.maxRows);
  const more = troubled.length - shown.length;
  const what = 'row of the table of envs';
  const sections: Section[] = shown.map((row, index) => ({
    what,
    text: index === 0 ? [...head(options), rowText(row, options)].join('\n') : rowText(row, options),
    isRow: index > 0,
  }));
  if (more > 0)
    sections.push({ what, text: `_${countOf(more, 'more env')} in the ${options.healthy ? 'report' : 'summary'}._` });
  const legend = legendOf(shown);
  if (legend !== '') sections.push({ what: 'legend', text: `<sub>${legend}</sub>` });
  if (!isOpen && healthy.length > 0)
    sections.push({ what: 'list of healthy envs', text: healthyText(healthy, options) });
  return sections;
}

function head({ changes }: MatrixOptions): readonly string[] {
  const titles = CHECKS.map(({ title }) => title);
  return tableHead(['', 'env', ...titles, ...(changes ? ['changes'] : [])], titles);
}

function rowText({ env, standing, cells, changes, outcomes }: EnvRow, options: MatrixOptions): string {
  const failed = outcomes.filter(({ status }) => !['applied', 'unchanged'].includes(status));
  const counts = changeCounts(changes);
  const done =
    failed.length === 0 ? counts : `${counts === '' ? '' : `${counts}; `}${countOf(failed.length, 'problem')}`;
  return tableRow([
    CELLS[STANDING_CELLS[standing]],
    `**${markdown(env.name)}**`,
    ...CHECKS.map(({ id }) => CELLS[cells[id]]),
    ...(options.changes ? [done === '' ? '–' : done] : []),
  ]);
}

function legendOf(rows: readonly EnvRow[]): string {
  const used = new Set(rows.flatMap(({ cells }) => CHECKS.map(({ id }) => cells[id])));
  return Object.entries(LEGEND)
    .filter(([cell]) => used.has(cell as Cell))
    .map(([, text]) => text)
    .join(' · ');
}

/** So many envs are named before the reader opens the list, and so many rows are in it. */
const MAX_NAMED = 12;
const MAX_ROWS = 60;
const MAX_LISTED = 1_000;

function healthyText(rows: readonly EnvRow[], options: MatrixOptions): string {
  const all = rows.map(({ env }) => markdown(env.name));
  const title = `✓ ${countOf(rows.length, 'healthy env')}: ${names(all, MAX_NAMED)}`;
  if (!options.healthy) return title;
  const body =
    options.changes && rows.length <= MAX_ROWS
      ? [...head(options), ...rows.map((row) => rowText(row, options))].join('\n')
      : names(all, MAX_LISTED);
  return folded(title, body);
}

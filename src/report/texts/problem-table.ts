import { groupedBy } from '../../domain/ordering.ts';
import { compareSeverities } from '../../domain/severity.ts';
import { code, fence, markdown } from '../escape.ts';
import type { Section } from '../fit.ts';
import { rulePage } from '../rule-pages.ts';
import { lineUrl, type Links } from '../view/links.ts';
import type { Problem, ProblemPlace } from '../view/problems.ts';
import { folded, link, names, prose, tableHead, tableRow } from './markdown.ts';

/** Where it is about the whole manifest, or the run. */
export const ALL = 'all envs';

const SIGNS = { error: '🔴', warning: '🟠', notice: '🔵' } as const;

export interface ProblemOptions {
  readonly links: Links;
  readonly maxRows: number;
  /** Envs that a row names. */
  readonly maxNames: number;
  /** Where statements and differences are. */
  readonly details: 'below' | 'in the summary';
}

/** The table "problem | fix", the worst and the most common first; what does not fit is counted by whoever asks for less than all. */
export function problemSections(problems: readonly Problem[], options: ProblemOptions): readonly Section[] {
  const sorted = problems.toSorted(
    (a, b) => compareSeverities(a.severity, b.severity) || b.places.length - a.places.length,
  );
  return sorted.slice(0, options.maxRows).map((problem, index) => {
    const row = rowText(problem, options);
    const text = index === 0 ? [...tableHead(['', 'env', 'problem', 'fix']), row].join('\n') : row;
    return { what: 'finding', text, isRow: index > 0 };
  });
}

function rowText(
  { rule, severity, message, fix, detail, differences, places }: Problem,
  options: ProblemOptions,
): string {
  const [first, ...others] = places;
  const isOne = others.length === 0;
  const where = first === undefined || !isOne ? '' : placeText(first, options.links);
  const what = differences.length > 0 ? 'compared' : isJson(detail ?? '') ? 'statement' : 'details';
  const below = differences.length > 0 || detail !== undefined ? ` <i>(${what} ${options.details})</i>` : '';
  return tableRow([
    SIGNS[severity],
    names(
      places.map((place) => nameText(place, isOne, options.links)),
      options.maxNames,
    ),
    `${prose(message)}<br><sub>${link(markdown(rule), rulePage(rule))}${where === '' ? '' : ` · ${where}`}</sub>`,
    fix === undefined ? '–' : `${prose(fix)}${below}`,
  ]);
}

/** Several envs lead to their own lines each; of one the line is named. */
function nameText({ name, place }: ProblemPlace, isOne: boolean, links: Links): string {
  if (name === null) return ALL;
  return isOne ? `**${markdown(name)}**` : link(markdown(name), lineUrl(links, place));
}

/** A file and its line. */
export function placeText({ place }: Pick<ProblemPlace, 'place'>, links: Links): string {
  const { file, line } = place;
  if (file === '') return '';
  const url = lineUrl(links, place);
  return url === undefined ? code(`${file}:${line}`) : link(markdown(`${file}:${line}`), url);
}

/** Above so many they are folded, each by itself. */
const MAX_OPEN = 3;

/** What belongs to a fix and needs lines of its own, place by place: statements to paste. */
export function detailSections(problems: readonly Problem[]): readonly Section[] {
  const details = problems.filter(({ differences }) => differences.length === 0).flatMap(detailsOf);
  const heading = details.every(({ detail }) => isJson(detail)) ? 'Statements to paste' : 'Details';
  return details.map(({ rule, fix, who, detail }, index) => {
    const body = `${prose(fix)}\n\n${fence(detail, isJson(detail) ? 'json' : '')}`;
    const text = folded(`<b>${who}</b>: ${markdown(rule)}`, body, details.length <= MAX_OPEN);
    return { what: 'statement', text: index === 0 ? `#### ${heading}\n\n${text}` : text };
  });
}

interface Detail extends Pick<Problem, 'rule'> {
  readonly fix: string;
  /** Names of the envs, as Markdown. */
  readonly who: string;
  readonly detail: string;
}

function detailsOf({ rule, fix = '', places }: Problem): readonly Detail[] {
  const byDetail = groupedBy(places, ({ detail = '' }) => detail);
  return [...byDetail].flatMap(([detail, own]) => {
    const who = names(
      own.map(({ name }) => (name === null ? ALL : markdown(name))),
      5,
    );
    return detail === '' ? [] : [{ rule, fix, who, detail }];
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

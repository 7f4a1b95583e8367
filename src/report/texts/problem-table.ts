import { compareSeverities } from '../../domain/rule.ts';
import { code, fence, markdown } from '../escape.ts';
import type { Section } from '../fit.ts';
import { rulePage } from '../rule-pages.ts';
import { lineUrl, type Links } from '../view/links.ts';
import type { Problem, ProblemPlace } from '../view/problems.ts';
import { folded, link, names, tableHead, tableRow } from './markdown.ts';

const SIGNS = { error: '🔴', warning: '🟠', notice: '🔵' } as const;

export interface ProblemOptions {
  readonly links: Links;
  readonly maxRows: number;
  /** Envs that a row names. */
  readonly maxNames: number;
}

/** The table "problem | fix", the worst first; what does not fit is counted by whoever asks for less than all. */
export function problemSections(problems: readonly Problem[], options: ProblemOptions): readonly Section[] {
  const sorted = problems.toSorted((a, b) => compareSeverities(a.severity, b.severity));
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
  const where = first === undefined ? '' : placeText(first, options.links);
  const below =
    differences.length > 0 ? ' <i>(compared below)</i>' : detail === undefined ? '' : ' <i>(statement below)</i>';
  const likewise = others.some((place) => place.message !== message) ? ' (and likewise in the other envs)' : '';
  return tableRow([
    SIGNS[severity],
    names(
      places.map((place) => nameText(place, isOne, options.links)),
      options.maxNames,
    ),
    `${markdown(message)}${likewise}<br><sub>${link(markdown(rule), rulePage(rule))}${where === '' ? '' : ` · ${where}`}</sub>`,
    fix === undefined ? '–' : `${markdown(fix)}${below}`,
  ]);
}

/** Several envs lead to their own lines each; of one the line is named. */
function nameText({ name, place }: ProblemPlace, isOne: boolean, links: Links): string {
  if (name === null) return 'all';
  return isOne ? `**${markdown(name)}**` : link(markdown(name), lineUrl(links, place));
}

/** A file and its line. */
export function placeText({ place }: ProblemPlace, links: Links): string {
  const { file, line } = place;
  if (file === '') return '';
  const url = lineUrl(links, place);
  return url === undefined ? code(`${file}:${line}`) : link(markdown(`${file}:${line}`), url);
}

/** Above so many they are folded, each by itself. */
const MAX_OPEN = 3;

/** What belongs to a fix and needs lines of its own: statements to paste. */
export function detailSections(problems: readonly Problem[]): readonly Section[] {
  const detailed = problems.filter(({ detail, differences }) => detail !== undefined && differences.length === 0);
  return detailed.map(({ rule, places, fix = '', detail = '' }, index) => {
    const who = places.map(({ name }) => (name === null ? 'all' : markdown(name)));
    const title = `<b>${names(who, 5)}</b>: ${markdown(rule)}`;
    const body = `${markdown(fix)}\n\n${fence(detail, isJson(detail) ? 'json' : '')}`;
    const text = folded(title, body, detailed.length <= MAX_OPEN);
    return { what: 'statement', text: index === 0 ? `#### Statements to paste\n\n${text}` : text };
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

import { createHash } from 'node:crypto';
import type { Finding } from '../../domain/finding.ts';
import { groupedBy } from '../../domain/ordering.ts';
import type { RunReport } from '../../domain/report.ts';
import { isDrift } from '../../domain/rule.ts';
import { markdown } from '../escape.ts';
import { fit, type Section } from '../fit.ts';
import { rulePage } from '../rule-pages.ts';
import { envNames } from '../view/env-names.ts';
import { lineUrl } from '../view/links.ts';
import { problemsOf } from '../view/problems.ts';
import { differenceSections } from './changes.ts';
import { MAX_BODY } from './comment.ts';
import type { TextContext } from './context.ts';
import { footSection, headSections } from './head.ts';
import { link, names, prose, tableHead, tableRow } from './markdown.ts';
import { ALL, placeText } from './problem-table.ts';
import { settlementSections } from './settlement.ts';

const MAX_ROWS = 100;
const MAX_NAMES = 20;
/** Differences are open as long as they are few. */
const MAX_OPEN = 5;

export interface IssueContext extends TextContext {
  /** The day, as `2026-11-25`. */
  readonly today: string;
  /** The text of the issue as it is; undefined: there is none yet. It knows since when what is known. */
  readonly before: string | undefined;
}

/** The issue about drift: what drifted, since when, and both ways to settle it. */
export function issueOf(report: RunReport, { today, before, ...context }: IssueContext): string {
  const drifted = report.findings.filter(({ rule, ignored }) => isDrift(rule) && ignored === undefined);
  const known = before === undefined ? new Map<string, string>() : readSince(before);
  const since = (finding: Finding) => known.get(sinceKey(finding)) ?? today;
  const problems = problemsOf({ ...report, findings: drifted });
  const others = problemsOf(report).filter(({ rule }) => !isDrift(rule)).length;
  const differing = problems.filter(({ differences }) => differences.length > 0);
  const sections: readonly Section[] = [
    ...headSections(report, '###'),
    ...driftSections(report, drifted, since, context),
    {
      what: 'finding',
      text:
        others === 0
          ? ''
          : `The same run also found ${others === 1 ? 'a problem' : `${others} problems`} of another kind: see ${link('its summary', context.links.run)}.`,
    },
    ...settlementSections(report),
    ...differenceSections(differing, differing.length <= MAX_OPEN).map((section, index) =>
      index === 0
        ? {
            ...section,
            text: `#### Then and now\n\nLines with \`-\` are what was there at the last \`apply\`, lines with \`+\` what is there now.\n\n${section.text}`,
          }
        : section,
    ),
    {
      what: 'note',
      text: '<sub>Each run of `drift` updates this text, and closes the issue once nothing differs any more.</sub>',
      stays: true,
    },
    footSection(report, context),
    { what: 'mark', text: writeSince(drifted, since), stays: true },
  ];
  return fit(sections, MAX_BODY, 'The job summary');
}

/** What several envs have in common, and was seen on the same day, is one row. */
function driftSections(
  report: RunReport,
  drifted: readonly Finding[],
  since: (finding: Finding) => string,
  { links }: TextContext,
): readonly Section[] {
  const nameOf = envNames(report);
  const head = tableHead(['env', 'what drifted', 'seen since']).join('\n');
  const groups = groupedBy(drifted, (one) => JSON.stringify([one.rule, one.message, one.differences, since(one)]));
  const rows = [...groups.values()].flatMap(([first, ...others]): readonly string[] => {
    if (first === undefined) return [];
    const { rule, message } = first;
    const linked = (one: Finding) => link(markdown(nameOf(one) ?? ALL), lineUrl(links, one.place));
    const who =
      others.length === 0 ? `**${markdown(nameOf(first) ?? ALL)}**` : names([first, ...others].map(linked), MAX_NAMES);
    const where = others.length === 0 ? ` · ${placeText(first, links)}` : '';
    const what = `${prose(message)}<br><sub>${link(markdown(rule), rulePage(rule))}${where}</sub>`;
    return [tableRow([who, what, since(first)])];
  });
  const more = rows.length - MAX_ROWS;
  return [
    ...rows.slice(0, MAX_ROWS).map((row, index): Section => {
      return { what: 'finding', text: index === 0 ? `${head}\n${row}` : row, isRow: index > 0 };
    }),
    { what: 'finding', text: more > 0 ? `_${more} more in the job summary._` : '' },
  ];
}

/** Days are remembered for so many findings: an issue holds 65,536 characters. */
const MAX_SINCE = 1_000;
const MARK = 'amplify-import-auth:since';

/** Names a finding in the mark: the same drift keeps its day, another one of the same env begins anew. */
function sinceKey({ rule, env, place, fields }: Finding): string {
  return createHash('sha256')
    .update(JSON.stringify([rule, env, place.file, fields]))
    .digest('hex')
    .slice(0, 8);
}

/** A hidden mark that holds days and hashes only: `<!-- … 2026-11-25:1a2b3c4d,… -->`. */
function writeSince(drifted: readonly Finding[], since: (finding: Finding) => string): string {
  const byDay = groupedBy(drifted.slice(0, MAX_SINCE), since);
  const days = [...byDay].map(([day, findings]) => `${day}:${[...new Set(findings.map(sinceKey))].join(',')}`);
  return `<!-- ${MARK} ${days.join(' ')} -->`;
}

/** What an earlier run has noted; whoever reads it has made sure that the text is of this action. */
function readSince(text: string): ReadonlyMap<string, string> {
  const [, days = ''] = new RegExp(`<!-- ${MARK} ([0-9a-f:, -]*) -->`).exec(text) ?? [];
  return new Map(
    days.split(' ').flatMap((part) => {
      const [, day, keys = ''] = /^(\d{4}-\d\d-\d\d):([0-9a-f,]*)$/.exec(part) ?? [];
      return day === undefined ? [] : keys.split(',').map((key) => [key, day] as const);
    }),
  );
}

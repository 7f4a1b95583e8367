import type { Finding } from '../../domain/finding.ts';
import { groupedBy } from '../../domain/ordering.ts';
import type { Place } from '../../domain/place.ts';
import type { RunReport } from '../../domain/report.ts';
import type { RuleId } from '../../domain/rule.ts';
import type { Severity } from '../../domain/severity.ts';
import { keyOf } from './env-key.ts';
import { envNames } from './env-names.ts';

/** One thing to fix, wherever it was found: a row of "problem | fix". */
export interface Problem {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** With `…` in the place of ids and names where several envs have it with their own. */
  readonly message: string;
  /** How to fix it, in a sentence. */
  readonly fix: string | undefined;
  /** What belongs to the fix and needs lines of its own, such as the statement to add: that of the first place, each has its own. */
  readonly detail: string | undefined;
  /** What differs, where that is known field by field. */
  readonly differences: NonNullable<Finding['differences']>;
  /** Where it is, in the order of the findings. */
  readonly places: readonly ProblemPlace[];
  /** The reason that the manifest gives for accepting it. */
  readonly ignored: string | undefined;
}

export interface ProblemPlace {
  /** Of the env; null: it is about the whole manifest or run. */
  readonly name: string | null;
  readonly place: Place;
  /** What it is there: ids and names differ where several envs have it. */
  readonly message: string;
  readonly detail: string | undefined;
}

/** The findings, one row a cause: what several envs have in common is one row that names them. Those that are accepted are left out. */
export function problemsOf(report: RunReport): readonly Problem[] {
  return rowsOf(
    report,
    report.findings.filter(({ ignored }) => ignored === undefined),
  );
}

/** What the manifest accepts: it fails nothing, and is not forgotten. */
export function acceptedOf(report: RunReport): readonly Problem[] {
  return rowsOf(
    report,
    report.findings.filter(({ ignored }) => ignored !== undefined),
  );
}

function rowsOf(report: RunReport, findings: readonly Finding[]): readonly Problem[] {
  const nameOf = envNames(report);
  return [...groupedBy(findings, causeOf).values()].flatMap(apart).map((group): Problem => {
    const [{ rule, severity, message, hint, env, differences = [], ignored }] = group;
    const common = (text: string, isSame: boolean) => (isSame || env === null ? text : withoutNames(text, env));
    const fix = sentenceOf(hint);
    return {
      severity,
      rule,
      message: common(
        message,
        group.every((one) => one.message === message),
      ),
      fix:
        fix &&
        common(
          fix,
          group.every((one) => sentenceOf(one.hint) === fix),
        ),
      detail: detailOf(hint),
      differences,
      places: group.map((one) => {
        return { name: nameOf(one), place: one.place, message: one.message, detail: detailOf(one.hint) };
      }),
      ignored,
    };
  });
}

/** A hint is a sentence, and below it what needs lines of its own. */
function sentenceOf(hint: string | undefined): string | undefined {
  return hint?.split('\n', 1)[0];
}

function detailOf(hint: string | undefined): string | undefined {
  return hint?.includes('\n') === true ? hint.slice(hint.indexOf('\n') + 1) : undefined;
}

/** What one env has twice, with other names, are two problems: then each message is a row. */
function apart(group: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const isOneEach = new Set(group.map(keyOf)).size === group.length;
  const groups = isOneEach ? [group] : [...groupedBy(group, ({ message }) => message).values()];
  return groups.flatMap(([first, ...more]) => (first === undefined ? [] : [[first, ...more] as const]));
}

/**
 * Equal for findings that are one row: what several envs have in common but for their ids and names. A fix in which an id is all that
 * there is to do, and a difference, are one env's own; a statement goes along with its place.
 */
function causeOf({ rule, severity, message, hint = '', env, differences, ignored }: Finding): string {
  if (env === null || differences !== undefined)
    return JSON.stringify([rule, severity, message, hint, ignored, differences]);
  const fix = sentenceOf(hint) ?? '';
  const common = withoutNames(fix, env);
  const hasDetail = detailOf(hint) !== undefined;
  const what = fix === common || hasDetail ? [withoutNames(message, env), common, hasDetail] : [message, hint];
  return JSON.stringify([rule, severity, ...what, ignored]);
}

/** Ids of AWS and names that are made for an env hold digits, or the env's name. What is quoted is a value that somebody wrote. */
function withoutNames(text: string, env: string): string {
  const name = new RegExp(`(?<![A-Za-z0-9])${env.replace(/[^A-Za-z0-9]/g, '\\$&')}(?![A-Za-z0-9])`, 'g');
  return text
    .split('"')
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replace(name, '…').replace(/[\w:./…-]+/g, (word) => (/[\d…]/.test(word) ? '…' : word)),
    )
    .join('"')
    .replaceAll(' (…)', '');
}

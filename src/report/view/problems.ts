import type { Finding } from '../../domain/finding.ts';
import { groupedBy } from '../../domain/grouped.ts';
import type { Place } from '../../domain/place.ts';
import type { RunReport } from '../../domain/report.ts';
import type { RuleId, Severity } from '../../domain/rule.ts';
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
  /** What belongs to the fix and needs lines of its own, such as the statement to add. */
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
    const [{ rule, severity, hint, env, differences = [], ignored }] = group;
    const isSame = group.every(({ message }) => message === group[0].message);
    const message = isSame || env === null ? group[0].message : withoutNames(group[0].message, env);
    const [fix, ...more] = hint?.split('\n') ?? [];
    return {
      rule,
      severity,
      message,
      fix,
      detail: more.length === 0 ? undefined : more.join('\n'),
      differences,
      places: group.map((one) => ({ name: nameOf(one), place: one.place, message: one.message })),
      ignored,
    };
  });
}

/** What one env has twice, with other names, are two problems: then each message is a row. */
function apart(group: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const isOneEach = new Set(group.map(keyOf)).size === group.length;
  const groups = isOneEach ? [group] : [...groupedBy(group, ({ message }) => message).values()];
  return groups.flatMap(([first, ...more]) => (first === undefined ? [] : [[first, ...more] as const]));
}

/**
 * Equal for findings that are one row: what several envs have in common but for their ids and names. A fix that names an id, or that
 * brings a statement or a difference, is one env's own.
 */
function causeOf({ rule, severity, message, hint = '', env, differences, ignored }: Finding): string {
  const isCommon =
    env !== null && differences === undefined && !hint.includes('\n') && withoutNames(hint, env) === hint;
  const what = isCommon ? withoutNames(message, env) : message;
  return JSON.stringify([rule, severity, what, hint, ignored, differences]);
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
    .join('"');
}

import type { RuleId } from '../domain/rule.ts';
import type { Fact } from '../domain/fact.ts';
import type { Finding } from '../domain/finding.ts';
import type { NodePath } from '../domain/source.ts';
import { sortedSet, sortedJson } from '../domain/ordering.ts';
import { driftFinding, openItem } from './finding.ts';
import type { EnvSubject, Judged } from '../plan/subject.ts';

/** One thing that differs from what it was when the lock was written; undefined and null: there is none. */
export interface Difference {
  /** What it is about: what an entry of `ignore` can narrow to by `field`. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Fields that differ. One that either side does not have at all is not known there, and no difference, unless `optional` names it. */
export function differences(
  before: object | undefined,
  after: object | undefined,
  { prefix = '', optional = [] }: { readonly prefix?: string; readonly optional?: readonly string[] } = {},
): readonly Difference[] {
  if (before === undefined || after === undefined) return [];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const [a, b] = [before, after].map((side) => (side as Record<string, unknown>)[key]);
    if (!optional.includes(key) && (a === undefined || b === undefined)) return [];
    return compare(`${prefix}${key}`, a, b);
  });
}

/** The difference between two values, if there is one. All lists among the facts mean sets. */
export function compare(field: string, before: unknown, after: unknown): readonly Difference[] {
  return comparable(before) === comparable(after) ? [] : [{ field, before, after }];
}

function comparable(value: unknown): string {
  return value === undefined ? 'null' : sortedJson(inOneOrder(value));
}

/** A list of names in order. */
function inOneOrder(value: unknown): unknown {
  const isSet = Array.isArray(value) && value.every((member) => typeof member === 'string');
  return isSet ? sortedSet(value as readonly string[]) : value;
}

/** What has changed, as one finding that shows each field before and now; what could not be read of `facts` is unchecked. */
export function judgeDifferences(
  subject: EnvSubject,
  rule: RuleId,
  at: NodePath,
  facts: readonly (Fact<unknown> | undefined)[],
  found: readonly Difference[],
): Judged {
  const open = facts.find((fact) => fact?.state === 'unchecked');
  const unchecked = open?.state === 'unchecked' ? [openItem(subject, rule, at, open)] : [];
  if (found.length === 0) return { findings: [], unchecked };
  const fields = found.map(({ field }) => field);
  const message = `changed since the last apply: ${fields.join(', ')}`;
  const hint = `Run apply to bring files and lock up to date, or change it back in AWS.\n${rowsOf(found)}`;
  return { findings: [driftFinding(subject, rule, at, message, hint, fields, texts(found))], unchecked };
}

/** The same as texts that can be compared line by line; sets are in one order. */
export function texts(found: readonly Difference[]): NonNullable<Finding['differences']> {
  return found.map(({ field, before, after }) => ({ field, before: asText(before), after: asText(after) }));
}

function asText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(inOneOrder(value), null, 2);
}

/** Lines that show each field before and now. */
export function rowsOf(found: readonly Difference[]): string {
  return found
    .map(({ field, before, after }) => `${field}\n  before: ${show(before)}\n  now:    ${show(after)}`)
    .join('\n');
}

function show(value: unknown): string {
  return value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
}

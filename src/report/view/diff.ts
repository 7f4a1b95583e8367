import { structuredPatch } from 'diff';
import { asList, type PolicyDocument } from '../../domain/iam-policy.ts';
import { parsePolicy } from '../../iam/document.ts';

/** Unchanged lines around a change. */
const CONTEXT = 3;
/** Two texts that have more lines of their own than this are other texts: the comparison takes time, and nobody reads it. */
const MAX_EDITS = 1_000;
/** A list on one line is at most so long. */
const MAX_WIDTH = 110;

/**
 * A unified diff without file names, for a `diff` block: lines with ` `, `+`, `-` and, between distant changes, `@@ … @@`. Null: there is no
 * such text. Empty where both are the same; undefined where too much differs.
 */
export function unifiedDiff(before: string | null, after: string | null): string | undefined {
  if (before === after) return '';
  if (before === null || after === null) {
    const sign = before === null ? '+' : '-';
    return (after ?? before ?? '')
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `${sign}${line}`)
      .join('\n');
  }
  const options = { context: CONTEXT, maxEditLength: MAX_EDITS };
  const patch = structuredPatch('', '', before, after, undefined, undefined, options);
  if (patch === undefined) return undefined;
  return patch.hunks
    .flatMap(({ oldStart, oldLines, newStart, newLines, lines }, index) => {
      const isFirst = index === 0 && Math.min(oldStart, newStart) <= 1;
      return isFirst ? lines : [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...lines];
    })
    .filter((line) => !line.startsWith('\\'))
    .join('\n');
}

/** A policy as people read it: one key a line, short lists on one line. */
export function policyText(document: PolicyDocument): string {
  return shown(document, '');
}

/** The stored text of a policy in the same form; as it is where it is no policy. */
export function storedPolicyText(text: string): string {
  const document = parsePolicy(text);
  return document === undefined ? text : policyText(document);
}

function shown(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const oneLine = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    const isFlat = value.every((item) => typeof item !== 'object');
    if (value.length === 0 || (isFlat && oneLine.length <= MAX_WIDTH)) return oneLine;
    return block(
      '[',
      value.map((item) => shown(item, inner)),
      ']',
      indent,
    );
  }
  const entries = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${shown(listOf(key, item), inner)}`,
  );
  return entries.length === 0 ? '{}' : block('{', entries, '}', indent);
}

/** A list of one may be written as its member: IAM keeps it as it was written, and it means the same. */
function listOf(key: string, value: unknown): unknown {
  const isSet = ['Action', 'NotAction', 'Resource', 'NotResource'].includes(key);
  return isSet && typeof value === 'string' ? asList(value) : value;
}

function block(open: string, lines: readonly string[], close: string, indent: string): string {
  return `${open}\n${lines.map((line) => `${indent}  ${line}`).join(',\n')}\n${indent}${close}`;
}

import type { z } from 'zod';
import { findingOf, type Finding } from '../domain/finding.ts';
import type { Place } from '../domain/place.ts';
import type { RuleId } from '../domain/rule.ts';
import { clipped } from '../domain/shown.ts';
import { formatOfPattern } from './id-formats.ts';
import { nearest } from './nearest.ts';
import type { NodePath, SourceMap } from '../domain/source.ts';
import { edited, type Edit } from './source-edits.ts';
import { isWritten, keyPlaceAt, nodeAt, placeAt, plain } from './source-node.ts';
import { knownKeys } from './schema-keys.ts';

export interface Decoded<T> {
  /** What is left once every faulty part is taken out; undefined where that does not fit the schema either. */
  readonly value: T | undefined;
  readonly findings: readonly Finding[];
  /** Keys of the top level below which something was taken out. */
  readonly unusable: ReadonlySet<string>;
}

export interface DecodeContext {
  /** The env that findings name, or null. */
  readonly env: string | null;
  /** Place of the key that `node` stands under: where a missing key of the top level is shown. */
  readonly keyPlace: Place;
  /** How the place is called in messages, for example `envs.dev`; empty for the manifest itself. */
  readonly name: string;
}

type Issue = z.core.$ZodIssue;

/**
 * Checks a node against a schema. All problems of the first look are reported; then the faulty parts are taken out and the
 * rest is decoded, so that one typo does not hide what is wrong (or right) elsewhere.
 */
export function decode<T>(node: SourceMap, schema: z.ZodType<T>, context: DecodeContext): Decoded<T> {
  const findings: Finding[] = [];
  const unusable = new Set<string>();
  let current: SourceMap = node;
  // A key that is not known is a mistake, whether or not it has a value.
  for (const issue of unknownWithoutValue(node, schema)) {
    for (const finding of describe(issue, node, schema, context)) findings.push(finding);
  }
  const early = findings.length;
  // Every round takes something out or turns a number into text, so this ends.
  for (;;) {
    const result = schema.safeParse(plain(current));
    if (result.success) return { value: result.data, findings, unusable };
    const issues = result.error.issues.flatMap((issue) => flatten(issue, current));
    const asText = textWanted(issues, current);
    if (asText.length > 0) {
      current = edited(current, asText);
      continue;
    }
    const first = findings.length === early;
    const faulty: Edit[] = [];
    for (const issue of issues) {
      if (first) for (const finding of describe(issue, current, schema, context)) findings.push(finding);
      for (const path of faultyPaths(issue)) {
        if (typeof path[0] === 'string') unusable.add(path[0]);
        const written = writtenPart(current, path);
        if (written.length > 0) faulty.push({ path: written, to: undefined });
      }
    }
    if (faulty.length === 0) return { value: undefined, findings, unusable };
    current = edited(current, faulty);
  }
}

/** Keys that the schema does not know and that have no value: these are not in the value that is checked. */
function unknownWithoutValue<T>(node: SourceMap, schema: z.ZodType<T>): readonly Issue[] {
  const issues = schema.safeParse(plain(node, 'kept')).error?.issues ?? [];
  return issues
    .flatMap((issue) => flatten(issue, node))
    .flatMap((issue): readonly Issue[] => {
      if (issue.code !== 'unrecognized_keys') return [];
      const keys = issue.keys.filter((key) => !isWritten(node, [...(issue.path as NodePath), key]));
      return keys.length === 0 ? [] : [{ ...issue, keys }];
    });
}

/** A union's issue says "none fits"; the branch of the right kind (text or mapping) tells what is really wrong. */
function flatten(issue: Issue, root: SourceMap): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const path = issue.path as NodePath;
  const branch = issue.errors.find(
    (errors) => !errors.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0),
  );
  if (branch === undefined) {
    const kinds = issue.errors.flatMap((errors) =>
      errors.map((inner) => ('expected' in inner ? String(inner.expected) : '')),
    );
    return [
      { code: 'invalid_type', expected: [...new Set(kinds)].join(' or ') as 'string', path: issue.path, message: '' },
    ];
  }
  return branch.flatMap((inner) => flatten({ ...inner, path: [...path, ...inner.path] }, root));
}

/** Plain numbers where text is wanted: YAML's reading of `012345678901` loses a digit, the source text does not. */
function textWanted(issues: readonly Issue[], root: SourceMap): readonly Edit[] {
  return issues.flatMap((issue): readonly Edit[] => {
    if (issue.code !== 'invalid_type' || !String(issue.expected).includes('string')) return [];
    const path = issue.path as NodePath;
    const node = nodeAt(root, path);
    if (node?.kind !== 'scalar' || typeof node.value !== 'number') return [];
    return [{ path, to: { ...node, value: node.text } }];
  });
}

function faultyPaths(issue: Issue): readonly NodePath[] {
  const path = issue.path as NodePath;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...path, key]);
  return [path];
}

/** The way to what stands at `path`, or, where nothing does, to what should have held it. */
function writtenPart(root: SourceMap, path: NodePath): NodePath {
  for (let length = path.length; length > 0; length -= 1) {
    const part = path.slice(0, length);
    if (nodeAt(root, part) !== undefined) return part;
  }
  return [];
}

function describe(issue: Issue, root: SourceMap, schema: z.ZodType, context: DecodeContext): readonly Finding[] {
  const path = issue.path as NodePath;
  const finding = (rule: RuleId, place: Place, message: string, hint?: string, fix?: string): Finding =>
    findingOf(rule, place, { message, env: context.env, hint, fix });
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path);
    return issue.keys.map((key) => {
      const near = nearest(key, known);
      const where = dotted(context.name, path);
      const hint = near === undefined ? `Known keys: ${known.join(', ')}.` : `Did you mean "${near}"?`;
      const place = keyPlaceAt(root, [...path, key], context.keyPlace);
      return finding(
        'manifest/unknown-key',
        place,
        `the key "${clipped(key)}" is not known${where === '' ? '' : ` in ${where}`}`,
        hint,
        near === undefined || isWritten(root, [...path, near]) ? undefined : near,
      );
    });
  }
  const what = dotted(context.name, path);
  const node = nodeAt(root, path);
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1));
    const place = keyPlaceAt(root, path, context.keyPlace);
    const [inner] = issue.issues;
    const hint = inner && expectation(inner);
    return [finding('manifest/schema', place, `the name "${clipped(key)}" is not allowed`, hint)];
  }
  const place = placeAt(root, path, context.keyPlace);
  if (node === undefined || !isWritten(root, path)) {
    const key = String(path.at(-1));
    const holder = dotted(context.name, path.slice(0, -1));
    return [
      finding(
        'manifest/schema',
        place,
        `"${clipped(key)}" is missing${holder === '' ? '' : ` in ${holder}`}`,
        expectation(issue),
      ),
    ];
  }
  const written = node.kind === 'scalar' ? JSON.stringify(clipped(node.text)) : KIND[node.kind];
  const format =
    issue.code === 'invalid_format' && issue.format === 'regex' ? formatOfPattern(issue.pattern ?? '') : undefined;
  if (format !== undefined) {
    const hint = `It looks like ${format.example}; see ${format.where}.`;
    return [finding('manifest/id-format', place, `${what} is not ${format.what}: ${written}`, hint)];
  }
  const meant =
    issue.code === 'invalid_value' && node.kind === 'scalar' ? nearest(node.text, issue.values.map(String)) : undefined;
  const hint = `${expectation(issue)}${meant === undefined ? '' : ` Did you mean "${meant}"?`}`;
  return [finding('manifest/schema', place, `${what} has a value that is not allowed: ${written}`, hint, meant)];
}

const KIND = { list: 'a list', map: 'a mapping' } as const;

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Expected ${TYPE[String(issue.expected)] ?? String(issue.expected)}.`;
    case 'invalid_value':
      return `Allowed: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_format':
      return issue.pattern === undefined ? issue.message : `It must match ${issue.pattern}.`;
    case 'too_small':
      return `At least ${String(issue.minimum)} ${issue.origin === 'string' ? 'characters' : 'entries'}.`;
    case 'too_big':
      return `At most ${String(issue.maximum)} ${issue.origin === 'string' ? 'characters' : 'entries'}.`;
    default:
      return issue.message;
  }
}

const TYPE: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  'string or object': 'text or a mapping',
};

/** `envs.dev` and `['categories', 'storage', 0]` → `envs.dev.categories.storage[0]`. */
function dotted(name: string, path: NodePath): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : text === '' ? clipped(step) : `${text}.${clipped(step)}`,
    name,
  );
}

import { sortedJson } from '../../domain/ordering.ts';
import { find, propertiesOf, readJson, valueOf, type JsonDocument } from './document.ts';
import { jsonAt, withJson, withoutJson, type KeyOrder } from './edit.ts';

/**
 * The values of some keys of an object, for comparing: keys in order, and no other keys. Undefined where there is no object at the
 * path.
 */
export function keysAt(
  document: JsonDocument,
  path: readonly string[],
  keys: readonly string[],
): Readonly<Record<string, unknown>> | undefined {
  const found = find(document, path);
  if (found.state !== 'found' || found.node.type !== 'object') return undefined;
  const known = new Set(keys);
  const own = propertiesOf(found.node).filter(({ key }) => known.has(key));
  return Object.fromEntries(own.map(({ key, value }) => [key, valueOf(document, value)]));
}

/**
 * The text in which, of the keys that are ours, an object has exactly these values. Its other keys stay; a value that means the same
 * already stays as it is written. `ours` is in the order in which the keys belong; `order` is that of the objects around it.
 */
export function withKeys(
  text: string,
  path: readonly string[],
  values: Readonly<Record<string, unknown>>,
  ours: readonly string[],
  order: KeyOrder = 'last',
): string {
  const wanted = Object.fromEntries(
    ours.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]] as const])),
  );
  const document = readJson(text);
  if (typeof document === 'string') throw new Error(document);
  if (find(document, path).state === 'absent') return withJson(text, path, wanted, order);
  return ours.reduce((now, key) => {
    const there = valueIn(now, [...path, key]);
    if (wanted[key] === undefined) return there === undefined ? now : withoutJson(now, [...path, key]);
    return there !== undefined && sortedJson(there) === sortedJson(wanted[key])
      ? now
      : withJson(now, [...path, key], wanted[key], ours);
  }, text);
}

/** The text without these keys of an object, and without the objects that are empty then, down to the first `kept` of the path. */
export function withoutKeys(text: string, path: readonly string[], keys: readonly string[], kept: number): string {
  const bare = keys.reduce((now, key) => withoutJson(now, [...path, key]), text);
  return withoutEmpty(bare, path, kept);
}

/** The text without the objects at the end of a path that are empty. */
export function withoutEmpty(text: string, path: readonly string[], kept: number): string {
  if (path.length <= kept || sortedJson(valueIn(text, path) ?? null) !== '{}') return text;
  return withoutEmpty(withoutJson(text, path), path.slice(0, -1), kept);
}

function valueIn(text: string, path: readonly string[]): unknown {
  const document = readJson(text);
  return typeof document === 'string' ? undefined : jsonAt(document, path);
}

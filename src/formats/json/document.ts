import { parseTree, type Node } from 'jsonc-parser';
import { groupedBy } from '../../domain/ordering.ts';
import { clipped } from '../../domain/shown.ts';
import { isNestedDeeper, MAX_NESTING } from './nesting.ts';

/** A JSON text with the place of everything in it. */
export interface JsonDocument {
  /** What comes before the JSON itself: a byte order mark, or nothing. */
  readonly bom: string;
  readonly body: string;
  /** Its offsets are those of `body`. */
  readonly root: Node;
}

/** What lies at a path: keys of objects inside of each other. */
export type Found =
  | { readonly state: 'found'; readonly node: Node }
  /** The last object on the way, and the keys that it and those below it would need. */
  | { readonly state: 'absent'; readonly in: Node; readonly missing: readonly [string, ...string[]] }
  /** Nobody can tell what is meant: a key is there twice, or something on the way is no object. */
  | { readonly state: 'fault'; readonly reason: string };

/** Reads a text of a file that must be an object; a text where that is not so, saying why. */
export function readJson(text: string): JsonDocument | string {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(bom.length);
  if (isNestedDeeper(body, MAX_NESTING)) return 'it is nested too deep';
  try {
    // The tree alone would take comments and more for JSON.
    JSON.parse(body);
    const root = parseTree(body);
    if (root?.type === 'object') return { bom, body, root };
    return 'it is no JSON object';
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return `it is no JSON (${clipped(error.message)})`;
  }
}

export function find({ root }: JsonDocument, path: readonly string[]): Found {
  let node = root;
  for (const [index, key] of path.entries()) {
    const at = path.slice(0, index).join('.');
    if (node.type !== 'object') return { state: 'fault', reason: `"${at}" is no object` };
    const [property, twice] = byKey(node).get(key) ?? [];
    if (twice !== undefined)
      return { state: 'fault', reason: `"${[...path.slice(0, index), key].join('.')}" is there twice` };
    if (property === undefined) return { state: 'absent', in: node, missing: [key, ...path.slice(index + 1)] };
    node = property.value;
  }
  return { state: 'found', node };
}

const indexes = new WeakMap<Node, ReadonlyMap<string, readonly Property[]>>();

/** Objects with a member for each env are asked for each env. */
function byKey(object: Node): ReadonlyMap<string, readonly Property[]> {
  const index = indexes.get(object) ?? groupedBy(propertiesOf(object), ({ key }) => key);
  indexes.set(object, index);
  return index;
}

/** Why one of these paths cannot be followed; undefined where all can. */
export function faultAt(document: JsonDocument, paths: readonly (readonly string[])[]): string | undefined {
  for (const path of paths) {
    const found = find(document, path);
    if (found.state === 'fault') return found.reason;
  }
  return undefined;
}

export interface Property {
  readonly key: string;
  /** Key and value together. */
  readonly node: Node;
  readonly name: Node;
  readonly value: Node;
}

/** The properties of an object as they are written, those with one name twice included. */
export function propertiesOf(object: Node): readonly Property[] {
  return (object.children ?? []).flatMap((node): readonly Property[] => {
    const [name, value] = node.children ?? [];
    return name === undefined || value === undefined ? [] : [{ key: String(name.value), node, name, value }];
  });
}

/** The value that a node stands for. A key `__proto__` is a key like any other. */
export function valueOf({ body }: JsonDocument, { offset, length }: Node): unknown {
  return JSON.parse(body.slice(offset, offset + length));
}

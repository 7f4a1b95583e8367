import type { Place } from '../domain/place.ts';
import type { NodePath, SourceEntry, SourceMap, SourceNode } from '../domain/source.ts';

/** The entry of `key` in `node`, if `node` is a map that has it. */
export function entryOf(node: SourceNode | undefined, key: string): SourceEntry | undefined {
  return node?.kind === 'map' ? node.entries.get(key) : undefined;
}

/** The node at `path`, or undefined where the path ends before. */
export function nodeAt(root: SourceNode, path: NodePath): SourceNode | undefined {
  let node: SourceNode | undefined = root;
  for (const step of path) {
    if (node?.kind === 'map') node = node.entries.get(String(step))?.value;
    else if (node?.kind === 'list') node = node.items[Number(step)];
    else return undefined;
  }
  return node;
}

/** Whether something is written at `path`. A written `null` counts as left out: it is how YAML says "none". */
export function isWritten(root: SourceNode, path: NodePath): boolean {
  const node = nodeAt(root, path);
  return node !== undefined && !isNull(node);
}

function isNull(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/**
 * Where to show a problem with the value at `path`: the value itself, or, where it is missing, the key of the innermost
 * mapping on the way that is written. `fallback` stands for the key of `root` itself.
 */
export function placeAt(root: SourceNode, path: NodePath, fallback: Place): Place {
  let node: SourceNode = root;
  let place = fallback;
  for (const [depth, step] of path.entries()) {
    const entry = node.kind === 'map' ? node.entries.get(String(step)) : undefined;
    const next = node.kind === 'list' ? node.items[Number(step)] : entry?.value;
    if (next === undefined) return place;
    place = depth === path.length - 1 ? next.place : (entry?.key ?? next.place);
    node = next;
  }
  return place;
}

/** Where the key at the end of `path` is written, or the place of what is nearest to it. */
export function keyPlaceAt(root: SourceNode, path: NodePath, fallback: Place): Place {
  const last = path.at(-1);
  const holder = nodeAt(root, path.slice(0, -1));
  const entry = holder === undefined || last === undefined ? undefined : entryOf(holder, String(last));
  return entry?.key ?? placeAt(root, path, fallback);
}

/** The same map with `key` set to `value`, or without `key` where `value` is undefined. */
export function withEntry(map: SourceMap, key: string, value: SourceEntry | undefined): SourceMap {
  const entries = new Map(map.entries);
  if (value === undefined) entries.delete(key);
  else entries.set(key, value);
  return { ...map, entries };
}

/**
 * The plain value of a node. Maps become objects without a prototype, so that no key means more than itself; a key whose value
 * is `null` is left out, as if it had not been written, or kept without a value.
 */
export function plain(node: SourceNode, nulls: 'left out' | 'kept' = 'left out'): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map((item) => plain(item, nulls));
    case 'map': {
      const object: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
      for (const [key, { value }] of node.entries)
        if (!isNull(value)) object[key] = plain(value, nulls);
        else if (nulls === 'kept') object[key] = undefined;
      return object;
    }
  }
}

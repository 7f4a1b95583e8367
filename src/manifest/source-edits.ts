import type { NodePath, SourceEntry, SourceMap, SourceNode } from '../domain/source.ts';

/** What is to stand at a path; undefined: nothing. */
export interface Edit {
  readonly path: NodePath;
  readonly to: SourceNode | undefined;
}

/** Edits by the first step of their paths. */
interface Steps {
  to?: { readonly node: SourceNode | undefined };
  readonly below: Map<string, Steps>;
}

/**
 * The same tree with all edits made, in one walk: one after the other would copy a long list or mapping once for each. Paths count from
 * the tree as it is given. Edits where nothing stands change nothing.
 */
export function edited(root: SourceMap, edits: readonly Edit[]): SourceMap {
  const steps: Steps = { below: new Map() };
  for (const { path, to } of edits) {
    if (path.length === 0) continue;
    let at = steps;
    for (const step of path) {
      const next = at.below.get(String(step)) ?? { below: new Map<string, Steps>() };
      at.below.set(String(step), next);
      at = next;
    }
    at.to = { node: to };
  }
  return withSteps(root, steps) as SourceMap;
}

/** Undefined where the node is taken out. */
function withSteps(node: SourceNode, { to, below }: Steps): SourceNode | undefined {
  if (to !== undefined) return to.node;
  if (below.size === 0) return node;
  if (node.kind === 'map') {
    const entries = [...node.entries].flatMap(([key, entry]): readonly (readonly [string, SourceEntry])[] => {
      const steps = below.get(key);
      const value = steps === undefined ? entry.value : withSteps(entry.value, steps);
      return value === undefined ? [] : [[key, value === entry.value ? entry : { key: entry.key, value }]];
    });
    return { ...node, entries: new Map(entries) };
  }
  if (node.kind === 'list') {
    const items = node.items.flatMap((item, index) => {
      const steps = below.get(String(index));
      const value = steps === undefined ? item : withSteps(item, steps);
      return value === undefined ? [] : [value];
    });
    return { ...node, items };
  }
  return node;
}

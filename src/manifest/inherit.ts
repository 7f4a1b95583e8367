import type { Finding } from '../domain/finding.ts';
import { RULES } from '../domain/rule.ts';
import { nearest } from './nearest.ts';
import type { SourceEntry, SourceMap, SourceNode } from '../domain/source.ts';
import { entryOf, withEntry } from './source-node.ts';

/** Puts `over` on top of `under`: mappings merge, everything else is replaced. */
export function merge(under: SourceMap, over: SourceMap): SourceMap {
  const entries = new Map(under.entries);
  for (const [key, entry] of over.entries) {
    const below = entries.get(key)?.value;
    const both = below?.kind === 'map' && entry.value.kind === 'map' ? merge(below, entry.value) : entry.value;
    entries.set(key, { key: entry.key, value: both });
  }
  return { ...over, entries };
}

export interface Inherited {
  /** The env with what it takes over by `extends`, without `defaults`. */
  readonly node: SourceMap;
  /** Whether `extends` led nowhere; what is missing then may well be missing for that reason. */
  readonly broken: boolean;
}

/**
 * Works in `extends`. A circle is reported once, at the first of its envs; every env that leads into it is broken, since
 * nobody can say what it should hold.
 */
export function inherit(envs: ReadonlyMap<string, SourceMap>): {
  readonly envs: ReadonlyMap<string, Inherited>;
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const done = new Map<string, Inherited>();
  const reported = new Set<string>();

  const resolve = (name: string, node: SourceMap, path: readonly string[]): Inherited => {
    const finished = done.get(name);
    if (finished !== undefined) return finished;
    const own = withEntry(node, 'extends', undefined);
    const entry = entryOf(node, 'extends');
    const finish = (inherited: Inherited): Inherited => {
      done.set(name, inherited);
      return inherited;
    };
    if (entry === undefined) return finish({ node: own, broken: false });
    // Anything but text is left in place, for the schema to report.
    if (entry.value.kind !== 'scalar') return finish({ node, broken: false });
    if (entry.value.value === null) return finish({ node: own, broken: false });
    const parentName = entry.value.text;
    const parent = envs.get(parentName);
    if (parent === undefined) {
      const near = nearest(parentName, envs.keys());
      const hint = near === undefined ? `Known envs: ${[...envs.keys()].join(', ')}.` : `Did you mean "${near}"?`;
      findings.push(fault(name, entry, `extends names the env "${parentName}", which does not exist`, hint));
      return finish({ node: own, broken: true });
    }
    const circle = path.includes(parentName) ? path.slice(path.indexOf(parentName)) : undefined;
    if (circle !== undefined) {
      if (!circle.some((member) => reported.has(member))) findings.push(circleFault(circle, envs));
      for (const member of circle) reported.add(member);
      return { node: own, broken: true };
    }
    const above = resolve(parentName, parent, [...path, parentName]);
    return finish({ node: merge(above.node, own), broken: above.broken });
  };

  for (const [name, node] of envs) resolve(name, node, [name]);
  return { envs: done, findings };
}

function circleFault(circle: readonly string[], envs: ReadonlyMap<string, SourceMap>): Finding {
  const first = [...envs.keys()].find((name) => circle.includes(name)) ?? '';
  const from = circle.indexOf(first);
  const ordered = [...circle.slice(from), ...circle.slice(0, from), first];
  const entry = entryOf(envs.get(first), 'extends') as SourceEntry;
  const hint = 'Let one of them stand on its own.';
  return fault(first, entry, `extends goes in a circle: ${ordered.join(' → ')}`, hint);
}

function fault(env: string, entry: SourceEntry, message: string, hint: string): Finding {
  const rule = 'manifest/extends';
  return { rule, severity: RULES[rule].severity, message, hint, env, place: entry.value.place };
}

/** `{name}` in strings, replaced by what it stands for. Names that are not listed stay: `/items/{id}` is a path. */
export function substitute(node: SourceNode, values: Readonly<Record<string, string | undefined>>): SourceNode {
  switch (node.kind) {
    case 'scalar': {
      if (typeof node.value !== 'string' || !node.value.includes('{')) return node;
      const text = node.value.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
      return text === node.value ? node : { ...node, value: text, text };
    }
    case 'list':
      return { ...node, items: node.items.map((item) => substitute(item, values)) };
    case 'map': {
      const entries = [...node.entries].map(
        ([key, entry]) => [key, { key: entry.key, value: substitute(entry.value, values) }] as const,
      );
      return { ...node, entries: new Map(entries) };
    }
  }
}

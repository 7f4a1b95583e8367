import { findingOf, type Finding } from '../domain/finding.ts';
import { clipped, listed } from '../domain/shown.ts';
import { MANIFEST_LIMITS } from './limits.ts';
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
 * nobody can say what it should hold. `mayHold` is asked before values are taken over; where it says no, this ends.
 */
export function inherit(
  envs: ReadonlyMap<string, SourceMap>,
  mayHold: (nodes: readonly SourceNode[], at: SourceEntry) => boolean = () => true,
): {
  readonly envs: ReadonlyMap<string, Inherited>;
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const done = new Map<string, Inherited & { readonly depth: number }>();
  const position = new Map([...envs.keys()].map((name, index) => [name, index]));

  for (const start of envs.keys()) {
    // Not by recursion: the chain is as long as somebody made it.
    const chain: string[] = [];
    const members = new Set<string>();
    let next: string | undefined = start;
    while (next !== undefined && !done.has(next) && !members.has(next)) {
      chain.push(next);
      members.add(next);
      next = parentOf(next, envs);
    }
    const closes = next !== undefined && members.has(next) ? chain.indexOf(next) : -1;
    if (closes >= 0) findings.push(circleFault(chain.slice(closes), envs, position));
    for (const name of chain.toReversed()) {
      const node = envs.get(name) as SourceMap;
      const own = withEntry(node, 'extends', undefined);
      const entry = entryOf(node, 'extends');
      const finish = (inherited: SourceMap, broken: boolean, depth = 0) =>
        done.set(name, { node: inherited, broken, depth });
      // Anything but text is left in place, for the schema to report.
      if (entry !== undefined && entry.value.kind !== 'scalar') finish(node, false);
      else if (entry === undefined || isNull(entry.value)) finish(own, false);
      else {
        const parent = parentOf(name, envs);
        const above = parent === undefined ? undefined : done.get(parent);
        if (parent === undefined) {
          findings.push(unknownFault(name, entry, envs));
          finish(own, true);
        } else if (above === undefined) {
          // The last of a circle.
          finish(own, true);
        } else if (above.depth >= MANIFEST_LIMITS.maxExtends) {
          if (above.depth === MANIFEST_LIMITS.maxExtends) findings.push(chainFault(name, entry));
          finish(own, true, above.depth + 1);
        } else {
          if (!mayHold([above.node, own], entry)) return { envs: done, findings };
          finish(merge(above.node, own), above.broken, above.depth + 1);
        }
      }
    }
  }
  // In the order in which they are written.
  return { envs: new Map([...envs.keys()].map((name) => [name, done.get(name) as Inherited])), findings };
}

function isNull(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** The env that one extends, if there is one of that name. */
function parentOf(name: string, envs: ReadonlyMap<string, SourceMap>): string | undefined {
  const value = entryOf(envs.get(name), 'extends')?.value;
  return value?.kind === 'scalar' && value.value !== null && envs.has(value.text) ? value.text : undefined;
}

function unknownFault(name: string, entry: SourceEntry, envs: ReadonlyMap<string, SourceMap>): Finding {
  const parent = entry.value.kind === 'scalar' ? entry.value.text : '';
  const near = nearest(parent, envs.keys());
  const hint = near === undefined ? `Known envs: ${listed([...envs.keys()])}.` : `Did you mean "${near}"?`;
  return fault(name, entry, `extends names the env "${clipped(parent)}", which does not exist`, hint);
}

function chainFault(name: string, entry: SourceEntry): Finding {
  const message = `extends leads through more than ${MANIFEST_LIMITS.maxExtends} envs`;
  const hint = 'Let it extend an env that stands nearer to the first, or write what all share into `defaults`.';
  return findingOf('manifest/limits', entry.value.place, { message, hint, env: name });
}

function circleFault(
  circle: readonly string[],
  envs: ReadonlyMap<string, SourceMap>,
  position: ReadonlyMap<string, number>,
): Finding {
  const from = circle.reduce(
    (least, name, index) => ((position.get(name) ?? 0) < (position.get(circle[least] ?? '') ?? 0) ? index : least),
    0,
  );
  const first = circle[from] ?? '';
  const ordered = [...circle.slice(from), ...circle.slice(0, from), first];
  const entry = entryOf(envs.get(first), 'extends') as SourceEntry;
  const shown = ordered.length > 20 ? [...ordered.slice(0, 10), '…', ...ordered.slice(-10)] : ordered;
  const hint = 'Let one of them stand on its own.';
  return fault(first, entry, `extends goes in a circle: ${shown.join(' → ')}`, hint);
}

function fault(env: string, entry: SourceEntry, message: string, hint: string): Finding {
  const rule = 'manifest/extends';
  return findingOf(rule, entry.value.place, { message, hint, env });
}

import { CATEGORIES, type CategoryEntries, type CategoryName } from '../categories/index.ts';
import { isEntries, type Entries } from './gen1/notation.ts';

/** Categories whose keys in a file are this action's: those that the manifest declares for the env. The auth keys always are. */
export type Owned = ReadonlySet<CategoryName>;

/** All of them: what a file may hold of this action at most. */
export const OWNS_ALL: Owned = new Set(CATEGORIES.map(({ name }) => name));

/** What an env declares. */
export function ownedBy(categories: CategoryEntries): Owned {
  return new Set(CATEGORIES.map(({ name }) => name).filter((name) => (categories[name] ?? []).length > 0));
}

/**
 * Whose a value of a file is, by its way from the top. `ours`: the manifest says what it should be; `foreign`: it stays as it is, at
 * adoption and later; `within`: its members have owners of their own.
 */
export type OwnerOf = (way: readonly string[], value: unknown) => 'ours' | 'foreign' | 'within';

/** The members of an object that are ours. */
export function oursIn(entries: Entries, ownerOf: OwnerOf, way: readonly string[] = []): Entries {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) => {
      const at = [...way, key];
      const owner = ownerOf(at, value);
      if (owner === 'ours') return [[key, value] as const];
      if (owner === 'foreign' || !isEntries(value)) return [];
      const inner = oursIn(value, ownerOf, at);
      return Object.keys(inner).length === 0 ? [] : [[key, inner] as const];
    }),
  );
}

/** What should be there, and behind it, object by object, what an existing file holds of others. */
export function withForeign(ours: Entries, existing: Entries, ownerOf: OwnerOf, way: readonly string[] = []): Entries {
  const merged = new Map<string, unknown>(Object.entries(ours));
  for (const [key, value] of Object.entries(existing)) {
    const at = [...way, key];
    const owner = ownerOf(at, value);
    if (owner === 'ours') continue;
    const own = merged.get(key);
    if (owner === 'within' && isEntries(value) && (own === undefined || isEntries(own))) {
      const inner = withForeign(own ?? {}, value, ownerOf, at);
      if (Object.keys(inner).length > 0) merged.set(key, inner);
    } else if (own === undefined) {
      merged.set(key, value);
    }
  }
  return Object.fromEntries(merged);
}

/**
 * Named things of the declared categories that a file holds and that would be gone: APIs, buckets, tables and the like which the
 * manifest does not list. The auth keys follow the pools, and are not among them.
 */
export function lostFrom(before: Entries, after: Entries): readonly string[] {
  return [...namesIn(before, [])].filter((name) => !namesIn(after, []).has(name));
}

/** Where lists say what their members are called. */
const NAMES = ['name', 'tableName'] as const;

function namesIn(value: unknown, way: readonly string[]): Set<string> {
  const names = new Set<string>();
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) {
      const name = isEntries(item) ? NAMES.map((key) => item[key]).find((one) => typeof one === 'string') : undefined;
      if (name !== undefined) names.add([...way, name].join(' '));
    }
  } else if (isEntries(value)) {
    if (typeof value['endpointType'] === 'string') names.add(way.join(' '));
    for (const [key, inner] of Object.entries(value)) {
      for (const name of namesIn(inner, key === 'items' ? way : [...way, key])) names.add(name);
    }
  }
  return names;
}

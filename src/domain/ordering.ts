/** Order by code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A list that means a set, each member once and in order. */
export function sortedSet(values: Iterable<string>): readonly string[] {
  return [...new Set(values)].toSorted(compareText);
}

/** The same value with the keys of every object in order. */
export function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inKeyOrder(inner)]));
}

/** One JSON for all values that are equal. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(inKeyOrder(value));
}

/** Items by a key, in their order. `Map.groupBy` is newer than the oldest Node that is supported. */
export function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

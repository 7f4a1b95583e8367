/**
 * The places of a list in another order: one of each kind in turn, each kind in its own order. Envs are written account after account,
 * and each account and region has quotas of its own: looked at in that order, one account would work while all others wait.
 */
export function interleaved(kinds: readonly string[]): readonly number[] {
  const queues = new Map<string, number[]>();
  for (const [index, kind] of kinds.entries()) {
    const queue = queues.get(kind);
    if (queue === undefined) queues.set(kind, [index]);
    else queue.push(index);
  }
  const all = [...queues.values()];
  const longest = Math.max(0, ...all.map((queue) => queue.length));
  return Array.from({ length: longest }, (_, turn) => all.flatMap((queue) => queue.slice(turn, turn + 1))).flat();
}

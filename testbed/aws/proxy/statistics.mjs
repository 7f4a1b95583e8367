// @ts-check
/**
 * What a list of recorded calls says about the program that made them.
 *
 * @typedef {{ start: number, end: number }} Span
 */

/**
 * The number of sequential waves: the length of the longest chain of calls of which each one started after
 * the one before it had ended. Ten calls at once are one wave, ten calls one after the other are ten.
 *
 * @param {readonly Span[]} calls
 * @returns {number} 0 for no calls
 */
export function waves(calls) {
  const byStart = [...calls].sort((a, b) => a.start - b.start);
  const byEnd = calls.map((call) => ({ call, wave: 0 })).sort((a, b) => a.call.end - b.call.end);
  const entries = new Map(byEnd.map((entry) => [entry.call, entry]));
  let longestEnded = 0;
  let longest = 0;
  let ended = 0;
  for (const call of byStart) {
    // All that ended by now started earlier, so their waves are known already.
    for (let entry = byEnd[ended]; entry && entry.call.end <= call.start; entry = byEnd[++ended]) {
      longestEnded = Math.max(longestEnded, entry.wave);
    }
    const entry = entries.get(call);
    if (entry) {
      entry.wave = longestEnded + 1;
    }
    longest = Math.max(longest, longestEnded + 1);
  }
  return longest;
}

/**
 * The largest number of calls that were under way at the same time.
 *
 * @param {readonly Span[]} calls
 * @returns {number}
 */
export function peakConcurrency(calls) {
  const changes = calls.flatMap((call) => [
    { at: call.start, by: 1 },
    { at: call.end, by: -1 },
  ]);
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let open = 0;
  let peak = 0;
  for (const change of changes) {
    open += change.by;
    peak = Math.max(peak, open);
  }
  return peak;
}

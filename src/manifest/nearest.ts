import { distance } from 'fastest-levenshtein';

/** Distances take time with the length of both texts: a longer one is no typo of anything. */
const MAX_LENGTH = 200;
/** So many names are compared with: a guess is not worth more time. */
const MAX_NAMES = 1_000;

/** Up to three entries of `known`, the most alike first: for ids, of which any part may be wrong. */
export function nearestIds(text: string, known: readonly string[]): readonly string[] {
  if (text.length > MAX_LENGTH) return known.slice(0, 3);
  return known
    .filter((candidate) => candidate.length <= MAX_LENGTH)
    .map((candidate) => ({ candidate, edits: distance(text, candidate) }))
    .toSorted((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** The entry of `known` that was probably meant by `text`; undefined where nothing is near enough to be worth naming. */
export function nearest(text: string, known: Iterable<string>): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const wanted = text.toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(text.length / 3)) + 1;
  let left = MAX_NAMES;
  for (const candidate of known) {
    if (left === 0) break;
    left -= 1;
    // So many characters would have to be added or taken out alone.
    if (Math.abs(candidate.length - text.length) >= least) continue;
    const edits = distance(wanted, candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

import { distance } from 'fastest-levenshtein';

/** Up to three entries of `known`, the most alike first: for ids, of which any part may be wrong. */
export function nearestIds(text: string, known: readonly string[]): readonly string[] {
  return known.toSorted((a, b) => distance(text, a) - distance(text, b)).slice(0, 3);
}

/** The entry of `known` that was probably meant by `text`; undefined where nothing is near enough to be worth naming. */
export function nearest(text: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(text.length / 3)) + 1;
  for (const candidate of known) {
    const edits = distance(text.toLowerCase(), candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/**
 * IAM's wildcards: `*` for any run of characters, `?` for exactly one. No backtracking beyond the last star, since
 * both come from outside.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  return matches(pattern, text, () => true);
}

/**
 * Whether `pattern` matches everything that another pattern does. Policy variables such as `${aws:username}` are no text: only a star,
 * or the same variable, covers one. It may answer no where yes would be right (`?*` covers `*?`), never the other way.
 */
export function coversPattern(pattern: string, narrower: string): boolean {
  return matches(parts(pattern), parts(narrower), (part) => part !== '*' && part.length === 1);
}

/**
 * Whether surely nothing matches both patterns: they begin or end differently before the first and after the last wildcard or variable.
 * It may answer no where yes would be right, never the other way.
 */
export function isApart(a: string, b: string): boolean {
  const [one, other] = [parts(a), parts(b)];
  return differsAtStart(one, other) || differsAtStart(one.toReversed(), other.toReversed()) || isOtherText(one, other);
}

function differsAtStart(a: readonly string[], b: readonly string[]): boolean {
  const open = a.findIndex((part, index) => !isText(part) || !isText(b[index] ?? '*'));
  return a.slice(0, open < 0 ? undefined : open).some((part, index) => part !== b[index]);
}

/** Two texts without wildcards that differ in length only. */
function isOtherText(a: readonly string[], b: readonly string[]): boolean {
  return [...a, ...b].every(isText) && a.join('') !== b.join('');
}

function isText(part: string): boolean {
  return part.length === 1 && part !== '*' && part !== '?';
}

/** Characters, and variables as a whole. */
function parts(pattern: string): readonly string[] {
  return pattern.match(/\$\{[^}]*\}|[^]/g) ?? [];
}

/** `isOne` says what `?` stands for. */
function matches<T extends string | readonly string[]>(pattern: T, text: T, isOne: (part: string) => boolean): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const wanted = pattern[p];
    const given = text[t] ?? '';
    if (wanted === '?' ? isOne(given) : wanted !== '*' && wanted === given) {
      p += 1;
      t += 1;
    } else if (wanted === '*') {
      star = p;
      resume = t;
      p += 1;
    } else if (star >= 0) {
      // Let the last star take one more.
      p = star + 1;
      resume += 1;
      t = resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

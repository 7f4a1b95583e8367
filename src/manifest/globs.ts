/**
 * Globs over flat names: env names, rule ids, fields. Not by regular expressions: names and globs may both come from a pull request, and
 * `*a*a*a*a*b` or `+(a|aa)` on the right name would keep one busy for years. Here a match takes time with the product of both lengths.
 *
 * `*` and `**` stand for any run of characters, `?` for one, `[a-z]` and `[!a-z]` for one of a set, `{a,b}`, `(a|b)` and `@(a|b)` for one
 * of some, `!(a|b)` and a `!` before the whole for anything else; `\` takes the next character as it is.
 */
export interface Glob {
  matches(name: string): boolean;
}

const MAX_LENGTH = 200;
/** Alternatives that braces may come to. */
const MAX_ALTERNATIVES = 64;

/** Whether a text is more than a name. */
export function isGlob(text: string): boolean {
  return /[*?[\]{}()!\\]/.test(text);
}

/** Undefined where it is too long or too intricate. */
export function globOf(pattern: string): Glob | undefined {
  if (!isGlob(pattern)) return { matches: (name) => name === pattern };
  if (pattern.length > MAX_LENGTH) return undefined;
  const inner = /^!\((.*)\)$/.exec(pattern)?.[1];
  const negated = pattern.startsWith('!');
  const body = inner === undefined ? pattern.slice(negated ? 1 : 0) : `(${inner})`;
  const alternatives = alternativesOf(body)?.map(tokensOf);
  if (alternatives === undefined) return undefined;
  return { matches: (name) => alternatives.some((tokens) => matches(tokens, name)) !== negated };
}

/** What to write where a glob is too intricate. */
export const GLOB_HINT = `At most ${MAX_LENGTH} characters, groups that are neither nested nor repeated, and at most ${MAX_ALTERNATIVES} alternatives.`;

/** The globs without groups that one with groups stands for. */
function alternativesOf(pattern: string): readonly string[] | undefined {
  let found: readonly string[] = [''];
  const parts = pattern.matchAll(/\\.|\[[^\]]*\]|@?\(([^(){}]*)\)|\{([^(){}]*)\}|([?*+!]\(|[(){}])|[^]/g);
  for (const [whole, group, braces, odd] of parts) {
    if (odd !== undefined) return undefined;
    const choices = group?.split('|') ?? braces?.split(',') ?? [whole];
    if (found.length * choices.length > MAX_ALTERNATIVES) return undefined;
    found = found.flatMap((before) => choices.map((choice) => `${before}${choice}`));
  }
  return found;
}

/** What one character of a name is compared with; `run` stands for any number of them. */
type Token = 'run' | ((character: string) => boolean);

function tokensOf(pattern: string): readonly Token[] {
  return [...pattern.matchAll(/\\([^])|\*+|\[([!^]?)([^\]]+)\]|[^]/g)].map(([whole, escaped, not, set]): Token => {
    if (escaped !== undefined) return (character) => character === escaped;
    if (set !== undefined) return inSet(set, not !== '');
    if (whole.startsWith('*')) return 'run';
    if (whole === '?') return () => true;
    return (character) => character === whole;
  });
}

function inSet(set: string, negated: boolean): (character: string) => boolean {
  const ranges = [...set.matchAll(/([^])-([^])|([^])/g)].map(([, from, to, one]) => [from ?? one, to ?? one] as const);
  return (character) => ranges.some(([from = '', to = '']) => from <= character && character <= to) !== negated;
}

/** After a mismatch only the last run takes one character more: earlier ones need not be tried again. */
function matches(tokens: readonly Token[], name: string): boolean {
  let [token, at] = [0, 0];
  let [run, from] = [-1, 0];
  while (at < name.length) {
    const wanted = tokens[token];
    if (wanted === 'run') {
      [run, from] = [token, at];
      token += 1;
    } else if (wanted?.(name.charAt(at)) === true) {
      token += 1;
      at += 1;
    } else if (run >= 0) {
      from += 1;
      [token, at] = [run + 1, from];
    } else {
      return false;
    }
  }
  return tokens.slice(token).every((left) => left === 'run');
}

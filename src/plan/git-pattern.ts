/**
 * One line of a `.gitignore`, matched as git matches it (gitignore(5); `dir.c` and `wildmatch.c` of git). Text here is a string of bytes,
 * one character each, since `?` and `[…]` stand for a byte. Time is linear in pattern times path: no pattern can make it backtrack.
 */
export interface GitPattern {
  /** It takes back what earlier lines leave out. */
  readonly negated: boolean;
  /** How much work a match may be, for each byte of the path. */
  readonly cost: number;
  /** `path` is relative to the folder of the `.gitignore`. */
  matches(path: string, isFolder: boolean): boolean;
}

/** A text as git sees it: its UTF-8 bytes. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Undefined: the line is empty or a comment. `foldCase`: upper and lower case are one, as with `core.ignoreCase`. */
export function gitPattern(line: string, foldCase: boolean): GitPattern | undefined {
  const written = withoutTrailingSpaces(line.split('\0')[0] ?? '');
  if (written === '' || line.startsWith('#')) return undefined;
  const negated = written.startsWith('!');
  const whole = negated ? written.slice(1) : written;
  const foldersOnly = whole.endsWith('/');
  const text = foldersOnly ? whole.slice(0, -1) : whole;
  const byName = !text.includes('/');
  const anchored = text.startsWith('/') ? text.slice(1) : text;
  // What comes before the first wildcard is compared as it is; `**` may then stand right behind it.
  const prefix = /^[^*?[\\]*/.exec(anchored)?.[0] ?? '';
  const fold = (part: string) => (foldCase ? lower(part) : part);
  const tokens = tokensOf(byName ? anchored : anchored.slice(prefix.length), { slashes: !byName, foldCase });
  return {
    negated,
    cost: tokens.length,
    matches(path, isFolder) {
      if (foldersOnly && !isFolder) return false;
      const subject = fold(byName ? path.slice(path.lastIndexOf('/') + 1) : path);
      if (byName) return matchesAll(tokens, subject);
      return subject.startsWith(fold(prefix)) && matchesAll(tokens, subject.slice(prefix.length));
    },
  };
}

/** Only spaces, and not one behind a backslash. */
function withoutTrailingSpaces(line: string): string {
  let end = 0;
  for (let at = 0; at < line.length; at += 1) {
    if (line.charAt(at) === '\\') at += 1;
    else if (line.charAt(at) === ' ') continue;
    end = at + 1;
  }
  return line.slice(0, end);
}

/** A step of a match: from the places in a text that are reached to those that are reached next. */
type Token = (text: string, reached: Uint8Array) => Uint8Array;

function matchesAll(tokens: readonly Token[], text: string): boolean {
  let reached = new Uint8Array(text.length + 1);
  reached[0] = 1;
  for (const token of tokens) reached = token(text, reached) as Uint8Array<ArrayBuffer>;
  return reached[text.length] === 1;
}

/** One byte for which `test` holds. */
function byte(test: (char: string) => boolean): Token {
  return (text, reached) => {
    const next = new Uint8Array(reached.length);
    for (let at = 0; at < text.length; at += 1) if (reached[at] === 1 && test(text.charAt(at))) next[at + 1] = 1;
    return next;
  };
}

/** Any number of bytes for which `test` holds. */
function bytes(test: (char: string) => boolean): Token {
  return (text, reached) => {
    const next = Uint8Array.from(reached);
    for (let at = 0; at < text.length; at += 1) if (next[at] === 1 && test(text.charAt(at))) next[at + 1] = 1;
    return next;
  };
}

/** Any number of folders, also none. */
const folders: Token = (text, reached) => {
  const next = Uint8Array.from(reached);
  let begun = false;
  for (let at = 0; at < text.length; at += 1) {
    begun ||= reached[at] === 1;
    if (begun && text.charAt(at) === '/') next[at + 1] = 1;
  }
  return next;
};

const NEVER = byte(() => false);

interface Options {
  /** Whether a slash is more than any other byte. */
  readonly slashes: boolean;
  readonly foldCase: boolean;
}

function tokensOf(pattern: string, { slashes, foldCase }: Options): readonly Token[] {
  const inSegment = (char: string) => !slashes || char !== '/';
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === '*') {
      const end = at + (/^\*+/.exec(pattern.slice(at))?.[0].length ?? 1);
      const alone = (at === 0 || pattern.charAt(at - 1) === '/') && /^($|\/|\\\/)/.test(pattern.slice(end));
      const deep = slashes && end - at > 1 && alone;
      if (deep && pattern.charAt(end) === '/') {
        tokens.push(folders);
        at = end;
      } else {
        tokens.push(bytes(deep ? () => true : inSegment));
        at = end - 1;
      }
    } else if (char === '?') {
      tokens.push(byte(inSegment));
    } else if (char === '[') {
      const set = byteSet(pattern, at + 1, foldCase);
      if (set === undefined) return [NEVER];
      tokens.push(byte((one) => set.has(one) && inSegment(one)));
      at = set.end;
    } else {
      // A backslash at the end matches nothing.
      if (char === '\\') at += 1;
      const plain = pattern.charAt(at);
      const wanted = foldCase && char !== '\\' ? lower(plain) : plain;
      tokens.push(plain === '' ? NEVER : byte((one) => one === wanted));
    }
  }
  return tokens;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  // eslint-disable-next-line no-control-regex -- this is what the class means
  cntrl: /[\u0000-\u001f\u007f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\v\f\r]/,
  upper: /[A-Z]/,
  xdigit: /[A-Fa-f0-9]/,
};

/** A `[…]` of which `from` is the first byte inside; undefined: it is malformed, and the whole pattern matches nothing. */
function byteSet(pattern: string, from: number, foldCase: boolean) {
  const tests: ((char: string) => boolean)[] = [];
  const negated = /[!^]/.test(pattern.charAt(from));
  const first = negated ? from + 1 : from;
  let at = first;
  let before = '';
  for (; at === first || pattern.charAt(at) !== ']'; at += 1) {
    let char = pattern.charAt(at);
    if (char === '') return undefined;
    const named = /^\[:([^\]]*)\]/.exec(pattern.slice(at));
    if (char === '-' && before !== '' && !/^(\]|)$/.test(pattern.charAt(at + 1))) {
      at += pattern.charAt(at + 1) === '\\' ? 2 : 1;
      const [low, high] = [before, pattern.charAt(at)];
      if (high === '') return undefined;
      const within = (one: string) => one >= low && one <= high;
      tests.push((one) => within(one) || (foldCase && /[a-z]/.test(one) && within(one.toUpperCase())));
      before = '';
      continue;
    }
    if (char === '[' && pattern.charAt(at + 1) === ':' && named === null) return undefined;
    if (named?.[1]?.endsWith(':') === true) {
      const name = named[1].slice(0, -1);
      const test = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
      if (test === undefined) return undefined;
      const both = foldCase && name === 'upper' ? /[A-Za-z]/ : test;
      tests.push((one) => both.test(one));
      at += named[0].length - 1;
      before = '';
      continue;
    }
    if (char === '\\') {
      at += 1;
      char = pattern.charAt(at);
      if (char === '') return undefined;
    }
    const literal = char;
    tests.push((one) => one === literal);
    before = literal;
  }
  return { end: at, has: (char: string) => tests.some((test) => test(char)) !== negated };
}

/** As git folds: ASCII only. */
function lower(text: string): string {
  return text.replace(/[A-Z]+/g, (part) => part.toLowerCase());
}

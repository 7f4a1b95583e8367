/** Values that are written as TypeScript literals: texts, booleans, lists and objects of them. */
export type Value = string | boolean | readonly Value[] | ReadonlyMap<string, Value>;

const NAME = /^[A-Za-z_$][\w$]*$/;

/** A value in the style of Amplify's own templates: single quotes, two spaces, a comma after the last member. */
export function writeLiteral(value: Value, indent = ''): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value))
    return `[${(value as readonly Value[]).map((item) => writeLiteral(item, indent)).join(', ')}]`;
  const inner = `${indent}  `;
  const members = [...(value as ReadonlyMap<string, Value>)].map(
    ([key, member]) => `${inner}${keyOf(key)}: ${writeLiteral(member, inner)},\n`,
  );
  return members.length === 0 ? '{}' : `{\n${members.join('')}${indent}}`;
}

/** Written as a plain key, `__proto__` would set the prototype. */
function keyOf(key: string): string {
  if (key === '__proto__') return `['__proto__']`;
  return NAME.test(key) ? key : quoted(key);
}

function quoted(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)
    // They end lines for some readers of JavaScript.
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
  return `'${inner}'`;
}

/** More than one env comes to: anything larger or deeper is not ours. */
const LIMITS = { maxCharacters: 100_000, maxDepth: 32 } as const;

/**
 * The value of a literal in whatever style a formatter gave it: either kind of quotes, line breaks, commas, comments. Undefined for
 * anything that would have to be run.
 */
export function readLiteral(text: string): Value | undefined {
  if (text.length > LIMITS.maxCharacters) return undefined;
  try {
    const tokens = tokensOf(text);
    if (tokens === undefined) return undefined;
    const reader = new Reader(tokens);
    const value = reader.value();
    return reader.atEnd ? value : undefined;
  } catch (error) {
    if (error instanceof NoLiteral) return undefined;
    throw error;
  }
}

class NoLiteral extends Error {}

/** A text is kept apart from the same characters outside of quotes. */
type Token = { readonly text: string } | { readonly sign: string };

const TOKEN =
  /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|(?<text>'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*")|(?<sign>[A-Za-z_$][\w$]*|[{}[\],:])/y;

function tokensOf(source: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const groups = TOKEN.exec(source)?.groups;
    if (groups === undefined) return undefined;
    if (groups['text'] !== undefined) tokens.push({ text: unescaped(groups['text'].slice(1, -1)) });
    else if (groups['sign'] !== undefined) tokens.push({ sign: groups['sign'] });
  }
  return tokens;
}

const ESCAPE = /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[^]))/g;
const SHORT: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', 0: '\0' };

function unescaped(text: string): string {
  return text.replace(ESCAPE, (_, point?: string, unit?: string, byte?: string, other?: string) => {
    const code = point ?? unit ?? byte;
    if (code !== undefined) return characterOf(Number.parseInt(code, 16));
    // A line that ends with a backslash goes on in the next one.
    return other === undefined || /^[\r\n\u2028\u2029]/.test(other) ? '' : (SHORT[other] ?? other);
  });
}

/** JavaScript does not take a text with a code point beyond the last one. */
function characterOf(point: number): string {
  if (point > 0x10ffff) throw new NoLiteral();
  return String.fromCodePoint(point);
}

class Reader {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#next === this.#tokens.length;
  }

  value(): Value {
    const token = this.#take();
    if ('text' in token) return token.text;
    switch (token.sign) {
      case 'true':
        return true;
      case 'false':
        return false;
      case '[':
        return this.#members(']', () => this.value());
      case '{':
        return new Map(this.#members('}', () => this.#entry()));
      default:
        throw new NoLiteral();
    }
  }

  #entry(): readonly [string, Value] {
    const token = this.#take();
    const key = 'text' in token ? token.text : token.sign === '[' ? this.#computed() : token.sign;
    if ('sign' in token && token.sign !== '[' && !NAME.test(key)) throw new NoLiteral();
    this.#expect(':');
    return [key, this.value()];
  }

  /** A text in brackets, as in `['__proto__']`. */
  #computed(): string {
    const token = this.#take();
    if (!('text' in token)) throw new NoLiteral();
    this.#expect(']');
    return token.text;
  }

  #members<T>(end: string, member: () => T): readonly T[] {
    const members: T[] = [];
    this.#depth += 1;
    if (this.#depth > LIMITS.maxDepth) throw new NoLiteral();
    while (!this.#skip(end)) {
      members.push(member());
      if (this.#skip(',')) continue;
      this.#expect(end);
      break;
    }
    this.#depth -= 1;
    return members;
  }

  #take(): Token {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw new NoLiteral();
    this.#next += 1;
    return token;
  }

  #skip(sign: string): boolean {
    const token = this.#tokens[this.#next];
    if (token === undefined || !('sign' in token) || token.sign !== sign) return false;
    this.#next += 1;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#skip(sign)) throw new NoLiteral();
  }
}

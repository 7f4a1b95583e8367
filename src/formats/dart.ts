/**
 * A raw string of Dart with this text in JSON: `$` and backslashes mean nothing in it. Three quotes would end it, so they are escaped
 * as JSON escapes: in JSON they can stand only in strings. Source: Dart Language Specification, "Strings".
 */
export function dartLiteral(json: string): string {
  return `r'''${json.replaceAll("'''", String.raw`''\u0027`)}'''`;
}

const HEAD = /const\s+(?:String\s+)?(\w+)\s*=\s*r?('''|""")/y;

/** Quotes inside of the literal that could end it: no JSON has many, and each is a reason to look at the rest of the file. */
const MAX_ENDS = 100;

/**
 * What the constant `name` of a Dart file holds; undefined where the file is anything else than that constant. Like the CLI,
 * it takes what stands between the quotes for JSON, whether or not the literal is raw.
 */
export function readDartLiteral(text: string, name: string): string | undefined {
  HEAD.lastIndex = afterComments(text, 0);
  const [, constant, quotes] = HEAD.exec(text) ?? [];
  if (quotes === undefined || constant !== name) return undefined;
  const start = HEAD.lastIndex;
  let end = text.indexOf(quotes, start);
  for (let tried = 0; end >= 0 && tried < MAX_ENDS; tried += 1) {
    let rest = end + quotes.length;
    while (isSpace(text, rest)) rest += 1;
    if (text.charAt(rest) === ';' && afterComments(text, rest + 1) === text.length) return text.slice(start, end);
    end = text.indexOf(quotes, end + 1);
  }
  return undefined;
}

/** Where white space and comments that begin at a place end. */
function afterComments(text: string, from: number): number {
  let at = from;
  for (;;) {
    if (isSpace(text, at)) {
      at += 1;
    } else if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      if (end < 0) return text.length;
      at = end + 1;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) return at;
      at = end + 2;
    } else {
      return at;
    }
  }
}

function isSpace(text: string, at: number): boolean {
  return at < text.length && /\s/.test(text.charAt(at));
}

/** What `export default` of a module gives, as a bundler would see it. */
export async function exported(source: string): Promise<Record<string, unknown>> {
  const module = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as {
    default: Record<string, unknown>;
  };
  return module.default;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' };

/**
 * The value of the string constant that a Dart file declares, as the language has it; throws where the compiler would, interpolation of
 * unknown names included. Source: Dart language specification, "Strings": raw and multi-line literals, escapes, `$`.
 */
export function dartConstant(source: string, name: string): string {
  const head = new RegExp(String.raw`^(?:\s|//[^\n]*\n)*const(?:\s+String)?\s+${name}\s*=\s*(r?)('''|"""|'|")`).exec(
    source,
  );
  if (head === null) throw new Error(`no constant ${name}`);
  const [start, raw, quote = ''] = head;
  const isMultiLine = quote.length === 3;
  let value = '';
  for (let at = start.length; at < source.length; at += 1) {
    if (source.startsWith(quote, at)) {
      if (!/^\s*;\s*$/.test(source.slice(at + quote.length))) throw new Error('something follows the literal');
      // White space up to the first line break of a multi-line literal does not count.
      return isMultiLine ? value.replace(/^[ \t]*\r?\n/, '') : value;
    }
    const char = source[at] ?? '';
    if (!isMultiLine && (char === '\n' || char === '\r')) throw new Error('the literal ends with its line');
    if (raw === '' && char === '$') throw new Error('an interpolation');
    if (raw !== '' || char !== '\\') {
      value += char;
      continue;
    }
    const escaped = escapeAt(source, at);
    value += escaped.value;
    at += escaped.length - 1;
  }
  throw new Error('the literal does not end');
}

function escapeAt(source: string, at: number): { readonly value: string; readonly length: number } {
  const hex = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\})/.exec(source.slice(at, at + 12));
  if (hex !== null) {
    const code = hex[1] ?? hex[2] ?? hex[3] ?? '';
    return { value: String.fromCodePoint(Number.parseInt(code, 16)), length: hex[0].length };
  }
  const next = source[at + 1] ?? '';
  if (next === 'x' || next === 'u') throw new Error('an escape that is none');
  return { value: ESCAPES[next] ?? next, length: 2 };
}

import fc from 'fast-check';

/** How somebody lays a JSON file out. */
export interface Layout {
  /** Undefined: all on one line. */
  readonly indent: string | undefined;
  readonly eol: string;
  readonly colon: string;
  readonly bom: string;
  readonly end: string;
}

export const layouts: fc.Arbitrary<Layout> = fc
  .record({
    indent: fc.constantFrom('  ', '    ', '\t', ' ', undefined),
    eol: fc.constantFrom('\n', '\r\n'),
    colon: fc.constantFrom(': ', ':'),
    bom: fc.constantFrom('', '\uFEFF'),
    newlines: fc.constantFrom(0, 1, 2),
  })
  .map(({ newlines, ...layout }) => ({ ...layout, end: layout.eol.repeat(newlines) }));

/** A JSON text in a layout. */
export function laidOut(value: unknown, { indent, eol, colon, bom, end }: Layout): string {
  const inner = (one: unknown, depth: number): string => {
    if (typeof one !== 'object' || one === null) return JSON.stringify(one);
    const [open, close] = Array.isArray(one) ? ['[', ']'] : ['{', '}'];
    const items = Array.isArray(one)
      ? one.map((item) => inner(item, depth + 1))
      : Object.entries(one).map(([key, item]) => `${JSON.stringify(key)}${colon}${inner(item, depth + 1)}`);
    if (items.length === 0) return `${open}${close}`;
    if (indent === undefined) return `${open}${items.join(colon === ':' ? ',' : ', ')}${close}`;
    const line = `${eol}${indent.repeat(depth + 1)}`;
    return `${open}${line}${items.join(`,${line}`)}${eol}${indent.repeat(depth)}${close}`;
  };
  return `${bom}${inner(value, 0)}${end}`;
}

/** Keys that need care: empty, with quotes, backslashes, other scripts, numbers (which objects put first) and the usual ones. */
const keys = fc.oneof(
  fc.constantFrom('auth', 'dev', 'categories', '', '1', 'a"b', 'c\\d', 'größe', '🔑', 'constructor', 'toString'),
  fc.string({ unit: 'grapheme', maxLength: 5 }).filter((key) => key !== '__proto__'),
);

/** Objects as they stand in files of others. */
export const objects: fc.Arbitrary<Record<string, unknown>> = fc.letrec<{
  readonly value: unknown;
  readonly object: Record<string, unknown>;
}>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -1.5, '', 'text', '}', '"', ',\n', 'é🔑'),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(keys, tie('value'), { maxKeys: 4, noNullPrototype: true }),
})).object;

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import ts from 'typescript';
import { readLiteral, writeLiteral, type Value } from '../../src/formats/reference-auth/literal.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '__proto__',
    '\u2028\u2029',
    "'",
    '"',
    '\\',
    '`${x}',
    '\ud800',
    '\0' + '1',
    '\r\n',
    '</script>',
    '//',
    '/*',
  ),
);
const literal = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(text, tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
  ),
})).value;

/** What the compiler makes of a literal, evaluated. */
function compiled(source: string): unknown {
  const program = `export const value = ${source};`;
  const { outputText, diagnostics = [] } = ts.transpileModule(program, {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, strict: true },
  });
  expect(diagnostics).toEqual([]);
  const module: { value?: unknown } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  (new Function('exports', outputText) as (exports: object) => void)(module);
  return plainOf(module.value);
}

/** Objects as lists of their own entries: a key `__proto__` is one like any other. */
function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainOf);
  if (value instanceof Map)
    return { entries: [...(value as Map<string, unknown>)].map(([k, v]) => [k, plainOf(v)]).toSorted(byKey) };
  if (typeof value === 'object' && value !== null)
    return {
      entries: Object.entries(value)
        .map(([k, v]) => [k, plainOf(v)])
        .toSorted(byKey),
    };
  return value;
}

const byKey = ([a]: unknown[], [b]: unknown[]) => (String(a) < String(b) ? -1 : 1);

test('every value survives the compiler', () => {
  fc.assert(
    fc.property(literal, (value) => {
      expect(compiled(writeLiteral(value))).toEqual(plainOf(value));
    }),
    { numRuns: 200 },
  );
});

test('every value is read back as it was written', () => {
  fc.assert(
    fc.property(literal, (value) => {
      expect(plainOf(readLiteral(writeLiteral(value)))).toEqual(plainOf(value));
    }),
    { numRuns: 500 },
  );
});

test('what the reader takes for a value the compiler does too', () => {
  fc.assert(
    fc.property(literal, fc.constantFrom(0, 1, 2), (value, style) => {
      const source = writeLiteral(value);
      const other = [source, source.replaceAll(/\n\s*/g, ' '), `/* x */ ${source} // y`][style]!;
      expect(plainOf(readLiteral(other))).toEqual(compiled(`(${source})`));
    }),
    { numRuns: 200 },
  );
});

describe('other styles', () => {
  test.each<[string, string, Value]>([
    ['double quotes', '{ "a": "it\'s" }', new Map([['a', "it's"]])],
    ['no comma at the end', "{ a: ['x', true] }", new Map([['a', ['x', true]]])],
    ['comments', "{ // one\n a: /* two */ 'x' }", new Map([['a', 'x']])],
    ['escapes', String.raw`'\x41\u0042\u{43}\'\t\q'`, "ABC'\tq"],
    ['a line that goes on', "'a\\\nb'", 'ab'],
    ['Windows line ends', "{\r\n  a: 'x',\r\n}", new Map([['a', 'x']])],
  ])('%s', (_what, source, value) => {
    expect(plainOf(readLiteral(source))).toEqual(plainOf(value));
    expect(compiled(`(${source})`)).toEqual(plainOf(value));
  });

  test.each([
    'process.env.X',
    '`x`',
    "'a' + 'b'",
    '{ a }',
    '{ ...a }',
    "['a'",
    "{ a: 'x' } }",
    '',
    'null',
    '1',
    "'a\nb'",
    'f()',
  ])('no literal: %s', (source) => {
    expect(readLiteral(source)).toBeUndefined();
  });
});

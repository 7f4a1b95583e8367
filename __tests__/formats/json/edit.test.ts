import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readJson } from '../../../src/formats/json/document.ts';
import { withJson, withoutJson, type KeyOrder } from '../../../src/formats/json/edit.ts';
import { laidOut, layouts, objects } from '../../helpers/json-texts.ts';

type Json = Record<string, unknown>;

const parse = (text: string) => JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The paths of all objects in a value, that of the whole one included. */
function objectPaths(value: Json): readonly (readonly string[])[] {
  return [
    [],
    ...Object.entries(value).flatMap(([key, one]) =>
      isObject(one) ? objectPaths(one).map((path) => [key, ...path]) : [],
    ),
  ];
}

const at = (value: Json, path: readonly string[]) => path.reduce<unknown>((one, key) => (one as Json)[key], value);

/** The same with another value at a path. */
function set(value: Json, [key, ...rest]: readonly string[], to: unknown): Json {
  if (key === undefined) return value;
  return { ...value, [key]: rest.length === 0 ? to : set((value[key] ?? {}) as Json, rest, to) };
}

/** How many characters two texts have in common at their beginning, and of the rest at their end. */
function common(a: string, b: string): { readonly start: number; readonly end: number } {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return { start, end };
}

const pick = <T>(list: readonly T[], seed: number): T | undefined => list[seed % list.length];
const orders = fc.constantFrom<KeyOrder>('last', 'sorted', ['auth', 'new key', 'dev']);

describe('whatever the text and its layout', () => {
  test('a new key is there, nothing else changes, and without it the text is the old one to the byte', () => {
    fc.assert(
      fc.property(objects, layouts, fc.nat(), objects, orders, (value, layout, seed, added, order) => {
        const parent = pick(objectPaths(value), seed) ?? [];
        const path = [...parent, 'new key', 'below'];
        const text = laidOut(value, layout);
        const changed = withJson(text, path, added, order);
        expect(parse(changed)).toEqual(set(value, path, added));
        // Only an empty object opens up; else nothing that was there is gone.
        const { start, end } = common(text, changed);
        if (Object.keys(at(value, parent) as Json).length > 0) expect(start + end).toBe(text.length);
        expect(withoutJson(changed, path.slice(0, -1))).toBe(text);
        // What is added is laid out as the rest is.
        if (layout.indent !== undefined && Object.keys(value).length > 0) {
          expect(changed).toBe(laidOut(parse(changed), { ...layout }));
        }
      }),
    );
  });

  test('a value is replaced on the spot', () => {
    fc.assert(
      fc.property(objects, layouts, fc.nat(), objects, (value, layout, seed, other) => {
        const path = pick(
          objectPaths(value).filter((one) => one.length > 0),
          seed,
        );
        if (path === undefined) return;
        const text = laidOut(value, layout);
        const changed = withJson(text, path, other);
        expect(parse(changed)).toEqual(set(value, path, other));
        expect(changed).toBe(laidOut(set(value, path, other), layout));
        expect(withJson(changed, path, at(value, path))).toBe(text);
      }),
    );
  });

  test('a key goes with its comma', () => {
    fc.assert(
      fc.property(objects, layouts, fc.nat(), (value, layout, seed) => {
        const path = pick(
          objectPaths(value).filter((one) => one.length > 0),
          seed,
        );
        if (path === undefined) return;
        const text = withoutJson(laidOut(value, layout), path);
        const left = structuredClone(value);
        delete (at(left, path.slice(0, -1)) as Json)[path.at(-1) ?? ''];
        expect(text).toBe(laidOut(left, layout));
      }),
    );
  });

  test('what is not there is not taken out', () => {
    fc.assert(
      fc.property(objects, layouts, (value, layout) => {
        const text = laidOut(value, layout);
        expect(withoutJson(text, ['no such key', 'below'])).toBe(text);
      }),
    );
  });
});

describe('by hand', () => {
  test.each([
    ['a mixed layout', '{ "a": 1,\n\n  "b":2 }', ['c'], '{ "a": 1,\n\n  "b":2, "c": 3 }'],
    ['an inner object on one line', '{\n  "a": { "b": 1 }\n}\n', ['a', 'c'], '{\n  "a": { "b": 1, "c": 3 }\n}\n'],
    ['an empty object', '{\n\t"a": {}\n}', ['a', 'c'], '{\n\t"a": {\n\t\t"c": 3\n\t}\n}'],
    ['an empty file', '{}', ['a', 'c'], '{\n  "a": {\n    "c": 3\n  }\n}'],
    ['a key like a prototype', '{"__proto__": {"a": 1}}', ['__proto__', 'c'], '{"__proto__": {"a": 1, "c": 3}}'],
  ])('%s', (_, text, path, expected) => {
    expect(withJson(text, path, 3)).toBe(expected);
  });

  test.each([
    ['a number', '1', 'it is no JSON object'],
    ['a list', '[{}]', 'it is no JSON object'],
    ['nothing', '', 'it is no JSON (Unexpected end of JSON input)'],
    ['a comment', '{} // mine', expect.stringContaining('it is no JSON (')],
    ['a comma too much', '{"a": 1,}', expect.stringContaining('it is no JSON (')],
    ['many levels', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'it is nested too deep'],
  ])('%s is not edited', (_, text, why) => {
    expect(readJson(text)).toEqual(why);
    expect(() => withJson(text, ['a'], 1)).toThrow();
  });

  test.each([
    ['a key that is there twice', '{"a": {}, "a": {}}', '"a" is there twice'],
    ['a text where an object should be', '{"a": "text"}', '"a" is no object'],
  ])('%s is not gone into', (_, text, why) => {
    expect(() => withJson(text, ['a', 'b'], 1)).toThrow(why);
    expect(() => withoutJson(text, ['a', 'b'])).toThrow(why);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import picomatch from 'picomatch';
import { globOf } from '../../src/manifest/globs.ts';
import { growth } from '../helpers/growth.ts';

test.each([
  ['*', ['dev', 'client/not-found'], []],
  ['client/*', ['client/not-found', 'client/'], ['clients', 'user-pool/not-found']],
  ['*/not-found', ['client/not-found'], ['client/not-found-2']],
  ['pr-*-?', ['pr-1-a', 'pr--a'], ['pr-1-', 'pr-1']],
  ['{dev,prod}', ['dev', 'prod'], ['dev,prod', 'test']],
  ['@(dev|prod)', ['dev', 'prod'], ['test']],
  ['(dev|prod)-1', ['dev-1'], ['dev']],
  ['{a,b}{1,2}*', ['a1', 'b2x'], ['a3']],
  ['[a-c]x[!0-9]', ['axy', 'cxx'], ['dxy', 'ax1']],
  ['!prod', ['dev', 'prod2'], ['prod']],
  ['!(prod|test)', ['dev'], ['prod', 'test']],
  ['a\\*', ['a*'], ['ab']],
  ['prod', ['prod'], ['production']],
])('%s', (pattern, yes, no) => {
  const glob = globOf(pattern);
  expect(yes.map((name) => glob?.matches(name))).toEqual(yes.map(() => true));
  expect(no.map((name) => glob?.matches(name))).toEqual(no.map(() => false));
});

test('means what the library means by it', () => {
  const part = fc.constantFrom('a', 'b', '-', '*', '?', '{a,b}', '@(a|ab)', '[ab]', '(b|a)');
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), name, (parts, text) => {
      const pattern = parts.join('');
      // `)?` and `)*` repeat a group there; `*(` is refused here.
      fc.pre(!/\)[?*]/.test(pattern) && globOf(pattern) !== undefined);
      expect([pattern, globOf(pattern)?.matches(text)]).toEqual([
        pattern,
        picomatch.isMatch(text, pattern, { bash: true }),
      ]);
    }),
    { numRuns: 1_000 },
  );
});

describe('hostile', () => {
  test.each([
    '+(a|aa)b',
    '*(a*)*(a*)b',
    '{a,{b,c}}',
    'x'.repeat(200) + '*',
    '{a,b}'.repeat(7),
    'a!(b)c',
    '((a))',
    '{a',
  ])('%s is too intricate', (pattern) => {
    expect(globOf(pattern)).toBeUndefined();
  });

  test.each([
    ['stars', '*a'.repeat(60) + 'b'],
    ['questions', '*?'.repeat(60) + 'b'],
    ['alternatives', '{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}*b'],
  ])('%s take time with the length of the name', (_, pattern) => {
    const glob = globOf(pattern);
    const work = (size: number) => {
      for (let turn = 0; turn < 200; turn += 1) expect(glob?.matches('a'.repeat(size))).toBe(false);
    };
    expect(growth(work, 500)).toBeLessThan(10);
  });
});

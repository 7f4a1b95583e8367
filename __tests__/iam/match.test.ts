import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { coversPattern, matchesPattern } from '../../src/iam/match.ts';

test.each([
  ['*', '', true],
  ['*', 'anything', true],
  ['a*c', 'abbbc', true],
  ['a*c', 'abbbd', false],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['*b*', 'aabaa', true],
  ['a**', 'a', true],
  ['', '', true],
  ['', 'a', false],
  ['sts:*', 'sts:AssumeRoleWithWebIdentity', true],
  ['[a-z]', 'b', false],
  ['a.c', 'abc', false],
])('%s on %s: %s', (pattern, text, expected) => {
  expect(matchesPattern(pattern, text)).toBe(expected);
});

test('agrees with a regular expression', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
  fc.assert(
    fc.property(letters, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }), (pattern, text) => {
      const regex = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      expect(matchesPattern(pattern, text)).toBe(regex.test(text));
    }),
  );
});

test('takes no exponential time', () => {
  expect(matchesPattern(`${'*a'.repeat(30)}b`, 'a'.repeat(3_000))).toBe(false);
});

test.each([
  ['*', '*', true],
  ['a*', 'a?b*', true],
  ['a*b', 'a*b', true],
  ['*', '', true],
  ['?', '?', true],
  ['?', '*', false],
  ['a?', 'a*', false],
  ['a*', '*', false],
  ['ab', 'a?', false],
  ['x/${a:b}/*', 'x/${a:b}/*', true],
  ['x/*', 'x/${a:b}/*', true],
  ['x/${*}/*', 'x/${a:b}/*', false],
  ['x/????', 'x/${v}', false],
  ['x/${a:b}', 'x/${a:c}', false],
])('%s covers %s: %s', (pattern, narrower, expected) => {
  expect(coversPattern(pattern, narrower)).toBe(expected);
});

test('what a pattern covers, it matches', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
  const texts = ['', 'a', 'b', 'aa', 'ab', 'ba', 'bb', 'aab', 'abb', 'abab', 'bbaaa', 'aaaaaa'];
  fc.assert(
    fc.property(pattern, pattern, (wide, narrow) => {
      fc.pre(coversPattern(wide, narrow));
      for (const text of texts) if (matchesPattern(narrow, text)) expect(matchesPattern(wide, text)).toBe(true);
    }),
  );
});

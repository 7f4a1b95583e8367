import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchesPattern } from '../../src/policies/match.ts';

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

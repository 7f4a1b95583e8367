import { expect, test } from '@jest/globals';
import { branchName, clashes } from '../../src/publish/branch-name.ts';

test.each([
  ['main', 'main'],
  ['refs/heads/main', 'main'],
  ['amplify-import-auth/shop', 'amplify-import-auth/shop'],
  ['feature/ünï-1.2', 'feature/ünï-1.2'],
  ['refs/tags/v1', undefined],
  ['refs/pull/7/head', undefined],
  ['refs/heads/', undefined],
  ['refs/heads/refs/heads/x', undefined],
  ['', undefined],
  ['HEAD', undefined],
  ['@', undefined],
  ['-x', undefined],
  ['/x', undefined],
  ['x/', undefined],
  ['x.', undefined],
  ['.x', undefined],
  ['a/.x', undefined],
  ['a//b', undefined],
  ['a..b', undefined],
  ['a b', undefined],
  ['a\tb', undefined],
  ['a\u0000b', undefined],
  ['a~1', undefined],
  ['a^', undefined],
  ['a:b', undefined],
  ['a?', undefined],
  ['a*', undefined],
  ['a[', undefined],
  ['a\\b', undefined],
  ['a@{1}', undefined],
  ['a.lock', undefined],
  ['a.lock/b', undefined],
  ['0123456789abcdef0123456789abcdef01234567', undefined],
  ['x'.repeat(245), undefined],
])('the branch %j is %j', (written, name) => {
  expect(branchName(written)).toBe(name);
});

test.each([
  ['main', 'main', true],
  ['Main', 'main', true],
  ['main/x', 'main', true],
  ['release', 'release/1', true],
  ['main2', 'main', false],
  ['amplify-import-auth/shop', 'main', false],
])('%s and %s clash: %s', (one, other, expected) => {
  expect(clashes(one, other)).toBe(expected);
  expect(clashes(other, one)).toBe(expected);
});

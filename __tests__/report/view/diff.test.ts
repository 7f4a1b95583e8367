import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyPatch } from 'diff';
import { changeCounts, changeView } from '../../../src/report/view/change-view.ts';
import { policyText, storedPolicyText, unifiedDiff } from '../../../src/report/view/diff.ts';
import { authRole, fileChangeIn, lockChangeIn, policyChange } from '../../helpers/reports.ts';

describe('a diff', () => {
  test.each([
    ['what is new', null, 'a\nb\n', '+a\n+b'],
    ['what goes', 'a\nb\n', null, '-a\n-b'],
    ['what stays', 'a\n', 'a\n', ''],
    ['a change near the top', 'a\nb\nc\n', 'a\nB\nc\n', ' a\n-b\n+B\n c'],
    ['a change far below', '1\n2\n3\n4\n5\n6\n', '1\n2\n3\n4\n5\nsix\n', '@@ -3,4 +3,4 @@\n 3\n 4\n 5\n-6\n+six'],
  ])('of %s', (_, before, after, expected) => {
    expect(unifiedDiff(before, after)).toBe(expected);
  });

  test('of texts that have nothing in common is not made', () => {
    const lines = (sign: string) => Array.from({ length: 2_000 }, (_, index) => `${sign}${index}\n`).join('');
    expect(unifiedDiff(lines('a'), lines('b'))).toBeUndefined();
  });

  test('leads from one text to the other', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 30 })
      .map((lines) => `${lines.join('\n')}\n`);
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = unifiedDiff(before, after);
        fc.pre(before !== after && diff !== undefined);
        const whole = diff.startsWith('@@') ? diff : withHead(diff);
        expect(applyPatch(before, `--- a\n+++ b\n${whole}\n`)).toBe(after);
      }),
    );
  });
});

/** The first hunk has no head where it begins with the first line. */
function withHead(diff: string): string {
  const first = diff.split('\n@@')[0]!.split('\n');
  const count = (sign: string) => first.filter((line) => !line.startsWith(sign)).length;
  return `@@ -1,${count('+')} +1,${count('-')} @@\n${diff}`;
}

describe('a policy', () => {
  test('has short lists on one line, and a list of one is a list', () => {
    const text =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":["a","b"]}]}';
    expect(storedPolicyText(text).split('\n')).toEqual([
      '{',
      '  "Version": "2012-10-17",',
      '  "Statement": [',
      '    {',
      '      "Effect": "Allow",',
      '      "Action": ["s3:GetObject"],',
      '      "Resource": ["a", "b"]',
      '    }',
      '  ]',
      '}',
    ]);
    expect(JSON.parse(policyText(JSON.parse(text) as Parameters<typeof policyText>[0]))).toMatchObject({
      Version: '2012-10-17',
    });
    expect(storedPolicyText('no policy')).toBe('no policy');
  });
});

describe('a change', () => {
  test('of a policy shows the line that differs', () => {
    const view = changeView(policyChange('dev', authRole('dev'), ['s3:GetObject', 's3:PutObject'], ['s3:GetObject']));
    expect(view).toMatchObject({ verb: 'update', noun: 'policy' });
    expect(view?.diff?.split('\n').filter((line) => /^[+-]/.test(line))).toEqual([
      '-      "Action": ["s3:GetObject", "s3:PutObject"],',
      '+      "Action": ["s3:GetObject"],',
    ]);
  });

  test('that takes a file over says so', () => {
    expect(changeView(fileChangeIn('dev', 'theirs\n', 'ours\n', { adopted: true }))).toMatchObject({
      verb: 'adopt',
      diff: '-theirs\n+ours',
    });
  });

  test('with a secret is not shown', () => {
    const change = fileChangeIn('dev', 'sha256:1', 'sha256:2', { secret: { before: undefined, after: undefined } });
    expect(changeView(change)).toMatchObject({ diff: undefined, note: expect.stringContaining('secret') as unknown });
  });

  test('of the lock follows from the rest', () => {
    expect(changeView(lockChangeIn('dev'))).toBeUndefined();
    expect(changeCounts([lockChangeIn('dev')])).toBe('');
    expect(
      changeCounts([
        fileChangeIn('dev', null, 'x'),
        fileChangeIn('prod', null, 'x'),
        policyChange('dev', 'r', null, ['a:b']),
      ]),
    ).toBe('1 role policy and 2 files');
  });
});

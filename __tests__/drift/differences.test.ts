import { describe, expect, test } from '@jest/globals';
import { absent, denied, known, unchecked } from '../../src/domain/fact.ts';
import { compare, differences, judgeDifferences, rowsOf } from '../../src/drift/differences.ts';
import { openItem } from '../../src/drift/finding.ts';
import { subjectOf } from '../helpers/subject.ts';

test.each<[string, unknown, unknown, boolean]>([
  ['equal texts', 'a', 'a', false],
  ['other texts', 'a', 'b', true],
  ['nothing, said in two ways', undefined, null, false],
  ['nothing and something', null, '', true],
  ['nothing and false', undefined, false, true],
  ['sets in another order', ['a', 'b'], ['b', 'a'], false],
  ['sets that name something twice', ['a', 'a'], ['a'], false],
  ['other sets', ['a'], ['a', 'b'], true],
  ['an empty set and nothing', [], undefined, true],
  ['lists of other things, in another order', [1, 2], [2, 1], true],
  ['lists that are no sets', ['a', 1], [1, 'a'], true],
  ['objects with keys in another order', { a: 1, b: 2 }, { b: 2, a: 1 }, false],
  ['other objects', { a: 1 }, { a: 2 }, true],
])('%s', (_, before, after, differs) => {
  expect(compare('field', before, after)).toEqual(differs ? [{ field: 'field', before, after }] : []);
});

describe('differences of two records', () => {
  test.each<[string, object | undefined, object | undefined, Parameters<typeof differences>[2], readonly string[]]>([
    ['no record before', undefined, { a: 1 }, {}, []],
    ['no record after', { a: 1 }, undefined, {}, []],
    ['equal', { a: 1, b: ['x', 'y'] }, { b: ['y', 'x'], a: 1 }, {}, []],
    ['in the order of the fields', { a: 1, b: 1 }, { b: 2, a: 2, c: 3 }, {}, ['a', 'b']],
    ['a field that the lock does not have', {}, { a: 1 }, {}, []],
    ['a field that is not known now', { a: 1 }, {}, {}, []],
    ['a field that may be missing, and came', {}, { a: 1 }, { optional: ['a'] }, ['a']],
    ['a field that may be missing, and went', { a: 1 }, {}, { optional: ['a'] }, ['a']],
    ['with a prefix', { a: 1 }, { a: 2 }, { prefix: 'mfa.' }, ['mfa.a']],
  ])('%s', (_, before, after, options, fields) => {
    expect(differences(before, after, options).map(({ field }) => field)).toEqual(fields);
  });
});

test('rows show each field before and now', () => {
  const found = [
    { field: 'a', before: 'x', after: ['y'] },
    { field: 'b', before: null, after: undefined },
    { field: 'c', before: false, after: 0 },
  ];
  expect(rowsOf(found)).toBe(
    'a\n  before: x\n  now:    ["y"]\nb\n  before: –\n  now:    –\nc\n  before: false\n  now:    0',
  );
});

describe('a judgement', () => {
  const subject = subjectOf();
  const why = unchecked('denied', 'not allowed');
  const found = [
    { field: 'a', before: 1, after: 2 },
    { field: 'b', before: 1, after: 2 },
  ];
  const judge = (...[facts, differing]: [Parameters<typeof judgeDifferences>[3], typeof found]) =>
    judgeDifferences(subject, 'drift/client', ['webClientId'], facts, differing);

  test('nothing', () => {
    expect(judge([known(1), undefined, absent], [])).toEqual({ findings: [], unchecked: [] });
  });

  test('one finding for all differences', () => {
    const { findings, unchecked: open } = judge([known(1)], found);
    expect(open).toEqual([]);
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'drift/client',
        env: 'dev',
        message: 'changed since the last apply: a, b',
        hint: expect.stringMatching(/^Run apply .+\na\n {2}before: 1\n {2}now: {4}2\nb\n/) as unknown,
        fields: ['a', 'b'],
        place: subject.env.source.entries.get('webClientId')!.value.place,
      }),
    ]);
  });

  test('the first fact that could not be read, and the differences of the others', () => {
    const { findings, unchecked: open } = judge([known(1), why, unchecked('denied', 'later')], found);
    expect([findings.length, open.map(({ reason }) => reason)]).toEqual([1, ['not allowed']]);
    expect(judge([why], []).unchecked).toEqual(open);
  });
});

test('an item that is unchecked says what would be needed', () => {
  const subject = subjectOf();
  const item = (why: Parameters<typeof openItem>[3]) => openItem(subject, 'drift/client', ['webClientId'], why);
  const { place } = subject.env.source.entries.get('webClientId')!.value;
  const basis = { rule: 'drift/client', env: 'dev', place };
  expect(item(unchecked('dependency', 'r'))).toEqual({ ...basis, reason: 'r', cause: 'dependency' });
  expect(item(unchecked('unreachable', 'r'))).toEqual({ ...basis, reason: 'r', cause: 'unreachable' });
  expect(item(denied('r', 'iam:GetRole', 'arn'))).toEqual({
    ...basis,
    reason: 'r',
    missingPermission: 'iam:GetRole',
    resource: 'arn',
    cause: 'denied',
  });
});

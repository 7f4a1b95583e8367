import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/domain/finding.ts';
import type { Severity } from '../../src/domain/severity.ts';
import { annotationsOf } from '../../src/report/annotations.ts';
import { rulePage } from '../../src/report/rule-pages.ts';

function finding(line: number, over: Partial<Finding> = {}): Finding {
  return {
    rule: 'client/not-found',
    severity: 'error',
    message: `message ${line}`,
    env: 'dev',
    place: { file: 'amplify-auth.yml', line, column: 5, endLine: line, endColumn: 9 },
    ...over,
  };
}

function many(count: number, severity: Severity): Finding[] {
  return Array.from({ length: count }, (_, index) => finding(index + 1, { severity }));
}

test('one for a place and rule, naming all envs', () => {
  const shared = [finding(3, { message: 'same' }), finding(3, { message: 'same', env: 'test' })];
  expect(annotationsOf(shared, 9)).toEqual([
    expect.objectContaining({ message: 'dev, test: same', title: 'client/not-found' }),
  ]);
  const differing = [finding(3, { message: 'a' }), finding(3, { message: 'b', env: 'test' })];
  expect(annotationsOf(differing, 9)[0]!.message).toBe('dev: a\ntest: b');
  expect(annotationsOf([...shared, finding(3, { rule: 'client/web-has-secret' })], 9)).toHaveLength(2);
});

describe('GitHub shows ten of a kind in a step', () => {
  test.each([
    [9, 9, undefined],
    [10, 10, undefined],
    [11, 10, '2 more errors'],
    [60, 10, '51 more errors'],
  ])('%i findings are %i annotations', (count, shown, more) => {
    const annotations = annotationsOf(many(count, 'error'), 9);
    expect(annotations).toHaveLength(shown);
    if (more === undefined) expect(annotations.every(({ place }) => place !== undefined)).toBe(true);
    else expect(annotations.at(-1)!.message).toContain(more);
  });

  test('each severity counts for itself, errors come first', () => {
    const annotations = annotationsOf([...many(20, 'notice'), ...many(20, 'warning'), ...many(20, 'error')], 9);
    expect(annotations.map(({ severity }) => severity)).toEqual([
      ...Array<Severity>(10).fill('error'),
      ...Array<Severity>(10).fill('warning'),
      ...Array<Severity>(10).fill('notice'),
    ]);
  });

  test('none are shown where none are wanted, but for their number', () => {
    expect(annotationsOf(many(3, 'error'), 0).map(({ message }) => message)).toEqual([
      '3 more errors in the job summary and the report',
    ]);
  });
});

test('hints come along, and a finding without a file has no place', () => {
  const [annotation] = annotationsOf(
    [finding(1, { hint: 'fix it', env: null, place: { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 } })],
    9,
  );
  expect(annotation).toEqual({
    severity: 'error',
    title: 'client/not-found',
    message: 'message 1\nfix it',
    help: rulePage('client/not-found'),
    place: undefined,
  });
});

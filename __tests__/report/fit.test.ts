import { expect, test } from '@jest/globals';
import { fit, type Section } from '../../src/report/fit.ts';

const section = (what: string, text: string, more: Partial<Section> = {}): Section => ({ what, text, ...more });

test('what fits is not cut, rows go on right below, and what is empty is nothing', () => {
  const row = { isRow: true };
  expect(fit([section('a', 'a'), section('b', ''), section('c', 'c'), section('c', 'd', row)], 1_000)).toBe(
    'a\n\nc\nd\n',
  );
});

test('cut between two sections, with a count of what is missing; what stays follows', () => {
  const long = [
    section('heading', 'h', { stays: true }),
    section('finding', 'a'),
    section('finding', 'b'.repeat(1_000)),
    section('note', 'c'),
    section('note', 'd'),
    section('next step', 'e', { stays: true }),
  ];
  expect(fit(long, 700, 'The summary')).toBe(
    'h\n\na\n\n_Cut off here, since GitHub takes no more: finding × 1, note × 2. The summary has everything._\n\ne\n',
  );
});

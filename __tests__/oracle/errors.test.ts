import { describe, expect, test } from '@jest/globals';
import { compareErrors } from '../../oracle/aws/errors/compare.ts';
import type { ErrorCase } from '../../oracle/aws/errors/table.ts';

// AWS's errors by the real adapters and the real SDK, as a loopback server answers them.
test('every error of AWS comes out as the table says', async () => {
  expect((await compareErrors()).faults).toEqual([]);
});

describe('it finds', () => {
  const one: ErrorCase = { call: 'role', answer: { code: 'NoSuchEntity', status: 404 }, comes: 'absent', calls: 1 };
  test.each<[string, ErrorCase]>([
    ['another outcome', { ...one, comes: 'refused' }],
    ['calls that were not made', { ...one, calls: 2 }],
    ['throttling that did not count', { ...one, throttled: 1 }],
    ['a reason that is not given', { ...one, says: 'a reason' }],
  ])('%s', async (_what, wrong) => {
    expect((await compareErrors([one, wrong])).faults).toHaveLength(1);
  });
});

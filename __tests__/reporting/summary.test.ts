import { expect, test } from '@jest/globals';
import type { Finding } from '../../src/domain/finding.ts';
import type { RunReport } from '../../src/domain/report.ts';
import { NOTHING_PUBLISHED } from '../../src/steps/publish.ts';
import { fit, summaryOf } from '../../src/reporting/summary.ts';

const EMPTY: RunReport = {
  command: 'validate',
  result: 'success',
  incomplete: undefined,
  findings: [],
  unchecked: [],
  plan: { digest: 'sha256:0', digests: {}, changes: [] },
  capabilities: [],
  outcomes: [],
  calls: { total: 0, byOperation: {}, throttled: 0 },
  envs: [],
  files: [],
  publication: NOTHING_PUBLISHED,
  issue: undefined,
  mode: 'live',
  notes: [],
  document: undefined,
};

test('a tick only where everything was checked', () => {
  expect(summaryOf(EMPTY)).toContain('✅');
  const place = { file: 'amplify-auth.yml', line: 1, column: 1, endLine: 1, endColumn: 1 };
  const unchecked = [
    {
      rule: 'role/not-found' as const,
      env: 'dev',
      reason: 'iam:GetRole is not allowed',
      missingPermission: 'iam:GetRole',
      place,
    },
  ];
  const summary = summaryOf({ ...EMPTY, unchecked });
  expect(summary).not.toContain('✅');
  expect(summary).toContain('iam:GetRole');
  expect(summaryOf({ ...EMPTY, result: 'failure' })).toContain('❌');
});

test('thousands of findings stay below what GitHub takes, and say what was cut', () => {
  const findings = Array.from({ length: 2_000 }, (_, index): Finding => ({
    rule: 'trust/audience',
    severity: 'error',
    message: `the trust policy ${'x'.repeat(600)}`,
    hint: `statement:\n${JSON.stringify({ index, padding: 'y'.repeat(300) }, null, 2)}`,
    env: `env${index % 300}`,
    place: { file: 'amplify-auth.yml', line: index + 1, column: 1, endLine: index + 1, endColumn: 2 },
  }));
  const summary = summaryOf({ ...EMPTY, findings });
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
  expect(summary).toMatch(/\d+ more part\(s\) did not fit/);
});

test('what fits is not cut', () => {
  expect(fit(['a', 'b'], 1_000)).toBe('a\n\nb\n');
  expect(fit(['a', 'b'.repeat(1_000), 'c'], 500)).toBe(
    'a\n\n_2 more part(s) did not fit here; the report (output `report`) has everything._\n',
  );
});

import { expect, test } from '@jest/globals';
import type { Finding } from '../../src/domain/finding.ts';
import type { RunReport } from '../../src/domain/report.ts';
import { NOTHING_PUBLISHED } from '../../src/steps/publish/publish.ts';
import { fit } from '../../src/report/fit.ts';
import { summaryOf } from '../../src/report/summary.ts';

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
  matrix: undefined,
  document: undefined,
};

test('a tick only where everything was checked', () => {
  const healthy = { ...EMPTY, envs: FLEET.envs.slice(0, 1) };
  expect(summaryOf(healthy)).toContain('✅');
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
  const summary = summaryOf({ ...healthy, unchecked });
  expect(summary).not.toContain('✅');
  expect(summary).toContain('iam:GetRole');
  expect(summaryOf({ ...EMPTY, result: 'failure' })).toContain('❌');
});

const STATES = ['healthy', 'failed', 'blocked'] as const;

/** A fleet as large as one run may have. */
const FLEET: RunReport = {
  ...EMPTY,
  result: 'failure',
  envs: Array.from({ length: 300 }, (_, index) => ({
    env: `env${index}`,
    name: `env${index}`,
    project: 'shop',
    manifest: 'amplify-auth.yml',
    state: STATES[index % 3] ?? 'healthy',
    config: {
      region: 'eu-west-1',
      userPoolId: `eu-west-1_Pool${String(index).padStart(5, '0')}`,
      webClientId: 'a'.repeat(26),
      nativeClientId: 'b'.repeat(26),
      identityPoolId: `eu-west-1:00000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
      authRoleArn: null,
      guestRoleArn: null,
      lambdaEnvironment: {},
      hostingVariables: {},
    },
  })),
  findings: Array.from({ length: 2_000 }, (_, index): Finding => ({
    rule: 'trust/audience',
    severity: index < 1_200 ? 'error' : 'warning',
    message: `the trust policy of role/${index} ${'x'.repeat(600)}`,
    hint: `statement:\n${JSON.stringify({ index, padding: 'y'.repeat(300) }, null, 2)}`,
    env: `env${index % 300}`,
    place: { file: 'amplify-auth.yml', line: index + 1, column: 1, endLine: index + 1, endColumn: 2 },
  })),
  notes: ['A note.'],
};

test('2,000 findings of 300 envs stay below what GitHub takes, worst first, and the rest is counted', () => {
  const summary = summaryOf(FLEET);
  // GitHub drops all of a summary that is larger. Source: "Workflow commands", job summaries.
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
  expect(summary).toContain('300 envs, 1200 errors, 800 warnings');
  for (const { name } of FLEET.envs) expect(summary).toContain(`\`${name}\``);
  const shown = FLEET.findings.filter(({ place }) => summary.includes(`\`amplify-auth.yml:${place.line}:1\``));
  expect(shown.length).toBeGreaterThan(500);
  expect(shown).toEqual(FLEET.findings.slice(0, shown.length));
  expect(summary).toContain(
    `_Cut off here, since GitHub takes no more: finding × ${2_000 - shown.length}, note × 1, count of calls × 1. ` +
      'The report (output `report`) has everything._',
  );
});

test('a comment of the same fleet fits into a comment', () => {
  const comment = summaryOf(FLEET, { maxBytes: 60_000, footer: false });
  expect(comment.length).toBeLessThan(65_536);
  expect(comment).toMatch(/finding × \d+/);
});

test('what fits is not cut', () => {
  const section = (what: string, text: string) => ({ what, text });
  expect(fit([section('finding', 'a'), section('finding', 'b')], 1_000)).toBe('a\n\nb\n');
  const long = [
    section('finding', 'a'),
    section('finding', 'b'.repeat(1_000)),
    section('note', 'c'),
    section('note', 'd'),
  ];
  expect(fit(long, 700)).toBe(
    'a\n\n_Cut off here, since GitHub takes no more: finding × 1, note × 2. The report (output `report`) has everything._\n',
  );
});

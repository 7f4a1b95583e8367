import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/domain/finding.ts';
import type { EnvReport, EnvState, RunReport } from '../../src/domain/report.ts';
import type { RuleId } from '../../src/domain/rule.ts';
import { verdictOf } from '../../src/report/verdict.ts';
import { NOTHING_PUBLISHED } from '../../src/steps/publish/publish.ts';
import { authRole, fileChangeIn, guestRole, lockChangeIn, planOf, policyChange } from '../helpers/reports.ts';

const place = { file: 'amplify-auth.yml', line: 1, column: 1, endLine: 1, endColumn: 1 };

function finding(rule: RuleId, severity: Finding['severity'], env = 'dev', more: Partial<Finding> = {}): Finding {
  return { rule, severity, message: 'message', env, place, ...more };
}

const env = (name: string, state: EnvState): EnvReport => ({
  env: name,
  name,
  project: 'shop',
  manifest: place.file,
  state,
  config: undefined,
});

const HEALTHY: RunReport = {
  command: 'validate',
  result: 'success',
  incomplete: undefined,
  findings: [],
  unchecked: [],
  plan: { digest: 'sha256:0', digests: {}, changes: [] },
  capabilities: [],
  outcomes: [],
  calls: { total: 0, byOperation: {}, throttled: 0 },
  envs: [env('dev', 'healthy'), env('prod', 'healthy')],
  files: [],
  publication: NOTHING_PUBLISHED,
  issue: undefined,
  mode: 'live',
  notes: [],
  matrix: undefined,
  document: undefined,
};

const MANY = ['a', 'b', 'c', 'd', 'e'].map((name) => env(name, 'healthy'));
const POLICY = policyChange('dev', authRole('dev'), null, ['s3:GetObject']);
const GUESTS = policyChange('dev', guestRole('dev'), null, ['s3:GetObject']);
const FILE = fileChangeIn('dev', null, 'x');
const outcome = {
  env: 'dev',
  manifest: place.file,
  kind: 'file',
  target: FILE.target,
  action: 'create',
  status: 'applied',
} as const;

const unchecked = [{ rule: 'role/not-found', env: 'dev', reason: 'iam:GetRole is not allowed', place }] as const;
const drift = [finding('drift/client', 'warning')];

describe('only what was checked and is right gets a tick', () => {
  test.each<[string, Partial<RunReport>, string]>([
    ['healthy', {}, '✅ 2 envs checked'],
    ['a warning', { findings: [finding('policy/guest-write', 'warning')] }, '✅ 2 envs checked, with 1 warning'],
    ['no drift', { command: 'drift' }, '✅ No drift in 2 envs'],
    ['drift', { command: 'drift', result: 'drift', findings: drift }, '❌ Drift in 1 of 2 envs'],
    [
      'drift, and an error',
      {
        command: 'drift',
        result: 'failure',
        findings: [...drift, finding('trust/missing', 'error', 'prod')],
        envs: [env('dev', 'drifted'), env('prod', 'blocked')],
      },
      '❌ Drift in 1 of 2 envs; 1 of 2 envs failed the checks',
    ],
    ['drift that fails nothing', { command: 'drift', findings: drift }, '⚠️ Drift in 1 of 2 envs'],
    [
      'accepted drift',
      { command: 'drift', findings: [finding('drift/client', 'warning', 'dev', { ignored: 'known' })] },
      '✅ No drift in 2 envs',
    ],
    ['unchecked', { unchecked }, '⚠️ 1 of 2 envs could not be checked completely: this is not a pass'],
    ['offline', { mode: 'offline', unchecked }, '⚠️ AWS was not asked: this is not a pass'],
    ['offline and nothing open', { mode: 'offline' }, '⚠️ AWS was not asked: this is not a pass'],
    ['shards, one of them offline', { mode: 'mixed' }, '⚠️ AWS was asked only in part: this is not a pass'],
    [
      'an error',
      {
        result: 'failure',
        findings: [finding('trust/missing', 'error')],
        envs: [env('dev', 'blocked'), env('prod', 'healthy')],
      },
      '❌ 1 of 2 envs failed the checks',
    ],
    [
      'an error that fails nothing',
      { findings: [finding('trust/missing', 'error')], envs: [env('dev', 'blocked'), env('prod', 'healthy')] },
      '⚠️ 1 of 2 envs failed the checks',
    ],
    [
      'errors offline',
      { mode: 'offline', result: 'failure', findings: [finding('manifest/schema', 'error')] },
      '❌ 1 error; AWS was not asked',
    ],
    [
      'an apply that failed',
      { command: 'apply', result: 'failure', envs: [env('dev', 'failed'), env('prod', 'applied')] },
      '❌ 1 of 2 envs could not be applied',
    ],
    ['incomplete', { command: 'apply', result: 'failure', incomplete: 'cancelled' }, '❌ apply could not be completed'],
    ['no env', { envs: [] }, '⚠️ There was no env to work on'],
    ['nothing to change', { command: 'plan' }, '✅ Nothing to change in 2 envs'],
    [
      'a plan',
      { command: 'plan', ...planOf(POLICY, GUESTS, FILE, lockChangeIn('dev')) },
      '✅ Plan: 2 role policies and 1 file change in dev',
    ],
    ['a plan of one change', { command: 'plan', ...planOf(FILE) }, '✅ Plan: 1 file changes in dev'],
    [
      'a plan of nothing but the lock',
      { command: 'plan', ...planOf(lockChangeIn('dev')) },
      '✅ Plan: the lock changes in dev',
    ],
    [
      'a plan of many envs',
      {
        command: 'plan',
        envs: MANY,
        ...planOf(...MANY.slice(1).map(({ env: name }) => fileChangeIn(name, null, 'x'))),
      },
      '✅ Plan: 4 files change in 4 of 5 envs',
    ],
    ['an apply', { command: 'apply', ...planOf(FILE), outcomes: [outcome] }, '✅ Applied: 1 file in dev'],
    ['an unlink', { command: 'unlink', ...planOf(FILE), outcomes: [outcome] }, '✅ Removed: 1 file from dev'],
    [
      'an apply whose publishing failed',
      {
        command: 'apply',
        result: 'failure',
        ...planOf(FILE),
        outcomes: [outcome],
        findings: [finding('publish/refused', 'error', 'dev', { env: null })],
      },
      '❌ Publishing failed. Applied: 1 file in dev',
    ],
    ['drift with files to offer', { command: 'drift', ...planOf(FILE) }, '✅ No drift in 2 envs; 1 file to update'],
  ])('%s', (_what, report, expected) => {
    const { sign, title } = verdictOf({ ...HEALTHY, ...report });
    expect(`${sign} ${title}`).toBe(expected);
  });
});

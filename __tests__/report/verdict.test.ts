import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/domain/finding.ts';
import type { EnvReport, EnvState, RunReport } from '../../src/domain/report.ts';
import type { RuleId } from '../../src/domain/rule.ts';
import { verdictOf } from '../../src/report/verdict.ts';
import { NOTHING_PUBLISHED } from '../../src/steps/publish/publish.ts';

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

const unchecked = [{ rule: 'role/not-found', env: 'dev', reason: 'iam:GetRole is not allowed', place }] as const;
const drift = [finding('drift/client', 'warning')];

describe('only what was checked and is right gets a tick', () => {
  test.each<[string, Partial<RunReport>, string]>([
    ['healthy', {}, '✅ 2 envs checked'],
    ['a warning', { findings: [finding('policy/guest-write', 'warning')] }, '✅ 2 envs checked, with 1 warning'],
    ['no drift', { command: 'drift' }, '✅ No drift in 2 envs'],
    ['drift', { command: 'drift', result: 'drift', findings: drift }, '❌ Drift in 1 of 2 envs'],
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
    [
      'incomplete',
      { command: 'apply', result: 'failure', incomplete: 'cancelled' },
      '❌ `apply` could not be completed',
    ],
    ['no env', { envs: [] }, '⚠️ There was no env to work on'],
    ['nothing to change', { command: 'plan' }, '✅ Nothing to change in 2 envs'],
  ])('%s', (_what, report, expected) => {
    const { sign, title } = verdictOf({ ...HEALTHY, ...report });
    expect(`${sign} ${title}`).toBe(expected);
  });
});

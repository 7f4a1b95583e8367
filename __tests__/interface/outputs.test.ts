import { describe, expect, test } from '@jest/globals';
import { findingOf } from '../../src/domain/finding.ts';
import { startOf } from '../../src/domain/place.ts';
import type { EnvState, RunReport } from '../../src/domain/report.ts';
import { OUTPUTS, outputValues, type OutputName } from '../../src/interface/outputs.ts';
import { outputs } from '../../src/reporters/outputs.ts';
import type { Left, Reported, ReporterPorts } from '../../src/reporters/reporter.ts';
import { FakeConsole, FakeResults } from '../helpers/fake-run.ts';

const LIMIT = 900_000;
const NO_PATHS = { plan: '', report: '' };

function reportWith(change: Partial<RunReport> = {}): RunReport {
  return {
    command: 'plan',
    result: 'success',
    incomplete: undefined,
    findings: [],
    unchecked: [],
    plan: { digest: 'sha256:0', digests: {}, changes: [] },
    outcomes: [],
    capabilities: [],
    calls: { total: 0, byOperation: {}, throttled: 0 },
    envs: [],
    files: [],
    mode: 'live',
    notes: [],
    publication: { commitSha: '', pullRequest: undefined, artifact: undefined },
    issue: undefined,
    matrix: undefined,
    document: undefined,
    ...change,
  };
}

/** A report whose output `files` has this many bytes. */
const withFiles = (bytes: number, letter = 'a') => {
  const rest = bytes - '[""]'.length;
  return reportWith({ files: [letter.repeat(rest / Buffer.byteLength(letter))] });
};

describe('a value that GitHub would not take', () => {
  test.each<[string, RunReport, OutputName | undefined]>([
    ['just fits', withFiles(LIMIT), undefined],
    ['has one byte too many', withFiles(LIMIT + 1), 'files'],
    ['has fewer characters, and more bytes', withFiles(LIMIT + 2, 'é'), 'files'],
    [
      'is that of another output',
      reportWith({ plan: { digest: 'a'.repeat(LIMIT + 1), digests: {}, changes: [] } }),
      'plan-digest',
    ],
  ])('%s', (_, report, expected) => {
    const { values, tooLarge } = outputValues(report, NO_PATHS);
    expect(tooLarge).toEqual(expected === undefined ? [] : [expected]);
    const whole = report.files.length > 0 ? JSON.stringify(report.files) : report.plan.digest;
    expect(values[expected ?? 'files']).toBe(expected === undefined ? whole : '');
    expect(values.result).toBe('success');
  });

  async function reported(report: RunReport, left: Left = {}) {
    const [console, results] = [new FakeConsole(), new FakeResults()];
    const run = { report, readable: report, left } as unknown as Reported;
    await outputs.report(run, { console, results } as unknown as ReporterPorts);
    return { notices: console.annotations.map(({ severity, message }) => `${severity} ${message}`), results };
  }

  test('is left empty, with one notice', async () => {
    const { notices, results } = await reported(withFiles(LIMIT + 1));
    expect(results.outputs.get('files')).toBe('');
    expect(notices).toEqual([expect.stringMatching(/^notice the output files is larger than GitHub takes/)]);
  });

  test('that fits gives no notice', async () => {
    const { notices, results } = await reported(withFiles(LIMIT));
    expect(results.outputs.get('files')).toHaveLength(LIMIT);
    expect(notices).toEqual([]);
  });

  test('is mentioned once, and only what is new is set again', async () => {
    const report = withFiles(LIMIT + 1);
    const { values } = outputValues(report, NO_PATHS);
    const { notices, results } = await reported({ ...report, issue: 7 }, { outputs: values });
    expect(notices).toEqual([]);
    expect([...results.outputs]).toEqual([['issue-number', '7']]);
  });
});

test('every output has a value, whatever came of the run', () => {
  const { values } = outputValues(reportWith(), NO_PATHS);
  expect(Object.keys(values).toSorted()).toEqual(Object.keys(OUTPUTS).toSorted());
});

test('what the outputs say', () => {
  const place = startOf('amplify-auth.yml');
  const found = (rule: Parameters<typeof findingOf>[0], ignored?: string) => ({
    ...findingOf(rule, place, { message: 'm', env: 'dev' }),
    ...(ignored === undefined ? {} : { ignored }),
  });
  const env = (name: string, state: EnvState) => ({
    name,
    env: name,
    project: 'shop',
    manifest: 'amplify-auth.yml',
    state,
    config: undefined,
  });
  const report = reportWith({
    result: 'failure',
    findings: [
      found('user-pool/not-found'),
      found('user-pool/not-found', 'accepted'),
      found('policy/guest-write'),
      found('policy/guest-write'),
      found('drift/client'),
      found('drift/client', 'accepted'),
    ],
    unchecked: [{ rule: 'trust/amr', env: 'dev', reason: 'r', place }],
    plan: {
      digest: 'sha256:1',
      digests: {},
      changes: [
        { kind: 'lock', env: 'dev', manifest: 'm', target: 't', action: 'create', path: 'p', before: null, after: {} },
      ],
    },
    envs: [env('a', 'applied'), env('b', 'unchanged'), env('c', 'failed'), env('d', 'blocked'), env('e', 'healthy')],
    files: ['x.json'],
    mode: 'mixed',
    issue: 3,
    publication: {
      commitSha: 'c0ffee',
      pullRequest: { number: 5, url: 'https://example.com/5' },
      artifact: { id: '9', url: 'https://example.com/9' },
    },
    matrix: [],
  });
  const { values } = outputValues(report, { plan: '/plan.json', report: '/report.json' });
  const warnings = report.findings.filter(({ severity, ignored }) => severity === 'warning' && ignored === undefined);
  const errors = report.findings.filter(({ severity, ignored }) => severity === 'error' && ignored === undefined);
  expect(warnings.length).toBeGreaterThan(1);
  expect(values).toEqual({
    result: 'failure',
    'error-count': String(errors.length),
    'warning-count': String(warnings.length),
    'unchecked-count': '1',
    'has-changes': 'true',
    envs: '["a","b","c","d","e"]',
    matrix: '{"include":[]}',
    files: '["x.json"]',
    config: '{}',
    plan: '/plan.json',
    'plan-digest': 'sha256:1',
    report: '/report.json',
    'has-drift': 'true',
    'drift-count': '1',
    mode: 'mixed',
    'commit-sha': 'c0ffee',
    'pull-request-number': '5',
    'pull-request-url': 'https://example.com/5',
    'issue-number': '3',
    'artifact-id': '9',
    'artifact-url': 'https://example.com/9',
    'applied-envs': '["a"]',
    'unchanged-envs': '["b"]',
    'failed-envs': '["c","d"]',
  });
});

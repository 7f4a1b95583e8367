import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { loadInputs } from '../../src/interface/inputs.ts';
import { FORMER_INPUTS, INPUTS, type InputName } from '../../src/interface/input-table.ts';
import { OUTPUTS } from '../../src/interface/outputs.ts';
import { ROOT } from '../helpers/step.ts';

const load = (given: Partial<Record<InputName, string>>) => loadInputs((name) => given[name] ?? '');

test('defaults', () => {
  expect(load({})).toEqual({
    problems: [],
    inputs: {
      command: 'validate',
      manifest: [],
      envs: [],
      excludeEnvs: [],
      workingDirectory: '',
      policies: 'manage',
      adopt: false,
      prune: false,
      allowCustom: false,
      allowClientSecret: false,
      planDigest: '',
      allowedAccountIds: [],
      shard: undefined,
      shards: undefined,
      matrixBy: 'shard',
      maskAccountIds: false,
      dryRun: false,
      quotaShare: 60,
      githubToken: '',
      publish: new Set(),
      branch: '',
      base: '',
      commitMessage: 'Update imported Amplify auth',
      prTitle: '',
      prLabels: [],
      prReviewers: [],
      prDraft: false,
      artifactName: 'amplify-import-auth',
      comment: 'on-change',
      suggestions: true,
      driftIssue: false,
      offline: 'auto',
      sarifFile: '',
      failOn: new Set(['error', 'drift']),
    },
  });
});

test.each([
  ['a, b\n c ,, \n', ['a', 'b', 'c']],
  ['', []],
  [' a ', ['a']],
])('lists come by comma or line: %j', (envs, expected) => {
  expect(load({ envs }).inputs.envs).toEqual(expected);
});

test.each([
  ['none', []],
  ['artifact, commit', ['commit', 'artifact']],
  ['pull-request\nartifact', ['pull-request', 'artifact']],
])('publish: %j', (publish, expected) => {
  expect([...load({ publish }).inputs.publish]).toEqual(expected);
});

test.each<[Record<string, string>, readonly string[]]>([
  [{}, ['error', 'drift']],
  [{ command: 'drift' }, ['error', 'drift', 'unchecked']],
  [{ command: 'drift', 'fail-on': 'error, drift' }, ['error', 'drift']],
  [{ 'fail-on': 'never' }, []],
  [{ 'fail-on': 'warning' }, ['error', 'warning']],
  [{ 'fail-on': 'unchecked\nerror' }, ['error', 'unchecked']],
])('fail-on: %j', (inputs, expected) => {
  const { inputs: loaded, problems } = load(inputs);
  expect(problems).toEqual([]);
  expect([...loaded.failOn].toSorted()).toEqual(expected.toSorted());
});

describe('publish in a job', () => {
  const job = (inputs: Record<string, string>, options = {}) =>
    loadInputs((name) => inputs[name] ?? '', { isJob: true, ...options }).problems;

  test.each(['apply', 'unlink', 'collect', 'discover'])('%s makes files, and has to say where they go', (command) => {
    const envs = command === 'unlink' ? { envs: 'dev' } : {};
    expect(job({ command, ...envs })).toEqual([
      `input "publish" is not set, and ${command} makes files; say where they go: commit, pull-request or artifact, or none to keep the files on the runner only`,
    ]);
    for (const publish of ['none', 'commit', 'artifact']) expect(job({ command, publish, ...envs })).toEqual([]);
    expect(job({ command, ...envs }, { dryRun: true })).toEqual([]);
    expect(load({ command, ...envs }).problems).toEqual([]);
  });

  test.each(['validate', 'plan', 'drift', 'matrix', 'permissions'])('%s need not', (command) => {
    expect(job({ command })).toEqual([]);
  });

  test('a shard uploads what it made, and need not', () => {
    expect(job({ command: 'apply', shard: '1/2' })).toEqual([]);
  });
});

test.each(Object.entries(FORMER_INPUTS))('%s is no longer there, and the error says what is', (name, successor) => {
  const { problems } = loadInputs((one) => ((one as string) === name ? 'true' : ''));
  expect(problems).toEqual([`input "${name}" is no longer there; ${successor}`]);
  expect(Object.keys(INPUTS)).not.toContain(name);
});

describe('bad values', () => {
  test.each<[InputName, string, RegExp]>([
    ['command', 'destroy', /validate, plan, apply/],
    ['policies', 'Manage', /manage, check, off/],
    ['adopt', 'yes', /true, false/],
    ['fail-on', 'all', /error, warning, drift, unchecked, never/],
    ['fail-on', 'never, error', /or never, and nothing else/],
    ['quota-share', '0', /1 to 100/],
    ['quota-share', '-1', /1 to 100/],
    ['quota-share', '1.5', /1 to 100/],
    ['quota-share', '1e1', /1 to 100/],
    ['working-directory', '../other', /inside the workspace/],
    ['working-directory', '/etc', /inside the workspace/],
    ['sarif-file', '../x.sarif', /inside the workspace, or a path below RUNNER_TEMP/],
    ['sarif-file', '/etc/x.sarif', /inside the workspace/],
    ['sarif-file', 'a/../../x.sarif', /inside the workspace/],
    ['sarif-file', '.git/x.sarif', /inside the workspace/],
    ['sarif-file', '/tmp/runner', /inside the workspace/],
    ['publish', 'push', /commit, pull-request, artifact, none/],
    ['publish', 'commit, pull-request', /not both/],
    ['comment', 'sometimes', /never, on-change, always/],
    ['offline', 'yes', /auto, true, false/],
    ['artifact-name', 'a/b', /a name without/],
    ['shard', '3/2', /i\/n/],
    ['shard', '0/2', /i\/n/],
    ['shard', '1/257', /at most 256/],
    ['shards', '257', /1 to 256/],
    ['matrix-by', 'region', /shard, env, account, manifest/],
  ])('%s: %s', (name, value, allowed) => {
    const { problems } = load({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`input "${name}" is ${JSON.stringify(value)}`);
    expect(problems[0]).toMatch(allowed);
  });

  test.each(['out/x.sarif', 'x.sarif', '/tmp/runner/a/x.sarif'])('sarif-file: %s is fine', (path) => {
    const { inputs, problems } = loadInputs((name) => (name === 'sarif-file' ? path : ''), {
      temporary: '/tmp/runner',
    });
    expect([inputs.sarifFile, problems]).toEqual([path, []]);
  });

  test('sarif-file: the temporary folder of another run, or by way of it, is none', () => {
    for (const path of ['/tmp/runner2/x.sarif', '/tmp/runner/../x.sarif'])
      expect(
        loadInputs((name) => (name === 'sarif-file' ? path : ''), { temporary: '/tmp/runner' }).problems,
      ).toHaveLength(1);
  });

  test.each(['sometimes', 'never, error', 'eror', 'drift, uncheked'])('fail-on: %s leaves the default on', (value) => {
    expect([...load({ 'fail-on': value }).inputs.failOn]).toEqual(['error', 'drift']);
  });

  test('all at once', () => {
    expect(load({ command: 'x', adopt: 'x', 'quota-share': 'x' }).problems).toHaveLength(3);
  });
});

test('action.yml has exactly these inputs and outputs', () => {
  const action = parse(readFileSync(`${ROOT}/action.yml`, 'utf8')) as {
    inputs: Record<string, { default: string }>;
    outputs: object;
    runs: object;
  };
  expect(Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]))).toEqual(
    Object.fromEntries(Object.entries(INPUTS).map(([name, input]) => [name, input.default])),
  );
  expect(Object.keys(action.outputs)).toEqual(Object.keys(OUTPUTS));
  expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
});

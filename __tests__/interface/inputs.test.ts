import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { INPUTS, loadInputs, type InputName } from '../../src/interface/inputs.ts';
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
      issue: false,
      failOnDrift: true,
      offline: 'auto',
      sarifFile: '',
      failOn: 'error',
      failOnUnchecked: false,
      maxAnnotations: 9,
      logLevel: 'info',
      maxParallel: 16,
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

test('drift fails on what is unchecked unless told otherwise', () => {
  expect(load({ command: 'drift' }).inputs.failOnUnchecked).toBe(true);
  expect(load({ command: 'drift', 'fail-on-unchecked': 'false' }).inputs.failOnUnchecked).toBe(false);
});

describe('bad values', () => {
  test.each<[InputName, string, RegExp]>([
    ['command', 'destroy', /validate, plan, apply/],
    ['policies', 'Manage', /manage, check, off/],
    ['adopt', 'yes', /true, false/],
    ['fail-on', 'all', /error, warning, never/],
    ['max-annotations', '-1', /0 to 9/],
    ['max-annotations', '1.5', /0 to 9/],
    ['max-parallel', '0', /1 to 64/],
    ['max-parallel', '1e1', /1 to 64/],
    ['log-level', 'trace', /info, debug/],
    ['working-directory', '../other', /inside the workspace/],
    ['working-directory', '/etc', /inside the workspace/],
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
    ['fail-on-unchecked', 'maybe', /true, false/],
  ])('%s: %s', (name, value, allowed) => {
    const { problems } = load({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`input "${name}" is ${JSON.stringify(value)}`);
    expect(problems[0]).toMatch(allowed);
  });

  test('all at once', () => {
    expect(load({ command: 'x', adopt: 'x', 'max-parallel': 'x' }).problems).toHaveLength(3);
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

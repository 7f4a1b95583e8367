import { COMMAND_NAMES } from '../../src/interface/commands.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Environment, seedEnvironment, trustDocument } from '@amplify-import-auth/testbed/aws';
import { anotherId } from '../helpers/another-id.ts';
import { awsEnv, clientsFor, freshAccount } from '../helpers/emulator.ts';
import { Checkout, manifestOf, ROOT, step } from '../helpers/step.ts';

const account = freshAccount();
const checkout = new Checkout();
let broken: Environment;
let manifest: string;

beforeAll(async () => {
  const clients = clientsFor(account);
  const healthy = await seedEnvironment(clients);
  broken = await seedEnvironment(clients, {
    webClient: { GenerateSecret: true },
    trust: (kind, pool) =>
      trustDocument(kind === 'auth' ? anotherId(pool) : pool, kind === 'guest' ? 'unauthenticated' : 'authenticated'),
  });
  manifest = manifestOf({ dev: healthy, staging: broken });
  checkout.write('amplify-auth.yml', manifest);
});

afterAll(() => {
  checkout.dispose();
});

function placeOf(text: string): { line: number; column: number } {
  const lines = manifest.split('\n');
  const line = lines.findIndex((one) => one.includes(text));
  return { line: line + 1, column: lines[line]!.indexOf(text) + 1 };
}

describe('a step that finds something', () => {
  test('annotates the exact place, and says it all in summary, outputs and report', async () => {
    const run = await step(checkout, account, { command: 'validate' });
    const secret = placeOf(broken.webClientId);
    const trust = placeOf(broken.identityPoolId);
    expect(run.exitCode).toBe(1);
    expect(
      run.annotations.map(({ command, properties }) => [
        command,
        properties['title'],
        properties['file'],
        properties['line'],
        properties['col'],
      ]),
    ).toEqual([
      ['error', 'client/web-has-secret', 'amplify-auth.yml', String(secret.line), String(secret.column)],
      ['error', 'trust/audience', 'amplify-auth.yml', String(trust.line), String(trust.column)],
    ]);
    expect(run.report.findings.map(({ rule, env, line, column }) => [rule, env, line, column])).toEqual([
      ['client/web-has-secret', 'staging', secret.line, secret.column],
      ['trust/audience', 'staging', trust.line, trust.column],
    ]);
    // The hint is the statement that fixes it.
    expect(run.report.findings[1]!.hint).toContain(`"cognito-identity.amazonaws.com:aud": "${broken.identityPoolId}"`);
    for (const { rule } of run.report.findings) expect(run.summary).toContain(rule);
    expect(run.outputs).toMatchObject({
      result: 'failure',
      'error-count': '2',
      'warning-count': '0',
      'unchecked-count': '0',
      'has-changes': 'false',
      envs: '["dev","staging"]',
      'failed-envs': '["staging"]',
    });
    expect(JSON.parse(run.outputs['config']!)).toMatchObject({
      staging: { userPoolId: broken.userPoolId, region: 'eu-west-1' },
    });
    expect(run.undeclaredOutputs).toEqual([]);
    expect(run.unknownInputs).toEqual([]);
    expect(run.leaks).toEqual([]);
  });

  test('says the same in a terminal', () => {
    const cli = spawnSync(process.execPath, [join(ROOT, 'dist/index.js'), 'validate', '--envs', 'staging'], {
      cwd: checkout.path,
      env: { PATH: process.env['PATH'], ...awsEnv(account) },
      encoding: 'utf8',
    });
    const { line, column } = placeOf(broken.webClientId);
    expect(cli.status).toBe(1);
    expect(cli.stdout).toContain(`amplify-auth.yml:${line}:${column}: error client/web-has-secret staging: `);
  });
});

test.each<[string, Record<string, string>]>([
  ['a healthy run', { envs: 'dev' }],
  ['findings', {}],
  ['bad inputs', { command: 'aply', 'fail-on': 'sometimes', adopt: 'perhaps', 'quota-share': '0' }],
  ['no manifest', { manifest: 'nowhere.yml' }],
])('all outputs are set after %s', async (_what, inputs) => {
  const run = await step(checkout, account, inputs);
  const declared = (parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as { outputs: object }).outputs;
  expect(Object.keys(run.outputs).toSorted()).toEqual(Object.keys(declared).toSorted());
  expect(run.summary).toContain('amplify-import-auth');
});

test('bad inputs are reported together, each with what is allowed', async () => {
  const run = await step(checkout, account, {
    command: 'aply',
    'fail-on': 'sometimes',
    adopt: 'perhaps',
    'quota-share': '0',
  });
  expect(run.exitCode).toBe(1);
  expect(run.report.findings.map(({ rule, message }) => [rule, message])).toEqual([
    ['input/invalid', `input "command" is "aply"; allowed: ${COMMAND_NAMES.join(', ')}`],
    ['input/invalid', 'input "adopt" is "perhaps"; allowed: true, false'],
    ['input/invalid', 'input "quota-share" is "0"; allowed: a whole number from 1 to 100'],
    ['input/invalid', 'input "fail-on" is "sometimes"; allowed: error, warning, drift, unchecked, never'],
  ]);
  expect(run.report.calls.total).toBe(0);
});

test('plan shows what apply would do, with a stable digest, and changes nothing', async () => {
  const before = checkout.snapshot();
  const plans = [
    await step(checkout, account, { command: 'plan', envs: 'dev' }),
    await step(checkout, account, { command: 'plan', envs: 'dev' }),
  ];
  expect(plans[0]!.report.plan.changes.map(({ kind, action }) => `${action} ${kind}`)).toEqual([
    'create role-policy',
    'create role-policy',
    'create file',
    'create file',
    'create file',
    'create lock',
  ]);
  expect(plans[0]!.outputs['plan-digest']).toMatch(
    /^sha256:[0-9a-f]{64};dev=[0-9a-f]{32}:([0-9a-f]{32},){6}[0-9a-f]{32}$/,
  );
  expect(plans[1]!.report.plan).toEqual(plans[0]!.report.plan);
  expect(checkout.snapshot()).toEqual(before);
});

test('without credentials every env says so once, and nothing passes', async () => {
  const run = await step(
    checkout,
    account,
    { envs: 'dev' },
    { env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' } },
  );
  expect(run.exitCode).toBe(1);
  expect(run.report.findings.map(({ rule, env }) => [rule, env])).toEqual([['account/credentials', 'dev']]);
  expect(run.report.unchecked.length).toBeGreaterThan(5);
  expect(run.report.calls.total).toBe(0);
  expect(run.summary).not.toContain('✅');
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Proxy, seedEnvironment, startProxy } from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, freshAccount } from '../helpers/emulator.ts';
import { Checkout, manifestOf, ROOT, step } from '../helpers/step.ts';

// Inputs that limit what a run does.
const account = freshAccount();
const OTHER = '999988887777';
let proxy: Proxy;
let manifest: string;

beforeAll(async () => {
  proxy = await startProxy({ upstream: endpoint() });
  manifest = manifestOf({ dev: await seedEnvironment(clientsFor(account)) });
});

afterEach(() => {
  proxy.reset();
});

afterAll(() => proxy.close());

const operations = () => proxy.calls.map(({ operation }) => operation);

describe('allowed-account-ids', () => {
  test.each(['validate', 'plan', 'apply', 'drift', 'unlink', 'discover'])(
    '%s stops right after the call that shows whose credentials these are',
    async (command) => {
      const checkout = new Checkout(command === 'discover' ? {} : { 'amplify-auth.yml': manifest });
      const inputs = { command, 'allowed-account-ids': OTHER, ...(command === 'unlink' ? { envs: 'dev' } : {}) };
      const before = checkout.snapshot();
      const run = await step(checkout, account, inputs, { endpoint: proxy.url });
      expect(run.report.findings.map(({ rule }) => rule)).toContain('account/mismatch');
      const { message } = run.report.findings.find(({ rule }) => rule === 'account/mismatch')!;
      expect(message).toContain(`belong to account ${account}`);
      expect(message).toContain(`only ${OTHER} may be worked in`);
      expect(run.exitCode).toBe(1);
      // Drift looks a second time before it says that something is missing.
      expect(new Set(operations())).toEqual(new Set(['GetCallerIdentity']));
      expect(checkout.snapshot()).toEqual(before);
      checkout.dispose();
    },
  );

  test.each(['discover', 'validate'])('%s goes on in an account of the list', async (command) => {
    const checkout = new Checkout(command === 'discover' ? {} : { 'amplify-auth.yml': manifest });
    const inputs = { command, 'allowed-account-ids': `${OTHER}\n${account}\n` };
    const run = await step(checkout, account, inputs, { endpoint: proxy.url });
    expect(run.report.findings.map(({ rule }) => rule)).toEqual([]);
    expect(run.exitCode).toBe(0);
    checkout.dispose();
  });
});

describe('a run that was asked wrongly did nothing, and fails whatever fail-on says', () => {
  test.each([
    ['a value', { command: 'aply' }],
    ['a former input', { command: 'drift', 'fail-on-drift': 'true' }],
    ['an env that is not there', { command: 'drift', envs: 'production' }],
    ['a manifest that is not there', { command: 'drift', manifest: 'elsewhere.yml' }],
    ['a pattern of manifests that matches none', { command: 'apply', manifest: 'apps/*.yml' }],
    ['a command that needs AWS, offline', { command: 'discover', offline: 'true' }],
  ])('%s', async (_, inputs) => {
    for (const failOn of ['never', 'drift', 'unchecked', 'warning']) {
      const checkout = new Checkout({ 'amplify-auth.yml': manifest });
      const run = await step(checkout, account, { ...inputs, 'fail-on': failOn }, { endpoint: proxy.url });
      checkout.dispose();
      expect([failOn, run.report.result, run.exitCode]).toEqual([failOn, 'failure', 1]);
      expect(run.outputs.result).toBe('failure');
      expect(proxy.calls).toEqual([]);
    }
  });
});

describe('an input that is set and holds nothing is an error, never "all" or "none"', () => {
  test.each([
    ['allowed-account-ids', ','],
    ['allowed-account-ids', ' '],
    ['allowed-account-ids', '\n'],
    ['allowed-account-ids', ' ,\n, '],
    ['allowed-account-ids', '1111'],
    ['allowed-account-ids', '111122223333, 11112222333x'],
    ['envs', ','],
    ['exclude-envs', '\n'],
    ['manifest', ' , '],
    ['publish', ','],
    ['plan-digest', '\n'],
    ['shard', ' '],
  ])('%s: %j', async (name, value) => {
    const checkout = new Checkout({ 'amplify-auth.yml': manifest });
    const run = await step(checkout, account, { command: 'validate', [name]: value }, { endpoint: proxy.url });
    checkout.dispose();
    expect(run.report.findings.map(({ rule }) => rule)).toEqual(['input/invalid']);
    expect(run.report.findings[0]!.message).toContain(`input "${name}" is ${JSON.stringify(value)}`);
    expect(run.exitCode).toBe(1);
    expect(proxy.calls).toEqual([]);
  });

  test.each([
    [['--allowed-account-ids', ''], 'input "allowed-account-ids" is "" and holds nothing'],
    [['--allowed-account-ids='], 'input "allowed-account-ids" is "" and holds nothing'],
    [['--allowed-account-ids'], '--allowed-account-ids needs a value'],
    [['--envs='], 'input "envs" is "" and holds nothing'],
    [['--plan-digest', ''], 'input "plan-digest" is "" and holds nothing'],
  ])('in a terminal: %j', (flags, says) => {
    const checkout = new Checkout({ 'amplify-auth.yml': manifest });
    const { PATH } = process.env;
    const run = spawnSync(process.execPath, [join(ROOT, 'dist/index.js'), 'validate', ...flags], {
      cwd: checkout.path,
      encoding: 'utf8',
      timeout: 30_000,
      env: { PATH, AWS_ENDPOINT_URL: proxy.url, AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'test' },
    });
    checkout.dispose();
    expect(run.stdout).toContain(says);
    expect(run.status).toBe(1);
    expect(proxy.calls).toEqual([]);
  });
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Environment,
  READS,
  type Rule,
  makeCiRole,
  seedEnvironment,
  startProxy,
  trustsGitHub,
} from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, freshAccount } from '../../helpers/emulator.ts';
import { Checkout, manifestOf, step, type StepResult } from '../../helpers/step.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../../helpers/token-endpoint.ts';

// Credentials that are waited for. The runner cancels: SIGINT, SIGTERM after 7.5 s, SIGKILL after 10 s.
const account = freshAccount();
const NONE = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
let dev: Environment;
let role: string;
let tokens: TokenEndpoint;

beforeAll(async () => {
  const clients = clientsFor(account);
  tokens = await startTokenEndpoint();
  dev = await seedEnvironment(clients);
  role = await makeCiRole(clients, 'ci', trustsGitHub(account), READS);
});

afterAll(() => tokens.close());

interface Waiting {
  readonly lines: readonly string[];
  readonly env: (checkout: Checkout) => Record<string, string>;
  readonly rules: readonly Rule[];
  /** Whether it waits by now. */
  readonly waits: (checkout: Checkout, calls: readonly string[]) => boolean;
}

const waitings: Readonly<Record<string, () => Waiting>> = {
  'the OIDC endpoint': () => ({
    lines: [`roleToAssume: ${role}`],
    env: () => ({ ...NONE, ...tokens.env }),
    rules: [],
    waits: () => tokens.audiences.length > 0,
  }),
  STS: () => ({
    lines: [`roleToAssume: ${role}`],
    env: () => ({}),
    rules: [{ match: /:AssumeRole/, fault: { kind: 'hang' } }],
    waits: (_checkout, calls) => calls.includes('AssumeRole'),
  }),
  'a process that gives credentials': () => ({
    lines: [],
    env(checkout) {
      checkout.write(
        'aws-config',
        `[default]\ncredential_process = sh -c "touch ${checkout.path}/asked; exec sleep 30"\n`,
      );
      return { ...NONE, AWS_CONFIG_FILE: join(checkout.path, 'aws-config') };
    },
    rules: [],
    waits: (checkout) => existsSync(join(checkout.path, 'asked')),
  }),
  Cognito: () => ({
    lines: [],
    env: () => ({}),
    rules: [{ match: /:DescribeUserPool$/, fault: { kind: 'hang' } }],
    waits: (_checkout, calls) => calls.includes('DescribeUserPool'),
  }),
};

test.each(Object.keys(waitings))(
  '%s hangs, and the run is cancelled: it ends with all that a run leaves',
  async (name) => {
    tokens.hangs = true;
    tokens.audiences.length = 0;
    const { lines, env, rules, waits } = waitings[name]!();
    const checkout = new Checkout({ 'amplify-auth.yml': manifestOf({ dev }, () => lines) });
    const proxy = await startProxy({ upstream: endpoint(), rules: [...rules] });
    const cancel = new AbortController();
    const watch = setInterval(() => {
      if (
        waits(
          checkout,
          proxy.calls.map(({ operation }) => operation),
        )
      )
        cancel.abort();
    }, 20);
    let run: StepResult;
    try {
      const options = { endpoint: proxy.url, env: env(checkout), cancel: cancel.signal };
      run = await step(checkout, account, { command: 'apply' }, options);
    } finally {
      clearInterval(watch);
      await proxy.close();
      checkout.dispose();
    }
    expect(cancel.signal.aborted).toBe(true);
    // Not by a signal: it has ended by itself.
    expect([run.exitCode, run.outputs['result']]).toEqual([1, 'failure']);
    expect(run.outputs['failed-envs']).toBe('["dev"]');
    expect(run.output).toContain('the run was cancelled');
    expect(run.summary).toContain('❌');
    // That credentials were not waited for says nothing about them.
    expect(run.report.findings.map(({ rule }) => rule)).not.toContain('account/credentials');
  },
  60_000,
);

test('an OIDC endpoint that never answers is given up by itself, and nothing holds the process', async () => {
  tokens.hangs = true;
  const checkout = new Checkout({ 'amplify-auth.yml': manifestOf({ dev }, () => [`roleToAssume: ${role}`]) });
  const run = await step(checkout, account, {}, { env: { ...NONE, ...tokens.env }, timeoutMs: 75_000 });
  checkout.dispose();
  expect([run.exitCode, run.outputs['result']]).toEqual([1, 'failure']);
  expect(run.report.findings.map(({ rule }) => rule)).toEqual(['account/credentials']);
  expect(run.report.findings[0]!.message).toMatch(
    /GitHub gave no OIDC token .*\(GitHub's OIDC endpoint did not answer within 30 seconds\)/,
  );
}, 100_000);

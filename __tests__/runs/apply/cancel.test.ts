import { beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Call,
  type Environment,
  type Fault,
  type Rule,
  seedEnvironment,
  startProxy,
} from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, freshAccount } from '../../helpers/emulator.ts';
import { Checkout, manifestOf, ROOT, step, type StepResult } from '../../helpers/step.ts';

// The runner cancels a job: SIGINT, SIGTERM after 7.5 s, SIGKILL after 10 s. The committed bundle, while it works.
const ENVS = ['dev', 'test', 'prod'] as const;

interface Cancelled extends StepResult {
  readonly calls: readonly Call[];
  readonly files: readonly string[];
  readonly envs: Readonly<Record<string, Environment>>;
}

/** How long a busy machine may take to tell the action that it is cancelled. */
const TOLD_MS = 1_500;

const PATIENT = { NODE_OPTIONS: `--require ${join(ROOT, '__tests__/helpers/patient-timers.cjs')}` };

/**
 * An apply of three fresh envs that is cancelled as soon as a call of `operation` is on its way. What is `held` gets its answer only
 * once the action knows.
 */
async function cancelAt(
  operation: string,
  rules: readonly Rule[] = [],
  { held = new RegExp(`:${operation}$`), env = {} }: { held?: RegExp; env?: Record<string, string> } = {},
): Promise<Cancelled> {
  const account = freshAccount();
  const seeded = ENVS.map(async (name) => [name, await seedEnvironment(clientsFor(account))] as const);
  const envs = Object.fromEntries(await Promise.all(seeded));
  const checkout = new Checkout({ 'amplify-auth.yml': manifestOf(envs) });
  const cancel = new AbortController();
  const until = once(cancel.signal, 'abort').then(() => sleep(TOLD_MS));
  const proxy = await startProxy({ upstream: endpoint(), rules: [{ match: held, until }, ...rules] });
  const watch = setInterval(() => {
    if (proxy.calls.some((call) => call.operation === operation)) cancel.abort();
  }, 5);
  try {
    const run = await step(
      checkout,
      account,
      { command: 'apply' },
      { endpoint: proxy.url, cancel: cancel.signal, env },
    );
    expect(cancel.signal.aborted).toBe(true);
    return { ...run, calls: [...proxy.calls], files: Object.keys(checkout.snapshot()), envs };
  } finally {
    clearInterval(watch);
    await proxy.close();
    checkout.dispose();
  }
}

const writes = ({ calls }: Cancelled) => calls.filter(({ operation }) => /^(Put|Delete)RolePolicy$/.test(operation));
const brief = ({ report }: Cancelled) => report.findings.map(({ rule, env }) => `${rule} ${env ?? ''}`);
const statuses = ({ report }: Cancelled, env: string) =>
  report.outcomes.filter((outcome) => outcome.env === env).map(({ status }) => status);

/** Whatever happens, a cancelled run ends by itself, fails, and leaves everything that a run leaves. */
function expectEnded(run: Cancelled): void {
  expect([run.exitCode, run.outputs['result']]).toEqual([1, 'failure']);
  expect(run.summary).toContain('❌');
  expect(run.undeclaredOutputs).toEqual([]);
}

test('the env in hand is finished, no other is begun, and each of them is named', async () => {
  const run = await cancelAt('PutRolePolicy', [], { env: PATIENT });
  expectEnded(run);
  expect(brief(run)).toEqual(['apply/failed test', 'apply/failed prod']);
  expect(run.report.findings[0]!.message).toContain('the run was cancelled before test was begun');
  expect(JSON.parse(run.outputs['applied-envs']!)).toEqual(['dev']);
  expect(statuses(run, 'test')).toEqual(['skipped']);
  expect(run.files.filter((file) => file.startsWith('config/'))).toEqual([
    'config/dev/amplify_outputs.json',
    'config/dev/amplifyconfiguration.json',
    'config/dev/aws-exports.js',
  ]);
  const roles = new Set(writes(run).map(({ body }) => new URLSearchParams(body).get('RoleName')));
  expect(roles).toEqual(new Set([run.envs['dev']!.authRoleName, run.envs['dev']!.guestRoleName]));
});

test('an env in hand that fails is put back', async () => {
  const denied: Rule = {
    match: /^iam:PutRolePolicy$/,
    skip: 1,
    times: 1,
    fault: { kind: 'error', code: 'AccessDenied', status: 403 },
  };
  const run = await cancelAt('PutRolePolicy', [denied], { env: PATIENT });
  expectEnded(run);
  expect(brief(run)).toEqual(['apply/failed dev', 'apply/failed test', 'apply/failed prod']);
  expect(statuses(run, 'dev').slice(0, 2)).toEqual(['rolled-back', 'failed']);
  expect(writes(run).map(({ operation }) => operation)).toEqual(['PutRolePolicy', 'PutRolePolicy', 'DeleteRolePolicy']);
  expect(run.files).toEqual(['amplify-auth.yml']);
});

test('while it still looks, nothing more is asked and nothing is written', async () => {
  const run = await cancelAt('DescribeUserPool', [], { held: /^cognito/ });
  expectEnded(run);
  expect(run.output).toContain('the run was cancelled');
  expect(writes(run)).toEqual([]);
  expect(run.files).toEqual(['amplify-auth.yml']);
  expect(JSON.parse(run.outputs['failed-envs']!)).toEqual([...ENVS]);
  // What was on its way came back, and nobody waited for the rest.
  expect(run.calls.filter(({ operation }) => operation === 'GetRole')).toEqual([]);
});

describe('AWS that does not answer is not waited for until the runner kills', () => {
  /** All that happens to a policy, but the look before the first write. */
  const policies = (fault: Fault): readonly Rule[] => [
    { match: /^iam:PutRolePolicy$/, fault },
    { match: /^iam:GetRolePolicy$/, skip: 1, fault },
  ];
  const faults: Readonly<Record<string, Fault>> = {
    'calls that hang': { kind: 'hang' },
    'calls that are throttled': { kind: 'throttle' },
  };
  let runs: ReadonlyMap<string, Cancelled>;

  beforeAll(async () => {
    const all = Object.entries(faults).map(
      async ([name, fault]) => [name, await cancelAt('PutRolePolicy', policies(fault))] as const,
    );
    runs = new Map(await Promise.all(all));
  });

  test.each(Object.keys(faults))('%s: what may be left is reported, with the command that fixes it', (name) => {
    const run = runs.get(name)!;
    expectEnded(run);
    expect(brief(run)).toEqual(['apply/left-behind dev', 'apply/failed test', 'apply/failed prod']);
    expect(run.report.findings[0]!.hint).toContain('To fix it: aws iam delete-role-policy');
    expect(run.files).toEqual(['amplify-auth.yml']);
  });
});

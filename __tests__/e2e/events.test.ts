import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Proxy, seedEnvironment, startProxy } from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, freshAccount } from '../helpers/emulator.ts';
import { Checkout, manifestOf, step, type StepResult } from '../helpers/step.ts';

// What the built action does on events that strangers can start, with credentials of AWS at hand, as such jobs often have them.
const account = freshAccount();
const checkout = new Checkout();
let proxy: Proxy;

beforeAll(async () => {
  proxy = await startProxy({ upstream: endpoint() });
  const dev = await seedEnvironment(clientsFor(account));
  checkout.write('amplify-auth.yml', manifestOf({ dev }));
});

beforeEach(() => {
  proxy.reset();
});

afterAll(async () => {
  checkout.dispose();
  await proxy.close();
});

const repository = { full_name: 'octo/demo', default_branch: 'main' };
const pull = (head: string) => ({
  pull_request: {
    number: 7,
    user: { login: 'eve' },
    head: { sha: 'a'.repeat(40), ref: 'topic', repo: { full_name: head } },
    base: { sha: 'b'.repeat(40), ref: 'main', repo: { full_name: 'octo/demo' } },
  },
});
const after = (event: string, head: string) => ({
  repository,
  workflow_run: { event, head_repository: { full_name: head }, actor: { login: 'ann' } },
});

function runOn(eventName: string, event: object, command: string, offline = 'auto'): Promise<StepResult> {
  const inputs = { command, offline, ...(command === 'unlink' ? { envs: '*' } : {}) };
  return step(checkout, account, inputs, { eventName, event, endpoint: proxy.url });
}

const STRANGERS: readonly (readonly [eventName: string, event: object])[] = [
  ['pull_request', pull('eve/demo')],
  ['pull_request_review', pull('eve/demo')],
  ['pull_request_review_comment', pull('eve/demo')],
  ['pull_request_target', pull('octo/demo')],
  ['issue_comment', { repository, issue: { number: 7, pull_request: {} } }],
  ['issues', { repository, issue: { number: 7 } }],
  ['discussion_comment', { repository }],
  ['watch', { repository }],
  ['workflow_run', after('pull_request', 'eve/demo')],
  ['workflow_run', after('issue_comment', 'octo/demo')],
  ['workflow_run', { repository }],
  ['an_event_of_tomorrow', { repository }],
];

describe.each(STRANGERS)('on %s %#', (eventName, event) => {
  test('AWS is not read, also where the input says so', async () => {
    const run = await runOn(eventName, event, 'validate', 'false');
    expect(run.outputs['mode']).toBe('offline');
    expect(proxy.calls).toEqual([]);
    expect(run.report.calls.total).toBe(0);
    expect(run.summary).not.toContain('✅');
  });

  test.each(['apply', 'drift'])('%s is refused', async (command) => {
    const run = await runOn(eventName, event, command);
    expect(run.exitCode).toBe(1);
    expect(run.report.findings.map(({ rule }) => rule)).toEqual(['input/invalid']);
    expect(run.report.findings[0]?.message).toContain(`the command ${command} is refused on ${eventName}`);
    expect(proxy.calls).toEqual([]);
  });
});

test.each(['plan', 'discover', 'unlink'])('%s of a workflow_run of a fork calls nothing', async (command) => {
  const run = await runOn('workflow_run', after('push', 'eve/demo'), command);
  expect(run.report.findings.map(({ rule }) => rule)).toEqual([command === 'plan' ? 'lock/missing' : 'input/invalid']);
  expect(proxy.calls).toEqual([]);
});

test.each([
  'check_run',
  'create',
  'deployment_status',
  'label',
  'merge_group',
  'pull_request_target',
  'status',
  'fork',
])('apply is refused on %s: only a list of events may write', async (eventName) => {
  const run = await runOn(eventName, { repository }, 'apply');
  expect(run.report.findings).toMatchObject([{ rule: 'input/invalid' }]);
  expect(proxy.calls).toEqual([]);
});

test('an event without a name is refused', async () => {
  const run = await runOn('', { repository }, 'apply');
  expect(run.report.findings).toMatchObject([
    { rule: 'input/invalid', message: 'the command apply is refused on an event without a name' },
  ]);
  expect(proxy.calls).toEqual([]);
});

test.each<[string, object]>([
  ['pull_request', pull('octo/demo')],
  ['pull_request_review', pull('octo/demo')],
  ['workflow_run', after('push', 'octo/demo')],
  ['merge_group', { repository, merge_group: { base_sha: 'b'.repeat(40) } }],
  ['deployment_status', { repository }],
])('on %s of the repository itself AWS is read', async (eventName, event) => {
  const run = await runOn(eventName, event, 'validate');
  expect(run.outputs['mode']).toBe('live');
  expect(proxy.calls.length).toBeGreaterThan(0);
});

test('a pull request of the repository without credentials is an error that names both ways out', async () => {
  const run = await step(
    checkout,
    account,
    {},
    {
      eventName: 'pull_request',
      event: pull('octo/demo'),
      endpoint: proxy.url,
      env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    },
  );
  expect(run.exitCode).toBe(1);
  expect(run.report.findings.map(({ rule }) => rule)).toEqual(['account/credentials']);
  for (const way of ['`id-token: write`', '`offline: true`']) expect(run.report.findings[0]?.hint).toContain(way);
});

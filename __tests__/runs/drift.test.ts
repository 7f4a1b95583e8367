import { describe, expect, test } from '@jest/globals';
import type { FakeEnv } from '../helpers/shop.ts';
import { Shop } from '../helpers/shop.ts';

const LOCK = 'amplify-auth.lock.json';
const FILE = 'config/dev/amplify_outputs.json';

async function applied(): Promise<{ readonly shop: Shop; readonly env: FakeEnv }> {
  const shop = new Shop('dev');
  shop.push();
  await shop.run('apply', { publish: 'commit' });
  const env = shop.envs.get('dev');
  if (env === undefined) throw new Error('no env');
  return { shop, env };
}

const DRIFTED = { code: 1, result: 'drift' };

test('nothing has changed', async () => {
  const { shop } = await applied();
  const { code, report } = await shop.step('drift');
  expect(code).toBe(0);
  expect(report.findings).toEqual([]);
});

describe('what has changed', () => {
  test.each<[string, string, (shop: Shop, env: FakeEnv) => void, RegExp]>([
    [
      'the user pool',
      'drift/user-pool',
      ({ aws }, env) =>
        aws.userPools.set(env.userPoolId, { ...aws.userPools.get(env.userPoolId)!, mfaConfiguration: 'OPTIONAL' }),
      /mfaConfiguration/,
    ],
    [
      'a client',
      'drift/client',
      ({ aws }, env) => {
        const key = `${env.userPoolId} ${env.webClientId}`;
        aws.clients.set(key, { ...aws.clients.get(key)!, callbackUrls: ['https://a.example/'] });
      },
      /callbackUrls/,
    ],
    [
      'the identity pool',
      'drift/identity-pool',
      ({ aws }, env) => {
        const pool = aws.identityPools.get(env.identityPoolId)!;
        aws.identityPools.set(env.identityPoolId, {
          ...pool,
          loginProviders: [{ name: 'graph.facebook.com', appId: '1' }],
        });
      },
      /loginProviders/,
    ],
    [
      'a policy managed by this action',
      'drift/policy',
      ({ aws }, env) => {
        aws.roles.get(env.authRole)!.inline.clear();
      },
      /is missing/,
    ],
    [
      'a policy managed by this action, by hand',
      'drift/policy',
      ({ aws }, env) => {
        const { inline } = aws.roles.get(env.authRole)!;
        for (const [name, text] of inline) inline.set(name, text.replaceAll('s3:GetObject', 's3:*'));
      },
      /changed by hand/,
    ],
    ['a file', 'drift/file', ({ workspace }) => workspace.files.set(FILE, '{}\n'), /was edited/],
    ['a file that is gone', 'drift/file', ({ workspace }) => workspace.files.delete(FILE), /is missing/],
  ])('%s', async (_, rule, change, message) => {
    const { shop, env } = await applied();
    change(shop, env);
    const { code, report } = await shop.step('drift');
    expect({ code, result: report.result }).toEqual(DRIFTED);
    expect(report.findings.filter((finding) => finding.rule.startsWith('drift/'))).toEqual([
      expect.objectContaining({ rule, message: expect.stringMatching(message) as unknown }),
    ]);
    expect((await shop.step('drift', { 'fail-on': 'error, unchecked' })).code).toBe(0);
  });

  test('the order of a set, and a new description, are no drift', async () => {
    const { shop, env } = await applied();
    const key = `${env.userPoolId} ${env.webClientId}`;
    const client = shop.aws.clients.get(key)!;
    shop.aws.clients.set(key, { ...client, name: 'renamed', explicitAuthFlows: client.explicitAuthFlows.toReversed() });
    expect((await shop.step('drift')).report.findings).toEqual([]);
  });
});

test('what cannot be read is unchecked, and drift fails on that', async () => {
  const { shop } = await applied();
  shop.aws.denied.add('cognito-idp:DescribeUserPool');
  const { code, report } = await shop.step('drift');
  expect(code).toBe(1);
  expect(report.unchecked.map(({ rule }) => rule)).toContain('drift/user-pool');
  expect((await shop.step('drift', { 'fail-on': 'error, drift' })).code).toBe(0);
});

test('without a lock: said once, and the policies are compared with the manifest', async () => {
  const { shop, env } = await applied();
  shop.workspace.files.delete(LOCK);
  const fine = await shop.run('drift');
  expect(fine.findings.map(({ rule }) => rule)).toEqual(['lock/missing']);
  shop.aws.roles.get(env.authRole)?.inline.clear();
  expect((await shop.run('drift')).findings.map(({ rule }) => rule)).toEqual(['lock/missing', 'drift/policy']);
});

test('the lock in an open pull request of this action counts', async () => {
  const shop = new Shop('dev');
  shop.push();
  await shop.run('apply', { publish: 'pull-request', 'github-token': 'token' });
  for (const path of [LOCK, FILE]) shop.workspace.files.delete(path);
  const report = await shop.run('drift', { 'github-token': 'token' });
  expect(report.notes.join('\n')).toMatch(/newer in the open pull request/);
  expect(report.findings.map(({ rule }) => rule)).not.toContain('lock/missing');
});

test('one issue: opened, updated, closed', async () => {
  const { shop, env } = await applied();
  const inputs = { 'drift-issue': 'true', 'github-token': 'token' };
  const { inline } = shop.aws.roles.get(env.authRole)!;
  const policies = [...inline];
  inline.clear();
  await shop.step('drift', inputs);
  await shop.step('drift', inputs);
  const number = shop.results.outputs.get('issue-number');
  expect(shop.repository.tickets).toMatchObject([{ number: Number(number), title: 'Drift in shop', open: true }]);
  expect(shop.repository.tickets[0]?.body).toContain('is missing');
  for (const [name, text] of policies) inline.set(name, text);
  await shop.step('drift', inputs);
  expect(shop.repository.tickets).toMatchObject([{ open: false }]);
  expect(shop.results.outputs.get('issue-number')).toBe('');
});

test('with a pull request, files and lock are offered, and AWS stays as it is', async () => {
  const { shop, env } = await applied();
  shop.push();
  const pool = shop.aws.userPools.get(env.userPoolId)!;
  shop.aws.userPools.set(env.userPoolId, { ...pool, usernameAttributes: ['phone_number'] });
  const writes = shop.aws.writes.length;
  const { report } = await shop.step('drift', { publish: 'pull-request', 'github-token': 'token' });
  expect(report.findings.map(({ rule }) => rule)).toEqual(['drift/user-pool']);
  expect(shop.aws.writes).toHaveLength(writes);
  const branch = shop.repository.at('amplify-import-auth/shop');
  expect(branch.get(FILE)).toContain('phone_number');
  expect(branch.get(LOCK)).toContain('phone_number');
  // Offered, not done: the checkout is what it was.
  expect(shop.workspace.files.get(FILE)).not.toContain('phone_number');
});

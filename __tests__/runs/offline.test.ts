import { describe, expect, test } from '@jest/globals';
import { Shop } from '../helpers/shop.ts';

/** A pull request of a fork, on a repository in which apply has run: no credentials, a token that may only read. */
async function fork(changes: (manifest: string) => string = (manifest) => manifest): Promise<Shop> {
  const shop = new Shop('dev');
  await shop.run('apply');
  const manifest = shop.workspace.files.get('amplify-auth.yml') ?? '';
  shop.push();
  shop.workspace.files.set('amplify-auth.yml', changes(manifest));
  shop.aws.log.length = 0;
  shop.repository.log.length = 0;
  shop.runtime.eventName = 'pull_request';
  shop.runtime.trigger = {
    repository: undefined,
    sha: 'merge',
    branch: undefined,
    pullRequest: { number: 7, headSha: 'head', readOnly: true },
  };
  return shop;
}

test('healthy: green, no AWS call, nothing written on GitHub', async () => {
  const shop = await fork();
  const { code, report } = await shop.step('validate', { 'github-token': 'token' });
  expect(code).toBe(0);
  expect(report).toMatchObject({ result: 'success', mode: 'offline', findings: [], calls: { total: 0 } });
  expect([...shop.aws.log, ...shop.repository.writes]).toEqual([]);
});

describe('broken: red', () => {
  test.each<[string, (manifest: string) => string, string]>([
    ['a key that is not known', (text) => text.replace('webClientId', 'webClientID'), 'manifest/unknown-key'],
    ['an id of the wrong form', (text) => text.replace('eu-west-1_Pooldev', 'Pooldev'), 'manifest/id-format'],
  ])('%s', async (_, change, rule) => {
    const shop = await fork(change);
    const { code, report } = await shop.step('validate');
    expect(code).toBe(1);
    expect(report.findings.map((finding) => finding.rule)).toContain(rule);
    expect(shop.aws.log).toEqual([]);
  });

  test('what contradicts the facts in the lock', async () => {
    const shop = new Shop('dev');
    await shop.run('apply');
    const lock = JSON.parse(shop.workspace.files.get('amplify-auth.lock.json') ?? '') as {
      envs: { dev: { facts: { webClient: { hasSecret: boolean } } } };
    };
    lock.envs.dev.facts.webClient.hasSecret = true;
    shop.workspace.files.set('amplify-auth.lock.json', JSON.stringify(lock));
    shop.aws.log.length = 0;
    const { code, report } = await shop.step('validate', { offline: 'true' });
    expect(code).toBe(1);
    expect(report.findings.map(({ rule }) => rule)).toEqual(['client/web-has-secret']);
    expect(shop.aws.log).toEqual([]);
  });
});

test('an id that the lock does not know is unchecked, and fails nothing', async () => {
  const shop = await fork((text) => text.replace('webdev', 'another0client'));
  const { code, report } = await shop.step('validate');
  expect(code).toBe(0);
  expect(report.findings).toMatchObject([{ rule: 'lock/stale', severity: 'notice', env: 'dev' }]);
  expect(report.unchecked.map(({ rule }) => rule)).toContain('client/not-found');
});

test('without a lock: only the manifest is judged, which is said', async () => {
  const shop = await fork();
  shop.workspace.files.delete('amplify-auth.lock.json');
  const { code, report } = await shop.step('validate');
  expect(code).toBe(0);
  expect(report.findings).toMatchObject([{ rule: 'lock/missing', severity: 'notice' }]);
  expect(report.unchecked.length).toBeGreaterThan(10);
});

test('credentials that exist and fail are a finding, never a reason to go offline', async () => {
  const shop = new Shop('dev');
  shop.aws.noCredentials = { state: 'unchecked', cause: 'credentials', reason: 'ExpiredToken' };
  const { code, report } = await shop.step('validate');
  expect(code).toBe(1);
  expect(report).toMatchObject({ mode: 'live', findings: [{ rule: 'account/credentials' }] });
});

test.each([
  ['terminal', 'auto', 'offline'],
  ['action', 'auto', 'live'],
  ['terminal', 'false', 'live'],
] as const)('a %s without credentials, offline: %s', async (kind, offline, mode) => {
  const shop = new Shop('dev');
  shop.runtime.kind = kind;
  shop.aws.noCredentials = { state: 'unchecked', cause: 'credentials', reason: 'none' };
  expect((await shop.run('validate', { offline })).mode).toBe(mode);
});

import { describe, expect, test } from '@jest/globals';
import { makeRole, Shop, type FakeEnv } from '../../helpers/shop.ts';

const MANIFEST = 'amplify-auth.yml';

/** A shop without a manifest, whose clients have names that say what they are for. */
function unwritten(...names: readonly string[]): Shop {
  const shop = new Shop(...names);
  shop.workspace.files.delete(MANIFEST);
  return shop;
}

const envOf = (shop: Shop, name = 'dev'): FakeEnv => shop.envs.get(name)!;
const text = (shop: Shop) => shop.workspace.files.get(MANIFEST) ?? '';

function rename(shop: Shop, env: FakeEnv, id: string, name: string, more: { readonly hasSecret?: boolean } = {}): void {
  const key = `${env.userPoolId} ${id}`;
  shop.aws.clients.set(key, { ...shop.aws.clients.get(key)!, name, ...more });
}

test('every pool that is asked for becomes an env, and the plan is empty apart from the lock', async () => {
  const shop = unwritten('dev', 'prod');
  for (const env of shop.envs.values()) {
    rename(shop, env, env.webClientId, 'shop_web');
    rename(shop, env, env.nativeClientId, 'shop_native');
  }
  const dev = envOf(shop);
  const editors = makeRole(shop.aws, 'editors', dev.identityPoolId, 'authenticated');
  shop.aws.setGroup(dev.userPoolId, 'editors', { roleArn: editors, precedence: 1 });
  shop.aws.setGroup(dev.userPoolId, 'readers', { roleArn: undefined, precedence: undefined });
  const report = await shop.run('discover', { envs: '*' });
  expect(report.findings).toEqual([]);
  expect(text(shop).split('\n').slice(3)).toEqual([
    'version: 1',
    'project: app',
    'envs:',
    '  dev-pool: # from the user pool dev pool',
    '    accountId: "111122223333"',
    '    userPoolId: "eu-west-1_Pooldev"',
    '    webClientId: "webdev" # shop_web: the only one whose name says web',
    '    nativeClientId: "nativedev" # shop_native: the only other one whose name says native',
    `    identityPoolId: "${dev.identityPoolId}" # dev identities: the only one that takes tokens of the user pool`,
    '    guest: true # the identity pool lets guests in, and has a role for them',
    '    groups:',
    `      "editors": "${editors}"`,
    '  prod-pool: # from the user pool prod pool',
    '    accountId: "111122223333"',
    '    userPoolId: "eu-west-1_Poolprod"',
    '    webClientId: "webprod" # shop_web: the only one whose name says web',
    '    nativeClientId: "nativeprod" # shop_native: the only other one whose name says native',
    `    identityPoolId: "${envOf(shop, 'prod').identityPoolId}" # prod identities: the only one that takes tokens of the user pool`,
    '    guest: true # the identity pool lets guests in, and has a role for them',
    '',
  ]);
  const plan = await shop.run('plan');
  expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(plan.plan.changes.map(({ kind }) => kind)).toEqual(['lock', 'lock']);
  // And once again: nothing is missing any more.
  const before = text(shop);
  const again = await shop.run('discover');
  expect(text(shop)).toBe(before);
  expect([again.plan.changes, again.files]).toEqual([[], []]);
});

describe('what is ambiguous is listed, not guessed', () => {
  test.each<[string, (shop: Shop, env: FakeEnv) => void, string]>([
    ['two clients fit', () => undefined, 'several app clients without a secret fit'],
    [
      'two clients whose names say web',
      (shop, env) => {
        rename(shop, env, env.webClientId, 'web-a');
        rename(shop, env, env.nativeClientId, 'web-b');
      },
      'several app clients without a secret fit',
    ],
    [
      'no client without a secret',
      (shop, env) => {
        rename(shop, env, env.webClientId, 'web', { hasSecret: true });
        rename(shop, env, env.nativeClientId, 'native', { hasSecret: true });
      },
      'no app client without a secret',
    ],
    [
      'two identity pools',
      ({ aws }, env) => {
        const id = 'eu-west-1:99999999-2222-3333-4444-555555555555';
        aws.identityPools.set(id, { ...aws.identityPools.get(env.identityPoolId)!, id, name: 'second' });
        aws.identityPoolRoles.set(id, aws.identityPoolRoles.get(env.identityPoolId)!);
      },
      'several identity pools take its tokens',
    ],
    [
      'clients that may not be read',
      ({ aws }) => aws.denied.add('cognito-idp:DescribeUserPoolClient'),
      'cognito-idp:DescribeUserPoolClient is not allowed',
    ],
    [
      'identity pools that may not be listed',
      ({ aws }) => aws.denied.add('cognito-identity:ListIdentityPools'),
      'cognito-identity:ListIdentityPools is not allowed',
    ],
    [
      'pools that may not be listed',
      ({ aws }) => aws.denied.add('cognito-idp:ListUserPools'),
      'cognito-idp:ListUserPools is not allowed',
    ],
  ])('%s', async (_, change, why) => {
    const shop = unwritten('dev');
    change(shop, envOf(shop));
    const report = await shop.run('discover');
    // Nothing certain is left: no manifest at all, since one without envs is none.
    expect(shop.workspace.files.has(MANIFEST)).toBe(false);
    expect(
      report.document?.markdown.replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code))),
    ).toContain(why);
    expect(report.notes.join(' ')).toContain('Nothing was written');
  });

  test('beside what is certain it stands as a comment', async () => {
    const shop = unwritten('dev', 'prod');
    rename(shop, envOf(shop, 'prod'), envOf(shop, 'prod').nativeClientId, 'other', { hasSecret: true });
    await shop.run('discover', { envs: '*' });
    expect(text(shop)).toContain(
      '  # Found, and left for you to decide:\n  # - eu-west-1_Pooldev (dev pool): several app clients',
    );
    expect(text(shop)).toContain('  prod-pool: # from');
    expect((await shop.run('plan')).plan.changes.map(({ kind }) => kind)).toEqual(['lock']);
  });
});

describe('names are strangers’ texts', () => {
  test.each([
    'x\n  evil:\n    userPoolId: eu-west-1_evil',
    '"}\u2028evil: true # \u0085evil: 1',
    '::error::pwned',
    '<img src=x onerror=alert(1)> @everyone',
    '😀'.repeat(100),
  ])('%j', async (name) => {
    const shop = unwritten('dev');
    const env = envOf(shop);
    rename(shop, env, env.webClientId, 'the_web');
    rename(shop, env, env.nativeClientId, `native ${name}`);
    shop.aws.userPools.set(env.userPoolId, { ...shop.aws.userPools.get(env.userPoolId)!, name });
    shop.aws.identityPools.set(env.identityPoolId, { ...shop.aws.identityPools.get(env.identityPoolId)!, name });
    const report = await shop.run('discover');
    const plan = await shop.run('plan');
    expect(plan.envs.map(({ config }) => config?.userPoolId)).toEqual([env.userPoolId]);
    expect(plan.findings.filter(({ rule }) => rule.startsWith('manifest/'))).toEqual([]);
    const table = report.document?.markdown.split('#### `amplify-auth.yml`')[0];
    expect(table).not.toMatch(/<img|@everyone|^::/m);
  });
});

const REFUSED = { severity: 'error', env: null };

test('refused offline, without a region and without credentials', async () => {
  const shop = unwritten('dev');
  expect((await shop.run('discover', { offline: 'true' })).findings).toMatchObject([
    { ...REFUSED, rule: 'input/invalid' },
  ]);
  shop.aws.region = undefined;
  expect((await shop.run('discover')).findings).toMatchObject([
    { rule: 'account/credentials', hint: 'Set AWS_REGION.' },
  ]);
  shop.aws.region = 'eu-west-1';
  shop.aws.noCredentials = { state: 'unchecked', cause: 'credentials', reason: 'there are no AWS credentials' };
  const { code } = await shop.step('discover');
  expect(code).toBe(1);
  expect(shop.workspace.files.has(MANIFEST)).toBe(false);
});

test('published as a pull request, which changes the manifest alone', async () => {
  const shop = unwritten('dev');
  rename(shop, envOf(shop), envOf(shop).nativeClientId, 'other', { hasSecret: true });
  shop.repository.push('main', { 'README.md': 'x' });
  const report = await shop.run('discover', { publish: 'pull-request', 'github-token': 'token' });
  expect(report.publication.pullRequest?.number).toBeGreaterThan(0);
  const branch = shop.repository.at('amplify-import-auth/app');
  expect(branch.get(MANIFEST)).toBe(text(shop));
  expect(branch.get('README.md')).toBe('x');
});

test('envs narrows what is taken, and a dry run writes nothing', async () => {
  const shop = unwritten('dev', 'prod');
  for (const env of shop.envs.values()) rename(shop, env, env.nativeClientId, 'other', { hasSecret: true });
  const dry = await shop.dryRun('discover');
  expect(dry.plan.changes).toHaveLength(1);
  expect(shop.workspace.files.has(MANIFEST)).toBe(false);
  await shop.run('discover', { envs: 'prod*' });
  expect(text(shop)).toContain('  prod-pool:');
  expect(text(shop)).not.toContain('  dev-pool:');
});

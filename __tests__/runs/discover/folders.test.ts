import { expect, test } from '@jest/globals';
import { makeEnvOf, Shop } from '../../helpers/shop.ts';

const MANIFEST = 'amplify-auth.yml';
const DEV = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/amplify-shop-dev/x';
const PROD = 'arn:aws:cloudformation:eu-west-1:444455556666:stack/amplify-shop-prod/x';

/** An Amplify folder, as the Amplify CLI keeps it in git; `imports` are the user pools of its envs. */
function putAmplify(
  shop: Shop,
  root: string,
  project: string,
  stacks: Readonly<Record<string, string>>,
  imports: Readonly<Record<string, string>> = {},
): void {
  const isImported = Object.keys(imports).length > 0;
  const envs = Object.entries(stacks).map(([env, StackId]) => {
    const ids = { userPoolId: imports[env], webClientId: `web${env}`, nativeClientId: `web${env}` };
    const categories = isImported ? { categories: { auth: { shopauth: ids } } } : {};
    return [env, { awscloudformation: { Region: 'eu-west-1', StackId }, ...categories }];
  });
  const auth = isImported ? { auth: { shopauth: { service: 'Cognito', serviceType: 'imported' } } } : {};
  const put = (path: string, value: unknown) => shop.workspace.files.set(`${root}/${path}`, JSON.stringify(value));
  put('team-provider-info.json', Object.fromEntries(envs));
  put('backend/backend-config.json', auth);
  put('.config/project-config.json', { projectName: project });
}

function makePool(shop: Shop, name: string, poolName = name): string {
  const userPoolId = `eu-west-1_Pool${name}`;
  const identityPoolId = `eu-west-1:11111111-2222-3333-4444-${Buffer.from(name).toString('hex').padEnd(12, '0').slice(0, 12)}`;
  const roles = { authRole: `${name}-auth`, guestRole: `${name}-guest` };
  makeEnvOf(shop.aws, {
    name,
    userPoolId,
    webClientId: `web${name}`,
    nativeClientId: `web${name}`,
    identityPoolId,
    ...roles,
  });
  shop.aws.userPools.set(userPoolId, { ...shop.aws.userPools.get(userPoolId)!, name: poolName });
  return userPoolId;
}

function unwritten(): Shop {
  const shop = new Shop();
  shop.workspace.files.delete(MANIFEST);
  return shop;
}

test('the note on an env in another account names it, and goes once discover has run there', async () => {
  const shop = unwritten();
  putAmplify(
    shop,
    'amplify',
    'shop',
    { dev: DEV, prod: PROD },
    { dev: 'eu-west-1_Pooldev', prod: 'eu-west-1_Poolprod' },
  );
  makePool(shop, 'dev');
  await shop.run('discover');
  const first = shop.workspace.files.get(MANIFEST) ?? '';
  expect(first).toMatch(/# - prod \(amplify folder\): .*in the account 111122223333.*with credentials of 444455556666/);
  // The same checkout, with credentials of the second account.
  const other = unwritten();
  Object.assign(other.aws, { account: '444455556666' });
  for (const [path, text] of shop.workspace.files) other.workspace.files.set(path, text);
  makePool(other, 'prod');
  await other.run('discover');
  const second = other.workspace.files.get(MANIFEST) ?? '';
  expect(second).toMatch(/^ {2}dev: # from/m);
  expect(second).toMatch(/^ {2}prod: # from the amplify folder\n {4}accountId: "444455556666"/m);
  expect(second).not.toMatch(/left for you|# - /);
});

test('a note that is still true is renewed where it stands, and is there once', async () => {
  const shop = unwritten();
  putAmplify(
    shop,
    'amplify',
    'shop',
    { dev: DEV, prod: PROD },
    { dev: 'eu-west-1_Pooldev', prod: 'eu-west-1_Poolprod' },
  );
  makePool(shop, 'dev');
  await shop.run('discover');
  const first = shop.workspace.files.get(MANIFEST) ?? '';
  shop.workspace.files.set(MANIFEST, first.replace('444455556666', '999988887777'));
  await shop.run('discover');
  expect(shop.workspace.files.get(MANIFEST)).toBe(first);
});

test('envs of a folder without auth are called as Amplify calls them, by the names of the pools', async () => {
  const shop = unwritten();
  putAmplify(shop, 'amplify', 'shop', { dev: DEV, test: DEV, prod: PROD });
  makePool(shop, 'a', 'shop-dev');
  makePool(shop, 'b', 'crm');
  await shop.run('discover');
  const text = shop.workspace.files.get(MANIFEST) ?? '';
  expect(text).toMatch(/^ {2}dev: # from the user pool shop-dev$/m);
  expect(text.match(/^ {2}[\w-]+:/gm)).toEqual(['  dev:']);
  expect(text).toContain('# - test (amplify folder): nothing says which user pool is for it');
  expect(text).toContain('# - prod (amplify folder): its stack is in the account 444455556666');
});

test('the folder of a sub-directory is found, and the manifest is where plan looks for it', async () => {
  const shop = unwritten();
  putAmplify(shop, 'apps/web/amplify', 'shop', { dev: DEV }, { dev: makePool(shop, 'dev') });
  await shop.run('discover');
  const text = shop.workspace.files.get(MANIFEST) ?? '';
  expect(text).toContain('#   - {format: amplify-cli, path: apps/web/amplify}');
  expect(text).toMatch(/^ {2}dev: # from the amplify folder$/m);
});

test('each folder of a monorepo gets a manifest of its own, and what belongs to one is no candidate for the other', async () => {
  const shop = unwritten();
  putAmplify(shop, 'apps/web/amplify', 'web', { dev: DEV }, { dev: makePool(shop, 'dev') });
  putAmplify(shop, 'apps/crm/amplify', 'crm', { main: DEV }, { main: makePool(shop, 'main') });
  // The copies that a package brings are no apps of the checkout.
  const report = await shop.run('discover');
  expect(report.files).toEqual(['apps/crm/amplify-auth.yml', 'apps/web/amplify-auth.yml']);
  for (const [app, env] of [
    ['web', 'dev'],
    ['crm', 'main'],
  ] as const) {
    const text = shop.workspace.files.get(`apps/${app}/amplify-auth.yml`) ?? '';
    expect(text).toContain(`\nproject: ${app}\n`);
    expect(text.match(/^ {2}[\w-]+:/gm)).toEqual([`  ${env}:`]);
    expect(text).not.toContain('other user pools');
  }
  const plan = await shop.run('plan', { manifest: 'apps/*/amplify-auth.yml' });
  expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect((await shop.run('discover')).plan.changes).toEqual([]);
});

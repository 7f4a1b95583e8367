import { describe, expect, test } from '@jest/globals';
import { AmplifyShop, FRESH, IMPORTED } from '../../helpers/amplify-shop.ts';

const TEAM = 'team-provider-info.json';
const BACKEND = 'backend/backend-config.json';

type Env = 'dev' | 'prod';

/** A shop with a folder of these files on top of a fresh one, and a manifest of these envs. */
function shopWith(
  files: Readonly<Record<string, object | string | null>> = {},
  envs: readonly Env[] = ['dev', 'prod'],
) {
  const shop = new AmplifyShop();
  shop.folder({ ...FRESH, ...files });
  declare(shop, envs);
  return shop;
}

/** Writes the manifest; `more` are further lines of an env. */
function declare(shop: AmplifyShop, envs: readonly Env[], more: Partial<Record<Env, string>> = {}): void {
  const lines = envs.flatMap((name) => {
    const { userPoolId, webClientId, identityPoolId } = shop.envs[name];
    return [
      `  ${name}:`,
      `    userPoolId: ${userPoolId}`,
      `    webClientId: ${webClientId}`,
      `    identityPoolId: "${identityPoolId}"`,
      ...(more[name] === undefined ? [] : [`    ${more[name]}`]),
    ];
  });
  const head = ['version: 1', 'project: shop', 'outputs: [{format: amplify-cli, path: amplify}]', 'envs:'];
  shop.workspace.files.set('amplify-auth.yml', [...head, ...lines, ''].join('\n'));
}

async function errorsOf(shop: AmplifyShop, command: string, inputs: Parameters<AmplifyShop['run']>[1] = {}) {
  const { findings } = await shop.run(command, inputs);
  return findings.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule} ${message}`);
}

const json = (shop: AmplifyShop, path: string) =>
  JSON.parse(shop.read(path) ?? 'null') as Record<string, unknown> | null;
const importOf = (shop: AmplifyShop, env: string, resource = 'shopauth') =>
  (json(shop, TEAM) as Record<string, { categories?: { auth?: Record<string, unknown> } }>)[env]?.categories?.auth?.[
    resource
  ];

const needs = (resourceName: string) => ({ category: 'auth', resourceName, attributes: ['UserPoolId'] });
const LAMBDA = { build: true, providerPlugin: 'awscloudformation', service: 'Lambda' };

describe('an import that is there already', () => {
  const OLD = {
    [TEAM]: {
      dev: {
        awscloudformation: { Region: 'eu-west-1' },
        categories: { auth: { old1a2b: { userPoolId: 'eu-west-1_Gone', userPoolName: 'gone', note: 'by hand' } } },
      },
      prod: { awscloudformation: { Region: 'eu-west-1' } },
    },
    [BACKEND]: {
      auth: { old1a2b: { ...IMPORTED, dependsOn: [{ category: 'custom', resourceName: 'x' }], note: 'by hand' } },
      function: { orders: { ...LAMBDA, dependsOn: [needs('old1a2b')] } },
      parameters: { AMPLIFY_auth_old1a2b_userPoolId: { usedBy: [{ category: 'function', resourceName: 'orders' }] } },
    },
    'backend/auth/old1a2b/parameters.json': {
      authSelections: 'userPoolOnly',
      resourceName: 'old1a2b',
      note: 'by hand',
    },
  };

  test('keeps its name, what it depends on, what depends on it, and every key that is not ours', async () => {
    const shop = shopWith(OLD);
    expect(await errorsOf(shop, 'apply')).toEqual([]);
    expect(importOf(shop, 'dev', 'old1a2b')).toMatchObject({ userPoolId: shop.envs.dev.userPoolId, note: 'by hand' });
    const { auth, function: functions, parameters } = json(shop, BACKEND) as Record<string, Record<string, unknown>>;
    expect(auth).toEqual(OLD[BACKEND].auth);
    expect(functions).toEqual(OLD[BACKEND].function);
    expect(parameters?.['AMPLIFY_auth_old1a2b_userPoolId']).toEqual({
      usedBy: [
        { category: 'function', resourceName: 'orders' },
        { category: 'auth', resourceName: 'old1a2b' },
      ],
    });
    const described = json(shop, 'backend/auth/old1a2b/parameters.json');
    expect(described).toMatchObject({ authSelections: 'identityPoolAndUserPool', note: 'by hand' });
    expect(Object.keys(described ?? {}).slice(0, 5)).toEqual([
      'authSelections',
      'resourceName',
      'note',
      'serviceType',
      'region',
    ]);
    expect(shop.read('backend/auth/shopauth/parameters.json')).toBeUndefined();
    expect((await shop.run('plan')).plan.changes).toEqual([]);
  });

  test('goes as far as it is ours: keys of others stay', async () => {
    const shop = shopWith(OLD);
    await shop.run('apply');
    shop.folder({
      [BACKEND]: (shop.read(BACKEND) ?? '').replace(
        '"dependsOn": [\n        {\n          "category": "auth"',
        '"dependsOn": [\n        {\n          "category": "was"',
      ),
    });
    expect(await errorsOf(shop, 'unlink', { envs: '*' })).toEqual([]);
    expect(importOf(shop, 'dev', 'old1a2b')).toEqual({ note: 'by hand' });
    expect(json(shop, BACKEND)).toMatchObject({
      auth: { old1a2b: { note: 'by hand' } },
      parameters: { AMPLIFY_auth_old1a2b_userPoolId: { usedBy: [{ category: 'function', resourceName: 'orders' }] } },
    });
    expect(json(shop, 'backend/auth/old1a2b/parameters.json')).toEqual({ note: 'by hand' });
  });
});

describe('unlink', () => {
  const before = Object.fromEntries(
    Object.entries(FRESH).map(([path, value]) => [path, JSON.stringify(value, undefined, 2)]),
  );
  const state = (shop: AmplifyShop) =>
    Object.fromEntries(
      [...shop.workspace.files].flatMap(([path, text]) => (path.startsWith('amplify/') ? [[path.slice(8), text]] : [])),
    );

  test.each([
    ['all at once', ['*']],
    ['the main env first', ['dev', 'prod']],
    ['the main env last', ['prod', 'dev']],
  ])('%s: every byte is as it was', async (_, runs) => {
    const shop = shopWith();
    expect(await errorsOf(shop, 'apply')).toEqual([]);
    for (const envs of runs) expect(await errorsOf(shop, 'unlink', { envs })).toEqual([]);
    expect(state(shop)).toEqual(before);
  });

  test('as long as one env stays, so does the import', async () => {
    const shop = shopWith();
    await shop.run('apply');
    expect(await errorsOf(shop, 'unlink', { envs: 'dev' })).toEqual([]);
    expect(importOf(shop, 'dev')).toBeUndefined();
    expect(importOf(shop, 'prod')).toMatchObject({ userPoolId: shop.envs.prod.userPoolId });
    expect(json(shop, BACKEND)).toMatchObject({ auth: { shopauth: IMPORTED } });
  });

  test('an env that has nothing else stays', async () => {
    const shop = shopWith({ [TEAM]: { dev: {}, prod: {} } });
    expect(await errorsOf(shop, 'apply')).toEqual([]);
    expect(await errorsOf(shop, 'unlink', { envs: '*' })).toEqual([]);
    expect(json(shop, TEAM)).toEqual({ dev: {}, prod: {} });
  });

  test('an env that the manifest does not know keeps the import alive', async () => {
    const shop = shopWith();
    await shop.run('apply');
    const info = json(shop, TEAM);
    shop.folder({ [TEAM]: { ...info, qa: info?.['prod'] } });
    expect(await errorsOf(shop, 'unlink', { envs: '*' })).toEqual([]);
    expect(importOf(shop, 'prod')).toBeUndefined();
    expect(importOf(shop, 'qa')).toEqual(expect.objectContaining({ userPoolId: shop.envs.prod.userPoolId }));
    expect(json(shop, BACKEND)).toMatchObject({ auth: { shopauth: IMPORTED } });
  });

  test('prune takes out what an env had that is no longer in the manifest; the others stay', async () => {
    const shop = shopWith();
    await shop.run('apply');
    declare(shop, ['prod']);
    expect(await errorsOf(shop, 'apply', { prune: 'true' })).toEqual([]);
    expect(importOf(shop, 'dev')).toBeUndefined();
    expect(importOf(shop, 'prod')).toBeDefined();
    expect(json(shop, 'backend/auth/shopauth/parameters.json')).toMatchObject({ autoVerifiedAttributes: ['email'] });
    expect((await shop.run('plan')).plan.changes).toEqual([]);
  });

  test("an env whose auth is Amplify's own again has no import, and none is wanted", async () => {
    const shop = shopWith();
    await shop.run('apply');
    declare(shop, ['dev', 'prod'], { dev: 'managedBy: amplify' });
    expect(await errorsOf(shop, 'apply')).toEqual([]);
    expect(importOf(shop, 'dev')).toBeUndefined();
    expect(importOf(shop, 'prod')).toBeDefined();
    expect((await shop.run('plan')).plan.changes).toEqual([]);
  });

  test('while a function names the import, it does not go with its last env, and nothing is written', async () => {
    const shop = shopWith({ [BACKEND]: { function: { orders: { ...LAMBDA, dependsOn: [needs('shopauth')] } } } });
    expect(await errorsOf(shop, 'apply')).toEqual([]);
    const applied = [...shop.workspace.files];
    expect(await errorsOf(shop, 'unlink', { envs: '*' })).toEqual(
      Array<string>(2).fill(
        `gen1/auth-exists function/orders names the auth resource "shopauth", which would go with its last env (amplify/${BACKEND})`,
      ),
    );
    expect([...shop.workspace.files]).toEqual(applied);
    expect(await errorsOf(shop, 'unlink', { envs: 'dev' })).toEqual([]);
  });
});

describe('a file that nobody can change safely', () => {
  test.each([
    [TEAM, '{"dev": {}, "prod": {"categories": []}}', '"prod.categories" is no object'],
    [TEAM, '{"dev": {"categories": {}, "categories": {}}, "prod": {}}', '"dev.categories" is there twice'],
    [
      BACKEND,
      '{"auth": {"shopauth": {"serviceType": "imported", "service": "Cognito", "service": "x"}}}',
      'is there twice',
    ],
    ['backend/auth/shopauth/parameters.json', '{"region": 1, "region": 2}', '"region" is there twice'],
  ])('%s: %s', async (file, text, why) => {
    const shop = shopWith({ [file]: text });
    const errors = await errorsOf(shop, 'apply');
    expect(errors.join('\n')).toContain(why);
    expect(shop.read(file)).toBe(text);
  });
});

describe('the lock', () => {
  /** Offline nothing is planned where roles would have to be looked at. */
  function userPoolsAlone(): AmplifyShop {
    const shop = shopWith();
    const text = shop.workspace.files.get('amplify-auth.yml') ?? '';
    shop.workspace.files.set('amplify-auth.yml', text.replaceAll(/ +identityPoolId.*\n/g, ''));
    return shop;
  }

  test('stands in for AWS: offline, the plan of what is applied is empty, and a broken part is reported', async () => {
    const shop = userPoolsAlone();
    await shop.run('apply');
    expect((await shop.run('plan', { offline: 'true' })).plan.changes).toEqual([]);
    shop.folder({ [TEAM]: (shop.read(TEAM) ?? '').replace('"dev pool"', '"edited"') });
    const { plan } = await shop.run('plan', { offline: 'true' });
    expect(plan.changes.map(({ target }) => target)).toEqual([`amplify/${TEAM}#dev`]);
  });

  test('one without the names of pools leaves the output open', async () => {
    const shop = userPoolsAlone();
    await shop.run('apply');
    const lock = shop.workspace.files.get('amplify-auth.lock.json') ?? '';
    shop.workspace.files.set('amplify-auth.lock.json', lock.replace(/"name": "dev pool",\s*/, ''));
    shop.folder({ [TEAM]: FRESH[TEAM] });
    const { plan, unchecked } = await shop.run('plan', { offline: 'true' });
    expect(plan.changes.filter(({ kind }) => kind === 'file').map(({ env }) => env)).toEqual(['prod']);
    expect(unchecked.filter(({ reason }) => reason.includes('names of the pools')).map(({ env }) => env)).toEqual([
      'dev',
    ]);
  });

  test('drift tells of the env whose part was edited by hand, and of no other', async () => {
    const shop = shopWith();
    await shop.run('apply');
    const lock = shop.workspace.files.get('amplify-auth.lock.json') ?? '';
    shop.workspace.files.set('amplify-auth.lock.json', lock.replaceAll('"published": false', '"published": true'));
    const quiet = await shop.run('drift');
    expect(quiet.findings).toEqual([]);
    shop.folder({ [TEAM]: (shop.read(TEAM) ?? '').replace(shop.envs.prod.webClientId, 'another') });
    const { findings } = await shop.run('drift');
    expect(findings.map(({ rule, env }) => `${rule} ${String(env)}`)).toEqual(['drift/file prod']);
  });
});

import { describe, expect, test } from '@jest/globals';
import { AmplifyShop, FRESH, IMPORTED } from '../helpers/amplify-shop.ts';
import { marked } from '../helpers/marked.ts';
import type { FakeEnv } from '../helpers/shop.ts';

interface Gen1Case {
  readonly what: string;
  /** Changes AWS. */
  readonly aws?: (shop: AmplifyShop) => void;
  /** Files of the folder that are not those of a fresh project; null: not there. */
  readonly files?: Readonly<Record<string, object | string | null>>;
  /** The manifest, with `▸` where findings are expected; by default two healthy envs. */
  readonly yaml?: (shop: AmplifyShop) => string;
  readonly says?: readonly string[];
  readonly hints?: readonly string[];
}

const OUTPUT = 'outputs: [{format: amplify-cli, path: amplify}]';

function describeRule(rule: string, cases: readonly Gen1Case[]): void {
  describe(rule, () => {
    test.each(cases)('$what', async ({ aws, files = {}, yaml = twoEnvs(), says = [], hints }) => {
      const shop = new AmplifyShop();
      const folder = Object.entries({ ...FRESH, ...files });
      shop.folder(Object.fromEntries(folder));
      aws?.(shop);
      const { text, places } = marked(yaml(shop));
      shop.workspace.files.set('amplify-auth.yml', text);
      const before = [...shop.workspace.files];
      const report = await shop.run('apply');
      const found = report.findings.filter((finding) => finding.rule.startsWith('gen1/'));
      expect(found.filter((one) => one.rule !== rule || one.severity !== 'error')).toEqual([]);
      expect(sorted(found.map(({ place }) => place))).toEqual(sorted(places));
      expect(found.map(({ message }) => message)).toEqual(says.map((part) => expect.stringContaining(part)));
      if (hints) expect(found.map(({ hint }) => hint)).toEqual(hints.map((part) => expect.stringContaining(part)));
      // It is found before anything is written, and the other env goes on.
      const faulty = found.map(({ env }) => env);
      const written = report.outcomes.filter(({ status }) => status === 'applied').map(({ env }) => env);
      expect(written.filter((env) => faulty.includes(env))).toEqual([]);
      if (new Set(faulty).size === 2) expect([...shop.workspace.files]).toEqual(before);
      else expect(written).not.toEqual([]);
    });
  });
}

const sorted = (places: readonly { readonly line: number; readonly column: number }[]) =>
  places.map(({ line, column }) => `${line}:${column}`).toSorted();

/** A manifest of dev and prod; the given lines stand in place of the healthy ones of the same key, null leaves one out. */
function twoEnvs(
  dev: (env: FakeEnv) => Readonly<Record<string, string | null>> = () => ({}),
  prod: (env: FakeEnv) => Readonly<Record<string, string | null>> = () => ({}),
  { output = OUTPUT, names = ['dev', 'prod'] }: { output?: string; names?: readonly [string, string] } = {},
) {
  return ({ envs }: AmplifyShop): string => {
    const lines = (name: string, env: FakeEnv, changed: Readonly<Record<string, string | null>>) => {
      const { userPoolId, webClientId, nativeClientId, identityPoolId } = env;
      const healthy = { userPoolId, webClientId, nativeClientId, identityPoolId: `"${identityPoolId}"` };
      const values: Readonly<Record<string, string | null>> = { ...healthy, ...changed };
      return [
        `  ${name}:`,
        ...Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [`    ${key}: ${value}`])),
      ];
    };
    const [first, second] = names;
    const all = [...lines(first, envs.dev, dev(envs.dev)), ...lines(second, envs.prod, prod(envs.prod))];
    return ['version: 1', 'project: shop', output, 'envs:', ...all, ''].join('\n');
  };
}

/** One place for both envs. */
const MARKED_OUTPUT = { output: 'outputs: [{format: amplify-cli, path: ▸▸amplify}]' };

describe('a healthy project', () => {
  test('nothing is found without an amplify-cli output', async () => {
    const shop = new AmplifyShop();
    shop.aws.identityPoolRoles.set(shop.envs.dev.identityPoolId, {
      ...shop.aws.identityPoolRoles.get(shop.envs.dev.identityPoolId)!,
      unauthenticated: undefined,
    });
    shop.workspace.files.set('amplify-auth.yml', twoEnvs(undefined, undefined, { output: 'outputs: []' })(shop));
    const { findings, unchecked } = await shop.run('validate');
    expect([...findings, ...unchecked].filter(({ rule }) => rule.startsWith('gen1/'))).toEqual([]);
  });

  test('nothing is found with one', async () => {
    const shop = new AmplifyShop();
    shop.folder(FRESH);
    shop.workspace.files.set('amplify-auth.yml', twoEnvs()(shop));
    const { findings } = await shop.run('apply');
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(shop.read('team-provider-info.json')).toContain(shop.envs.prod.userPoolId);
  });
});

describeRule('gen1/env-unknown', [
  {
    what: 'there is no Amplify project',
    files: Object.fromEntries(Object.keys(FRESH).map((path) => [path, null])),
    yaml: twoEnvs(undefined, undefined, MARKED_OUTPUT),
    says: ['there is no Amplify project in amplify', 'there is no Amplify project in amplify'],
    hints: ['amplify init', 'amplify init'],
  },
  {
    what: 'the project does not have the env, and has one of nearly the same name',
    yaml: twoEnvs(undefined, undefined, { names: ['dev', '▸prodd'] }),
    says: ['the Amplify project in amplify has no env called prodd'],
    hints: ['Did you mean "prod"?'],
  },
  {
    what: 'the project does not have the env, nor anything like it',
    yaml: twoEnvs(undefined, undefined, { names: ['▸sandbox', 'prod'] }),
    says: ['has no env called sandbox'],
    hints: ['It has dev, prod. A new one is made by `amplify env add`.'],
  },
  {
    what: 'the project has no envs at all, since git ignores the file that lists them',
    files: { 'team-provider-info.json': null },
    yaml: twoEnvs(undefined, undefined, { names: ['▸dev', '▸prod'] }),
    says: ['has no env called dev', 'has no env called prod'],
    hints: ['commit that file', 'commit that file'],
  },
]);

describe('a project that cannot be understood', () => {
  test.each([
    ['team-provider-info.json', '{"dev": ', 'it is no JSON'],
    ['backend/backend-config.json', '[]', 'it is no JSON object'],
    ['.config/project-config.json', '// mine\n{}', 'it is no JSON'],
  ])('%s: all is left open, and nothing is written', async (file, text, why) => {
    const shop = new AmplifyShop();
    shop.folder({ ...FRESH, [file]: text });
    shop.workspace.files.set('amplify-auth.yml', twoEnvs()(shop));
    const before = [...shop.workspace.files];
    const { findings, unchecked } = await shop.run('apply');
    expect(new Set(unchecked.filter(({ rule }) => rule.startsWith('gen1/')).map(({ rule }) => rule))).toEqual(
      new Set(['gen1/env-unknown', 'gen1/auth-exists', 'gen1/region', 'gen1/selections']),
    );
    const [finding] = findings.filter(({ rule }) => rule === 'manifest/output-path');
    expect(finding?.message).toContain(`amplify/${file} cannot be understood: ${why}`);
    expect([...shop.workspace.files]).toEqual(before);
  });
});

const backend = (config: object, more: Readonly<Record<string, object>> = {}) => ({
  'backend/backend-config.json': config,
  ...more,
});
const FUNCTION = { service: 'Lambda', providerPlugin: 'awscloudformation', build: true };
const needs = (resourceName: string) => [{ category: 'auth', resourceName, attributes: ['UserPoolId'] }];

describeRule('gen1/auth-exists', [
  {
    what: 'an auth of its own, with groups',
    files: backend({
      auth: {
        shop1a2b: { service: 'Cognito', customAuth: false },
        userPoolGroups: { service: 'Cognito-UserPool-Groups' },
      },
    }),
    yaml: twoEnvs(undefined, undefined, MARKED_OUTPUT),
    says: ['another auth already: shop1a2b (its own), userPoolGroups (its own)', 'another auth already'],
    hints: ['amplify remove auth', 'amplify remove auth'],
  },
  {
    what: 'an import keeps its name, whatever the manifest calls it',
    files: backend({ auth: { oldname: IMPORTED } }),
  },
  {
    what: 'an import keeps its name, and a function that names it is content',
    files: backend({ auth: { oldname: IMPORTED }, function: { orders: { ...FUNCTION, dependsOn: needs('oldname') } } }),
  },
  {
    what: 'an import beside an auth of its own',
    files: backend({ auth: { oldname: IMPORTED, shopauth: { service: 'Cognito', serviceType: 'managed' } } }),
    yaml: twoEnvs(undefined, undefined, MARKED_OUTPUT),
    says: ['shopauth (its own)', 'shopauth (its own)'],
  },
  {
    what: 'an auth of its own that has the very name',
    files: backend({ auth: { shopauth: { service: 'Cognito', serviceType: 'managed' } } }),
    yaml: twoEnvs(undefined, undefined, MARKED_OUTPUT),
    says: ['shopauth (its own)', 'shopauth (its own)'],
  },
  {
    what: 'two imports, of which no CLI would know which to take',
    files: backend({ auth: { oldname: IMPORTED, shopauth: IMPORTED } }),
    yaml: twoEnvs(undefined, undefined, MARKED_OUTPUT),
    says: ['shopauth (imported)', 'shopauth (imported)'],
  },
  {
    what: 'a function depends on an auth that is not there',
    files: backend({ function: { orders: { ...FUNCTION, dependsOn: needs('shopold') } } }),
    yaml: twoEnvs(undefined, undefined, MARKED_OUTPUT),
    says: Array<string>(2).fill(
      'function/orders names the auth resource "shopold", and the import is called "shopauth" (amplify/backend/backend-config.json)',
    ),
    hints: Array<string>(2).fill('Write `resourceName: shopold` into the manifest'),
  },
  {
    what: 'the manifest takes the name that a function depends on',
    files: backend({ function: { orders: { ...FUNCTION, dependsOn: needs('shopold') } } }),
    yaml: twoEnvs(undefined, undefined, { output: `resourceName: shopold\n${OUTPUT}` }),
  },
  {
    what: 'an API takes tokens of a user pool that is not there',
    files: backend({
      api: {
        graph: {
          service: 'AppSync',
          output: {
            authConfig: {
              defaultAuthentication: { authenticationType: 'API_KEY' },
              additionalAuthenticationProviders: [
                { authenticationType: 'AMAZON_COGNITO_USER_POOLS', userPoolConfig: { userPoolId: 'authshopold' } },
              ],
            },
          },
        },
      },
    }),
    yaml: twoEnvs(undefined, undefined, MARKED_OUTPUT),
    says: Array<string>(2).fill('api/graph names the auth resource "shopold"'),
  },
  {
    what: "a function's template has a parameter for the user pool of an auth that is not there",
    files: backend(
      { function: { orders: FUNCTION } },
      {
        'backend/function/orders/orders-cloudformation-template.json': {
          Parameters: { authshopoldUserPoolId: { Type: 'String' }, env: { Type: 'String' } },
        },
      },
    ),
    yaml: twoEnvs(undefined, undefined, MARKED_OUTPUT),
    says: Array<string>(2).fill(
      'function/orders names the auth resource "shopold", and the import is called "shopauth" (amplify/backend/function/orders/orders-cloudformation-template.json)',
    ),
  },
  {
    what: 'parameters.json of api names an auth that is not there: Fn::GetAtt',
    files: backend(
      { api: { graph: { service: 'AppSync' } } },
      {
        'backend/api/graph/parameters.json': {
          AuthCognitoUserPoolId: { 'Fn::GetAtt': ['authshopold', 'Outputs.UserPoolId'] },
        },
      },
    ),
    yaml: twoEnvs(undefined, undefined, MARKED_OUTPUT),
    says: Array<string>(2).fill(
      'api/graph names the auth resource "shopold", and the import is called "shopauth" (amplify/backend/api/graph/parameters.json)',
    ),
    hints: Array<string>(2).fill('Write `resourceName: shopold` into the manifest'),
  },
  {
    what: 'parameters.json of api names an auth that is not there: Fn::GetAtt in one text',
    files: backend(
      { api: { graph: { service: 'AppSync' } } },
      {
        'backend/api/graph/parameters.json': {
          AuthCognitoUserPoolId: { 'Fn::GetAtt': 'authshopold.Outputs.UserPoolId' },
        },
      },
    ),
    yaml: twoEnvs(undefined, undefined, MARKED_OUTPUT),
    says: Array<string>(2).fill(
      'api/graph names the auth resource "shopold", and the import is called "shopauth" (amplify/backend/api/graph/parameters.json)',
    ),
    hints: Array<string>(2).fill('Write `resourceName: shopold` into the manifest'),
  },
  {
    what: 'parameters.json of function names an auth that is not there: Fn::GetAtt',
    files: backend(
      { function: { graph: FUNCTION } },
      { 'backend/function/graph/parameters.json': { pool: { 'Fn::GetAtt': ['authshopold', 'Outputs.UserPoolId'] } } },
    ),
    yaml: twoEnvs(undefined, undefined, MARKED_OUTPUT),
    says: Array<string>(2).fill(
      'function/graph names the auth resource "shopold", and the import is called "shopauth" (amplify/backend/function/graph/parameters.json)',
    ),
    hints: Array<string>(2).fill('Write `resourceName: shopold` into the manifest'),
  },
  {
    what: 'parameters.json of function names an auth that is not there: Ref',
    files: backend(
      { function: { graph: FUNCTION } },
      { 'backend/function/graph/parameters.json': { pool: { Ref: 'authshopoldUserPoolId' } } },
    ),
    yaml: twoEnvs(undefined, undefined, MARKED_OUTPUT),
    says: Array<string>(2).fill(
      'function/graph names the auth resource "shopold", and the import is called "shopauth" (amplify/backend/function/graph/parameters.json)',
    ),
    hints: Array<string>(2).fill('Write `resourceName: shopold` into the manifest'),
  },
  {
    what: 'parameters.json of api names an auth that is not there: the id of a pool to look up',
    files: backend(
      { api: { graph: { service: 'AppSync' } } },
      { 'backend/api/graph/parameters.json': { authConfig: { userPoolConfig: { userPoolId: 'authshopold' } } } },
    ),
    yaml: twoEnvs(undefined, undefined, MARKED_OUTPUT),
    says: Array<string>(2).fill(
      'api/graph names the auth resource "shopold", and the import is called "shopauth" (amplify/backend/api/graph/parameters.json)',
    ),
    hints: Array<string>(2).fill('Write `resourceName: shopold` into the manifest'),
  },
  {
    what: 'parameters.json that names the import, or no auth at all',
    files: backend(
      { api: { graph: { service: 'AppSync' } } },
      {
        'backend/api/graph/parameters.json': {
          AuthCognitoUserPoolId: { 'Fn::GetAtt': ['authshopauth', 'Outputs.UserPoolId'] },
          authRoleName: { Ref: 'AuthRoleName' },
          authMode: 'authenticated',
        },
      },
    ),
  },
  {
    what: 'a parameter with a value of its own needs no auth',
    files: backend(
      { function: { orders: FUNCTION, bills: FUNCTION } },
      {
        'backend/function/orders/orders-cloudformation-template.json': {
          Parameters: { authshopoldUserPoolId: { Type: 'String', Default: 'eu-west-1_other' } },
        },
        'backend/function/bills/bills-cloudformation-template.json': { Parameters: { authshopoldUserPoolId: {} } },
        'backend/function/bills/parameters.json': { authshopoldUserPoolId: 'eu-west-1_other' },
      },
    ),
  },
]);

const imports = (region: string, withIdentityPool: boolean) => ({
  'team-provider-info.json': {
    ...FRESH['team-provider-info.json'],
    qa: {
      awscloudformation: { Region: region },
      categories: {
        auth: {
          shopauth: { userPoolId: `${region}_Qa`, ...(withIdentityPool ? { identityPoolId: `${region}:1` } : {}) },
        },
      },
    },
  },
});

describeRule('gen1/region', [
  {
    what: 'the env of the project is elsewhere',
    files: {
      'team-provider-info.json': {
        ...FRESH['team-provider-info.json'],
        prod: { awscloudformation: { Region: 'us-east-1' } },
      },
    },
    yaml: twoEnvs(undefined, ({ userPoolId }) => ({ userPoolId: `▸${userPoolId}` })),
    says: ['the user pool is in eu-west-1, and the Amplify env in us-east-1'],
  },
  {
    what: 'where the region is written, that is the place',
    files: {
      'team-provider-info.json': {
        dev: { awscloudformation: { Region: 'us-east-1' } },
        prod: FRESH['team-provider-info.json'].prod,
      },
    },
    yaml: twoEnvs(() => ({ region: '▸eu-west-1' })),
    says: ['the user pool is in eu-west-1, and the Amplify env in us-east-1'],
  },
  {
    what: 'two envs in two regions: the one that is not as the first is wrong',
    files: { 'team-provider-info.json': { dev: {}, prod: {} } },
    yaml: twoEnvs(
      () => ({ identityPoolId: null }),
      () => ({ userPoolId: '▸us-east-1_Poolprod', identityPoolId: null }),
    ),
    aws: elsewhere,
    says: ['the user pool is in us-east-1, and that of dev in eu-west-1'],
  },
  {
    what: 'two envs in two regions: the one that is not as the main one is wrong',
    files: { 'team-provider-info.json': { dev: {}, prod: {} } },
    yaml: twoEnvs(
      ({ userPoolId }) => ({ userPoolId: `▸${userPoolId}`, identityPoolId: null }),
      () => ({ userPoolId: 'us-east-1_Poolprod', identityPoolId: null }),
      {
        output: 'outputs: [{format: amplify-cli, path: amplify, env: prod}]',
      },
    ),
    aws: elsewhere,
    says: ['the user pool is in eu-west-1, and that of prod in us-east-1'],
  },
  {
    what: 'an env that the manifest does not know has its import elsewhere',
    files: imports('us-east-1', true),
    yaml: twoEnvs(
      ({ userPoolId }) => ({ userPoolId: `▸${userPoolId}` }),
      ({ userPoolId }) => ({ userPoolId: `▸${userPoolId}` }),
    ),
    says: ['and that of qa in us-east-1', 'and that of qa in us-east-1'],
  },
]);

/** A user pool for prod in another region. */
function elsewhere({ aws, envs: { prod } }: AmplifyShop): void {
  const pool = aws.userPools.get(prod.userPoolId)!;
  aws.userPools.set('us-east-1_Poolprod', { ...pool, id: 'us-east-1_Poolprod' });
  aws.mfa.set('us-east-1_Poolprod', aws.mfa.get(prod.userPoolId)!);
  for (const id of [prod.webClientId, prod.nativeClientId]) {
    aws.clients.set(`us-east-1_Poolprod ${id}`, aws.clients.get(`${prod.userPoolId} ${id}`)!);
  }
}

describeRule('gen1/selections', [
  {
    what: 'one env has no identity pool: where an id would belong, the user pool is the place',
    yaml: twoEnvs(undefined, ({ userPoolId }) => ({ userPoolId: `▸${userPoolId}`, identityPoolId: null })),
    says: ['it has no identity pool, and dev has one'],
  },
  {
    what: 'one env has an identity pool, and the main one has none',
    yaml: twoEnvs(
      ({ identityPoolId }) => ({ identityPoolId: `▸"${identityPoolId}"` }),
      () => ({ identityPoolId: null }),
      {
        output: 'outputs: [{format: amplify-cli, path: amplify, env: prod}]',
      },
    ),
    says: ['it has an identity pool, and prod has none'],
  },
  {
    what: 'an env that the manifest does not know was imported without one',
    files: imports('eu-west-1', false),
    yaml: twoEnvs(
      ({ identityPoolId }) => ({ identityPoolId: `▸"${identityPoolId}"` }),
      ({ identityPoolId }) => ({ identityPoolId: `▸"${identityPoolId}"` }),
    ),
    says: ['it has an identity pool, and qa has none', 'it has an identity pool, and qa has none'],
  },
  {
    what: 'no env has one',
    yaml: twoEnvs(
      () => ({ identityPoolId: null }),
      () => ({ identityPoolId: null }),
    ),
  },
]);

describeRule('gen1/guest-role-required', [
  {
    what: 'no unauthenticated role, and nobody wants guests',
    aws: ({ aws, envs: { prod } }) => {
      const roles = aws.identityPoolRoles.get(prod.identityPoolId)!;
      aws.identityPoolRoles.set(prod.identityPoolId, { ...roles, unauthenticated: undefined });
    },
    yaml: twoEnvs(undefined, ({ identityPoolId }) => ({ identityPoolId: `▸"${identityPoolId}"` })),
    says: ['has no unauthenticated role, and the Amplify CLI imports none without'],
    hints: ['guest access can stay off'],
  },
]);

describeRule('gen1/oauth-mismatch', [
  ...(
    [
      ['CallbackURLs', { callbackUrls: ['https://shop.example/'] }],
      ['LogoutURLs', { logoutUrls: ['shop://'] }],
      ['SupportedIdentityProviders', { supportedIdentityProviders: ['Google'] }],
      ['AllowedOAuthFlows', { allowedOAuthFlows: ['code'] }],
      ['AllowedOAuthScopes', { allowedOAuthScopes: ['openid'] }],
      ['AllowedOAuthFlowsUserPoolClient', { allowedOAuthFlowsUserPoolClient: true }],
    ] as const
  ).map(([field, change]): Gen1Case => ({
    what: field,
    aws: ({ aws, envs: { dev } }) => {
      const key = `${dev.userPoolId} ${dev.nativeClientId}`;
      aws.clients.set(key, { ...aws.clients.get(key)!, ...change });
    },
    yaml: twoEnvs(({ nativeClientId }) => ({ nativeClientId: `▸${nativeClientId}` })),
    says: [`differ in ${field}, which the Amplify CLI refuses`],
    hints: [`${field}\n  web: `],
  })),
  {
    what: 'the web client serves both',
    aws: ({ aws, envs: { dev } }) => {
      const key = `${dev.userPoolId} ${dev.webClientId}`;
      aws.clients.set(key, { ...aws.clients.get(key)!, callbackUrls: ['https://shop.example/'] });
    },
    yaml: twoEnvs(() => ({ nativeClientId: null })),
  },
]);

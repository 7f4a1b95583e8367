import { describe, expect, test } from '@jest/globals';
import { CreateUserPoolClientCommand, DeleteUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DeleteIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import { type AwsClients, type ClientInput, type Environment, seedEnvironment } from '@amplify-import-auth/testbed/aws';
import type { RuleId } from '../../src/domain/rule.ts';
import { checkCase, dev, IDENTITY_POOL, NATIVE, USER_POOL, WEB, type RuleCase } from '../helpers/emulated.ts';
import { envYaml, Shop } from '../helpers/shop.ts';

async function addClient(
  { userPools }: AwsClients,
  { userPoolId }: Environment,
  input: Partial<ClientInput> = {},
): Promise<string> {
  const command = new CreateUserPoolClientCommand({ UserPoolId: userPoolId, ClientName: 'another', ...input });
  return (await userPools.send(command)).UserPoolClient?.ClientId ?? '';
}

/** What hangs on any client. */
const ANY: readonly RuleId[] = ['client/auth-flow', 'client/oauth-incomplete', 'client/callback-urls'];
const OF_WEB: readonly RuleId[] = [...ANY, 'client/web-has-secret', 'identity-pool/provider-missing'];
const OF_NATIVE: readonly RuleId[] = [...ANY, 'client/oauth-mismatch', 'identity-pool/provider-missing'];

describe('client/not-found', () => {
  test.each<RuleCase>([
    {
      what: 'the web client',
      change: async (env, clients) => {
        for (let others = 0; others < 3; others += 1) await addClient(clients, env);
      },
      yaml: dev(USER_POOL, 'webClientId: ▸<webClientId>x'),
      finds: ['client/not-found'],
      says: ['the user pool <userPoolId> has no app client <webClientId>x'],
      hints: ['the web client', 'The nearest: <webClientId>,'],
      unchecked: [...ANY, 'client/web-has-secret'],
    },
    {
      what: 'the web client, where the identity pool lists only one that could be meant',
      yaml: dev(USER_POOL, 'webClientId: ▸<webClientId>x', IDENTITY_POOL),
      finds: ['client/not-found'],
      hints: ['<webClientId> is the only app client of that pool that fits.'],
      unchecked: OF_WEB,
    },
    {
      what: 'the native client',
      yaml: dev(USER_POOL, WEB, 'nativeClientId: ▸"0123456789"', IDENTITY_POOL),
      finds: ['client/not-found'],
      says: ['no app client 0123456789'],
      hints: ['the native client', 'The nearest: <webClientId>.'],
      unchecked: OF_NATIVE,
    },
    {
      what: 'both',
      yaml: dev(USER_POOL, 'webClientId: ▸nope', 'nativeClientId: ▸nada', IDENTITY_POOL),
      finds: ['client/not-found', 'client/not-found'],
      unchecked: [...OF_WEB, 'client/oauth-mismatch'],
    },
    {
      what: 'a client of another pool',
      also: async (_env, clients) => ({ theirs: (await seedEnvironment(clients)).webClientId }),
      yaml: dev(USER_POOL, 'webClientId: ▸<theirs>'),
      finds: ['client/not-found'],
      unchecked: OF_WEB.filter((rule) => rule !== 'identity-pool/provider-missing'),
    },
    {
      what: 'a client that was deleted, and that the identity pool still lists',
      seed: { nativeClient: true },
      change: async ({ userPoolId, nativeClientId }, { userPools }) => {
        await userPools.send(new DeleteUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: nativeClientId }));
      },
      yaml: dev('nativeClientId: &native ▸<nativeClientId>', USER_POOL, WEB, IDENTITY_POOL),
      finds: ['client/not-found'],
      unchecked: OF_NATIVE,
    },
  ])('$what', checkCase);
});

describe('client/web-has-secret', () => {
  const SECRET = { finds: ['client/web-has-secret'] };

  test.each<RuleCase>([
    {
      ...SECRET,
      what: 'an app client for servers',
      seed: { webClient: { GenerateSecret: true } },
      yaml: dev(USER_POOL, 'webClientId: ▸<webClientId>', IDENTITY_POOL),
      says: ['the app client <webClientId> (<name>_web) has a client secret'],
    },
    {
      ...SECRET,
      what: 'without an identity pool',
      seed: { webClient: { GenerateSecret: true } },
      yaml: dev(USER_POOL, "webClientId: ▸'<webClientId>'"),
    },
    {
      ...SECRET,
      what: 'one for web and native',
      seed: { webClient: { GenerateSecret: true } },
      yaml: dev(USER_POOL, 'webClientId: &client ▸<webClientId>', 'nativeClientId: *client', IDENTITY_POOL),
    },
    {
      what: 'a native client may have one',
      seed: { nativeClient: { GenerateSecret: true } },
      yaml: dev(USER_POOL, WEB, NATIVE, IDENTITY_POOL),
      finds: [],
    },
  ])('$what', checkCase);
});

/** What hangs on a web client that could not be chosen. */
const UNCHOSEN: readonly RuleId[] = [...OF_WEB];

describe('client/none-fits', () => {
  const NONE = { finds: ['client/none-fits'], unchecked: UNCHOSEN };

  test.each<RuleCase>([
    {
      ...NONE,
      what: 'the only client has a secret',
      seed: { webClient: { GenerateSecret: true } },
      yaml: dev('userPoolId: ▸<userPoolId>', IDENTITY_POOL),
      says: ['no app client fits as web client: <webClientId> (<name>_web) has a secret'],
      hints: ['without a secret and add it to the identity pool'],
    },
    {
      ...NONE,
      what: 'the identity pool lists none',
      seed: { listInIdentityPool: [] },
      yaml: dev('userPoolId: ▸<userPoolId>', IDENTITY_POOL),
      says: ['<webClientId> (<name>_web) is not listed by the identity pool'],
    },
    {
      ...NONE,
      what: 'one has a secret, the other one is not listed',
      seed: { webClient: { GenerateSecret: true }, nativeClient: true, listInIdentityPool: ['web'] },
      yaml: dev('webClientId: null', 'userPoolId: ▸<userPoolId>', IDENTITY_POOL),
      says: ['<webClientId> (<name>_web) has a secret', '<nativeClientId> (<name>_native) is not listed'],
    },
    {
      ...NONE,
      what: 'there is no client',
      seed: { webClient: false },
      yaml: dev('userPoolId: ▸<userPoolId>'),
      says: ['the user pool has no app client'],
      hints: ['Create an app client without a secret.'],
      unchecked: UNCHOSEN.filter((rule) => rule !== 'identity-pool/provider-missing'),
    },
    {
      what: 'an identity pool that is gone leaves the question open',
      seed: { nativeClient: true },
      change: async ({ identityPoolId }, { identityPools }) => {
        await identityPools.send(new DeleteIdentityPoolCommand({ IdentityPoolId: identityPoolId }));
      },
      yaml: dev(USER_POOL, 'identityPoolId: ▸<identityPoolId>'),
      finds: ['identity-pool/not-found'],
      unchecked: [
        ...UNCHOSEN,
        'client/none-fits',
        'client/ambiguous',
        'identity-pool/classic-flow',
        'identity-pool/role-mapping',
        'role/auth-missing',
        'role/not-found',
        'role/shared',
        'trust/missing',
        'trust/audience',
        'trust/audience-wide',
        'trust/amr',
        'trust/other-principal',
        'policy/privileged',
      ],
    },
  ])('$what', checkCase);
});

describe('client/ambiguous', () => {
  const SEVERAL = { finds: ['client/ambiguous'], unchecked: UNCHOSEN };

  test.each<RuleCase>([
    {
      ...SEVERAL,
      what: 'two clients that the identity pool lists',
      seed: { nativeClient: true },
      yaml: dev('userPoolId: ▸<userPoolId>', IDENTITY_POOL),
      says: ['<webClientId> (<name>_web)', '<nativeClientId> (<name>_native)'],
      hints: ['webClientId'],
    },
    {
      ...SEVERAL,
      what: 'two clients in addition to the native one',
      seed: { nativeClient: true },
      also: async (env, clients) => ({ third: await addClient(clients, env) }),
      yaml: dev('userPoolId: ▸<userPoolId>', NATIVE),
      says: ['<webClientId> (', '<third> (another)'],
      unchecked: [...ANY, 'client/web-has-secret', 'client/oauth-mismatch'],
    },
    {
      what: 'the native client is no candidate as long as another one fits',
      seed: { nativeClient: true },
      yaml: dev(USER_POOL, NATIVE, IDENTITY_POOL),
      finds: [],
    },
    {
      what: 'the native client serves both where no other one fits',
      seed: { webClient: { GenerateSecret: true }, nativeClient: true },
      yaml: dev(USER_POOL, NATIVE, IDENTITY_POOL),
      finds: [],
    },
    {
      what: 'the identity pool tells which of two it is',
      seed: { nativeClient: true, listInIdentityPool: ['web'] },
      yaml: dev(USER_POOL, IDENTITY_POOL),
      finds: [],
    },
  ])('$what', checkCase);
});

/** A client that signs in by redirect, with all that this needs. */
const OAUTH: Partial<ClientInput> = {
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid', 'email'],
  AllowedOAuthFlowsUserPoolClient: true,
  CallbackURLs: ['https://app.example.com/', 'shop://in/'],
  LogoutURLs: ['https://app.example.com/bye/'],
};

const SRP = 'ALLOW_USER_SRP_AUTH';
const REFRESH = 'ALLOW_REFRESH_TOKEN_AUTH';
const ADMIN = 'ALLOW_ADMIN_USER_PASSWORD_AUTH';

describe('client/auth-flow', () => {
  const FLOW = { finds: ['client/auth-flow'] };
  const OF_THE_WEB_CLIENT = dev(USER_POOL, 'webClientId: ▸<webClientId>', IDENTITY_POOL);

  test.each<RuleCase>([
    {
      ...FLOW,
      what: 'only for administrators',
      seed: { webClient: { ExplicitAuthFlows: [ADMIN, REFRESH] } },
      yaml: OF_THE_WEB_CLIENT,
      says: ['allows no sign-in that the Amplify libraries use', `(it allows ${ADMIN}, ${REFRESH})`],
    },
    {
      ...FLOW,
      what: 'no refresh',
      seed: { webClient: { ExplicitAuthFlows: [SRP] } },
      yaml: OF_THE_WEB_CLIENT,
      says: ['allows no refresh'],
      hints: [REFRESH],
    },
    {
      ...FLOW,
      what: 'neither',
      seed: { webClient: { ExplicitAuthFlows: [ADMIN] } },
      yaml: OF_THE_WEB_CLIENT,
      says: ['allows no sign-in that the Amplify libraries use and allows no refresh'],
    },
    {
      ...FLOW,
      what: 'the native client',
      seed: { nativeClient: { ExplicitAuthFlows: [ADMIN, REFRESH] } },
      yaml: dev(USER_POOL, WEB, 'nativeClientId: ▸<nativeClientId>', IDENTITY_POOL),
      says: ['the native client <nativeClientId>'],
    },
    {
      what: 'both',
      seed: { webClient: { ExplicitAuthFlows: [ADMIN] }, nativeClient: { ExplicitAuthFlows: [SRP] } },
      yaml: dev(USER_POOL, 'webClientId: ▸<webClientId>', 'nativeClientId: ▸<nativeClientId>', IDENTITY_POOL),
      finds: ['client/auth-flow', 'client/auth-flow'],
    },
    {
      ...FLOW,
      what: 'a web client that was chosen is shown at the pool',
      seed: { webClient: { ExplicitAuthFlows: [SRP] } },
      yaml: dev('userPoolId: ▸<userPoolId>', IDENTITY_POOL),
    },
  ])('$what', checkCase);

  test.each<[string, Partial<ClientInput>]>([
    ['nothing is set: Cognito allows SRP and refresh then', { ExplicitAuthFlows: [] }],
    ['passwords', { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', REFRESH] }],
    ['the choice of the user', { ExplicitAuthFlows: ['ALLOW_USER_AUTH', REFRESH] }],
    ['challenges of your own', { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', REFRESH] }],
    ['only by redirect', { ...OAUTH, ExplicitAuthFlows: [REFRESH] }],
    ['names from before 2019', { ExplicitAuthFlows: ['USER_PASSWORD_AUTH'] }],
  ])('not: %s', async (what, webClient) => {
    await checkCase({ what, seed: { domain: true, webClient }, yaml: dev(USER_POOL, WEB, IDENTITY_POOL), finds: [] });
  });

  // The emulator keeps no RefreshTokenRotation.
  test('not: each refresh gives a new token', async () => {
    const shop = new Shop('dev');
    const env = shop.envs.get('dev')!;
    const key = `${env.userPoolId} ${env.webClientId}`;
    const client = { ...shop.aws.clients.get(key)!, explicitAuthFlows: [SRP] };
    shop.aws.clients.set(key, client);
    shop.write({ dev: envYaml(env) });
    expect((await shop.run('validate')).findings.map(({ rule }) => rule)).toEqual(['client/auth-flow']);
    shop.aws.clients.set(key, { ...client, refreshTokenRotation: true });
    expect((await shop.run('validate')).findings).toEqual([]);
  });
});

describe('client/oauth-mismatch', () => {
  const yaml = dev(USER_POOL, WEB, 'nativeClientId: ▸<nativeClientId>', IDENTITY_POOL);
  const differing = (change: Partial<ClientInput>) => ({
    seed: { domain: true, webClient: OAUTH, nativeClient: { ...OAUTH, ...change } },
    yaml,
  });

  test.each<RuleCase>([
    {
      what: 'scopes',
      ...differing({ AllowedOAuthScopes: ['openid'] }),
      finds: ['client/oauth-mismatch'],
      says: ['web client <webClientId> and native client <nativeClientId> differ in AllowedOAuthScopes'],
      hints: ['AllowedOAuthScopes\n  web:    email, openid\n  native: openid'],
    },
    {
      what: 'flows',
      ...differing({ AllowedOAuthFlows: ['code', 'implicit'] }),
      finds: ['client/oauth-mismatch'],
      hints: ['AllowedOAuthFlows\n  web:    code\n  native: code, implicit'],
    },
    {
      what: 'providers',
      seed: {
        domain: true,
        identityProviders: [
          { ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: { client_id: 'g', client_secret: 's' } },
        ],
        webClient: OAUTH,
        nativeClient: { ...OAUTH, SupportedIdentityProviders: ['COGNITO'] },
      },
      yaml,
      finds: ['client/oauth-mismatch'],
      hints: ['SupportedIdentityProviders\n  web:    COGNITO, Google\n  native: COGNITO'],
    },
    {
      what: 'URLs alone are a notice',
      ...differing({ CallbackURLs: ['shop://in/'], LogoutURLs: ['shop://out/'] }),
      finds: ['client/oauth-mismatch notice'],
      says: ['CallbackURLs, LogoutURLs'],
      hints: ['CallbackURLs\n  web:    https://app.example.com/, shop://in/\n  native: shop://in/'],
    },
    {
      what: 'URLs and scopes are a warning',
      ...differing({ CallbackURLs: ['shop://in/'], AllowedOAuthScopes: ['openid'] }),
      finds: ['client/oauth-mismatch'],
      says: ['AllowedOAuthScopes, CallbackURLs'],
    },
    {
      what: 'one signs in by redirect, the other does not',
      seed: { domain: true, webClient: OAUTH, nativeClient: true },
      yaml,
      finds: ['client/oauth-mismatch'],
      hints: ['CallbackURLs\n  web:    https://app.example.com/, shop://in/\n  native: –'],
    },
    {
      what: 'not: the order of a set',
      ...differing({
        AllowedOAuthScopes: OAUTH.AllowedOAuthScopes!.toReversed(),
        CallbackURLs: OAUTH.CallbackURLs!.toReversed(),
      }),
      yaml: dev(USER_POOL, WEB, NATIVE, IDENTITY_POOL),
      finds: [],
    },
  ])('$what', checkCase);
});

describe('client/oauth-incomplete', () => {
  const INCOMPLETE = { finds: ['client/oauth-incomplete'] };
  const lacking = (...keys: readonly (keyof ClientInput)[]) => ({
    ...INCOMPLETE,
    seed: { domain: true, webClient: { ...OAUTH, ...Object.fromEntries(keys.map((key) => [key, undefined])) } },
    yaml: dev(USER_POOL, 'webClientId: ▸<webClientId>', IDENTITY_POOL),
  });

  test.each<RuleCase>([
    {
      what: 'callback URL',
      ...lacking('CallbackURLs'),
      says: ['<webClientId> is set up for the OAuth flow code and lacks a callback URL'],
    },
    { what: 'logout URL', ...lacking('LogoutURLs'), says: ['lacks a logout URL'] },
    { what: 'scope', ...lacking('AllowedOAuthScopes'), says: ['lacks a scope'] },
    { what: 'switch', ...lacking('AllowedOAuthFlowsUserPoolClient'), says: ['AllowedOAuthFlowsUserPoolClient'] },
    { what: 'both URLs', ...lacking('CallbackURLs', 'LogoutURLs'), says: ['lacks a callback URL, a logout URL'] },
    {
      ...INCOMPLETE,
      what: 'everything, with a provider',
      seed: {
        domain: true,
        webClient: {},
        identityProviders: [
          { ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: { client_id: 'g', client_secret: 's' } },
        ],
      },
      yaml: dev(USER_POOL, 'webClientId: ▸<webClientId>', IDENTITY_POOL),
      says: ['is set up for the provider Google and lacks a callback URL, a logout URL, an OAuth flow, a scope'],
    },
    {
      ...INCOMPLETE,
      what: 'a domain',
      seed: { webClient: OAUTH, nativeClient: OAUTH },
      yaml: dev('userPoolId: ▸<userPoolId>', WEB, NATIVE, IDENTITY_POOL),
      says: ['the user pool <userPoolId> has no domain'],
    },
    {
      what: 'a domain, and a URL of the native client',
      seed: { webClient: OAUTH, nativeClient: { ...OAUTH, LogoutURLs: [] } },
      yaml: dev('userPoolId: ▸<userPoolId>', WEB, 'nativeClientId: ▸▸<nativeClientId>', IDENTITY_POOL),
      finds: ['client/oauth-incomplete', 'client/oauth-incomplete', 'client/oauth-mismatch notice'],
    },
    { what: 'not: nothing of OAuth is set', seed: {}, yaml: dev(USER_POOL, WEB, IDENTITY_POOL), finds: [] },
  ])('$what', checkCase);

  test('a pool that may not be looked at may have a domain', async () => {
    const shop = new Shop('dev');
    const env = shop.envs.get('dev')!;
    const key = `${env.userPoolId} ${env.webClientId}`;
    const urls = ['https://app.example.com/'];
    shop.aws.clients.set(key, {
      ...shop.aws.clients.get(key)!,
      callbackUrls: urls,
      logoutUrls: urls,
      allowedOAuthFlows: ['code'],
      allowedOAuthScopes: ['openid'],
      allowedOAuthFlowsUserPoolClient: true,
    });
    expect((await shop.run('validate')).findings.map(({ rule }) => rule)).toEqual(['client/oauth-incomplete']);
    shop.aws.denied.add('cognito-idp:DescribeUserPool');
    const report = await shop.run('validate');
    expect(report.findings).toEqual([]);
    expect(report.unchecked).toContainEqual(
      expect.objectContaining({ rule: 'client/oauth-incomplete', missingPermission: 'cognito-idp:DescribeUserPool' }),
    );
  });
});

describe('client/callback-urls', () => {
  const URLS = { finds: ['client/callback-urls'] };
  const web = (change: Partial<ClientInput>) => ({
    ...URLS,
    seed: { domain: true, webClient: { ...OAUTH, ...change } },
    yaml: dev(USER_POOL, 'webClientId: ▸<webClientId>', IDENTITY_POOL),
  });

  test.each<RuleCase>([
    {
      what: 'a callback URL',
      ...web({ CallbackURLs: ['https://app.example.com/', 'http://app.example.com/in'] }),
      says: ['the web client <webClientId> has URLs that are not https: http://app.example.com/in'],
    },
    {
      what: 'a logout URL, in capitals',
      ...web({ LogoutURLs: ['HTTP://app.example.com/out'] }),
      says: ['not https: HTTP://app.example.com/out'],
    },
    {
      what: 'hosts that only look local',
      ...web({ CallbackURLs: ['http://localhost.example.com/', 'http://127.0.0.10.example.com/'] }),
      says: ['http://localhost.example.com/, http://127.0.0.10.example.com/'],
    },
    {
      ...URLS,
      what: 'of the native client',
      seed: { domain: true, nativeClient: { ...OAUTH, CallbackURLs: ['http://10.0.0.1/'] }, webClient: OAUTH },
      yaml: dev(USER_POOL, WEB, 'nativeClientId: ▸▸<nativeClientId>', IDENTITY_POOL),
      finds: ['client/callback-urls', 'client/oauth-mismatch notice'],
    },
    {
      what: 'not: localhost and schemes of apps',
      seed: {
        domain: true,
        webClient: {
          ...OAUTH,
          CallbackURLs: ['http://localhost:3000/', 'http://127.0.0.1/', 'http://[::1]:8080/', 'myapp://in', 'exp://x'],
        },
      },
      yaml: dev(USER_POOL, WEB, IDENTITY_POOL),
      finds: [],
    },
  ])('$what', checkCase);
});

describe('client/hosting-url', () => {
  const HOSTING = 'hosting: {appId: d123abc456def7, branches: [develop, feature/New_Cart]}';
  const hosted = (urls: Partial<ClientInput>, ...more: readonly string[]) => ({
    seed: { domain: true, webClient: { ...OAUTH, ...urls } },
    yaml: dev(USER_POOL, WEB, IDENTITY_POOL, ...more),
  });
  const NOTICE = { finds: ['client/hosting-url notice', 'client/hosting-url notice'] };
  const [develop, cart] = [
    'https://develop.d123abc456def7.amplifyapp.com',
    'https://feature-new-cart.d123abc456def7.amplifyapp.com',
  ];

  test.each<RuleCase>([
    {
      what: 'no branch is listed',
      ...NOTICE,
      ...hosted({ CallbackURLs: ['http://localhost:3000/'], LogoutURLs: ['http://localhost:3000/'] }, HOSTING),
      yaml: dev(USER_POOL, 'webClientId: ▸▸<webClientId>', IDENTITY_POOL, HOSTING),
      says: [`the Amplify Hosting address ${develop}/, ${cart}/ is not a callback URL of the web client <webClientId>`],
      hints: [`Add ${develop}/, ${cart}/ to its callback URLs`],
    },
    {
      what: 'one of two',
      ...hosted({ CallbackURLs: [`${develop}/in`, 'https://a.example.com/'], LogoutURLs: [develop, cart] }, HOSTING),
      yaml: dev(USER_POOL, 'webClientId: ▸<webClientId>', IDENTITY_POOL, HOSTING),
      finds: ['client/hosting-url notice'],
      says: [`the Amplify Hosting address ${cart}/ is not a callback URL`],
    },
    {
      what: 'not: all are listed, with paths of their own',
      ...hosted({ CallbackURLs: [`${develop}/in`, `${cart}/`], LogoutURLs: [`${develop}/`, `${cart}/out`] }, HOSTING),
      finds: [],
    },
    { what: 'not: the env names no app', ...hosted({ CallbackURLs: ['http://localhost:3000/'] }), finds: [] },
    {
      what: 'not: nobody signs in by redirect',
      seed: {},
      yaml: dev(USER_POOL, WEB, IDENTITY_POOL, HOSTING),
      finds: [],
    },
  ])('$what', checkCase);
});

import { beforeAll, describe, expect, test } from '@jest/globals';
import { parseEnv } from 'node:util';
import { FORMATS } from '../../src/formats/index.ts';
import { envYaml, Shop } from '../helpers/shop.ts';

// All files of one env, written by one apply, say the same of it.

const URLS = { callbackUrls: ['shop://in/'], logoutUrls: ['shop://out/'] };
const OAUTH = {
  ...URLS,
  allowedOAuthFlows: ['code'],
  allowedOAuthScopes: ['openid', 'email'],
  allowedOAuthFlowsUserPoolClient: true,
};

/** Every file of every format that needs nothing in the workspace and holds the config: policies are no config. */
const OUTPUTS = FORMATS.filter(({ name, scope }) => name !== 'amplify-cli' && scope !== 'folder').flatMap(
  ({ name, scope, readBy }) =>
    readBy.map(({ platform = '' }) => {
      const path = scope === 'manifest' ? 'amplify/auth/resource.ts' : `dev/${name}-${platform}`;
      return { name, platform, path };
    }),
);

/** What is read out of a file; undefined members are such as a format has no word for. */
interface Said {
  readonly client: unknown;
  readonly pool: unknown;
  readonly identityPool: unknown;
  readonly region?: unknown;
  readonly guests?: unknown;
  readonly oauth?: readonly [domain: unknown, signIn: unknown, signOut: unknown, scopes: unknown];
  readonly mfa?: unknown;
  readonly passwordLength?: unknown;
  readonly roles?: readonly [auth: unknown, guest: unknown];
}

type Json = Record<string, unknown>;

function outputs(text: string): Said {
  const { auth } = JSON.parse(text.replace(/^const amplifyConfig = r'''([^]*)''';\n$/, '$1')) as { auth: Json };
  const oauth = auth['oauth'] as { domain: string; scopes: string[] } & Record<string, string[]>;
  return {
    pool: auth['user_pool_id'],
    client: auth['user_pool_client_id'],
    identityPool: auth['identity_pool_id'],
    region: auth['aws_region'],
    guests: auth['unauthenticated_identities_enabled'],
    oauth: [oauth.domain, oauth['redirect_sign_in_uri']!.join(), oauth['redirect_sign_out_uri']!.join(), oauth.scopes],
    mfa: [auth['mfa_configuration'] === 'REQUIRED' ? 'ON' : auth['mfa_configuration'], auth['mfa_methods']],
    passwordLength: (auth['password_policy'] as Json)['min_length'],
  };
}

function gen1(text: string): Said {
  const file = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as Json;
  const oauth = file['oauth'] as Json;
  return {
    pool: file['aws_user_pools_id'],
    client: file['aws_user_pools_web_client_id'],
    identityPool: file['aws_cognito_identity_pool_id'],
    region: file['aws_cognito_region'],
    guests: file['aws_mandatory_sign_in'] !== 'enable',
    oauth: [oauth['domain'], oauth['redirectSignIn'], oauth['redirectSignOut'], oauth['scope']],
    mfa: [file['aws_cognito_mfa_configuration'], file['aws_cognito_mfa_types']],
    passwordLength: (file['aws_cognito_password_protection_settings'] as Json)['passwordPolicyMinLength'],
  };
}

const READERS: Readonly<Record<string, (text: string) => Said>> = {
  'aws-exports javascript': gen1,
  'amplifyconfiguration javascript': gen1,
  ...Object.fromEntries(['javascript', 'ios', 'android', 'flutter'].map((one) => [`amplify-outputs ${one}`, outputs])),
  'reference-auth ': (text) => {
    const of = (key: string) => new RegExp(`${key}: '([^']*)'`).exec(text)?.[1];
    return {
      pool: of('userPoolId'),
      client: of('userPoolClientId'),
      identityPool: of('identityPoolId'),
      roles: [of('authRoleArn'), of('unauthRoleArn')],
    };
  },
  'dotenv ': (text) => {
    const values = parseEnv(text);
    return {
      pool: values['AMPLIFY_AUTH_USER_POOL_ID'],
      client: values['AMPLIFY_AUTH_WEB_CLIENT_ID'],
      identityPool: values['AMPLIFY_AUTH_IDENTITY_POOL_ID'],
      region: values['AMPLIFY_AUTH_REGION'],
      roles: [values['AMPLIFY_AUTH_AUTH_ROLE_ARN'], values['AMPLIFY_AUTH_GUEST_ROLE_ARN']],
    };
  },
};

describe.each([
  ['guests', true],
  ['no guests', false],
])('with %s', (_what, guests) => {
  const shop = new Shop('dev');
  const env = shop.envs.get('dev')!;

  beforeAll(async () => {
    const pool = shop.aws.userPools.get(env.userPoolId)!;
    shop.aws.userPools.set(env.userPoolId, { ...pool, customDomain: 'auth.example.com', mfaConfiguration: 'ON' });
    shop.aws.mfa.set(env.userPoolId, { ...shop.aws.mfa.get(env.userPoolId)!, sms: true, totp: true });
    for (const id of [env.webClientId, env.nativeClientId]) {
      const key = `${env.userPoolId} ${id}`;
      shop.aws.clients.set(key, { ...shop.aws.clients.get(key)!, ...OAUTH });
    }
    const identityPool = shop.aws.identityPools.get(env.identityPoolId)!;
    shop.aws.identityPools.set(env.identityPoolId, { ...identityPool, allowUnauthenticatedIdentities: guests });
    const lines = OUTPUTS.map(
      ({ name, platform, path }) =>
        `  - {format: ${name}, ${platform === '' ? '' : `platform: ${platform}, `}path: ${path}, env: dev}\n`,
    );
    const one = envYaml(env, '').replace('webClientId', `nativeClientId: ${env.nativeClientId}\n    webClientId`);
    shop.workspace.files.set('amplify-auth.yml', `version: 1\nproject: shop\noutputs:\n${lines.join('')}envs:\n${one}`);
    const { result, findings } = await shop.run('apply');
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(result).toBe('success');
  });

  test.each(OUTPUTS)('$name $platform', ({ name, platform, path }) => {
    const text = shop.workspace.files.get(path)!;
    const native = !['', 'javascript'].includes(platform);
    const client = native ? env.nativeClientId : env.webClientId;
    expect(text).toContain(env.userPoolId);
    expect(text).toContain(client);
    expect(text).toContain(env.identityPoolId);
    const said = READERS[`${name} ${platform}`]?.(text);
    if (said === undefined) return;
    const role = (kind: string) => `arn:aws:iam::111122223333:role/dev-${kind}`;
    const expected: Required<Said> = {
      pool: env.userPoolId,
      client,
      identityPool: env.identityPoolId,
      region: 'eu-west-1',
      guests,
      oauth: ['auth.example.com', 'shop://in/', 'shop://out/', ['email', 'openid']],
      mfa: ['ON', ['SMS', 'TOTP']],
      passwordLength: 8,
      roles: [role('auth'), role('guest')],
    };
    expect(said).toEqual(Object.fromEntries(Object.keys(said).map((key) => [key, expected[key as keyof Said]])));
  });

  test('the output config says the same', async () => {
    const { envs } = await shop.run('validate');
    expect(envs[0]!.config).toMatchObject({
      region: 'eu-west-1',
      userPoolId: env.userPoolId,
      webClientId: env.webClientId,
      nativeClientId: env.nativeClientId,
      identityPoolId: env.identityPoolId,
    });
  });
});

test('the formats of this test are those that there are', () => {
  const known = new Set(OUTPUTS.map(({ name, platform }) => `${name} ${platform}`));
  for (const reader of Object.keys(READERS)) expect(known).toContain(reader);
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseAmplifyConfig } from 'aws-amplify/utils';
import { readFileSync } from 'node:fs';
import type { StorageEntry } from '../../src/categories/storage.ts';
import { bucketsOf } from '../../src/formats/buckets.ts';
import { FORMATS } from '../../src/formats/index.ts';
import { amplifyOutputs } from '../../src/formats/amplify-outputs/format.ts';
import { awsExports } from '../../src/formats/gen1/aws-exports.ts';
import { amplifyconfiguration } from '../../src/formats/gen1/amplifyconfiguration.ts';
import type { AuthConfig } from '../../src/formats/auth-config.ts';
import { OWN } from '../../src/iam/statement.ts';
import { factsOf, PLAIN, render, RICH } from '../helpers/configs.ts';
import { exported } from '../helpers/evaluate.ts';

const golden = (name: string) => readFileSync(new URL(`./golden/${name}`, import.meta.url), 'utf8');

describe('golden files', () => {
  test.each([
    ['plain.aws-exports.js', awsExports, PLAIN],
    ['rich.aws-exports.js', awsExports, RICH],
    ['rich.amplifyconfiguration.json', amplifyconfiguration, RICH],
    ['plain.amplify_outputs.json', amplifyOutputs, PLAIN],
    ['rich.amplify_outputs.json', amplifyOutputs, RICH],
  ])('%s', (name, format, config) => {
    expect(render(format, config)).toBe(golden(name));
  });
});

describe('Amplify reads it as it is meant', () => {
  test.each<[string, Partial<AuthConfig>, object]>([
    ['username sign-in', {}, { loginWith: { username: true, email: false, phone: false } }],
    [
      'e-mail sign-in',
      { usernameAttributes: ['email'] },
      { loginWith: { username: false, email: true, phone: false } },
    ],
    ['both', { usernameAttributes: ['email', 'phone_number'] }, { loginWith: { email: true, phone: true } }],
    ['MFA off', {}, { mfa: { status: 'off' } }],
    [
      'MFA required',
      { mfaConfiguration: 'ON', mfaMethods: ['TOTP'] },
      { mfa: { status: 'on', totpEnabled: true, smsEnabled: false } },
    ],
    [
      'SMS',
      { mfaConfiguration: 'OPTIONAL', mfaMethods: ['SMS'] },
      { mfa: { status: 'optional', totpEnabled: false, smsEnabled: true } },
    ],
    [
      'the password policy',
      { passwordPolicy: RICH.passwordPolicy },
      {
        passwordFormat: {
          minLength: 12,
          requireLowercase: true,
          requireUppercase: true,
          requireNumbers: true,
          requireSpecialCharacters: true,
        },
      },
    ],
    [
      'implicit flow',
      { oauth: { ...RICH.oauth!, responseType: 'token' } },
      {
        loginWith: {
          oauth: {
            responseType: 'token',
            domain: 'auth.example.com',
            redirectSignIn: ['https://app.example.com/', 'myapp://in/'],
          },
        },
      },
    ],
    [
      'social providers',
      { oauth: RICH.oauth, socialProviders: RICH.socialProviders },
      { loginWith: { oauth: { providers: ['Google', 'Facebook', 'Amazon', 'Apple'] } } },
    ],
    ['an identity pool', { identityPoolId: RICH.identityPoolId }, { identityPoolId: RICH.identityPoolId }],
  ])('%s', async (_what, over, expected) => {
    const config = { ...PLAIN, ...over };
    const parsed = [
      parseAmplifyConfig(await exported(render(awsExports, config))),
      parseAmplifyConfig(JSON.parse(render(amplifyconfiguration, config)) as object),
      parseAmplifyConfig(JSON.parse(render(amplifyOutputs, config)) as object),
    ];
    for (const { Auth } of parsed) expect(Auth?.Cognito).toMatchObject(expected);
  });

  test.each([
    [true, true],
    [false, false],
  ])('guests %s', async (guests, expected) => {
    const config = { ...RICH, guests };
    for (const parsed of [
      parseAmplifyConfig(await exported(render(awsExports, config))),
      parseAmplifyConfig(JSON.parse(render(amplifyOutputs, config)) as object),
    ]) {
      expect((parsed.Auth!.Cognito as { allowGuestAccess?: boolean }).allowGuestAccess ?? false).toBe(expected);
    }
  });

  test('buckets', () => {
    const parsed = parseAmplifyConfig(JSON.parse(render(amplifyOutputs, RICH)) as object);
    expect(parsed.Storage?.S3).toMatchObject({
      bucket: 'one',
      region: 'eu-west-1',
      buckets: { two: { bucketName: 'two', region: 'eu-west-1' } },
    });
  });

  test('buckets with a name, a region and paths of their own; the default one is not the first', () => {
    const storage = [
      { bucket: 'one', auth: ['read'] },
      { bucket: 'two', name: 'media', region: 'us-east-1', isDefault: true },
      {
        bucket: 'two',
        paths: {
          'media/*': { guest: ['read'], auth: ['read', 'create'], groups: { editors: ['delete'] } },
          'profile/{entity_id}/*': { auth: ['read'], entity: ['update'] },
        },
      },
    ] satisfies readonly StorageEntry[];
    const { env } = factsOf(RICH);
    const buckets = bucketsOf({ ...env, categories: { storage } }, 'eu-west-1');
    const parsed = parseAmplifyConfig(JSON.parse(render(amplifyOutputs, { ...RICH, buckets })) as object);
    expect(parsed.Storage?.S3).toMatchObject({ bucket: 'two', region: 'us-east-1' });
    expect(parsed.Storage?.S3.buckets).toEqual({
      media: {
        bucketName: 'two',
        region: 'us-east-1',
        paths: {
          'media/*': { guest: ['get', 'list'], authenticated: ['get', 'list', 'write'], groupseditors: ['delete'] },
          'profile/*': { authenticated: ['get', 'list'] },
          [`profile/${OWN}/*`]: { entityidentity: ['write'] },
        },
      },
      one: {
        bucketName: 'one',
        region: 'eu-west-1',
        paths: {
          'public/*': { authenticated: ['get', 'list'] },
          'protected/*': { authenticated: ['get', 'list'] },
          [`protected/${OWN}/*`]: { entityidentity: ['get', 'list'] },
          [`private/${OWN}/*`]: { entityidentity: ['get', 'list'] },
        },
      },
    });
  });
});

const text = fc.string({ unit: 'grapheme', maxLength: 12 });

test('every text survives, whatever it holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      text,
      text,
      fc.array(text, { minLength: 1, maxLength: 3 }),
      async (webClientId, domain, scopes) => {
        const config = { ...RICH, webClientId, oauth: { ...RICH.oauth!, domain, scopes } };
        const js = await exported(render(awsExports, config));
        expect(js).toMatchObject({ aws_user_pools_web_client_id: webClientId, oauth: { domain, scope: scopes } });
        expect(JSON.parse(render(amplifyOutputs, config))).toMatchObject({
          auth: { user_pool_client_id: webClientId, oauth: { domain, scopes } },
        });
      },
    ),
    { numRuns: 50 },
  );
});

test.each(['\u2028', '\u2029', '</script>', '${x}', '`', '\\', '"', "'", '__proto__'])(
  '%j survives in JavaScript',
  async (webClientId) => {
    expect(await exported(render(awsExports, { ...PLAIN, webClientId }))).toMatchObject({
      aws_user_pools_web_client_id: webClientId,
    });
  },
);

test('the same facts give the same bytes', () => {
  for (const format of FORMATS) {
    if (format.scope === 'env') expect(render(format, structuredClone(RICH))).toBe(render(format, RICH));
  }
});

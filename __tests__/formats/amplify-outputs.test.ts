import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Platform } from '../../src/domain/output.ts';
import { amplifyOutputs } from '../../src/formats/amplify-outputs/format.ts';
import type { AuthConfig, MfaMethod, OAuthConfig } from '../../src/formats/auth-config.ts';
import { factsOf, PLAIN, render, RICH } from '../helpers/configs.ts';
import { redirectOf, refusalOf } from '../helpers/outputs-decoders.ts';

const PLATFORMS: readonly Platform[] = ['javascript', 'ios', 'android', 'flutter'];

interface Outputs {
  readonly version: string;
  readonly auth: Record<string, unknown> & { readonly oauth?: Record<string, string[]> };
}

/** The object in a file, whatever its language. */
function read(config: AuthConfig, platform: Platform): Outputs {
  const text = render(amplifyOutputs, config, { platform });
  if (platform !== 'flutter') return JSON.parse(text) as Outputs;
  const raw = /^const amplifyConfig = r'''([^]*)''';\n$/.exec(text)?.[1] ?? '';
  // A raw string of Dart ends at the next three quotes.
  expect(raw).not.toContain("'''");
  return JSON.parse(raw) as Outputs;
}

const subset = <T>(...values: readonly T[]) => fc.subarray([...values]);
const url = fc.constantFrom(
  'https://app.example.com/',
  'http://localhost:3000/',
  'shop://in/',
  'com.example.shop:/out',
);
const oauth = fc.option(
  fc.record<OAuthConfig>({
    domain: fc.constantFrom('auth.example.com', 'shop.auth.eu-west-1.amazoncognito.com'),
    scopes: subset('openid', 'email', "it's/read"),
    signInUrls: fc.uniqueArray(url, { minLength: 1 }),
    signOutUrls: fc.uniqueArray(url, { minLength: 1 }),
    responseType: fc.constantFrom('code', 'token'),
  }),
  { nil: undefined },
);
const socialProviders = subset('Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple' as const);

/** Any pool that there can be. */
const anyConfig: fc.Arbitrary<AuthConfig> = fc
  .record({
    usernameAttributes: subset('email', 'phone_number'),
    requiredAttributes: subset('email', 'given_name', 'zoneinfo', 'custom:tenant'),
    verifiedAttributes: subset('email', 'phone_number'),
    mfaConfiguration: fc.constantFrom('OFF', 'ON', 'OPTIONAL'),
    mfaMethods: subset<MfaMethod>('SMS', 'TOTP', 'EMAIL'),
    identityPoolId: fc.option(fc.constant(RICH.identityPoolId!), { nil: undefined }),
    guests: fc.boolean(),
    oauth,
    socialProviders,
    native: fc.record({ oauth, socialProviders }),
    nativeClientId: fc.constantFrom('webclient', "native'''$client"),
    groups: fc.constantFrom([], [{ name: "a'''b", precedence: 0 }], [{ name: 'x', precedence: undefined }]),
    passwordless: fc.option(
      fc.record({
        emailOtp: fc.boolean(),
        smsOtp: fc.boolean(),
        passkeys: fc.option(
          fc.record({
            relyingPartyId: fc.option(fc.constant('example.com'), { nil: undefined }),
            userVerification: fc.constantFrom('required', 'preferred'),
          }),
          { nil: undefined },
        ),
      }),
      { nil: undefined },
    ),
  })
  .map((parts) => ({ ...PLAIN, ...parts }) as AuthConfig);

/** What is said of the redirect URLs that could have been written and were not. */
function urlsWithout(all: OAuthConfig | undefined, written: Outputs['auth']['oauth']): readonly string[] {
  const lists = [
    ['sign-in', all?.signInUrls ?? [], written?.['redirect_sign_in_uri']],
    ['sign-out', all?.signOutUrls ?? [], written?.['redirect_sign_out_uri']],
  ] as const;
  return lists.flatMap(([kind, urls, held]) => {
    const kept = held?.[0];
    const isApp = kept !== undefined && !kept.startsWith('http');
    const left = urls.filter((url) => url !== kept && (!isApp || !url.startsWith('http')));
    return left.length === 0 ? [] : [`of the ${kind} URLs of the native client, ${left.join(', ')}`];
  });
}

describe.each(PLATFORMS)('%s', (platform) => {
  test('its library takes whatever pool there is', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        expect(refusalOf(platform, read(config, platform))).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test('whatever is left out is said, and nothing else', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        const { auth } = read(config, platform);
        const said = amplifyOutputs.leftOut(factsOf(config), platform, 'correct').map(({ what }) => what);
        const written = (key: string) => (auth[key] as string[] | undefined) ?? [];
        const names = config.usernameAttributes.length === 0 ? ['username'] : config.usernameAttributes;
        const missing = [
          ...names
            .filter((one) => !written('username_attributes').includes(one))
            .map((one) => `the sign-in attribute ${one}`),
          ...config.mfaMethods
            .filter((one) => !written('mfa_methods').includes(one))
            .map((one) => `the second factor ${one}`),
          ...config.requiredAttributes
            .filter((one) => !written('standard_required_attributes').includes(one))
            .map((one) => `the required attribute ${one}`),
          ...(config.passwordless?.passkeys !== undefined && !Object.hasOwn(auth['passwordless'] ?? {}, 'web_authn')
            ? ['the first factor WEB_AUTHN']
            : []),
          ...(platform === 'android' ? urlsWithout(config.native.oauth, auth.oauth) : []),
        ];
        expect(said).toEqual(missing);
      }),
      { numRuns: 300 },
    );
  });

  test('web URLs go to web apps, native ones to native apps', () => {
    const urls = {
      signInUrls: ['https://app.example.com/', 'shop://in/'],
      signOutUrls: ['https://a.example/', 'shop://out/'],
    };
    const both = { ...RICH.oauth!, ...urls };
    const config = { ...RICH, nativeClientId: 'native', oauth: both, native: { oauth: both, socialProviders: [] } };
    const { redirect_sign_in_uri: signIn, redirect_sign_out_uri: signOut } = read(config, platform).auth.oauth!;
    if (platform === 'javascript')
      expect([signIn, signOut]).toEqual([['https://app.example.com/'], ['https://a.example/']]);
    else expect([redirectOf(platform, signIn!), redirectOf(platform, signOut!)]).toEqual(['shop://in/', 'shop://out/']);
  });

  test('web apps get the web client, all others the native one', () => {
    const config = { ...RICH, nativeClientId: 'native' };
    expect(read(config, platform).auth['user_pool_client_id']).toBe(platform === 'javascript' ? 'webclient' : 'native');
  });
});

test.each<[Platform, AuthConfig, readonly string[]]>([
  ['android', { ...PLAIN, usernameAttributes: ['email'], mfaMethods: ['EMAIL', 'TOTP'] }, ['the second factor EMAIL']],
  ['ios', PLAIN, ['the sign-in attribute username']],
  ['ios', { ...PLAIN, usernameAttributes: ['email'], mfaMethods: ['EMAIL'] }, []],
  ['flutter', { ...PLAIN, mfaMethods: ['EMAIL'] }, []],
  ['javascript', { ...PLAIN, mfaMethods: ['EMAIL'] }, []],
])('%s leaves out exactly what its library rejects', (platform, config, left) => {
  expect(amplifyOutputs.leftOut(factsOf(config), platform, 'correct').map(({ what }) => what)).toEqual(left);
});

test('the decoders of this test do refuse', () => {
  const { auth, version } = read(RICH, 'javascript');
  expect(refusalOf('android', { version, auth })).toBe('mfa_methods');
  expect(refusalOf('ios', { version, auth: { ...auth, username_attributes: ['username'] } })).toBe(
    'username_attributes',
  );
  expect(refusalOf('flutter', { version, auth: { ...auth, mfa_configuration: 'OFF' } })).toBe('mfa_configuration');
  expect(refusalOf('javascript', { version, auth: { ...auth, username_attributes: [] } })).toBe('username_attributes');
  expect(refusalOf('ios', { version, auth: { ...auth, oauth: {} } })).toContain('oauth');
});

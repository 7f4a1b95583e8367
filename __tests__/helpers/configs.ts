import { known } from '../../src/domain/fact.ts';
import type { EnvSpec } from '../../src/manifest/model.ts';
import type { ObservedEnv } from '../../src/domain/observed.ts';
import type { Platform } from '../../src/domain/output.ts';
import type { EnvFacts, EnvFormat } from '../../src/formats/format.ts';
import type { AuthConfig } from '../../src/formats/auth-config.ts';

/** The least that a pool can be: username sign-in, no identity pool. */
export const PLAIN: AuthConfig = {
  region: 'eu-west-1',
  userPoolId: 'eu-west-1_AbCdEfGhI',
  webClientId: 'webclient',
  nativeClientId: 'webclient',
  identityPoolId: undefined,
  guests: false,
  usernameAttributes: [],
  requiredAttributes: [],
  verifiedAttributes: [],
  mfaConfiguration: 'OFF',
  mfaMethods: [],
  passwordPolicy: {
    minimumLength: 8,
    requireLowercase: false,
    requireUppercase: false,
    requireNumbers: false,
    requireSymbols: false,
  },
  socialProviders: [],
  oauth: undefined,
  native: { socialProviders: [], oauth: undefined },
  passwordless: undefined,
  groups: [],
  loginProviders: false,
  buckets: [],
};

/** Everything at once. */
export const RICH: AuthConfig = {
  ...PLAIN,
  identityPoolId: 'eu-west-1:11111111-2222-3333-4444-555555555555',
  guests: true,
  usernameAttributes: ['email', 'phone_number'],
  requiredAttributes: ['email', 'given_name'],
  verifiedAttributes: ['email', 'phone_number'],
  mfaConfiguration: 'OPTIONAL',
  mfaMethods: ['SMS', 'TOTP', 'EMAIL'],
  passwordPolicy: {
    minimumLength: 12,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
  },
  socialProviders: ['Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple'],
  oauth: {
    domain: 'auth.example.com',
    scopes: ['email', 'openid'],
    signInUrls: ['https://app.example.com/', 'myapp://in/'],
    signOutUrls: ['https://app.example.com/bye/'],
    responseType: 'code',
  },
  loginProviders: true,
  buckets: ['one', 'two'].map((bucket) => ({
    name: bucket,
    bucketName: bucket,
    region: 'eu-west-1',
    entries: [{ bucket }],
  })),
};

/** A file of a format that relies only on the config. */
export function render(
  format: EnvFormat,
  config: AuthConfig,
  { platform = 'javascript', existing = null }: { platform?: Platform; existing?: string | null } = {},
): string {
  return format.render({ ...factsOf(config), platform, compat: 'correct', existing });
}

/** The little in addition to the config that formats look at, as it goes with it. */
export function factsOf(config: AuthConfig): EnvFacts {
  const storage = config.buckets.map((bucket) => ({ bucket }));
  const env = { name: 'dev', region: config.region, profile: 'amplify', categories: { storage }, groups: new Map() };
  const role = (kind: string) => `arn:aws:iam::111122223333:role/${kind}`;
  const observed = {
    env: 'dev',
    userPool: known({ id: config.userPoolId }),
    webClient: known({ id: config.webClientId }),
    nativeClient: known({ id: config.nativeClientId }),
    ...(config.identityPoolId === undefined
      ? {}
      : {
          identityPool: known({ id: config.identityPoolId, loginProviders: [] }),
          identityPoolRoles: known({ authenticated: role('auth'), unauthenticated: role('guest'), mappings: [] }),
        }),
  };
  return { env: env as unknown as EnvSpec, observed: observed as unknown as ObservedEnv, config };
}

import type { AuthConfig, SocialProvider } from './auth-config.ts';
import type { EnvFormat } from './format.ts';
import { compact, json } from './serialise.ts';

/**
 * `amplify_outputs.json` of Amplify Gen 2. Names and vocabulary: schema `https://amplify.aws/2024-02/outputs-schema.json`,
 * version 1.5. AWS's own generator leaves that schema in ordinary cases (`SMS_MFA`, `implicit`, an empty list of username
 * attributes, an empty domain); this one does not.
 */
export const amplifyOutputs: EnvFormat = {
  scope: 'env',
  name: 'amplify-outputs',
  readBy: [
    {
      platform: 'javascript',
      apps: 'apps of Amplify Gen 2 (`aws-amplify` v6)',
      place: '`amplify_outputs.json` in the root of the app',
    },
  ],
  leftOut: () => [],
  render: ({ config }) => json(compact({ auth: auth(config), storage: storage(config), version: '1.5' })),
};

function auth(config: AuthConfig): Record<string, unknown> {
  const { oauth, passwordPolicy: password } = config;
  return compact({
    aws_region: config.region,
    user_pool_id: config.userPoolId,
    user_pool_client_id: config.webClientId,
    identity_pool_id: config.identityPoolId,
    password_policy: {
      min_length: password.minimumLength,
      require_lowercase: password.requireLowercase,
      require_uppercase: password.requireUppercase,
      require_numbers: password.requireNumbers,
      require_symbols: password.requireSymbols,
    },
    oauth: oauth && {
      identity_providers: config.socialProviders.map((provider) => SOCIAL[provider]),
      domain: oauth.domain,
      scopes: oauth.scopes,
      redirect_sign_in_uri: oauth.signInUrls,
      redirect_sign_out_uri: oauth.signOutUrls,
      response_type: oauth.responseType,
    },
    standard_required_attributes: config.requiredAttributes.filter((name) => STANDARD_ATTRIBUTES.has(name)),
    // An empty list is no valid one, and leaving it out would turn off every way to sign in.
    username_attributes: config.usernameAttributes.length === 0 ? ['username'] : config.usernameAttributes,
    user_verification_types: config.verifiedAttributes,
    unauthenticated_identities_enabled: config.identityPoolId === undefined ? undefined : config.guests,
    mfa_configuration: MFA[config.mfaConfiguration],
    mfa_methods: config.mfaMethods,
  });
}

function storage({ buckets, region }: AuthConfig): Record<string, unknown> | undefined {
  const [first, ...more] = buckets;
  if (first === undefined) return undefined;
  const named = (bucket: string) => ({ name: bucket, bucket_name: bucket, aws_region: region });
  return compact({
    aws_region: region,
    bucket_name: first,
    buckets: more.length === 0 ? undefined : buckets.map(named),
  });
}

const MFA = { OFF: 'NONE', OPTIONAL: 'OPTIONAL', ON: 'REQUIRED' } as const;

const SOCIAL: Readonly<Record<SocialProvider, string>> = {
  Google: 'GOOGLE',
  Facebook: 'FACEBOOK',
  LoginWithAmazon: 'LOGIN_WITH_AMAZON',
  SignInWithApple: 'SIGN_IN_WITH_APPLE',
};

/** The schema's list; a pool can also require `custom:` attributes, which it has no word for. */
const STANDARD_ATTRIBUTES: ReadonlySet<string> = new Set([
  'address',
  'birthdate',
  'email',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
]);

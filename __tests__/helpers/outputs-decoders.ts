import type { Platform } from '../../src/domain/output.ts';

type Json = Record<string, unknown>;

/** What the library of a platform does with the section `auth` when the app starts: the reason why it throws, if it does. */
export function refusalOf(
  platform: Platform,
  { auth, version }: { auth?: Json; version?: unknown },
): string | undefined {
  if (typeof version !== 'string' || !version.startsWith('1')) return 'version';
  if (auth === undefined) return undefined;
  return CHECKS[platform].find(([, accepts]) => !accepts(auth))?.[0];
}

/** The redirect URL that an app of the platform goes back to. */
export function redirectOf(platform: Platform, urls: readonly string[]): string | undefined {
  if (platform === 'ios') return urls[0];
  return urls.find((url) => !/^https?:/.test(url)) ?? (platform === 'flutter' ? undefined : urls[0]);
}

type Check = readonly [what: string, accepts: (auth: Json) => boolean];

const text = (key: string): Check => [key, (auth) => typeof auth[key] === 'string'];
const words = (key: string, ...allowed: readonly string[]): Check => [
  key,
  (auth) => auth[key] === undefined || (auth[key] as string[]).every((word) => allowed.includes(word)),
];
const word = (key: string, ...allowed: readonly string[]): Check => [
  key,
  (auth) => auth[key] === undefined || allowed.includes(auth[key] as string),
];
const within = (section: string, ...checks: readonly Check[]): readonly Check[] =>
  checks.map(([what, accepts]) => [
    `${section}.${what}`,
    (auth) => auth[section] === undefined || accepts(auth[section] as Json),
  ]);
const has = (key: string): Check => [key, (section) => section[key] !== undefined];

const ALL_OAUTH = [
  'identity_providers',
  'domain',
  'scopes',
  'redirect_sign_in_uri',
  'redirect_sign_out_uri',
  'response_type',
];
const PROVIDERS = ['GOOGLE', 'FACEBOOK', 'LOGIN_WITH_AMAZON', 'SIGN_IN_WITH_APPLE'];
const ATTRIBUTES = [
  ...['address', 'birthdate', 'email', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name'],
  ...[
    'nickname',
    'phone_number',
    'picture',
    'preferred_username',
    'profile',
    'sub',
    'updated_at',
    'website',
    'zoneinfo',
  ],
];
const IDS = ['aws_region', 'user_pool_id', 'user_pool_client_id'].map(text);
const PASSWORD = within(
  'password_policy',
  ...['min_length', 'require_numbers', 'require_lowercase', 'require_uppercase', 'require_symbols'].map(has),
);
const OAUTH = within('oauth', ...ALL_OAUTH.map(has));
const ENUMS = within('oauth', words('identity_providers', ...PROVIDERS), word('response_type', 'code', 'token'));
const MFA = word('mfa_configuration', 'NONE', 'OPTIONAL', 'REQUIRED');
const VERIFIED = words('user_verification_types', 'email', 'phone_number');
const URLS = within(
  'oauth',
  ['redirect_sign_in_uri', ({ redirect_sign_in_uri: urls }) => (urls as string[]).length > 0],
  ['domain', ({ domain }) => /^[^/:\s.][^/:\s]*$/.test(domain as string)],
);

/**
 * The strict parts of the decoders, written down from their sources: `AmplifyOutputsData` of amplify-swift, `AmplifyOutputsDataImpl` of
 * amplify-android, `AuthOutputs` of amplify-flutter (August 2026). JavaScript stands for the schema itself, version 1.5.
 */
const CHECKS: Readonly<Record<Platform, readonly Check[]>> = {
  ios: [
    ...[...IDS, ...PASSWORD, ...OAUTH, ...URLS, VERIFIED],
    words('username_attributes', 'email', 'phone_number'),
    words('standard_required_attributes', ...ATTRIBUTES),
  ],
  android: [
    ...[...IDS, ...PASSWORD, ...OAUTH, ...URLS, ...ENUMS, MFA, VERIFIED],
    words('username_attributes', 'email', 'phone_number', 'username'),
    words('mfa_methods', 'SMS', 'TOTP'),
  ],
  flutter: [...[...IDS, ...OAUTH, ...URLS, ...ENUMS, MFA], words('mfa_methods', 'SMS', 'TOTP', 'EMAIL')],
  javascript: [
    ...[...IDS, ...PASSWORD, ...OAUTH, ...URLS, ...ENUMS, MFA, VERIFIED],
    words('username_attributes', 'email', 'phone_number', 'username'),
    ['username_attributes', ({ username_attributes: names }) => names === undefined || (names as unknown[]).length > 0],
    words('standard_required_attributes', ...ATTRIBUTES),
    words('mfa_methods', 'SMS', 'TOTP', 'EMAIL'),
  ],
};

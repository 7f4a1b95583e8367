import type { Platform } from '../../src/domain/output.ts';
import { authOf, type Entries } from './gen1-files.ts';

/**
 * What the native libraries take of Gen 1 files, as tables. Sources, August 2026: amplify-swift 1973345 (`ConfigurationHelper.swift`,
 * `AuthHostedUIConfiguration`), amplify-android 6b8bd6a (`AuthConfiguration.kt`, `OauthConfiguration.kt`), amplify-flutter d8a895d
 * (`amplify_core`, checked JSON).
 */
interface Decoder {
  /** Objects below the plugin that hold a pool; each must have these texts once it is there. */
  readonly pools: Readonly<Record<string, readonly string[]>>;
  /** Without one of these the library does not configure itself at all. */
  readonly oneOf: readonly string[];
  /** Texts of `Auth.Default.OAuth`, all of them or the pages of Cognito cannot be used. */
  readonly oauth: readonly string[];
  /** Whether a redirect is split at commas; Swift takes the whole text for one URL. */
  readonly splits: boolean;
  /** Values of `Auth.Default`, where only these are taken. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

const FLOWS = [
  'USER_SRP_AUTH',
  'CUSTOM_AUTH',
  'CUSTOM_AUTH_WITH_SRP',
  'CUSTOM_AUTH_WITHOUT_SRP',
  'USER_PASSWORD_AUTH',
  'USER_AUTH',
];
const POOLS = {
  'CognitoUserPool.Default': ['PoolId', 'AppClientId', 'Region'],
  'CredentialsProvider.CognitoIdentity.Default': ['PoolId', 'Region'],
};
const OAUTH = ['WebDomain', 'AppClientId', 'SignInRedirectURI', 'SignOutRedirectURI'];

export type Native = Exclude<Platform, 'javascript'>;

const DECODERS: Readonly<Record<Native, Decoder>> = {
  ios: {
    pools: POOLS,
    oneOf: Object.keys(POOLS),
    oauth: OAUTH,
    splits: false,
    values: { authenticationFlowType: FLOWS },
  },
  android: {
    pools: POOLS,
    oneOf: Object.keys(POOLS),
    oauth: OAUTH,
    splits: true,
    values: {
      authenticationFlowType: FLOWS,
      usernameAttributes: ['USERNAME', 'EMAIL', 'PHONE_NUMBER'],
      verificationMechanisms: ['EMAIL', 'PHONE_NUMBER'],
    },
  },
  flutter: {
    pools: POOLS,
    oneOf: ['CognitoUserPool.Default'],
    oauth: OAUTH,
    splits: true,
    values: {
      mfaConfiguration: ['ON', 'OFF', 'OPTIONAL'],
      mfaTypes: ['SMS', 'TOTP', 'EMAIL'],
      socialProviders: ['FACEBOOK', 'GOOGLE', 'AMAZON', 'APPLE'],
      passwordPolicyCharacters: ['REQUIRES_LOWERCASE', 'REQUIRES_UPPERCASE', 'REQUIRES_NUMBERS', 'REQUIRES_SYMBOLS'],
    },
  },
};

/** What a library would make of a file. */
export interface Decoded {
  /** Why it would not configure itself, or would leave a feature off that the file is about. */
  readonly faults: readonly string[];
  /** Redirect URLs as the library takes them; undefined: sign-in by redirect is off. */
  readonly redirects: { readonly signIn: readonly string[]; readonly signOut: readonly string[] } | undefined;
}

export function decode(platform: Native, file: Entries): Decoded {
  const decoder = DECODERS[platform];
  const auth = authOf(file);
  const faults = [...poolFaults(decoder, auth), ...valueFaults(decoder, auth)];
  const oauth = at(auth, 'Auth.Default.OAuth');
  if (oauth === undefined) return { faults, redirects: undefined };
  const missing = decoder.oauth.filter((key) => !isText(oauth[key]));
  if (!Array.isArray(oauth['Scopes']) || oauth['Scopes'].length === 0) missing.push('Scopes');
  if (missing.length > 0) {
    return { faults: [...faults, `OAuth without ${missing.join(', ')}`], redirects: undefined };
  }
  const urls = (key: string) => (decoder.splits ? String(oauth[key]).split(',') : [String(oauth[key])]);
  return { faults, redirects: { signIn: urls('SignInRedirectURI'), signOut: urls('SignOutRedirectURI') } };
}

function poolFaults({ pools, oneOf }: Decoder, auth: Entries): readonly string[] {
  const faults = Object.entries(pools).flatMap(([path, keys]) => {
    const pool = at(auth, path);
    // The outer object alone is refused: `CognitoUserPool` without `Default`.
    if (pool === undefined) return auth[path.split('.')[0] ?? ''] === undefined ? [] : [`no ${path}`];
    return keys.filter((key) => !isText(pool[key])).map((key) => `${path} without ${key}`);
  });
  return oneOf.some((path) => at(auth, path) !== undefined) ? faults : [...faults, 'neither pool'];
}

function valueFaults({ values }: Decoder, auth: Entries): readonly string[] {
  const settings = at(auth, 'Auth.Default') ?? {};
  const protection = at(settings, 'passwordProtectionSettings') ?? {};
  const all: Entries = { ...settings, ...protection };
  const length = all['passwordPolicyMinLength'];
  const wrong = Object.entries(values).flatMap(([key, allowed]) =>
    [all[key] ?? []]
      .flat()
      .filter((value) => !allowed.some((one) => one === value))
      .map((value) => `${key}: ${JSON.stringify(value)}`),
  );
  return /^"?\d+"?$/.test(JSON.stringify(length ?? 0)) ? wrong : [...wrong, 'passwordPolicyMinLength is no number'];
}

function at(entries: Entries, path: string): Entries | undefined {
  const found = path.split('.').reduce<unknown>((here, key) => (here as Entries | undefined)?.[key], entries);
  return typeof found === 'object' && found !== null ? (found as Entries) : undefined;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

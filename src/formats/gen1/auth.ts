import { valueOf, type Fact } from '../../domain/fact.ts';
import type { AppClient, IdentityPool, MfaConfiguration, MfaSettings, UserPool } from '../../domain/observed.ts';
import type { AuthFlow, Platform } from '../../domain/output.ts';
import type { SocialProvider } from '../auth-config.ts';
import type { EnvFacts } from '../format.ts';

/** What a file of Gen 1 says of an env's auth, in the vocabulary that all of these files share. */
export interface Gen1Auth {
  readonly region: string;
  readonly userPoolId: string;
  /** The client of the apps that read the file: the web client for JavaScript, the native one for all others. */
  readonly clientId: string;
  readonly identityPoolId: string | undefined;
  /** Whether apps are told not to ask for credentials before a sign-in. */
  readonly mandatorySignIn: boolean;
  /** Host of the sign-in pages. The CLI gives it without `oauth`, too, and `oauth` without it. */
  readonly domain: string | undefined;
  readonly oauth: Gen1OAuth | undefined;
  /** Whether the identity pool takes tokens of login providers directly. */
  readonly federated: boolean;
  /** The app's ids at those login providers, by the names that AWS has for them. */
  readonly loginProviders: ReadonlyMap<string, string>;
  /** What a mobile app begins a sign-in with. */
  readonly authFlow: AuthFlow;
  readonly choices: Gen1Choices;
}

export interface Gen1OAuth {
  readonly scopes: readonly string[];
  readonly signInUrls: readonly string[];
  readonly signOutUrls: readonly string[];
  readonly responseType: string;
}

/** What sign-up and sign-in pages rely on. Order and values as the Amplify CLI keeps them (`frontendAuthConfig` of its state). */
export interface Gen1Choices {
  readonly socialProviders: readonly string[];
  readonly usernameAttributes: readonly string[];
  readonly signupAttributes: readonly string[];
  readonly passwordProtectionSettings: {
    readonly passwordPolicyMinLength: number;
    readonly passwordPolicyCharacters: readonly string[];
  };
  readonly mfaConfiguration: MfaConfiguration;
  readonly mfaTypes: readonly string[];
  readonly verificationMechanisms: readonly string[];
}

/** The facts that a config is made of. */
export interface KnownFacts {
  readonly pool: UserPool;
  readonly mfa: MfaSettings;
  readonly web: AppClient;
  readonly native: AppClient;
  readonly identityPool: IdentityPool | undefined;
}

/** There is a config only where all of these are known. */
export function knownFacts({ observed }: EnvFacts): KnownFacts {
  const web = known(observed.webClient);
  return {
    pool: known(observed.userPool),
    mfa: known(observed.mfa),
    web,
    native: observed.nativeClient === undefined ? web : known(observed.nativeClient),
    identityPool: observed.identityPool && known(observed.identityPool),
  };
}

function known<T>(fact: Fact<T>): T {
  const value = valueOf(fact);
  if (value === undefined) throw new Error('there is a config, and not all of its facts are known');
  return value;
}

/** The client whose id, URLs and providers a file of this platform holds. */
export function clientOf({ web, native }: KnownFacts, platform: Platform): AppClient {
  return platform === 'javascript' ? web : native;
}

export const SOCIAL_PROVIDERS: Readonly<Record<SocialProvider, string>> = {
  Google: 'GOOGLE',
  Facebook: 'FACEBOOK',
  LoginWithAmazon: 'AMAZON',
  SignInWithApple: 'APPLE',
};

/** Source: Cognito Developer Guide, "Identity pools third-party identity providers": their keys in SupportedLoginProviders. */
export const GOOGLE = 'accounts.google.com';
export const FACEBOOK = 'graph.facebook.com';
const LOGIN_PROVIDERS = [GOOGLE, FACEBOOK, 'www.amazon.com', 'appleid.apple.com'];

/** The login providers that Gen 1 knows of. */
export function loginProvidersOf(identityPool: IdentityPool | undefined): ReadonlyMap<string, string> {
  const known = identityPool?.loginProviders.filter(({ name }) => LOGIN_PROVIDERS.includes(name)) ?? [];
  return new Map(known.map(({ name, appId }) => [name, appId]));
}

/** The attributes that the CLI asks for at sign-up. Source: `amplify-category-auth`, its list of core attributes. */
const SIGN_UP_ATTRIBUTES: ReadonlySet<string> = new Set([
  'address',
  'birthdate',
  'email',
  'family_name',
  'middle_name',
  'gender',
  'locale',
  'given_name',
  'name',
  'nickname',
  'phone_number',
  'preferred_username',
  'picture',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
]);

export function signUpAttributes(required: readonly string[]): readonly string[] {
  return upper(required.filter((name) => SIGN_UP_ATTRIBUTES.has(name)));
}

export function upper(values: readonly string[]): readonly string[] {
  return values.map((value) => value.toUpperCase());
}

export function passwordSettings({
  passwordPolicy: policy,
}: Pick<UserPool, 'passwordPolicy'>): Gen1Choices['passwordProtectionSettings'] {
  return {
    passwordPolicyMinLength: policy.minimumLength,
    passwordPolicyCharacters: [
      ...(policy.requireLowercase ? ['REQUIRES_LOWERCASE'] : []),
      ...(policy.requireUppercase ? ['REQUIRES_UPPERCASE'] : []),
      ...(policy.requireNumbers ? ['REQUIRES_NUMBERS'] : []),
      ...(policy.requireSymbols ? ['REQUIRES_SYMBOLS'] : []),
    ],
  };
}

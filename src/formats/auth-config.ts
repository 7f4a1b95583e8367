import { valueOf } from '../domain/fact.ts';
import type { EnvSpec } from '../manifest/model.ts';
import type { AppClient, MfaConfiguration, ObservedEnv, PasswordPolicy, UserPool } from '../domain/observed.ts';
import { compareText, sortedSet } from '../domain/ordering.ts';
import { bucketsOf, type BucketConfig } from './buckets.ts';
import { passwordlessOf, type PasswordlessConfig } from './passwordless.ts';

/**
 * What an app needs to know of an env's auth, before any format gives it its own names. All formats render this, so that
 * all files of an env say the same. Lists are sets and sorted: AWS's order means nothing, and the files must not change with it.
 */
export interface AuthConfig {
  readonly region: string;
  readonly userPoolId: string;
  readonly webClientId: string;
  readonly nativeClientId: string;
  readonly identityPoolId: string | undefined;
  /** Whether apps may ask for credentials without a sign-in. */
  readonly guests: boolean;
  /** `email`, `phone_number`; none: users sign in with a username. */
  readonly usernameAttributes: readonly string[];
  readonly requiredAttributes: readonly string[];
  readonly verifiedAttributes: readonly string[];
  readonly mfaConfiguration: MfaConfiguration;
  readonly mfaMethods: readonly MfaMethod[];
  readonly passwordPolicy: PasswordPolicy;
  readonly socialProviders: readonly SocialProvider[];
  readonly oauth: OAuthConfig | undefined;
  /** The same of the native client, for the files of mobile apps. */
  readonly native: Pick<AuthConfig, 'socialProviders' | 'oauth'>;
  /** Undefined: a sign-in begins with a password, as ever. */
  readonly passwordless: PasswordlessConfig | undefined;
  /** The user pool groups that the manifest names. */
  readonly groups: readonly GroupConfig[];
  /** Whether the identity pool takes tokens of login providers directly, in addition to those of the user pool. */
  readonly loginProviders: boolean;
  /** The default one first. */
  readonly buckets: readonly BucketConfig[];
}

export type MfaMethod = 'SMS' | 'TOTP' | 'EMAIL';

/** The identity providers that Amplify has buttons for, by the names that Cognito fixes for them. */
export type SocialProvider = 'Google' | 'Facebook' | 'LoginWithAmazon' | 'SignInWithApple';

const SOCIAL_PROVIDERS: readonly SocialProvider[] = ['Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple'];

/** Sign-in by redirect, through the pages that Cognito serves at a domain of the user pool. */
export interface OAuthConfig {
  /** A host name. */
  readonly domain: string;
  readonly scopes: readonly string[];
  readonly signInUrls: readonly string[];
  readonly signOutUrls: readonly string[];
  readonly responseType: 'code' | 'token';
}

export interface GroupConfig {
  readonly name: string;
  /** Of several groups of a user the one with the lowest number counts. */
  readonly precedence: number | undefined;
}

/** What files hold of an env; undefined as long as anything that a file needs is not known. */
export function authConfigOf(env: EnvSpec, observed: ObservedEnv): AuthConfig | undefined {
  const pool = valueOf(observed.userPool);
  const web = valueOf(observed.webClient);
  const mfa = valueOf(observed.mfa);
  const identityPool = observed.identityPool && valueOf(observed.identityPool);
  const native = observed.nativeClient === undefined ? web : valueOf(observed.nativeClient);
  const complete = observed.identityPool === undefined || identityPool !== undefined;
  const groups = [...observed.groups.values()];
  const groupsKnown = groups.every(({ state }) => state !== 'unchecked');
  if (!pool || !web || !mfa || !native || !complete || !groupsKnown || env.region === undefined) return undefined;
  return {
    region: env.region,
    userPoolId: pool.id,
    webClientId: web.id,
    nativeClientId: native.id,
    identityPoolId: identityPool?.id,
    guests: env.guest !== false && identityPool?.allowUnauthenticatedIdentities === true,
    usernameAttributes: sortedSet(pool.usernameAttributes),
    requiredAttributes: sortedSet(pool.requiredAttributes),
    verifiedAttributes: sortedSet(pool.autoVerifiedAttributes),
    mfaConfiguration: pool.mfaConfiguration,
    mfaMethods: [
      ...(mfa.sms ? (['SMS'] as const) : []),
      ...(mfa.totp ? (['TOTP'] as const) : []),
      ...(mfa.email ? (['EMAIL'] as const) : []),
    ],
    passwordPolicy: pool.passwordPolicy,
    socialProviders: socialProvidersOf(web),
    oauth: oauthOf(pool, web, env.region),
    native: { socialProviders: socialProvidersOf(native), oauth: oauthOf(pool, native, env.region) },
    passwordless: passwordlessOf(pool, mfa, domainOf(pool, env.region)),
    groups: groups
      .flatMap((group) => valueOf(group) ?? [])
      .map(({ name, precedence }) => ({ name, precedence }))
      .toSorted((a, b) => compareText(a.name, b.name)),
    loginProviders: (identityPool?.loginProviders.length ?? 0) > 0,
    buckets: bucketsOf(env, env.region),
  };
}

export function socialProvidersOf({ supportedIdentityProviders }: AppClient): readonly SocialProvider[] {
  return SOCIAL_PROVIDERS.filter((provider) => supportedIdentityProviders.includes(provider));
}

/** Undefined unless a redirect can really work: a domain, a flow that apps use, and somewhere to come back to. */
export function oauthOf(pool: UserPool, client: AppClient, region: string): OAuthConfig | undefined {
  const domain = domainOf(pool, region);
  const flow =
    client.allowedOAuthFlows.find((one) => one === 'code') ??
    client.allowedOAuthFlows.find((one) => one === 'implicit');
  const usable =
    client.allowedOAuthFlowsUserPoolClient && client.callbackUrls.length > 0 && client.allowedOAuthScopes.length > 0;
  if (domain === undefined || flow === undefined || !usable) return undefined;
  return {
    domain,
    scopes: sortedSet(client.allowedOAuthScopes),
    signInUrls: sortedSet(client.callbackUrls),
    // The libraries want one; without a sign-out URL of its own the app comes back where it came in.
    signOutUrls: sortedSet(client.logoutUrls.length > 0 ? client.logoutUrls : client.callbackUrls),
    responseType: flow === 'code' ? 'code' : 'token',
  };
}

/** The host name of the pages that Cognito serves for a pool. */
function domainOf(pool: UserPool, region: string): string | undefined {
  return pool.customDomain ?? (pool.domain && `${pool.domain}.${prefixDomainHost(region)}`);
}

/** Source: Cognito Developer Guide, "Using the Amazon Cognito domain" and, for GovCloud, the GovCloud User Guide. */
function prefixDomainHost(region: string): string {
  return region.startsWith('us-gov-') ? `auth-fips.${region}.amazoncognito.com` : `auth.${region}.amazoncognito.com`;
}

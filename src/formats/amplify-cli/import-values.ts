import { roleNameOf } from '../../domain/arn.ts';
import { valueOf } from '../../domain/fact.ts';
import type { EnvFacts } from '../format.ts';

// What `amplify import auth` writes down, in its own words and order. Source: amplify-category-auth 3.7
// (provider-utils/awscloudformation/import), as it was seen to write them.

/** What an env has for itself, in `team-provider-info.json`. */
export const ENV_KEYS = [
  'userPoolId',
  'userPoolName',
  'webClientId',
  'nativeClientId',
  'identityPoolId',
  'identityPoolName',
  'allowUnauthenticatedIdentities',
  'authRoleArn',
  'authRoleName',
  'unauthRoleArn',
  'unauthRoleName',
  'googleClientId',
  'googleIos',
  'googleAndroid',
  'facebookAppId',
  'amazonAppId',
  'appleAppId',
] as const;

export type EnvKey = (typeof ENV_KEYS)[number];

/** The keys that every env has that imports an identity pool, too; the first four of them those of every env. */
export const COMMON_KEYS: readonly EnvKey[] = ENV_KEYS.slice(0, 11);
/** The keys that depend on the identity pool: app ids at login providers. */
export const SPECIAL_KEYS: readonly EnvKey[] = ENV_KEYS.slice(11);

export function commonKeys(withIdentityPool: boolean): readonly EnvKey[] {
  return withIdentityPool ? COMMON_KEYS : COMMON_KEYS.slice(0, 4);
}

/** What all envs of a project share, in the resource's `parameters.json`. */
export const PARAMETER_KEYS = [
  'authSelections',
  'resourceName',
  'serviceType',
  'region',
  'aliasAttributes',
  'usernameAttributes',
  'authProvidersUserPool',
  'requiredAttributes',
  'passwordPolicyMinLength',
  'passwordPolicyCharacters',
  'mfaConfiguration',
  'autoVerifiedAttributes',
  'mfaTypes',
] as const;

export type ParameterKey = (typeof PARAMETER_KEYS)[number];

/** Those of them that must be the same for all envs: the CLI relies on them, and only describes the pool in the others. */
export const COMMON_PARAMETERS: readonly ParameterKey[] = PARAMETER_KEYS.slice(0, 4);

type Values<K extends string> = Readonly<Partial<Record<K, unknown>>>;

export interface ImportValues {
  readonly env: Values<EnvKey>;
  readonly parameters: Values<ParameterKey>;
  readonly customAuth: boolean;
}

/** Undefined as long as something of it is not known, or is such that the CLI could not hold it: a rule says so. */
export function importValues(
  facts: EnvFacts,
  { resource, frontend }: { readonly resource: string; readonly frontend: string | undefined },
): ImportValues | undefined {
  const { env, observed, config } = facts;
  const pool = valueOf(observed.userPool);
  const web = valueOf(observed.webClient);
  const mfa = valueOf(observed.mfa);
  const identity = identityValues(facts, frontend);
  // A lock that was written before this output was asked for does not know names.
  if (!pool || pool.name === '' || !web || !mfa || identity === undefined) return undefined;
  const { passwordPolicy: password } = pool;
  return {
    env: {
      userPoolId: pool.id,
      userPoolName: pool.name,
      webClientId: config.webClientId,
      nativeClientId: config.nativeClientId,
      ...identity,
    },
    parameters: {
      authSelections: observed.identityPool === undefined ? 'userPoolOnly' : 'identityPoolAndUserPool',
      resourceName: resource,
      serviceType: 'imported',
      region: env.region,
      aliasAttributes: unlessEmpty(pool.aliasAttributes),
      usernameAttributes: unlessEmpty(pool.usernameAttributes),
      authProvidersUserPool:
        web.supportedIdentityProviders.length === 0
          ? undefined
          : web.supportedIdentityProviders.filter((provider) => HOSTED_UI_PROVIDERS.has(provider)),
      requiredAttributes: pool.requiredAttributes.filter((name) => CORE_ATTRIBUTES.has(name)),
      passwordPolicyMinLength: password.minimumLength,
      passwordPolicyCharacters: [
        ...(password.requireLowercase ? ['Requires Lowercase'] : []),
        ...(password.requireUppercase ? ['Requires Uppercase'] : []),
        ...(password.requireNumbers ? ['Requires Numbers'] : []),
        ...(password.requireSymbols ? ['Requires Symbols'] : []),
      ],
      mfaConfiguration: pool.mfaConfiguration,
      autoVerifiedAttributes: unlessEmpty(pool.autoVerifiedAttributes),
      // It does not ask for them where MFA is off.
      mfaTypes:
        pool.mfaConfiguration === 'OFF'
          ? []
          : [...(mfa.configured.sms ? ['SMS Text Message'] : []), ...(mfa.configured.totp ? ['TOTP'] : [])],
    },
    customAuth: pool.customAuth,
  };
}

function identityValues({ observed }: EnvFacts, frontend: string | undefined): Values<EnvKey> | undefined {
  if (observed.identityPool === undefined) return {};
  const pool = valueOf(observed.identityPool);
  const roles = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  if (pool === undefined || pool.name === '' || roles === undefined) return undefined;
  const { authenticated, unauthenticated } = roles;
  if (authenticated === undefined || unauthenticated === undefined) return undefined;
  const google = GOOGLE_KEYS.get(frontend ?? '') ?? 'googleClientId';
  const appKeys: ReadonlyMap<string, EnvKey> = new Map([['accounts.google.com', google], ...APP_KEYS]);
  return {
    identityPoolId: pool.id,
    identityPoolName: pool.name,
    allowUnauthenticatedIdentities: pool.allowUnauthenticatedIdentities,
    authRoleArn: authenticated,
    authRoleName: roleNameOf(authenticated),
    unauthRoleArn: unauthenticated,
    unauthRoleName: roleNameOf(unauthenticated),
    ...Object.fromEntries(
      pool.loginProviders.flatMap(({ name, appId }) => {
        const key = appKeys.get(name);
        return key === undefined ? [] : [[key, appId] as const];
      }),
    ),
  };
}

/** Login providers of the identity pool that the CLI has a key for; Google's depends on what the app is built with. */
const APP_KEYS: readonly (readonly [string, EnvKey])[] = [
  ['graph.facebook.com', 'facebookAppId'],
  ['www.amazon.com', 'amazonAppId'],
  ['appleid.apple.com', 'appleAppId'],
];

const GOOGLE_KEYS: ReadonlyMap<string, EnvKey> = new Map([
  ['ios', 'googleIos'],
  ['android', 'googleAndroid'],
]);

const HOSTED_UI_PROVIDERS: ReadonlySet<string> = new Set(['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple']);

/** The CLI's list; attributes of the pool's own are none of it. */
const CORE_ATTRIBUTES: ReadonlySet<string> = new Set([
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

/** AWS leaves lists out that are empty, and so does the CLI. */
function unlessEmpty(list: readonly string[]): readonly string[] | undefined {
  return list.length === 0 ? undefined : list;
}

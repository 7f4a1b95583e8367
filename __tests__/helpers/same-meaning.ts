import type { UserPoolClientType, UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import type { FakeAws } from './fake-aws.ts';
import type { World } from './drift-world.ts';

/** A coin and a way to shuffle, from a seed: equal seeds give equal answers. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed >>> 0) + 1;
  }

  /** From 0 up to, and without, `below`. Source: mulberry32. */
  number(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let value = this.#state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) % below;
  }

  coin(): boolean {
    return this.number(2) === 1;
  }

  shuffled<T>(values: readonly T[]): T[] {
    const rest = [...values];
    const out: T[] = [];
    while (rest.length > 0) out.push(...rest.splice(this.number(rest.length), 1));
    return out;
  }
}

/** The same state in other words: other orders, defaults left out or spelled out, and things that nothing depends on. */
export function inOtherWords(world: World, chance: Chance): World {
  const { pool, mfa, identityPool, mappings } = world;
  const isOff = (pool.MfaConfiguration ?? 'OFF') === 'OFF';
  return {
    ...world,
    pool: otherPool(pool, chance),
    mfa: {
      ...mfa,
      ...(isOff && mfa.SoftwareTokenMfaConfiguration?.Enabled !== true
        ? { SoftwareTokenMfaConfiguration: chance.coin() ? undefined : { Enabled: false } }
        : {}),
      ...(mfa.WebAuthnConfiguration?.UserVerification === 'preferred' && chance.coin()
        ? { WebAuthnConfiguration: { ...mfa.WebAuthnConfiguration, UserVerification: undefined } }
        : {}),
    },
    web: otherClient(world.web, chance),
    native: otherClient(world.native, chance),
    identityPool: {
      ...identityPool,
      ...defaulted(identityPool, 'AllowClassicFlow', false, chance),
      CognitoIdentityProviders: chance
        .shuffled(identityPool.CognitoIdentityProviders ?? [])
        .map((link) => ({ ...link, ServerSideTokenCheck: chance.coin() })),
      SupportedLoginProviders: Object.fromEntries(
        chance.shuffled(Object.entries(identityPool.SupportedLoginProviders ?? {})),
      ),
      IdentityPoolName: 'renamed',
      DeveloperProviderName: 'login.mycompany.app',
      IdentityPoolTags: { team: 'a' },
    },
    mappings: Object.fromEntries(chance.shuffled(Object.entries(mappings))),
  };
}

function otherPool(pool: UserPoolType, chance: Chance): UserPoolType {
  const factors = pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD'];
  const byDefault = factors.length === 1 && factors[0] === 'PASSWORD';
  return {
    ...pool,
    ...list(pool, 'UsernameAttributes', chance),
    ...list(pool, 'AliasAttributes', chance),
    ...list(pool, 'AutoVerifiedAttributes', chance),
    ...defaulted(pool, 'MfaConfiguration', 'OFF', chance),
    ...(pool.Domain === undefined && chance.coin() ? { Domain: '' } : {}),
    Policies: {
      PasswordPolicy: { ...pool.Policies?.PasswordPolicy, TemporaryPasswordValidityDays: 7, PasswordHistorySize: 3 },
      ...(byDefault && chance.coin() ? {} : { SignInPolicy: { AllowedFirstAuthFactors: chance.shuffled(factors) } }),
    },
    SchemaAttributes: chance.shuffled([
      ...(pool.SchemaAttributes ?? []),
      { Name: 'sub', Required: true, Mutable: false },
      { Name: 'website', Required: false },
      { Name: `custom:tenant${chance.number(9)}` },
    ]),
    LambdaConfig: { ...pool.LambdaConfig, PreSignUp: chance.coin() ? undefined : 'arn:aws:lambda:x' },
    Name: 'renamed',
    EstimatedNumberOfUsers: chance.number(5000),
    LastModifiedDate: new Date(chance.number(2 ** 30) * 1000),
    UserPoolTier: 'ESSENTIALS',
    DeletionProtection: 'ACTIVE',
    AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'verified_email' }] },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
    // What AWS may add one day.
    ...({ [`New${chance.number(99)}`]: { Enabled: true } } as object),
  };
}

const DEFAULT_FLOWS = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'] as const;

function otherClient(client: UserPoolClientType, chance: Chance): UserPoolClientType {
  const flows = client.ExplicitAuthFlows ?? [];
  const spelled = flows.length === 0 && chance.coin() ? DEFAULT_FLOWS : flows;
  return {
    ...client,
    ...list(client, 'SupportedIdentityProviders', chance),
    ...list(client, 'CallbackURLs', chance),
    ...list(client, 'LogoutURLs', chance),
    ...list(client, 'AllowedOAuthFlows', chance),
    ...list(client, 'AllowedOAuthScopes', chance),
    ...(spelled.length === 0 && chance.coin()
      ? { ExplicitAuthFlows: undefined }
      : { ExplicitAuthFlows: chance.shuffled(spelled) }),
    ...defaulted(client, 'AllowedOAuthFlowsUserPoolClient', false, chance),
    ...(client.RefreshTokenRotation?.Feature === 'DISABLED' && chance.coin()
      ? { RefreshTokenRotation: undefined }
      : {
          RefreshTokenRotation: {
            ...client.RefreshTokenRotation,
            Feature: client.RefreshTokenRotation?.Feature,
            RetryGracePeriodSeconds: 60,
          },
        }),
    ClientName: 'renamed',
    ClientSecret: client.ClientSecret,
    RefreshTokenValidity: 30,
    TokenValidityUnits: {},
    AuthSessionValidity: 3,
    PreventUserExistenceErrors: 'ENABLED',
    EnableTokenRevocation: true,
    LastModifiedDate: new Date(chance.number(2 ** 30) * 1000),
    ...({ [`New${chance.number(99)}`]: ['a'] } as object),
  };
}

/** A list in another order; an empty one also left out. */
function list<T extends object>(from: T, key: keyof T, chance: Chance): Partial<T> {
  const values = (from[key] ?? []) as readonly unknown[];
  const other = values.length === 0 && chance.coin() ? undefined : chance.shuffled(values);
  return { [key]: other } as Partial<T>;
}

/** A value that is the default, also left out. */
function defaulted<T extends object, K extends keyof T>(from: T, key: K, byDefault: T[K], chance: Chance): Partial<T> {
  const value = from[key] ?? byDefault;
  return { [key]: value === byDefault && chance.coin() ? undefined : value } as Partial<T>;
}

/** All trust and inline policies of the fake, written as somebody else would write the same. */
export function rewritePolicies(aws: FakeAws, chance: Chance): void {
  for (const role of aws.roles.values()) {
    role.trust = otherDocument(role.trust, chance);
    for (const [name, text] of role.inline) role.inline.set(name, otherDocument(text, chance));
  }
}

function otherDocument(text: string, chance: Chance): string {
  const { Version, Statement } = JSON.parse(text) as { Version: string; Statement: Record<string, unknown>[] };
  const statements = chance.shuffled(Statement).map((statement) => otherWords(statement, chance));
  const whole = chance.coin() ? { Version, Statement: statements } : { Statement: statements, Version };
  return JSON.stringify(whole, undefined, chance.number(3));
}

/** Keys and lists in another order; a list of one as its only member, or the other way round. */
function otherWords(value: unknown, chance: Chance, key = ''): unknown {
  if (Array.isArray(value)) {
    const members = chance.shuffled(value as readonly unknown[]);
    return members.length === 1 && chance.coin() ? members[0] : members;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      chance.shuffled(Object.entries(value)).map(([name, inner]) => [name, otherWords(inner, chance, name)]),
    );
  }
  return key !== 'Effect' && typeof value === 'string' && chance.coin() ? [value] : value;
}

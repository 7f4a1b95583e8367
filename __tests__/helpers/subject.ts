import { known } from '../../src/domain/fact.ts';
import type { AppClient, IdentityPool, ObservedEnv, Role, UserPool } from '../../src/domain/observed.ts';
import { parsePolicy } from '../../src/iam/document.ts';
import { emptyLock } from '../../src/lock/lock-parts.ts';
import type { LockEntry } from '../../src/lock/model.ts';
import type { Manifest } from '../../src/manifest/model.ts';
import { resolveManifest } from '../../src/manifest/resolve.ts';
import type { EnvSubject } from '../../src/plan/subject.ts';

// One env with everything known, for tests of pure functions: each test changes the one thing that it is about.
export const ACCOUNT = '111122223333';
export const IDS = {
  userPoolId: 'eu-west-1_AbCdEfGhI',
  webClientId: 'abcdefghijklmnopqrstuvwxyz',
  nativeClientId: 'zyxwvutsrqponmlkjihgfedcba',
  identityPoolId: 'eu-west-1:11111111-2222-3333-4444-555555555555',
} as const;
export const arnOf = (role: string) => `arn:aws:iam::${ACCOUNT}:role/${role}`;
export const TRUST = parsePolicy(
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity"}]}',
)!;

export function roleOf(name: string, change: Partial<Role> = {}): Role {
  const nothing = known([]);
  return { arn: arnOf(name), name, trust: known(TRUST), inlinePolicies: nothing, attachedPolicies: nothing, ...change };
}

export const POOL: UserPool = {
  id: IDS.userPoolId,
  name: 'users',
  arn: `arn:aws:cognito-idp:eu-west-1:${ACCOUNT}:userpool/${IDS.userPoolId}`,
  domain: 'shop',
  customDomain: undefined,
  usernameAttributes: ['email'],
  aliasAttributes: [],
  autoVerifiedAttributes: ['email'],
  mfaConfiguration: 'OFF',
  passwordPolicy: {
    minimumLength: 8,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: false,
  },
  firstFactors: ['PASSWORD'],
  customAuth: false,
  requiredAttributes: ['email'],
};

export function clientOf(id: string, change: Partial<AppClient> = {}): AppClient {
  return {
    id,
    name: id,
    hasSecret: false,
    explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'],
    supportedIdentityProviders: ['COGNITO'],
    callbackUrls: ['https://example.com/'],
    logoutUrls: ['https://example.com/out'],
    allowedOAuthFlows: ['code'],
    allowedOAuthScopes: ['openid'],
    allowedOAuthFlowsUserPoolClient: true,
    refreshTokenRotation: false,
    ...change,
  };
}

export const IDENTITIES: IdentityPool = {
  id: IDS.identityPoolId,
  name: 'identities',
  allowUnauthenticatedIdentities: true,
  allowClassicFlow: false,
  providers: [
    { providerName: `cognito-idp.eu-west-1.amazonaws.com/${IDS.userPoolId}`, clientId: IDS.webClientId },
    { providerName: `cognito-idp.eu-west-1.amazonaws.com/${IDS.userPoolId}`, clientId: IDS.nativeClientId },
  ],
  loginProviders: [],
};

export function observedOf(change: Partial<ObservedEnv> = {}): ObservedEnv {
  return {
    env: 'dev',
    caller: known({ accountId: ACCOUNT, arn: arnOf('ci') }),
    userPool: known(POOL),
    mfa: known({
      sms: false,
      totp: true,
      email: false,
      configured: { sms: false, totp: true },
      webAuthn: undefined,
    }),
    webClient: known(clientOf(IDS.webClientId)),
    nativeClient: known(clientOf(IDS.nativeClientId)),
    candidates: undefined,
    identityPool: known(IDENTITIES),
    identityPoolRoles: known({ authenticated: arnOf('auth'), unauthenticated: arnOf('guest'), mappings: [] }),
    authRole: known(roleOf('auth')),
    guestRole: known(roleOf('guest')),
    groups: new Map(),
    groupRoles: new Map(),
    lambdas: new Map(),
    lambdaRoles: new Map(),
    formerRoles: new Map(),
    existing: {},
    ...change,
  };
}

/** A manifest with one env `dev` that has all ids. `more` are further lines of the env, `outputs` entries of `outputs`. */
export function manifestOf(more: readonly string[] = [], outputs: readonly string[] = []): Manifest {
  const written = more.map((line) => line.split(':')[0]);
  const ids = Object.entries(IDS).filter(([key]) => !written.includes(key));
  const text = [
    'version: 1',
    'project: shop',
    ...(outputs.length === 0 ? [] : ['outputs:', ...outputs.map((one) => `  - ${one}`)]),
    'envs:',
    '  dev:',
    ...ids.map(([key, id]) => `    ${key}: "${id}"`),
    ...more.map((line) => `    ${line}`),
    '',
  ].join('\n');
  const { manifest, findings } = resolveManifest(text, 'amplify-auth.yml', '2026-11-25');
  if (manifest === undefined || findings.some(({ severity }) => severity === 'error'))
    throw new Error(`${text}${JSON.stringify(findings)}`);
  return manifest;
}

export function subjectOf(change: Partial<EnvSubject> = {}): EnvSubject {
  const manifest = change.manifest ?? manifestOf();
  return {
    kind: 'declared',
    manifest,
    env: manifest.envs[0]!,
    observed: observedOf(),
    lock: emptyLock('shop'),
    lockPath: 'amplify-auth.lock.json',
    crowdedRoles: new Set(),
    backend: undefined,
    files: new Map(),
    shared: [],
    exposed: new Map(),
    amplify: [],
    ...change,
  };
}

export function entryWith(change: Partial<LockEntry> = {}): LockEntry {
  return {
    accountId: ACCOUNT,
    region: 'eu-west-1',
    roleToAssume: null,
    ...IDS,
    authRoleArn: arnOf('auth'),
    guestRoleArn: arnOf('guest'),
    groups: {},
    facts: {},
    policies: [],
    files: [],
    ...change,
  };
}

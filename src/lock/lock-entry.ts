import { valueOf, type Fact } from '../domain/fact.ts';
import type { LockedFile, LockedPolicy, LockEntry } from '../domain/lock.ts';
import type { EnvSpec } from '../domain/manifest.ts';
import type { AppClient, ObservedEnv, Role } from '../domain/observed.ts';
import { compareText, sortedSet } from '../domain/ordering.ts';
import { canonicalPolicy, policyHash } from '../policies/document.ts';
import type { WantedPolicy } from '../policies/wanted.ts';

/** The entry of an env once it is applied; undefined as long as its ids are not all known. */
export function lockEntryOf(
  env: EnvSpec,
  observed: ObservedEnv,
  policies: readonly LockedPolicy[],
  files: readonly LockedFile[],
): LockEntry | undefined {
  const caller = valueOf(observed.caller);
  const pool = valueOf(observed.userPool);
  const web = valueOf(observed.webClient);
  const roles = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  if (caller === undefined || pool === undefined || web === undefined || env.region === undefined) return undefined;
  return {
    accountId: caller.accountId,
    region: env.region,
    roleToAssume:
      env.roleToAssume === undefined
        ? null
        : { read: env.roleToAssume.read ?? null, write: env.roleToAssume.write ?? null },
    userPoolId: pool.id,
    webClientId: web.id,
    nativeClientId: (observed.nativeClient && valueOf(observed.nativeClient)?.id) ?? null,
    identityPoolId: env.identityPoolId ?? null,
    authRoleArn: roles?.authenticated ?? null,
    guestRoleArn: roles?.unauthenticated ?? null,
    groups: Object.fromEntries(env.groups),
    facts: comparedFacts(observed),
    policies: policies.toSorted((a, b) => compareText(`${a.role} ${a.name}`, `${b.role} ${b.name}`)),
    files: files.toSorted((a, b) => compareText(a.path, b.path)),
  };
}

export function lockedPolicies(wanted: readonly WantedPolicy[]): readonly LockedPolicy[] {
  return wanted.map(({ roleArn, policyName, document }) => ({
    role: roleArn,
    name: policyName,
    hash: policyHash(document),
  }));
}

/**
 * Facts that reach a generated file or a rule: what drift is about. A field that AWS adds is none of them, and an order means
 * nothing.
 */
export function comparedFacts(observed: ObservedEnv): Readonly<Record<string, unknown>> {
  const pool = valueOf(observed.userPool);
  const identityPool = observed.identityPool && valueOf(observed.identityPool);
  return withoutUndefined({
    userPool: pool && {
      domain: pool.domain,
      customDomain: pool.customDomain,
      mfaConfiguration: pool.mfaConfiguration,
      passwordPolicy: pool.passwordPolicy,
      usernameAttributes: sortedSet(pool.usernameAttributes),
      aliasAttributes: sortedSet(pool.aliasAttributes),
      autoVerifiedAttributes: sortedSet(pool.autoVerifiedAttributes),
      requiredAttributes: sortedSet(pool.requiredAttributes),
    },
    mfa: valueOf(observed.mfa),
    webClient: clientFacts(observed.webClient),
    nativeClient: observed.nativeClient && clientFacts(observed.nativeClient),
    identityPool: identityPool && {
      allowUnauthenticatedIdentities: identityPool.allowUnauthenticatedIdentities,
      allowClassicFlow: identityPool.allowClassicFlow,
      providers: sortedSet(identityPool.providers.map((link) => `${link.providerName}:${link.clientId}`)),
      supportedLoginProviders: sortedSet(identityPool.supportedLoginProviders),
    },
    authTrust: trustFact(observed.authRole),
    guestTrust: trustFact(observed.guestRole),
    groupTrust: Object.fromEntries([...observed.groupRoles].map(([group, role]) => [group, trustFact(role)])),
  }) as Readonly<Record<string, unknown>>;
}

function clientFacts(fact: Fact<AppClient>): unknown {
  const client = valueOf(fact);
  return (
    client && {
      hasSecret: client.hasSecret,
      allowedOAuthFlowsUserPoolClient: client.allowedOAuthFlowsUserPoolClient,
      explicitAuthFlows: sortedSet(client.explicitAuthFlows),
      supportedIdentityProviders: sortedSet(client.supportedIdentityProviders),
      callbackUrls: sortedSet(client.callbackUrls),
      logoutUrls: sortedSet(client.logoutUrls),
      allowedOAuthFlows: sortedSet(client.allowedOAuthFlows),
      allowedOAuthScopes: sortedSet(client.allowedOAuthScopes),
    }
  );
}

/** Trust policies may be long and hold foreign names; canonical JSON is kept, so that a drift can say what changed. */
function trustFact(fact: Fact<Role> | undefined): unknown {
  const trust = fact && valueOf(fact)?.trust;
  const document = trust && valueOf(trust);
  return document && (JSON.parse(canonicalPolicy(document)) as unknown);
}

/** JSON has no undefined: without it, an entry that was written and read back equals the one that would be written. */
function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

import { roleNameOf } from '../../../domain/arn.ts';
import type { z } from 'zod';
import { known, mapFact, unchecked, type Fact, type Unchecked } from '../../../domain/fact.ts';
import type { PolicyDocument } from '../../../domain/iam-policy.ts';
import type { LockEntry } from '../../../lock/model.ts';
import type { EnvSpec } from '../../../manifest/model.ts';
import type {
  AppClient,
  IdentityPool,
  IdentityPoolRoles,
  LoginProvider,
  MfaSettings,
  ObservedEnv,
  Role,
  RoleMapping,
  UserPool,
} from '../../../domain/observed.ts';
import { completeFacts, type LockedFacts } from '../../../lock/locked-facts.ts';

const OFFLINE = unchecked('offline', 'AWS was not asked, and the lock does not hold it');

/**
 * What the lock knows of an env, in the place of AWS. An id that the lock does not know is unchecked, never wrong: it may well
 * exist. What contradicts the lock is judged as if AWS had said it.
 */
export function observedFromLock(env: EnvSpec, entry: LockEntry | undefined): ObservedEnv {
  const facts = entry?.facts ?? {};
  const pool =
    entry !== undefined && env.userPoolId === entry.userPoolId
      ? userPoolOf(entry, facts)
      : unknownId('user pool', env.userPoolId);
  const identity = identityPart(env, entry, facts);
  const locked = env.poolGroups === 'all' ? Object.keys(entry?.groups ?? {}) : env.poolGroups;
  const groupNames = [...env.groups.keys(), ...locked];
  return {
    env: env.name,
    caller: entry === undefined ? OFFLINE : known({ accountId: entry.accountId, arn: 'as the lock says' }),
    userPool: pool,
    mfa: pool.state === 'known' ? mfaOf(facts) : pool,
    identityProviders: pool.state === 'known' ? providersOf(facts) : pool,
    webClient: clientOf(env.webClientId ?? entry?.webClientId, entry, facts),
    nativeClient: env.nativeClientId === undefined ? undefined : clientOf(env.nativeClientId, entry, facts),
    candidates: env.webClientId === undefined ? OFFLINE : undefined,
    ...identity,
    groups: new Map(
      groupNames.map((name) => {
        const roleArn = pool.state === 'known' ? facts.groupRoles?.[name] : undefined;
        const precedence = facts.groupPrecedence?.[name];
        return [name, roleArn === undefined ? OFFLINE : known({ name, roleArn, precedence })];
      }),
    ),
    groupRoles: new Map(
      groupNames.map((name) => {
        const arn = env.groups.get(name) ?? entry?.groups[name];
        const isLocked = arn !== undefined && entry?.groups[name] === arn;
        return [name, isLocked ? roleOf(arn, facts.groupTrust?.[name]) : unknownId('role', arn)];
      }),
    ),
    lambdas: new Map(env.lambdas.map((entry) => [entry.function, OFFLINE])),
    lambdaRoles: new Map(),
    formerRoles: new Map(),
    existing: {},
  };
}

function unknownId(what: string, id: string | undefined): Unchecked {
  return id === undefined
    ? OFFLINE
    : unchecked('offline', `AWS was not asked, and the lock does not know the ${what} ${id}`);
}

/** A part of the facts, if nothing of it is missing. */
function complete<T>(schema: z.ZodType<T>, value: unknown): Fact<T> {
  const parsed = schema.safeParse(value);
  return parsed.success ? known(parsed.data) : OFFLINE;
}

function providersOf({ identityProviders: names }: LockedFacts): Fact<readonly string[]> {
  return names === undefined ? OFFLINE : known(names);
}

function mfaOf({ mfa }: LockedFacts): Fact<MfaSettings> {
  return mapFact(complete(completeFacts.mfa, mfa), ({ webAuthn, ...rest }) => ({
    ...rest,
    webAuthn: webAuthn && { ...webAuthn, relyingPartyId: webAuthn.relyingPartyId },
  }));
}

function userPoolOf(entry: LockEntry, facts: LockedFacts): Fact<UserPool> {
  return mapFact(complete(completeFacts.userPool, facts.userPool), ({ name = '', domain, customDomain, ...rest }) => ({
    ...rest,
    id: entry.userPoolId,
    name,
    arn: '',
    domain,
    customDomain,
  }));
}

function clientOf(id: string | undefined, entry: LockEntry | undefined, facts: LockedFacts): Fact<AppClient> {
  const of =
    id === entry?.webClientId ? facts.webClient : id === entry?.nativeClientId ? facts.nativeClient : undefined;
  if (id === undefined || of === undefined) return unknownId('app client', id);
  return mapFact(complete(completeFacts.client, of), (client) => ({ ...client, id, name: '' }));
}

type IdentityPart = Pick<ObservedEnv, 'identityPool' | 'identityPoolRoles' | 'authRole' | 'guestRole'>;

function identityPart(env: EnvSpec, entry: LockEntry | undefined, facts: LockedFacts): IdentityPart {
  const id = env.identityPoolId;
  if (id === undefined) {
    const why = env.unusable.has('identityPoolId') ? OFFLINE : undefined;
    return { identityPool: why, identityPoolRoles: why, authRole: why, guestRole: why };
  }
  if (entry?.identityPoolId !== id) {
    const why = unknownId('identity pool', id);
    return { identityPool: why, identityPoolRoles: why, authRole: why, guestRole: why };
  }
  const { authRoleArn, guestRoleArn } = entry;
  return {
    identityPool: identityPoolOf(id, facts),
    identityPoolRoles: rolesOf(entry, facts),
    authRole: authRoleArn === null ? undefined : roleOf(authRoleArn, facts.authTrust),
    guestRole: guestRoleArn === null ? undefined : roleOf(guestRoleArn, facts.guestTrust),
  };
}

function identityPoolOf(id: string, facts: LockedFacts): Fact<IdentityPool> {
  return mapFact(complete(completeFacts.identityPool, facts.identityPool), (pool) => ({
    id,
    name: pool.name ?? '',
    allowUnauthenticatedIdentities: pool.allowUnauthenticatedIdentities,
    allowClassicFlow: pool.allowClassicFlow,
    providers: pool.providers.map((text) => {
      const colon = text.lastIndexOf(':');
      return { providerName: text.slice(0, colon), clientId: text.slice(colon + 1) };
    }),
    loginProviders: pool.loginProviders.map(loginProviderOf),
  }));
}

/** App ids may hold colons, names do not. */
function loginProviderOf(text: string): LoginProvider {
  const colon = text.indexOf(':');
  return { name: text.slice(0, colon), appId: text.slice(colon + 1) };
}

function rolesOf(entry: LockEntry, { identityPool }: LockedFacts): Fact<IdentityPoolRoles> {
  return known({
    authenticated: entry.authRoleArn ?? undefined,
    unauthenticated: entry.guestRoleArn ?? undefined,
    mappings: (identityPool?.roleMappings ?? []).map(mappingOf),
  });
}

function mappingOf(text: string): RoleMapping {
  const [provider = '', type, ambiguous, ...ruleRoles] = text.split(' ');
  return {
    provider,
    type: type === 'Rules' ? 'Rules' : 'Token',
    ambiguous: ambiguous === 'Deny' || ambiguous === 'AuthenticatedRole' ? ambiguous : undefined,
    ruleRoles,
  };
}

/** The policies of a role are in no lock: whatever hangs on them is unchecked. */
function roleOf(arn: string, trust: unknown): Fact<Role> {
  return known({
    arn,
    name: roleNameOf(arn),
    trust: trust === undefined ? OFFLINE : known(trust as PolicyDocument),
    inlinePolicies: OFFLINE,
    attachedPolicies: OFFLINE,
  });
}

import { z } from 'zod';
import { valueOf, type Fact } from '../domain/fact.ts';
import type { Manifest } from '../manifest/model.ts';
import { sortedSet } from '../domain/ordering.ts';
import type { AppClient, ObservedEnv, Role } from '../domain/observed.ts';
import { canonicalPolicy } from '../iam/document.ts';

/**
 * The facts of an env that a lock keeps: those that reach a generated file or a rule. They are what drift compares with, and what
 * stands in for AWS where there are no credentials. Every part may be missing: not asked for, not known when the lock was written,
 * or added by a later release (whose own parts are kept as they are). Lists that mean sets stand in the order in which AWS gave them
 * first; names are there only where an output holds them.
 */
const texts = z.array(z.string());

const userPool = {
  name: z.string().optional(),
  domain: z.string().optional(),
  customDomain: z.string().optional(),
  mfaConfiguration: z.enum(['OFF', 'ON', 'OPTIONAL']),
  passwordPolicy: z.object({
    minimumLength: z.number(),
    requireLowercase: z.boolean(),
    requireUppercase: z.boolean(),
    requireNumbers: z.boolean(),
    requireSymbols: z.boolean(),
  }),
  usernameAttributes: texts,
  aliasAttributes: texts,
  autoVerifiedAttributes: texts,
  requiredAttributes: texts,
  firstFactors: texts,
  customAuth: z.boolean(),
};

const mfa = {
  sms: z.boolean(),
  totp: z.boolean(),
  email: z.boolean(),
  configured: z.object({ sms: z.boolean(), totp: z.boolean() }),
  webAuthn: z
    .object({ relyingPartyId: z.string().optional(), userVerification: z.enum(['required', 'preferred']) })
    .optional(),
};

const client = {
  hasSecret: z.boolean(),
  explicitAuthFlows: texts,
  supportedIdentityProviders: texts,
  callbackUrls: texts,
  logoutUrls: texts,
  allowedOAuthFlows: texts,
  allowedOAuthScopes: texts,
  allowedOAuthFlowsUserPoolClient: z.boolean(),
  refreshTokenRotation: z.boolean(),
};

const identityPool = {
  name: z.string().optional(),
  allowUnauthenticatedIdentities: z.boolean(),
  allowClassicFlow: z.boolean(),
  /** `<provider name>:<client id>` */
  providers: texts,
  /** `<name>:<app id>` */
  loginProviders: texts,
  /** `<provider> Token AuthenticatedRole`, `<provider> Rules Deny <role ARNs>` */
  roleMappings: texts,
};

const document = z.looseObject({ Version: z.string(), Statement: z.array(z.record(z.string(), z.unknown())) });

/** The parts with nothing missing: what is needed to judge an env by its lock. */
export const completeFacts = {
  userPool: z.object(userPool),
  mfa: z.object(mfa),
  client: z.object(client),
  identityPool: z.object(identityPool),
};

export const lockedFacts = z
  .looseObject({
    userPool: z.looseObject(userPool).partial(),
    mfa: z.looseObject(mfa).partial(),
    /** Of the user pool, by name. */
    identityProviders: texts,
    webClient: z.looseObject(client).partial(),
    nativeClient: z.looseObject(client).partial(),
    identityPool: z.looseObject(identityPool).partial(),
    authTrust: document,
    guestTrust: document,
    groupTrust: z.record(z.string(), document),
    /** group name → the role that the user pool gives it */
    groupRoles: z.record(z.string(), z.string()),
    groupPrecedence: z.record(z.string(), z.number()),
  })
  .partial();

export type LockedFacts = z.infer<typeof lockedFacts>;

/** Whether names of pools reach a generated file: elsewhere nobody minds when they change. */
export function holdsNames({ outputs }: Pick<Manifest, 'outputs'>): boolean {
  return outputs.some(({ format }) => format === 'amplify-cli');
}

/** The facts as they are now. What is not known is left out. */
export function factsOf(observed: ObservedEnv, { names }: { readonly names: boolean }): LockedFacts {
  const pool = valueOf(observed.userPool);
  const providers = observed.identityProviders && valueOf(observed.identityProviders);
  const identityPool = observed.identityPool && valueOf(observed.identityPool);
  const roles = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  const ofGroups = <K extends 'roleArn' | 'precedence'>(key: K) =>
    Object.fromEntries(
      [...observed.groups].flatMap(([name, fact]) => {
        const value = valueOf(fact)?.[key];
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
  const facts = {
    userPool: pool && {
      name: names ? pool.name : undefined,
      domain: pool.domain,
      customDomain: pool.customDomain,
      mfaConfiguration: pool.mfaConfiguration,
      passwordPolicy: pool.passwordPolicy,
      usernameAttributes: pool.usernameAttributes,
      aliasAttributes: pool.aliasAttributes,
      autoVerifiedAttributes: pool.autoVerifiedAttributes,
      requiredAttributes: pool.requiredAttributes,
      firstFactors: pool.firstFactors,
      customAuth: pool.customAuth,
    },
    mfa: valueOf(observed.mfa),
    identityProviders: providers && sortedSet(providers),
    webClient: clientFacts(observed.webClient),
    nativeClient: observed.nativeClient && clientFacts(observed.nativeClient),
    identityPool: identityPool && {
      name: names ? identityPool.name : undefined,
      allowUnauthenticatedIdentities: identityPool.allowUnauthenticatedIdentities,
      allowClassicFlow: identityPool.allowClassicFlow,
      providers: sortedSet(identityPool.providers.map((link) => `${link.providerName}:${link.clientId}`)),
      loginProviders: identityPool.loginProviders.map(({ name, appId }) => `${name}:${appId}`),
      roleMappings:
        roles &&
        sortedSet(
          roles.mappings.map(({ provider, type, ambiguous, ruleRoles }) =>
            [provider, type, ambiguous ?? '-', ...sortedSet(ruleRoles)].join(' '),
          ),
        ),
    },
    authTrust: trustFact(observed.authRole),
    guestTrust: trustFact(observed.guestRole),
    groupTrust: Object.fromEntries([...observed.groupRoles].map(([group, role]) => [group, trustFact(role)])),
    groupRoles: ofGroups('roleArn'),
    groupPrecedence: ofGroups('precedence'),
  };
  // JSON has no undefined: facts that were written and read back equal those that would be written.
  return JSON.parse(JSON.stringify(facts)) as LockedFacts;
}

function clientFacts(fact: Fact<AppClient>): unknown {
  const known = valueOf(fact);
  return (
    known && {
      hasSecret: known.hasSecret,
      explicitAuthFlows: known.explicitAuthFlows,
      supportedIdentityProviders: known.supportedIdentityProviders,
      callbackUrls: known.callbackUrls,
      logoutUrls: known.logoutUrls,
      allowedOAuthFlows: known.allowedOAuthFlows,
      allowedOAuthScopes: known.allowedOAuthScopes,
      allowedOAuthFlowsUserPoolClient: known.allowedOAuthFlowsUserPoolClient,
      refreshTokenRotation: known.refreshTokenRotation,
    }
  );
}

/** Canonical, so that another order is no difference; whole, so that a drift can say what changed. */
function trustFact(fact: Fact<Role> | undefined): unknown {
  const trust = fact && valueOf(fact)?.trust;
  const known = trust && valueOf(trust);
  return known && (JSON.parse(canonicalPolicy(known)) as unknown);
}

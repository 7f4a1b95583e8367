import { mapFact, type Fact } from '../../../domain/fact.ts';
import type { LockEntry } from '../../../lock/model.ts';
import type { AppClient, ObservedEnv } from '../../../domain/observed.ts';

/**
 * The same facts, with the lists that mean sets in the order in which the lock has them: AWS may give them in another one each
 * time, and neither lock nor files are to change with it.
 */
export function inLockedOrder(observed: ObservedEnv, entry: LockEntry | undefined): ObservedEnv {
  if (entry === undefined) return observed;
  const { userPool, webClient, nativeClient, identityPool } = entry.facts;
  return {
    ...observed,
    userPool: mapFact(observed.userPool, (pool) => ({
      ...pool,
      usernameAttributes: ordered(pool.usernameAttributes, userPool?.usernameAttributes),
      aliasAttributes: ordered(pool.aliasAttributes, userPool?.aliasAttributes),
      autoVerifiedAttributes: ordered(pool.autoVerifiedAttributes, userPool?.autoVerifiedAttributes),
      requiredAttributes: ordered(pool.requiredAttributes, userPool?.requiredAttributes),
      firstFactors: ordered(pool.firstFactors, userPool?.firstFactors),
    })),
    webClient: clientInOrder(observed.webClient, webClient),
    nativeClient: observed.nativeClient && clientInOrder(observed.nativeClient, nativeClient),
    identityPool:
      observed.identityPool &&
      mapFact(observed.identityPool, (pool) => ({
        ...pool,
        loginProviders: ordered(
          pool.loginProviders,
          identityPool?.loginProviders,
          ({ name, appId }) => `${name}:${appId}`,
        ),
      })),
  };
}

type ClientFacts = LockEntry['facts']['webClient'];

function clientInOrder(fact: Fact<AppClient>, before: ClientFacts): Fact<AppClient> {
  return mapFact(fact, (client) => ({
    ...client,
    explicitAuthFlows: ordered(client.explicitAuthFlows, before?.explicitAuthFlows),
    supportedIdentityProviders: ordered(client.supportedIdentityProviders, before?.supportedIdentityProviders),
    callbackUrls: ordered(client.callbackUrls, before?.callbackUrls),
    logoutUrls: ordered(client.logoutUrls, before?.logoutUrls),
    allowedOAuthFlows: ordered(client.allowedOAuthFlows, before?.allowedOAuthFlows),
    allowedOAuthScopes: ordered(client.allowedOAuthScopes, before?.allowedOAuthScopes),
  }));
}

/** `now` in the order of `before`, if both have the same members. */
function ordered<T>(
  now: readonly T[],
  before: readonly string[] | undefined,
  nameOf: (member: T) => string = String,
): readonly T[] {
  const byName = new Map(now.map((member) => [nameOf(member), member]));
  const same = before?.length === now.length && byName.size === now.length && before.every((name) => byName.has(name));
  return same ? before.map((name) => byName.get(name) as T) : now;
}

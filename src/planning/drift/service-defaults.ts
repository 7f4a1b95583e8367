import type { LockedFacts } from '../../lock/locked-facts.ts';

/**
 * What Cognito does where a client names no flow. Source: Cognito API reference, `ExplicitAuthFlows` of CreateUserPoolClient: "your
 * user client supports ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_SRP_AUTH, and ALLOW_CUSTOM_AUTH".
 */
const DEFAULT_FLOWS = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];

/** Where a pool has no sign-in policy. Source: Cognito API reference, `SignInPolicyType`. */
const DEFAULT_FIRST_FACTORS = ['PASSWORD'];

/**
 * The facts with the service's own defaults where nothing was set. AWS leaves a default out in one answer and spells it out in the
 * next (after any update of the pool, say): that changes nothing for anybody, and is no drift.
 */
export function withServiceDefaults(facts: LockedFacts): LockedFacts {
  const { userPool, mfa, webClient, nativeClient } = facts;
  const isOff = userPool?.mfaConfiguration === 'OFF';
  return {
    ...facts,
    ...(userPool === undefined
      ? {}
      : { userPool: { ...userPool, firstFactors: orDefault(userPool.firstFactors, DEFAULT_FIRST_FACTORS) } }),
    // With second factors off nothing looks at settings that are there and not turned on.
    ...(mfa === undefined || !isOff ? {} : { mfa: { ...mfa, configured: undefined } }),
    ...(webClient === undefined ? {} : { webClient: clientWithDefaults(webClient) }),
    ...(nativeClient === undefined ? {} : { nativeClient: clientWithDefaults(nativeClient) }),
  };
}

function clientWithDefaults(client: NonNullable<LockedFacts['webClient']>): NonNullable<LockedFacts['webClient']> {
  return { ...client, explicitAuthFlows: orDefault(client.explicitAuthFlows, DEFAULT_FLOWS) };
}

/** A list that is not known stays unknown. */
function orDefault(list: string[] | undefined, byDefault: string[]): string[] | undefined {
  return list?.length === 0 ? byDefault : list;
}

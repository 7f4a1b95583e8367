import { valueOf } from '../../domain/fact.ts';
import type { EnvSpec } from '../../domain/manifest.ts';
import type { ExistingIds, ObservedEnv } from '../../domain/observed.ts';
import type { AwsSession } from '../../ports/aws.ts';

/**
 * Ids that do exist, for the kinds of which one was not found: the hint then names the nearest. It is a courtesy: where the listing
 * is not allowed, there is none.
 */
export async function existingIds(
  env: EnvSpec,
  seen: Pick<ObservedEnv, 'userPool' | 'webClient' | 'nativeClient' | 'identityPool'>,
  { userPools, identityPools }: AwsSession,
): Promise<ExistingIds> {
  const { userPoolId } = env;
  const clientMissing = [seen.webClient, seen.nativeClient].some((fact) => fact?.state === 'absent');
  const [pools, clients, identities] = await Promise.all([
    seen.userPool.state === 'absent' ? userPools.userPoolIds() : undefined,
    clientMissing && userPoolId !== undefined ? userPools.clientIds(userPoolId) : undefined,
    seen.identityPool?.state === 'absent' ? identityPools.identityPoolIds() : undefined,
  ]);
  return {
    ...named('userPools', pools && valueOf(pools)),
    ...named('clients', clients && valueOf(clients)),
    ...named('identityPools', identities && valueOf(identities)),
  };
}

function named(key: keyof ExistingIds, ids: readonly string[] | undefined): ExistingIds {
  return ids === undefined ? {} : { [key]: ids };
}

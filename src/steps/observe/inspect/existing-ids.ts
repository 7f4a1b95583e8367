import { valueOf, type Fact } from '../../../domain/fact.ts';
import type { EnvSpec } from '../../../manifest/model.ts';
import type { AppClient, ExistingIds, ObservedEnv } from '../../../domain/observed.ts';
import type { AwsSession } from '../../../ports/aws.ts';

/** A pool with more clients than this is not read for a hint: each costs a call. */
const FEW_CLIENTS = 10;

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
  const cannotServe = env.webClientId !== undefined && isUseless(seen.webClient);
  const [pools, clients, identities] = await Promise.all([
    seen.userPool.state === 'absent' ? userPools.userPoolIds() : undefined,
    (clientMissing || cannotServe) && userPoolId !== undefined ? userPools.clientIds(userPoolId) : undefined,
    seen.identityPool?.state === 'absent' ? identityPools.identityPoolIds() : undefined,
  ]);
  const clientIds = clients && valueOf(clients);
  const isWorthwhile = cannotServe && clientIds !== undefined && clientIds.length <= FEW_CLIENTS;
  const read = isWorthwhile ? await Promise.all(clientIds.map((id) => userPools.client(userPoolId ?? '', id))) : [];
  const webClients = read.flatMap((fact) => (fact.state === 'known' ? [fact.value] : []));
  return {
    ...named('userPools', pools && valueOf(pools)),
    ...named('clients', clientIds),
    // One that could not be read may fit as well.
    ...(isWorthwhile && webClients.length === clientIds.length ? { webClients } : {}),
    ...named('identityPools', identities && valueOf(identities)),
  };
}

function isUseless(client: Fact<AppClient>): boolean {
  return client.state === 'absent' || (client.state === 'known' && client.value.hasSecret);
}

function named(key: 'userPools' | 'clients' | 'identityPools', ids: readonly string[] | undefined): ExistingIds {
  return ids === undefined ? {} : { [key]: ids };
}

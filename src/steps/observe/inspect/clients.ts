import { known, mapFact, unchecked, type Fact } from '../../../domain/fact.ts';
import type { EnvSpec } from '../../../manifest/model.ts';
import type { AppClient, IdentityPool, ObservedEnv, UserPool } from '../../../domain/observed.ts';
import type { AwsSession, ClientWithSecret } from '../../../ports/aws.ts';
import { chooseWebClient } from '../../../rules/client/choice.ts';
import type { IdentityPart } from './identity-pool.ts';
import { NO_USER_POOL, USER_POOL_NOT_FOUND } from './reasons.ts';

export type ClientPart = Pick<
  ObservedEnv,
  'userPool' | 'mfa' | 'identityProviders' | 'webClient' | 'nativeClient' | 'nativeClientSecret' | 'candidates'
>;

/** What is looked at only where something relies on it. */
export interface Extras {
  readonly identityProviders: boolean;
  /** Whether a file is to hold the secret of the native client. */
  readonly nativeSecret: boolean;
}

/** The user pool and its clients. Where the manifest leaves the web client out, all clients are read to choose from. */
export async function observeClients(
  env: EnvSpec,
  { userPools }: AwsSession,
  identity: Promise<IdentityPart>,
  extras: Extras,
): Promise<ClientPart> {
  const { userPoolId } = env;
  if (userPoolId === undefined) {
    return {
      userPool: NO_USER_POOL,
      mfa: NO_USER_POOL,
      identityProviders: extras.identityProviders ? NO_USER_POOL : undefined,
      webClient: NO_USER_POOL,
      nativeClient: isAskedFor(env, 'nativeClientId') ? NO_USER_POOL : undefined,
      candidates: isAskedFor(env, 'webClientId') ? undefined : NO_USER_POOL,
    };
  }
  const userPool = userPools.userPool(userPoolId);
  const mfa = userPools.mfa(userPoolId);
  const providers = extras.identityProviders ? userPools.identityProviders(userPoolId) : undefined;
  const readsSecret = extras.nativeSecret;
  const client = async (key: 'webClientId' | 'nativeClientId'): Promise<Fact<ClientWithSecret>> => {
    const id = env[key];
    if (id === undefined) return unchecked('dependency', `the manifest gives no usable ${key}`);
    if (readsSecret && key === 'nativeClientId') {
      return belowPool(await userPool, await userPools.clientWithSecret(userPoolId, id));
    }
    const found = await userPools.client(userPoolId, id);
    return belowPool(
      await userPool,
      mapFact(found, (one) => ({ client: one, secret: undefined })),
    );
  };
  const native = isAskedFor(env, 'nativeClientId') ? client('nativeClientId') : undefined;
  const nativePart = async () => {
    const found = await native;
    if (found === undefined) return { nativeClient: undefined, nativeClientSecret: null };
    const secret = readsSecret && found.state === 'known' ? (found.value.secret ?? null) : undefined;
    return { nativeClient: mapFact(found, (one) => one.client), nativeClientSecret: secret };
  };
  if (isAskedFor(env, 'webClientId')) {
    const webClient = client('webClientId');
    return {
      userPool: await userPool,
      mfa: belowPool(await userPool, await mfa),
      identityProviders: providers && belowPool(await userPool, await providers),
      webClient: mapFact(await webClient, (one) => one.client),
      ...(await nativePart()),
      candidates: undefined,
    };
  }
  const candidates = await allClients(userPoolId, userPools);
  return {
    userPool: await userPool,
    mfa: belowPool(await userPool, await mfa),
    identityProviders: providers && belowPool(await userPool, await providers),
    webClient: chosen(env, candidates, (await identity).identityPool),
    ...(await nativePart()),
    candidates,
  };
}

function isAskedFor(env: EnvSpec, key: 'webClientId' | 'nativeClientId'): boolean {
  return env[key] !== undefined || env.unusable.has(key);
}

/** Cognito answers for a client of a missing pool as for a missing client: then the pool is what is wrong. */
function belowPool<T>(pool: Fact<UserPool>, fact: Fact<T>): Fact<T> {
  if (fact.state !== 'absent' || pool.state === 'known') return fact;
  return pool.state === 'absent' ? USER_POOL_NOT_FOUND : pool;
}

async function allClients(userPoolId: string, userPools: AwsSession['userPools']): Promise<Fact<readonly AppClient[]>> {
  const ids = await userPools.clientIds(userPoolId);
  if (ids.state === 'absent') return USER_POOL_NOT_FOUND;
  if (ids.state === 'unchecked') return ids;
  const clients = await Promise.all(ids.value.map((id) => userPools.client(userPoolId, id)));
  const unseen = clients.find((fact) => fact.state === 'unchecked');
  return unseen ?? known(clients.flatMap((fact) => (fact.state === 'known' ? [fact.value] : [])));
}

function chosen(
  env: EnvSpec,
  candidates: Fact<readonly AppClient[]>,
  identityPool: Fact<IdentityPool> | undefined,
): Fact<AppClient> {
  if (candidates.state !== 'known') return candidates;
  const choice = chooseWebClient(env, candidates.value, identityPool);
  if (choice.kind === 'one') return known(choice.client);
  return choice.kind === 'unchecked' ? choice.why : unchecked('dependency', 'no web client could be chosen');
}

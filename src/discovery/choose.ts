import type { AppClient, IdentityPool, IdentityPoolRoles, UserPoolGroup } from '../domain/observed.ts';
import { accountOf } from '../domain/arn.ts';
import { providerNameOf } from '../domain/partition.ts';
import type { DiscoveredEnv, OpenQuestion } from './discovered.ts';

/** Before the name of the pool that an env is from. */
export const POOL_SOURCE = 'the user pool ';

/** A user pool with all that hangs on it. */
export interface PoolSeen {
  readonly id: string;
  readonly name: string;
  readonly clients: readonly AppClient[];
  readonly groups: readonly UserPoolGroup[];
  /** Identity pools of the account and region that take tokens of this pool. */
  readonly identityPools: readonly { readonly pool: IdentityPool; readonly roles: IdentityPoolRoles }[];
}

/** Whether a client's own name says what it is for. `…_app_clientWeb` and `…_app_client` are the names that the Amplify CLI gives. */
const SAYS_WEB = /(^|[^a-z])web([^a-z]|$)|clientWeb$/i;
const SAYS_NATIVE = /(^|[^a-z])(native|mobile|ios|android|flutter)([^a-z]|$)|_app_client$/i;

/** The env that a pool leads to, or what people have to decide first: nothing is guessed. */
export function envOfPool(
  seen: PoolSeen,
  name: string,
  accountId: string,
  chosenWebClient?: string,
): DiscoveredEnv | OpenQuestion {
  const { identityPools } = seen;
  const [identity, ...more] = identityPools;
  if (more.length > 0) {
    const candidates = identityPools.map(({ pool }) => `${pool.id} (${pool.name})`);
    return { what: `${seen.id} (${seen.name})`, why: 'several identity pools take its tokens', candidates };
  }
  const web = webClientOf(seen, identity?.pool, chosenWebClient);
  if ('why' in web) return web;
  const native = nativeClientOf(seen, web.client, identity?.pool);
  const guest = identity?.pool.allowUnauthenticatedIdentities === true && identity.roles.unauthenticated !== undefined;
  const groups = seen.groups.flatMap(({ name: group, roleArn }) =>
    roleArn !== undefined && accountOf(roleArn) === accountId ? [[group, roleArn] as const] : [],
  );
  return {
    name,
    source: `${POOL_SOURCE}${seen.name}`,
    accountId,
    userPoolId: seen.id,
    webClientId: web.client.id,
    nativeClientId: native?.client.id,
    identityPoolId: identity?.pool.id,
    guest,
    groups: Object.fromEntries(groups),
    buckets: [],
    managedByAmplify: false,
    hostingAppId: undefined,
    reasons: {
      webClientId: `${web.client.name}: ${web.reason}`,
      ...(native === undefined ? {} : { nativeClientId: `${native.client.name}: ${native.reason}` }),
      ...(identity === undefined
        ? {}
        : { identityPoolId: `${identity.pool.name}: the only one that takes tokens of the user pool` }),
      ...(guest ? { guest: 'the identity pool lets guests in, and has a role for them' } : {}),
    },
  };
}

interface Chosen {
  readonly client: AppClient;
  readonly reason: string;
}

function webClientOf(
  seen: PoolSeen,
  identityPool: IdentityPool | undefined,
  chosen: string | undefined,
): Chosen | OpenQuestion {
  const listed = listedIn(seen, identityPool);
  const fitting = listed.filter(({ hasSecret }) => !hasSecret);
  const [only, ...more] = fitting;
  const picked = fitting.find(({ id }) => id === chosen);
  if (picked !== undefined) return { client: picked, reason: 'chosen by you' };
  const where = identityPool === undefined ? '' : ' that the identity pool lists';
  const what = `${seen.id} (${seen.name})`;
  if (only === undefined) {
    return { what, why: `it has no app client without a secret${where}`, candidates: named(seen.clients) };
  }
  if (more.length === 0) return { client: only, reason: `the only one without a secret${where}` };
  const saying = fitting.filter(({ name }) => SAYS_WEB.test(name) && !SAYS_NATIVE.test(name));
  const [web, ...others] = saying;
  if (web !== undefined && others.length === 0) return { client: web, reason: 'the only one whose name says web' };
  const why = `several app clients without a secret fit${where}`;
  return { what, why, candidates: named(fitting), webClients: fitting.map(({ id }) => id) };
}

function nativeClientOf(seen: PoolSeen, web: AppClient, identityPool: IdentityPool | undefined): Chosen | undefined {
  const saying = listedIn(seen, identityPool).filter(({ id, name }) => id !== web.id && SAYS_NATIVE.test(name));
  const [native, ...others] = saying;
  if (native === undefined || others.length > 0) return undefined;
  return { client: native, reason: 'the only other one whose name says native' };
}

function listedIn({ id, clients }: PoolSeen, identityPool: IdentityPool | undefined): readonly AppClient[] {
  if (identityPool === undefined) return clients;
  const provider = providerNameOf(id);
  const listed = new Set(
    identityPool.providers.flatMap((link) => (link.providerName === provider ? [link.clientId] : [])),
  );
  return clients.filter((client) => listed.has(client.id));
}

function named(clients: readonly AppClient[]): readonly string[] {
  return clients.map(({ id, name, hasSecret }) => `${id} (${name}${hasSecret ? ', has a secret' : ''})`);
}

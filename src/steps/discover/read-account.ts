import { absent, known, unchecked, valueOf, type Fact, type Seen, type Unchecked } from '../../domain/fact.ts';
import { providerNameOf } from '../../domain/partition.ts';
import type { PoolSeen } from '../../discovery/choose.ts';
import type { AwsSession, NamedId } from '../../ports/aws.ts';

/** One user pool of an account and region; by itself it may be unchecked. */
export interface ListedPool {
  readonly pool: NamedId;
  readonly seen: Seen<PoolSeen>;
}

/**
 * Reads everything that could be the auth of an app: user pools with clients and groups, and the identity pools that take their
 * tokens. The adapter pages and keeps to the quotas, so that all is asked for at once. `skip` are pools that are known already.
 */
export async function readAccount(
  session: AwsSession,
  skip: ReadonlySet<string>,
): Promise<Seen<readonly ListedPool[]>> {
  const { userPools, identityPools } = session;
  const [all, identities] = await Promise.all([userPools.allUserPools(), identityPools.allIdentityPools()]);
  if (all.state === 'unchecked') return all;
  const wanted = (valueOf(all) ?? []).filter(({ id }) => !skip.has(id));
  // An account may hold identity pools and no user pool of interest: then nothing more is read.
  const links = wanted.length === 0 ? known([]) : await readIdentityPools(session, identities);
  const pools = wanted.map(async (pool) => ({
    pool,
    seen: links.state === 'unchecked' ? links : await readPool(session, pool, links.value),
  }));
  return known(await Promise.all(pools));
}

type Link = PoolSeen['identityPools'][number];

async function readIdentityPools(
  { identityPools }: AwsSession,
  all: Fact<readonly NamedId[]>,
): Promise<Seen<readonly Link[]>> {
  if (all.state !== 'known') return all.state === 'unchecked' ? all : known([]);
  const links = await Promise.all(
    all.value.map(async ({ id }): Promise<Fact<Link>> => {
      const [pool, roles] = await Promise.all([identityPools.identityPool(id), identityPools.roles(id)]);
      if (pool.state === 'unchecked') return pool;
      if (roles.state === 'unchecked') return roles;
      // Deleted since it was listed.
      return pool.state === 'known' && roles.state === 'known'
        ? known({ pool: pool.value, roles: roles.value })
        : absent;
    }),
  );
  const open = links.find((link) => link.state === 'unchecked');
  return open ?? known(links.flatMap((link) => valueOf(link) ?? []));
}

async function readPool(
  { userPools }: AwsSession,
  { id, name }: NamedId,
  links: readonly Link[],
): Promise<Seen<PoolSeen>> {
  const [ids, groups] = await Promise.all([userPools.clientIds(id), userPools.allGroups(id)]);
  if (ids.state !== 'known') return ids.state === 'unchecked' ? ids : gone(id);
  if (groups.state !== 'known') return groups.state === 'unchecked' ? groups : gone(id);
  const clients = await Promise.all(ids.value.map((client) => userPools.client(id, client)));
  const open = clients.find((client) => client.state === 'unchecked');
  if (open?.state === 'unchecked') return open;
  const provider = providerNameOf(id);
  return known({
    id,
    name,
    clients: clients.flatMap((client) => (client.state === 'known' ? [client.value] : [])),
    groups: groups.value,
    identityPools: links.filter(({ pool }) => pool.providers.some((link) => link.providerName === provider)),
  });
}

function gone(id: string): Unchecked {
  return unchecked('dependency', `the user pool ${id} was deleted in the meantime`);
}

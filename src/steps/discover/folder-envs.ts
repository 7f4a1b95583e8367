import { valueOf, type Seen } from '../../domain/fact.ts';
import { regionOfUserPool } from '../../domain/partition.ts';
import type { FolderEnv } from '../../amplify-folder/envs.ts';
import type { DiscoveredEnv, OpenQuestion } from '../../discovery/discovered.ts';
import type { AwsSession } from '../../ports/aws.ts';

export type OpenSession = (region: string) => Promise<Seen<AwsSession>>;

/**
 * The envs of an `amplify/` folder, each held against AWS: what its files name and AWS does not have here is a question, since the
 * folder may be older than the account, or its env in another account.
 */
export async function folderEnvs(
  envs: readonly FolderEnv[],
  open: OpenSession,
  callerAccount: string,
): Promise<readonly (DiscoveredEnv | OpenQuestion)[]> {
  const withAuth = envs.filter(({ auth }) => auth !== 'none');
  return Promise.all(withAuth.map((env) => folderEnv(env, open, callerAccount)));
}

async function folderEnv(
  env: FolderEnv,
  open: OpenSession,
  callerAccount: string,
): Promise<DiscoveredEnv | OpenQuestion> {
  const { name, ids } = env;
  const source = 'the amplify folder';
  if (ids === undefined) return { ...NOTHING, name, source, managedByAmplify: true, reasons: MANAGED };
  const what = `${name} (amplify folder)`;
  const opened = await open(regionOfUserPool(ids.userPoolId));
  if (opened.state === 'unchecked') return { what, why: opened.reason, candidates: [] };
  const session = opened.value;
  const { userPools, identityPools } = session;
  const native = ids.nativeClientId === ids.webClientId ? undefined : ids.nativeClientId;
  const [pool, web, nativeClient, identityPool, roles] = await Promise.all([
    userPools.userPool(ids.userPoolId),
    userPools.client(ids.userPoolId, ids.webClientId),
    native === undefined ? undefined : userPools.client(ids.userPoolId, native),
    ids.identityPoolId === undefined ? undefined : identityPools.identityPool(ids.identityPoolId),
    ids.identityPoolId === undefined ? undefined : identityPools.roles(ids.identityPoolId),
  ]);
  const looked = [
    ['user pool', ids.userPoolId, pool],
    ['app client', ids.webClientId, web],
    ['app client', native ?? '', nativeClient],
    ['identity pool', ids.identityPoolId ?? '', identityPool],
  ] as const;
  for (const [kind, id, fact] of looked) {
    if (fact?.state === 'unchecked') return { what, why: fact.reason, candidates: [] };
    if (fact?.state === 'absent') {
      const home = env.accountId === undefined || env.accountId === callerAccount ? undefined : env.accountId;
      const where =
        home === undefined
          ? 'deleted, or in another account'
          : `the folder names the account ${home} for the env; run discover again with credentials of ${home}`;
      const why = `its ${kind} ${id} is not in the account ${callerAccount}: ${where}`;
      return { what, why, candidates: [] };
    }
  }
  const guests = identityPool !== undefined && valueOf(identityPool)?.allowUnauthenticatedIdentities === true;
  const guest = guests && roles !== undefined && valueOf(roles)?.unauthenticated !== undefined;
  return {
    ...NOTHING,
    name,
    source,
    accountId: callerAccount,
    userPoolId: ids.userPoolId,
    webClientId: ids.webClientId,
    nativeClientId: native,
    identityPoolId: ids.identityPoolId,
    guest,
    buckets: env.buckets,
    hostingAppId: env.appId,
    reasons: {
      userPoolId: valueOf(pool)?.name,
      webClientId: valueOf(web)?.name,
      nativeClientId: nativeClient && valueOf(nativeClient)?.name,
      identityPoolId: identityPool && valueOf(identityPool)?.name,
      ...(guest ? { guest: 'the identity pool lets guests in, and has a role for them' } : {}),
    },
  };
}

const NOTHING = {
  accountId: undefined,
  userPoolId: undefined,
  webClientId: undefined,
  nativeClientId: undefined,
  identityPoolId: undefined,
  guest: false,
  groups: {},
  buckets: [],
  managedByAmplify: false,
  hostingAppId: undefined,
} as const;

const MANAGED = { managedBy: 'the backend makes this auth itself: nothing is imported' };

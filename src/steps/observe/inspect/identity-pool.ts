import type { Fact } from '../../../domain/fact.ts';
import type { EnvSpec } from '../../../manifest/model.ts';
import type { CallerIdentity, ObservedEnv, Role } from '../../../domain/observed.ts';
import type { AwsSession } from '../../../ports/aws.ts';
import { IDENTITY_POOL_NOT_FOUND, IDENTITY_POOL_UNUSABLE } from './reasons.ts';
import { observeRole } from './role.ts';

export type IdentityPart = Pick<ObservedEnv, 'identityPool' | 'identityPoolRoles' | 'authRole' | 'guestRole'>;

/** The identity pool and the roles that it really names. */
export async function observeIdentityPool(
  env: EnvSpec,
  session: AwsSession,
  caller: Promise<Fact<CallerIdentity>>,
): Promise<IdentityPart> {
  const id = env.identityPoolId;
  if (id === undefined) {
    const why = env.unusable.has('identityPoolId') ? IDENTITY_POOL_UNUSABLE : undefined;
    return { identityPool: why, identityPoolRoles: why, authRole: why, guestRole: why };
  }
  const pool = session.identityPools.identityPool(id);
  const named = await session.identityPools.roles(id);
  const identityPoolRoles = named.state === 'absent' ? IDENTITY_POOL_NOT_FOUND : named;
  const role = async (kind: 'authenticated' | 'unauthenticated'): Promise<Fact<Role> | undefined> => {
    if (identityPoolRoles.state !== 'known') return identityPoolRoles;
    const arn = identityPoolRoles.value[kind];
    return arn === undefined ? undefined : observeRole(arn, session, await caller);
  };
  const [authRole, guestRole] = await Promise.all([role('authenticated'), role('unauthenticated')]);
  return { identityPool: await pool, identityPoolRoles, authRole, guestRole };
}

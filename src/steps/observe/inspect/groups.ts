import { known, valueOf, type Fact } from '../../../domain/fact.ts';
import type { ObservedEnv, Role, UserPoolGroup } from '../../../domain/observed.ts';
import type { EnvSpec } from '../../../manifest/model.ts';
import { handsOutGroupRoles, withPoolGroups } from '../../../policies/pool-groups.ts';
import type { AwsSession } from '../../../ports/aws.ts';
import { NO_USER_POOL } from './reasons.ts';

type Groups = Pick<ObservedEnv, 'groups' | 'poolGroups'>;

/** The groups that the manifest names, one by one; or all of the pool that have a role. */
export async function observeGroups({ userPoolId, groups, poolGroups }: EnvSpec, session: AwsSession): Promise<Groups> {
  if (poolGroups === 'all') {
    const all = userPoolId === undefined ? NO_USER_POOL : await session.userPools.allGroups(userPoolId);
    // What is not known stands for all of them: nothing is taken away as long as it is so.
    if (all.state !== 'known') return { poolGroups: all, groups: new Map([['*', all]]) };
    const withRole = all.value.filter(({ roleArn }) => roleArn !== undefined);
    return { poolGroups: all, groups: new Map(withRole.map((group) => [group.name, known(group)])) };
  }
  const looks = [...groups.keys(), ...poolGroups].map(
    async (name) =>
      [name, userPoolId === undefined ? NO_USER_POOL : await session.userPools.group(userPoolId, name)] as const,
  );
  return { groups: new Map(await Promise.all(looks)) };
}

/** Groups that the manifest does not name, where the identity pool gives their members the group's role. */
export async function observeUnnamedGroups(
  env: EnvSpec,
  { userPools }: AwsSession,
  identity: Promise<Pick<ObservedEnv, 'identityPoolRoles'>>,
  groups: Promise<Groups>,
  roleOf: (arns: readonly string[]) => Promise<ReadonlyMap<string, Fact<Role>>>,
): Promise<Pick<ObservedEnv, 'poolGroups' | 'unnamedGroupRoles'>> {
  const { identityPoolRoles } = await identity;
  const roles = identityPoolRoles && valueOf(identityPoolRoles);
  const { poolGroups, groups: named } = await groups;
  if (env.userPoolId === undefined || roles === undefined || !handsOutGroupRoles(roles, env.userPoolId)) {
    return { poolGroups };
  }
  const all = poolGroups ?? (await userPools.allGroups(env.userPoolId));
  const known = withPoolGroups(env, { groups: named }).groups;
  const others = (valueOf(all) ?? []).filter(
    ({ name, roleArn }) => !known.has(name) && isOther(roleArn, roles.authenticated),
  );
  const seen = await roleOf([...new Set(others.flatMap(({ roleArn }) => roleArn ?? []))]);
  const pairs = others.flatMap(({ name, roleArn = '' }) => {
    const role = seen.get(roleArn);
    return role === undefined ? [] : [[name, role] as const];
  });
  return { poolGroups: all, unnamedGroupRoles: new Map(pairs) };
}

function isOther(roleArn: UserPoolGroup['roleArn'], authenticated: string | undefined): boolean {
  return roleArn !== undefined && roleArn !== authenticated;
}

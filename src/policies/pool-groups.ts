import { valueOf } from '../domain/fact.ts';
import type { IdentityPoolRoles, ObservedEnv } from '../domain/observed.ts';
import { providerNameOf } from '../domain/partition.ts';
import type { EnvSpec } from '../manifest/model.ts';

/** The env with the roles of all its groups: those that the manifest pins, and those that the user pool says. */
export function withPoolGroups(env: EnvSpec, { groups: observed }: Pick<ObservedEnv, 'groups'>): EnvSpec {
  if (env.poolGroups.length === 0) return env;
  const read = [...observed].flatMap(([name, fact]) => {
    const role = valueOf(fact)?.roleArn;
    return role === undefined ? [] : [[name, role] as const];
  });
  return { ...env, groups: new Map([...env.groups, ...read]) };
}

/** Whether members of a group get the group's role in place of the authenticated one: roles of the pool's users are chosen by token. */
export function handsOutGroupRoles({ mappings }: IdentityPoolRoles, userPoolId: string): boolean {
  const provider = `${providerNameOf(userPoolId)}:`;
  return mappings.some((mapping) => mapping.type === 'Token' && mapping.provider.startsWith(provider));
}

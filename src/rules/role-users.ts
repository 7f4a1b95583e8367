import { valueOf } from '../domain/fact.ts';
import type { Lock } from '../lock/model.ts';
import type { EnvSpec, Manifest } from '../manifest/model.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import { entryOf } from '../lock/lock-file.ts';

/** Which roles an env gives its users: as AWS says, else as the lock does. */
export interface RoleUse {
  readonly env: string;
  readonly auth: string | undefined;
  readonly guest: string | undefined;
  readonly userPoolId: string | undefined;
}

/** The roles of all envs of a manifest, in its order: also of those that a run is not about. */
export function roleUses(
  manifest: Manifest,
  lock: Lock,
  seen: ReadonlyMap<string, { readonly env: EnvSpec; readonly observed: ObservedEnv }>,
): readonly RoleUse[] {
  return manifest.envs
    .filter(({ managedBy }) => managedBy === undefined)
    .map(({ name, userPoolId }): RoleUse => {
      const observed = seen.get(name)?.observed;
      const roles = observed?.identityPoolRoles && valueOf(observed.identityPoolRoles);
      const entry = entryOf(lock, name);
      return {
        env: name,
        auth: roles === undefined ? (entry?.authRoleArn ?? undefined) : roles.authenticated,
        guest: roles === undefined ? (entry?.guestRoleArn ?? undefined) : roles.unauthenticated,
        userPoolId,
      };
    });
}

import type { PolicyDocument } from '../domain/iam-policy.ts';
import type { Lock } from '../lock/model.ts';
import type { EnvSpec, Manifest } from '../manifest/model.ts';
import { partitionOf } from '../domain/partition.ts';
import { entryOf } from '../lock/lock-file.ts';
import { accountIdOf } from '../lock/account.ts';
import { envPolicy } from './env-policy.ts';
import { oidcTrust, subjectsOf, type Repository } from './oidc-trust.ts';

/** What one env needs, once for reading (`validate`, `plan`, `drift`) and once for writing (`apply`, `unlink`). */
export interface EnvPermissions {
  readonly project: string;
  readonly env: string;
  readonly read: RolePermissions;
  readonly write: RolePermissions;
  /** Roles whose ARN neither manifest nor lock knows; it has to be filled in. */
  readonly unknownRoles: readonly string[];
}

export interface RolePermissions {
  /** The role that the manifest names; undefined: that of the job's own credentials. */
  readonly roleArn: string | undefined;
  readonly policy: PolicyDocument;
  /** For credentials by GitHub's OIDC tokens. */
  readonly trust: PolicyDocument;
}

export function permissionsOf(
  manifest: Manifest,
  env: EnvSpec,
  lock: Lock,
  job: { readonly repository: Repository; readonly branch: string },
): EnvPermissions {
  const entry = entryOf(lock, env.name);
  const partition = partitionOf(env.region ?? '').id;
  const account = accountIdOf(env, entry) ?? 'ACCOUNT-ID';
  const role = (writes: boolean): RolePermissions => {
    const { document } = envPolicy(manifest, env, entry, writes);
    const subjects = subjectsOf(writes, env.environment, job.branch);
    return {
      roleArn: writes ? (env.roleToAssume?.write ?? env.roleToAssume?.read) : env.roleToAssume?.read,
      policy: document,
      trust: oidcTrust(partition, account, job.repository, subjects),
    };
  };
  return {
    project: manifest.project,
    env: env.name,
    read: role(false),
    write: role(true),
    unknownRoles: envPolicy(manifest, env, entry, true).unknownRoles,
  };
}

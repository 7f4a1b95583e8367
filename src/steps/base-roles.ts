import { unchecked, type Unchecked } from '../domain/fact.ts';
import type { Finding } from '../domain/finding.ts';
import type { EnvSpec, Manifest, RoleToAssume } from '../domain/manifest.ts';
import { resolveManifest } from '../manifest/resolve.ts';
import type { BaseBranch, BaseFile } from '../ports/base-branch.ts';
import { firstWritten } from '../rules/rule.ts';

export interface EnvAccess {
  readonly env: EnvSpec;
  /** Why AWS must not be asked for this env. */
  readonly refused: Unchecked | undefined;
  readonly findings: readonly Finding[];
}

/**
 * On pull requests the roles to assume are those of the base branch's manifest: otherwise whoever may open a pull request chooses
 * in whose name the job works. A role that the pull request changes is reported, and the reviewed one is used; one that it adds is
 * not assumed.
 */
export async function withBaseRoles(
  manifest: Manifest,
  envs: readonly EnvSpec[],
  base: BaseBranch,
  today: string,
): Promise<readonly EnvAccess[]> {
  if (envs.every((env) => env.roleToAssume?.read === undefined)) return envs.map(asItIs);
  const file = await base.read(manifest.file);
  const reviewed = reviewedRoles(file, manifest.file, today);
  return envs.map((env) => {
    const own = env.roleToAssume?.read;
    if (own === undefined) return asItIs(env);
    if (file.state === 'unreadable') {
      return refuse(
        env,
        `the base branch's manifest cannot be read (${file.reason}), so the role ${own} is not assumed`,
      );
    }
    if (!reviewed.has(env.name)) return refuse(env, `the role ${own} is new in this pull request and is not assumed`);
    const role = reviewed.get(env.name);
    if (role?.read === own && role.externalId === env.roleToAssume?.externalId) return asItIs(env);
    return changed(env, own, role);
  });
}

function asItIs(env: EnvSpec): EnvAccess {
  return { env, refused: undefined, findings: [] };
}

const HINT = 'On pull requests role ARNs are taken from the base branch: a new one counts once it is merged.';

function refuse(env: EnvSpec, reason: string): EnvAccess {
  return { env, refused: { ...unchecked('credentials', reason), hint: HINT }, findings: [] };
}

function changed(env: EnvSpec, own: string, role: RoleToAssume | undefined): EnvAccess {
  const rule = 'account/credentials';
  const used = role?.read === undefined ? 'the ambient credentials are used' : `the base branch's ${role.read} is used`;
  const finding: Finding = {
    rule,
    // The env is checked all the same: that the role changes is for the reviewers to know.
    severity: 'warning',
    message: `this pull request changes the role to assume to ${own}; ${used} until it is merged`,
    hint: HINT,
    env: env.name,
    place: firstWritten(env, ['roleToAssume'], ['account']),
  };
  return { env: { ...env, roleToAssume: role }, refused: undefined, findings: [finding] };
}

function reviewedRoles(file: BaseFile, path: string, today: string): ReadonlyMap<string, RoleToAssume | undefined> {
  const manifest = file.state === 'file' ? resolveManifest(file.text, path, today).manifest : undefined;
  return new Map((manifest?.envs ?? []).map((env) => [env.name, env.roleToAssume]));
}

import { unchecked, type Unchecked } from '../../domain/fact.ts';
import { findingOf, type Finding } from '../../domain/finding.ts';
import type { EnvSpec, Manifest, RoleToAssume } from '../../manifest/model.ts';
import { readLock } from '../../lock/lock-file.ts';
import { lockPathOf } from '../../manifest/output-paths.ts';
import { resolveManifest } from '../../manifest/resolve.ts';
import { namedRole } from '../../plan/named-role.ts';
import type { BaseBranch } from '../../ports/base-branch.ts';
import { firstWritten } from '../../rules/rule.ts';

export interface EnvAccess {
  readonly env: EnvSpec;
  /** Why AWS must not be asked for this env. */
  readonly refused: Unchecked | undefined;
  readonly findings: readonly Finding[];
}

/**
 * On pull requests the roles to assume are those of the base branch's manifest: otherwise whoever may open a pull request chooses
 * in whose name the job works. A role that the pull request changes or takes away is reported, and the reviewed one is used; one
 * that it adds is not assumed. `envs` may hold some that are only in the lock: a pull request can write into the lock, too.
 */
export async function withBaseRoles(
  manifest: Manifest,
  envs: readonly EnvSpec[],
  base: BaseBranch,
  today: string,
): Promise<readonly EnvAccess[]> {
  const file = await base.read(manifest.file);
  const before = file.state === 'file' ? resolveManifest(file.text, manifest.file, today).manifest : undefined;
  const declared: Roles = new Map((before?.envs ?? []).map((env) => [env.name, env.roleToAssume]));
  const isNew = (env: EnvSpec) => env.roleToAssume?.read !== undefined && !declared.has(env.name);
  const locked = before !== undefined && envs.some(isNew) ? await lockedRoles(before, base) : [];
  const reviewed: Roles = new Map([...locked, ...declared]);
  return envs.map((env) => {
    const own = env.roleToAssume?.read;
    const role = reviewed.get(env.name);
    if (own === undefined) return role?.read === undefined ? asItIs(env) : changed(env, role);
    if (file.state === 'unreadable') {
      return refuse(
        env,
        `the base branch's manifest cannot be read (${file.reason}), so the role ${own} is not assumed`,
      );
    }
    if (!reviewed.has(env.name)) return refuse(env, `the role ${own} is new in this pull request and is not assumed`);
    if (role?.read === own && role.externalId === env.roleToAssume?.externalId) return asItIs(env);
    return changed(env, role);
  });
}

function asItIs(env: EnvSpec): EnvAccess {
  return { env, refused: undefined, findings: [] };
}

const HINT = 'On pull requests role ARNs are taken from the base branch: a new one counts once it is merged.';

function refuse(env: EnvSpec, reason: string): EnvAccess {
  return { env, refused: { ...unchecked('credentials', reason), hint: HINT }, findings: [] };
}

function changed(env: EnvSpec, role: RoleToAssume | undefined): EnvAccess {
  const rule = 'account/credentials';
  const own = env.roleToAssume?.read;
  const what = own === undefined ? 'takes away the role to assume' : `changes the role to assume to ${own}`;
  const used = role?.read === undefined ? 'the ambient credentials are used' : `the base branch's ${role.read} is used`;
  const finding: Finding = findingOf(rule, firstWritten(env, ['roleToAssume'], ['account']), {
    // The env is checked anyway: that the role changes is for the reviewers to know.
    severity: 'warning',
    message: `this pull request ${what}; ${used} until it is merged`,
    hint: HINT,
    env: env.name,
  });
  return { env: { ...env, roleToAssume: role }, refused: undefined, findings: [finding] };
}

type Roles = ReadonlyMap<string, RoleToAssume | undefined>;

/** Roles that the base branch's manifest names for envs that only its lock has: those that left it before this pull request. */
async function lockedRoles(manifest: Manifest, base: BaseBranch): Promise<Roles> {
  const file = await base.read(lockPathOf(manifest.file));
  const read = file.state === 'file' ? readLock(file.text) : undefined;
  const envs = read?.kind === 'lock' ? read.lock.envs : {};
  const named = Object.entries(envs).map(([name, entry]) => [name, namedRole(manifest, name, entry)] as const);
  return new Map(named.flatMap(([name, { role, refused }]) => (refused === undefined ? [[name, role] as const] : [])));
}

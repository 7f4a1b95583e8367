import { accountOf } from '../domain/arn.ts';
import { valueOf } from '../domain/fact.ts';
import type { EnvSpec, PolicyMode } from '../manifest/model.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import { partitionOf } from '../domain/partition.ts';
import type { Category, Grantee } from '../categories/category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { CATEGORIES, declaredIn, granteesOf, type CategoryName } from '../categories/index.ts';
import { distinctStatements, policyOf } from '../iam/document.ts';
import { modeOf } from './modes.ts';
import { wantedLambdaPolicies } from './wanted-lambda.ts';
import type { WantedPolicy } from './wanted-policy.ts';
import { ownedName } from './owned-names.ts';

/** What was derived, for as long as what was observed is held: rules, plan, files and simulation ask for the same. */
const DERIVED = new WeakMap<ObservedEnv, WeakMap<EnvSpec, Map<string, readonly WantedPolicy[]>>>();

/**
 * The policies that an env's categories lead to, on the roles whose policies are handled in this `mode`. A grantee whose role is
 * not known gets none here; a rule says so. Derived once for an env as it was observed.
 */
export function wantedPolicies(
  project: string,
  env: EnvSpec,
  observed: ObservedEnv,
  mode: PolicyMode = 'manage',
): readonly WantedPolicy[] {
  const envs = DERIVED.get(observed) ?? new WeakMap<EnvSpec, Map<string, readonly WantedPolicy[]>>();
  DERIVED.set(observed, envs);
  const derived = envs.get(env) ?? new Map<string, readonly WantedPolicy[]>();
  envs.set(env, derived);
  const key = `${mode} ${project}`;
  const before = derived.get(key);
  if (before !== undefined) return before;
  const policies = derive(project, env, observed, mode);
  derived.set(key, policies);
  return policies;
}

function derive(project: string, env: EnvSpec, observed: ObservedEnv, mode: PolicyMode): readonly WantedPolicy[] {
  const wanted = new Map<string, WantedPolicy>();
  for (const grantee of allGrantees(env)) {
    const roleArn = roleArnOf(grantee, env, observed);
    if (roleArn === undefined || env.region === undefined || modeOf(env, grantee.kind) !== mode) continue;
    const scope = scopeOf(env, env.region, roleArn);
    for (const category of CATEGORIES as readonly Category<CategoryName>[]) {
      const given = (env.categories[category.name] ?? []).map((entry) => category.statements(entry, grantee, scope));
      if (given.every((statements) => statements.length === 0)) continue;
      // One policy for a category, role and env, also where groups share a role.
      const key = `${roleArn} ${category.name}`;
      const before = wanted.get(key);
      wanted.set(key, {
        grantees: [...(before?.grantees ?? []), grantee],
        category: category.name,
        roleArn,
        policyName: ownedName(project, { env: env.name, category: category.name }),
        document: policyOf(distinctStatements([...(before?.document.Statement ?? []), ...given.flat()])),
        entries: [
          ...new Set([...(before?.entries ?? []), ...given.flatMap((one, index) => (one.length > 0 ? [index] : []))]),
        ],
      });
    }
  }
  return [...wanted.values(), ...wantedLambdaPolicies(project, env, observed, mode)];
}

/** What statements of this env depend on. */
export function scopeOf(env: EnvSpec, region: string, roleArn: string): PolicyScope {
  return { profile: env.profile, partition: partitionOf(region).id, region, accountId: accountOf(roleArn) };
}

/** Everyone whom any category of the env gives rights: signed-in users, guests, groups in the order of their mention. */
export function allGrantees(env: EnvSpec): readonly Grantee[] {
  const named = declaredIn(env.categories).flatMap((declared) => granteesOf(declared));
  const once = new Map(named.map((grantee) => [JSON.stringify(grantee), grantee])).values();
  const order = ['auth', 'guest', 'group'];
  return [...once].toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** Whether guests should get anything: what the manifest says, else whether a category grants them something. */
export function wantsGuests(env: EnvSpec): boolean {
  return env.guest ?? allGrantees(env).some((grantee) => grantee.kind === 'guest');
}

/** Rights go to the roles that the identity pool really uses; to a group's role as the manifest names it. */
export function roleArnOf(grantee: Grantee, env: EnvSpec, observed: ObservedEnv): string | undefined {
  const roles = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
  switch (grantee.kind) {
    case 'auth':
      return roles?.authenticated;
    case 'guest':
      return roles?.unauthenticated;
    case 'group':
      return env.groups.get(grantee.name);
  }
}

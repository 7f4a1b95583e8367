import { valueOf } from '../domain/fact.ts';
import type { ObservedEnv, Role } from '../domain/observed.ts';
import type { RolePolicyChange } from '../domain/plan.ts';
import { meansTheSame } from '../policies/document.ts';
import { parseOwnedName } from '../policies/owned-names.ts';
import { wantedPolicies } from '../policies/wanted.ts';
import type { EnvSubject } from './subject.ts';

/**
 * What has to change on the roles of an env: policies that are missing or differ, and policies of ours for this env that nothing
 * wants any more. Only names of this project and this env are looked at.
 */
export function rolePolicyChanges(subject: EnvSubject): readonly RolePolicyChange[] {
  const { manifest, env, observed } = subject;
  if (env.policies !== 'manage') return [];
  const wanted = wantedPolicies(manifest.project, env, observed);
  const change = (role: Role, policyName: string) => ({
    kind: 'role-policy' as const,
    env: env.name,
    manifest: manifest.file,
    target: `${role.name}/${policyName}`,
    roleArn: role.arn,
    policyName,
  });
  return rolesOf(observed).flatMap((role): readonly RolePolicyChange[] => {
    const inline = valueOf(role.inlinePolicies) ?? [];
    const here = wanted.filter((policy) => policy.roleArn === role.arn);
    const put = here.flatMap(({ policyName, document }): readonly RolePolicyChange[] => {
      const before = inline.find((policy) => policy.name === policyName)?.text ?? null;
      if (before !== null && meansTheSame(before, document)) return [];
      return [{ ...change(role, policyName), action: before === null ? 'create' : 'update', before, after: document }];
    });
    const dropped = inline.flatMap(({ name, text }): readonly RolePolicyChange[] => {
      const ours = parseOwnedName(manifest.project, name)?.env === env.name;
      if (!ours || here.some((policy) => policy.policyName === name)) return [];
      return [{ ...change(role, name), action: 'delete', before: text, after: null }];
    });
    return [...put, ...dropped];
  });
}

/** Every role that may hold policies of ours, once. */
export function rolesOf(observed: ObservedEnv): readonly Role[] {
  const facts = [
    observed.authRole,
    observed.guestRole,
    ...observed.groupRoles.values(),
    ...observed.formerRoles.values(),
  ];
  const roles = facts.map((fact) => fact && valueOf(fact)).filter((role) => role !== undefined);
  return [...new Map(roles.map((role) => [role.arn, role])).values()];
}

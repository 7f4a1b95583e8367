import { roleNameOf } from '../../domain/arn.ts';
import type { BackendPolicy } from '../../amplify-folder/backend.ts';
import { renamingOverride } from '../../policies/backend-storage.ts';
import type { RoleUse } from '../role-users.ts';
import { groupPath } from '../../manifest/group-path.ts';
import { firstWritten, problem, type Judgement, type Rule } from '../rule.ts';

/**
 * Policies that the Amplify backend itself puts on roles which two envs share. Their names are the same in all envs, so each push takes the
 * policy from the other env or, since January 2026, fails. The policies of this action hold the env in their names.
 */
export const policyNameCollision: Rule = {
  id: 'policy/name-collision',
  judge({ env, backend, roleUses }) {
    const isAmplifys = (name: string) => backend?.envs?.includes(name) ?? true;
    const index = roleUses.findIndex((use) => use.env === env.name);
    const own = roleUses[index];
    if (backend === undefined || own === undefined || !isAmplifys(env.name)) return [];
    const earlier = roleUses.slice(0, index).filter((use) => isAmplifys(use.env));
    return backend.storage.flatMap((storage): readonly Judgement[] => {
      if (storage.renamed) return [];
      const shared = storage.policies.flatMap((policy) => {
        const role = roleFor(policy, own);
        const other = role === undefined ? undefined : earlier.find((use) => roleFor(policy, use) === role);
        return role === undefined || other === undefined ? [] : [{ policy, role, other: other.env }];
      });
      const [first] = shared;
      if (first === undefined) return [];
      const others = [...new Set(shared.map(({ other }) => other))].join(', ');
      const names = shared.map(({ policy, role }) => `${policy.policyName} on ${roleNameOf(role)}`).join('; ');
      const message = `amplify push gives one policy name to one role from ${others} and from ${env.name}: ${names}`;
      const path = `${backend.folder}/backend/storage/${storage.name}/override.ts`;
      const hint = `CloudFormation refuses the second (amplify-cli issue 14961). Run \`amplify override storage\`, write this to ${path}, and push each env:\n${renamingOverride(storage)}`;
      const { role } = first.policy;
      const place =
        role.kind === 'group'
          ? firstWritten(env, groupPath(env, role.name), ['userPoolId'])
          : firstWritten(env, ['identityPoolId'], ['userPoolId']);
      return [problem(place, message, hint)];
    });
  },
};

/** The CLI names a group's role after the user pool. Source: amplify-cli, `amplify-category-auth`, `${userPoolId}-${group}GroupRole`. */
function roleFor({ role }: BackendPolicy, use: RoleUse): string | undefined {
  if (role.kind !== 'group') return use[role.kind];
  return use.userPoolId === undefined ? undefined : `${use.userPoolId}-${role.name}GroupRole`;
}

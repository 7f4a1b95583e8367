import { roleNameOf } from '../../domain/arn.ts';
import { unchecked, valueOf, type Fact } from '../../domain/fact.ts';
import type { Role } from '../../domain/observed.ts';
import type { Place } from '../../domain/place.ts';
import { isGranted, rightsIn } from '../../iam/coverage.ts';
import { parsePolicy } from '../../iam/document.ts';
import { groupPath } from '../../manifest/group-path.ts';
import { modeOf } from '../../policies/modes.ts';
import { heldPolicies } from '../../policies/observed-roles.ts';
import { handsOutGroupRoles } from '../../policies/pool-groups.ts';
import { wantedPolicies } from '../../policies/wanted.ts';
import { firstWritten, notChecked, problem, type EnvView, type Judgement, type Rule } from '../rule.ts';

/**
 * Where the identity pool chooses roles by token, members of a group with a role get that one in place of the authenticated role: what is
 * granted to signed-in users does not reach them unless the group's role grants it too. Source: Cognito Developer Guide, "Using tokens to
 * assign roles to users".
 */
export const groupRights: Rule = {
  id: 'role/group-rights',
  judge(view) {
    const { env, observed } = view;
    const roles = observed.identityPoolRoles && valueOf(observed.identityPoolRoles);
    const mode = modeOf(env, 'auth');
    if (env.userPoolId === undefined || roles === undefined || mode === 'off') return [];
    if (!handsOutGroupRoles(roles, env.userPoolId)) return [];
    const { authenticated } = roles;
    const wanted = wantedPolicies(view.manifest.project, env, observed, mode).filter(
      ({ roleArn }) => roleArn === authenticated,
    );
    if (wanted.length === 0) return [];
    const named = [...observed.groupRoles].map(
      ([group, fact]) => [group, fact, firstWritten(env, groupPath(env, group))] as const,
    );
    const place = firstWritten(env, ['identityPoolId']);
    const others = [...(observed.unnamedGroupRoles ?? [])].map(([group, fact]) => [group, fact, place] as const);
    const open = observed.poolGroups?.state === 'unchecked' ? [notChecked(place, observed.poolGroups)] : [];
    return [...[...named, ...others].flatMap((group) => judgeGroup(group, authenticated, view, wanted)), ...open];
  },
};

function judgeGroup(
  [group, fact, place]: readonly [string, Fact<Role>, Place],
  authenticated: string | undefined,
  { manifest, env, observed }: EnvView,
  wanted: ReturnType<typeof wantedPolicies>,
): readonly Judgement[] {
  if (fact.state === 'unchecked') return [notChecked(place, fact)];
  if (fact.state === 'absent')
    return [notChecked(place, unchecked('dependency', `the role of the group "${group}" was not found`))];
  const role = fact.value;
  if (role.arn === authenticated) return [];
  const held = heldPolicies(role);
  const documents = [
    ...wantedPolicies(manifest.project, env, observed)
      .filter(({ roleArn }) => roleArn === role.arn)
      .map(({ document }) => document),
    ...held.flatMap(({ text }) => parsePolicy(valueOf(text) ?? '') ?? []),
  ];
  const lacking = wanted.filter(({ document }) => rightsIn(document).some((right) => !isGranted(right, documents)));
  if (lacking.length === 0) return [];
  // A policy that could not be read may grant what the others do not.
  const open = held.find(({ text }) => text.state === 'unchecked')?.text;
  if (open?.state === 'unchecked') return [notChecked(place, open)];
  const none = lacking.filter(({ document }) => rightsIn(document).every((right) => !isGranted(right, documents)));
  const list = (policies: typeof lacking) => policies.map(({ category }) => category).join(', ');
  const some = lacking.filter((policy) => !none.includes(policy));
  const lacks = [
    ...(none.length === 0 ? [] : [`grants them none of: ${list(none)}`]),
    ...(some.length === 0 ? [] : [`grants them only a part of: ${list(some)}`]),
  ].join(', and ');
  const message = `members of ${group} get ${roleNameOf(role.arn)} in place of the authenticated role, which ${lacks}`;
  const hint = `Give the group the rights of signed-in users as well, under \`groups\` of ${list(lacking)}; or take the role off the group.`;
  return [{ ...problem(place, message, hint), fields: [group] }];
}

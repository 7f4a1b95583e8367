import { valueOf } from '../domain/fact.ts';
import type { Role } from '../domain/observed.ts';
import type { RolePolicyChange } from '../domain/plan.ts';
import { isGranted, rightsIn } from '../iam/coverage.ts';
import { meansTheSame, parsePolicy } from '../iam/document.ts';
import { granteeName } from '../categories/category.ts';
import { LAMBDA_CATEGORY } from '../categories/lambda/access.ts';
import { leavesAlone } from '../policies/modes.ts';
import { heldPolicies, rolesOf } from '../policies/observed-roles.ts';
import { parseOwnedName } from '../policies/owned-names.ts';
import type { WantedPolicy } from '../policies/wanted-policy.ts';
import { isTied } from './tied-roles.ts';
import { wantedIn, type EnvSubject } from './subject.ts';

/**
 * What has to change on the roles of an env: policies that are missing or differ, and policies managed by this action for this env that nothing
 * wants any more. Only names of this project and this env are looked at, and only roles that are managed here. On a role that only the
 * lock names a policy goes only where AWS itself ties the role, or the policy, to the env.
 */
export function rolePolicyChanges(subject: EnvSubject): readonly RolePolicyChange[] {
  const { manifest, env, observed } = subject;
  const wanted = subject.kind === 'orphaned' ? [] : wantedIn(subject);
  return rolesOf(observed).flatMap((role): readonly RolePolicyChange[] => {
    const inline = valueOf(role.inlinePolicies) ?? [];
    const here = wanted.filter((policy) => policy.roleArn === role.arn);
    const change = (policyName: string) => ({
      kind: kindOf(manifest.project, policyName),
      env: env.name,
      manifest: manifest.file,
      target: `${role.name}/${policyName}`,
      role: role.arn,
      policyName,
    });
    const put = here.flatMap((policy): readonly RolePolicyChange[] => {
      const { policyName, document, grantees } = policy;
      const before = inline.find((one) => one.name === policyName)?.text ?? null;
      if (before !== null && meansTheSame(before, document)) return [];
      const granted = grantedBefore(policy, role);
      return [
        {
          ...change(policyName),
          action: before === null ? 'create' : 'update',
          before,
          after: document,
          ...(grantees.length === 0 ? {} : { grantees: grantees.map(granteeName) }),
          ...(granted.length === 0 ? {} : { alreadyGranted: granted }),
        },
      ];
    });
    const dropped = unwanted(subject, role, here).flatMap(({ name, text, isTied }): readonly RolePolicyChange[] =>
      isTied ? [{ ...change(name), action: 'delete', before: text, after: null }] : [],
    );
    return [...put, ...dropped];
  });
}

export interface UnwantedPolicy {
  readonly role: Role;
  readonly name: string;
  /** Whether more than the lock's word ties it to the env; else it stays. */
  readonly isTied: boolean;
}

/** Policies of the env on any role that nothing wants any more. */
export function unwantedPolicies(subject: EnvSubject): readonly UnwantedPolicy[] {
  const wanted = subject.kind === 'orphaned' ? [] : wantedIn(subject);
  return rolesOf(subject.observed).flatMap((role) => {
    const here = wanted.filter((policy) => policy.roleArn === role.arn);
    return unwanted(subject, role, here).map(({ name, isTied }) => ({ role, name, isTied }));
  });
}

/** Policies that bear our name on a role that only the lock names, and that has nothing to do with the env: they stay. */
export function keptPolicies(subject: EnvSubject): readonly string[] {
  return unwantedPolicies(subject).flatMap(({ role, name, isTied }) =>
    isTied
      ? []
      : [
          `The policy ${name} on ${role.name} was left: only the lock says that the role has to do with ${subject.env.name}. Remove it by hand if it is not wanted.`,
        ],
  );
}

/** Policies of the env on a role that nothing wants any more, and whether more than the lock says that they are the env's. */
function unwanted(
  subject: EnvSubject,
  role: Role,
  here: readonly WantedPolicy[],
): readonly { readonly name: string; readonly text: string; readonly isTied: boolean }[] {
  const { manifest, env, observed } = subject;
  const leftAlone = leavesAlone(env, observed);
  return (valueOf(role.inlinePolicies) ?? []).flatMap(({ name, text }) => {
    const owner = parseOwnedName(manifest.project, name);
    if (owner?.env !== env.name || leftAlone(role.arn, owner.category)) return [];
    if (here.some((policy) => policy.policyName === name)) return [];
    return [{ name, text, isTied: isTied(subject, role, owner.category, text) }];
  });
}

function kindOf(project: string, policyName: string): RolePolicyChange['kind'] {
  return parseOwnedName(project, policyName)?.category === LAMBDA_CATEGORY ? 'lambda-policy' : 'role-policy';
}

/** Rights that foreign policies of the role give already: the plan says so, since taking ours away would not take them away. */
function grantedBefore({ document }: WantedPolicy, role: Role): readonly string[] {
  const foreign = heldPolicies(role)
    .filter(({ name }) => !name.startsWith('amplify-import-auth.'))
    .map(({ text }) => parsePolicy(valueOf(text) ?? ''))
    .filter((one) => one !== undefined);
  return rightsIn(document)
    .filter((right) => isGranted(right, foreign))
    .map(({ action, resource }) => `${action} on ${resource}`);
}

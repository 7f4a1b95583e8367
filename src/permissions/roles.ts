import { asList, type PolicyDocument } from '../domain/iam-policy.ts';
import { groupedBy, sortedJson } from '../domain/ordering.ts';
import { policyOf } from '../iam/document.ts';
import { mergeStatements } from '../iam/merge.ts';
import type { EnvPermissions, RolePermissions } from './document.ts';

/** What one role must be allowed, for everything that it serves. */
export interface ServingRole {
  /** The role that the manifest names; undefined: that of the job's own credentials. */
  readonly roleArn: string | undefined;
  /** What it serves: envs with the commands that use it there. */
  readonly serves: readonly { readonly project: string; readonly env: string; readonly purpose: 'read' | 'write' }[];
  readonly policy: PolicyDocument;
  readonly trust: PolicyDocument;
  readonly unknownRoles: readonly string[];
}

/**
 * One entry a role, also where it serves several envs, or reads and writes: IAM takes the policy as it is. Without a role in the manifest
 * the credentials of a job are taken for one role an account and purpose.
 */
export function servingRoles(envs: readonly EnvPermissions[]): readonly ServingRole[] {
  const uses = envs.flatMap(({ project, env, read, write, unknownRoles }) =>
    (['read', 'write'] as const).map((purpose) => {
      const role = { read, write }[purpose];
      return { role, unknownRoles, served: { project, env, purpose } };
    }),
  );
  const groups = groupedBy(uses, ({ role, served }) => role.roleArn ?? sortedJson([served.purpose, providerOf(role)]));
  return [...groups.values()].flatMap((group): readonly ServingRole[] => {
    const [first] = group;
    if (first === undefined) return [];
    const policies = group.map(({ role }) => role.policy);
    const isOne = new Set(policies.map(sortedJson)).size === 1;
    return [
      {
        roleArn: first.role.roleArn,
        serves: group.map(({ served }) => served),
        policy: isOne ? first.role.policy : policyOf(mergeStatements(policies.flatMap(({ Statement }) => Statement))),
        trust: mergedTrust(group.map(({ role }) => role.trust)),
        unknownRoles: [...new Set(group.flatMap((one) => one.unknownRoles))],
      },
    ];
  });
}

function providerOf({ trust }: RolePermissions): unknown {
  return trust.Statement[0]?.Principal;
}

/** Trust policies of one role differ in the subjects of the tokens that they take. */
function mergedTrust(documents: readonly PolicyDocument[]): PolicyDocument {
  const merged = groupedBy(
    documents.flatMap(({ Statement }) => Statement),
    ({ Principal }) => sortedJson(Principal ?? null),
  );
  return policyOf(
    [...merged.values()].flatMap(([first, ...more]) => {
      if (first === undefined) return [];
      const equals = { ...first.Condition?.['StringEquals'] };
      for (const { Condition } of more) {
        for (const [key, value] of Object.entries(Condition?.['StringEquals'] ?? {})) {
          const all = [...new Set([...asList(equals[key]), ...asList(value)])];
          equals[key] = all.length === 1 ? (all[0] ?? '') : all;
        }
      }
      return [{ ...first, Condition: { ...first.Condition, StringEquals: equals } }];
    }),
  );
}

import type { EnvSpec } from '../manifest/model.ts';
import type { ObservedEnv } from '../domain/observed.ts';
import { valueOf } from '../domain/fact.ts';
import { canonicalPolicy, meansTheSame, policyOf, policySize, serialisePolicy } from '../iam/document.ts';
import { mergeStatements } from '../iam/merge.ts';
import { rolesOf } from './observed-roles.ts';
import { wantedPolicies } from './wanted.ts';
import type { WantedPolicy } from './wanted-policy.ts';

/** Of all inline policies of a role together; fixed. Source: IAM User Guide, "IAM and AWS STS quotas". */
export const INLINE_QUOTA = 10_240;

/** One env of a run, as far as its policies are concerned. */
export interface PolicyEnv {
  readonly project: string;
  readonly env: EnvSpec;
  readonly observed: ObservedEnv;
}

/**
 * Characters that a role's inline policies would have: what is there, with the wanted ones in the place of those of the same name;
 * undefined as long as it is unknown what is there.
 */
export function sizesOn(
  roleArn: string,
  observed: ObservedEnv,
  wanted: readonly WantedPolicy[],
): ReadonlyMap<string, number> | undefined {
  const role = rolesOf(observed).find(({ arn }) => arn === roleArn);
  const live = role && valueOf(role.inlinePolicies);
  if (live === undefined) return undefined;
  const sizes = new Map(live.map((policy) => [policy.name, policySize(policy.text)]));
  for (const { policyName, document } of wanted) sizes.set(policyName, policySize(serialisePolicy(document)));
  return sizes;
}

/** Policies by the ARN of their role. */
export function byRole(policies: readonly WantedPolicy[]): ReadonlyMap<string, readonly WantedPolicy[]> {
  const roles = new Map<string, WantedPolicy[]>();
  for (const policy of policies) {
    const here = roles.get(policy.roleArn);
    if (here === undefined) roles.set(policy.roleArn, [policy]);
    else here.push(policy);
  }
  return roles;
}

/**
 * The roles on which the policies of all envs of the run would not fit as they are: there equal statements are merged. It takes all
 * envs to know, since they may share a role.
 */
export function crowdedRoles(envs: readonly PolicyEnv[]): ReadonlySet<string> {
  const wanted = byRole(envs.flatMap(({ project, env, observed }) => wantedPolicies(project, env, observed)));
  const isCrowded = (arn: string, observed: ObservedEnv) => {
    const sizes = sizesOn(arn, observed, wanted.get(arn) ?? []);
    return [...(sizes?.values() ?? [])].reduce((sum, size) => sum + size, 0) > INLINE_QUOTA;
  };
  const arns = envs.flatMap(({ observed }) =>
    rolesOf(observed).flatMap(({ arn }) => (wanted.has(arn) && isCrowded(arn, observed) ? [arn] : [])),
  );
  return new Set(arns);
}

/**
 * The policies of an env as they are to be written: plain, or with equal statements merged on a crowded role. One that is merged
 * already stays so, since it means the same: with other envs in the run the role may look less crowded.
 */
export function settledPolicies(
  { project, env, observed }: PolicyEnv,
  crowded: ReadonlySet<string>,
): readonly WantedPolicy[] {
  const roles = rolesOf(observed);
  return wantedPolicies(project, env, observed).map((policy) => {
    const merged = policyOf(mergeStatements(policy.document.Statement));
    if (canonicalPolicy(merged) === canonicalPolicy(policy.document)) return policy;
    const role = roles.find(({ arn }) => arn === policy.roleArn);
    const live = role && valueOf(role.inlinePolicies)?.find(({ name }) => name === policy.policyName);
    const stays = live !== undefined && meansTheSame(live.text, merged);
    return stays || crowded.has(policy.roleArn) ? { ...policy, document: merged } : policy;
  });
}

import { roleNameOf } from '../../domain/arn.ts';
import { unchecked, valueOf } from '../../domain/fact.ts';
import type { ObservedEnv } from '../../domain/observed.ts';
import { policySize, serialisePolicy } from '../../policies/document.ts';
import { wantedPolicies } from '../../policies/wanted.ts';
import { firstWritten, notChecked, problem, type Judgement, type Rule } from '../rule.ts';

/** Of all inline policies of a role together; fixed. Source: IAM User Guide, "IAM and AWS STS quotas". */
const INLINE_QUOTA = 10_240;

/**
 * Counts what a role would hold after all envs of the run are applied: what is there, with the policies that are wanted in the
 * place of those of the same name.
 */
export const policyQuota: Rule = {
  id: 'policy/quota',
  judge(view) {
    const { env, manifest, observed } = view;
    const wanted = wantedPolicies(manifest.project, env, observed);
    return [...new Set(wanted.map((policy) => policy.roleArn))].flatMap((roleArn): readonly Judgement[] => {
      const first = wanted.find((policy) => policy.roleArn === roleArn);
      const place = firstWritten(
        env,
        ['categories', first?.category ?? '', first?.entries[0] ?? 0],
        ['identityPoolId'],
      );
      const live = inlinePoliciesOf(roleArn, observed);
      if (live === undefined || live.state === 'absent') {
        return [notChecked(place, unchecked('dependency', `the role ${roleArn} could not be looked at`))];
      }
      if (live.state === 'unchecked') return [notChecked(place, live)];
      const sizes = new Map(live.value.map((policy) => [policy.name, policySize(policy.text)]));
      for (const policy of view.wantedByRole.get(roleArn) ?? []) {
        sizes.set(policy.policyName, policySize(serialisePolicy(policy.document)));
      }
      const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
      if (total <= INLINE_QUOTA) return [];
      const own = wanted.filter((policy) => policy.roleArn === roleArn).map((policy) => policy.policyName);
      const foreign = [...sizes].filter(([name]) => !own.includes(name)).reduce((sum, [, size]) => sum + size, 0);
      const message = `the inline policies of ${roleNameOf(roleArn)} would have ${total} characters, ${total - INLINE_QUOTA} more than IAM allows (${INLINE_QUOTA}); ${foreign} of them are not this env's`;
      const hint =
        'Move policies of your own on this role into managed policies, give the env a role of its own, or grant less.';
      return [problem(place, message, hint)];
    });
  },
};

function inlinePoliciesOf(roleArn: string, observed: ObservedEnv) {
  const roles = [observed.authRole, observed.guestRole, ...observed.groupRoles.values()];
  return roles.map((fact) => fact && valueOf(fact)).find((role) => role?.arn === roleArn)?.inlinePolicies;
}

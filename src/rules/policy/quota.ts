import { roleNameOf } from '../../domain/arn.ts';
import { unchecked } from '../../domain/fact.ts';
import type { ObservedEnv } from '../../domain/observed.ts';
import { INLINE_QUOTA, sizesOn } from '../../policies/inline-quota.ts';
import { rolesOf } from '../../policies/observed-roles.ts';
import { wantedPolicies } from '../../policies/wanted.ts';
import { notChecked, problem, type Judgement, type Rule } from '../rule.ts';
import { wantedPlace } from './wanted-place.ts';

/**
 * Counts what a role would hold after all envs of the run are applied: what is there, with the policies that are wanted in the
 * place of those of the same name, equal statements merged where that is needed.
 */
export const policyQuota: Rule = {
  id: 'policy/quota',
  judge(view) {
    const { env, manifest, observed } = view;
    const wanted = wantedPolicies(manifest.project, env, observed);
    return [...new Set(wanted.map((policy) => policy.roleArn))].flatMap((roleArn): readonly Judgement[] => {
      const own = wanted.filter((policy) => policy.roleArn === roleArn);
      const place = wantedPlace(env, own[0]);
      const sizes = sizesOn(roleArn, observed, view.wantedByRole.get(roleArn) ?? []);
      if (sizes === undefined) return [notChecked(place, whyUnknown(roleArn, observed))];
      const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
      if (total <= INLINE_QUOTA) return [];
      const names = own.map((policy) => policy.policyName);
      const foreign = [...sizes].filter(([name]) => !names.includes(name)).reduce((sum, [, size]) => sum + size, 0);
      const message = `the inline policies of ${roleNameOf(roleArn)} would have ${total} characters, ${total - INLINE_QUOTA} more than IAM allows (${INLINE_QUOTA}); ${foreign} of them are not this env's`;
      const hint =
        'Move policies of your own on this role into managed policies, give the env a role of its own, or grant less.';
      return [problem(place, message, hint)];
    });
  },
};

function whyUnknown(roleArn: string, observed: ObservedEnv) {
  const inline = rolesOf(observed).find(({ arn }) => arn === roleArn)?.inlinePolicies;
  return inline?.state === 'unchecked' ? inline : unchecked('dependency', `the role ${roleArn} could not be read`);
}

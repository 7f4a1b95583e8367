import { roleNameOf } from '../../domain/arn.ts';
import { unchecked, valueOf } from '../../domain/fact.ts';
import { isGranted, rightsIn } from '../../policies/coverage.ts';
import { parsePolicy } from '../../policies/document.ts';
import { heldPolicies, rolesOf } from '../../policies/observed-roles.ts';
import { wantedPolicies } from '../../policies/wanted.ts';
import { firstWritten, notChecked, problem, type Judgement, type Rule } from '../rule.ts';

/** For roles whose policies somebody else manages: what the manifest wants has to be there already. */
export const policyMissing: Rule = {
  id: 'policy/missing',
  judge({ manifest, env, observed }) {
    const roles = rolesOf(observed);
    return wantedPolicies(manifest.project, env, observed, 'check').flatMap((policy): readonly Judgement[] => {
      const place = firstWritten(env, ['categories', policy.category, policy.entries[0] ?? 0], ['identityPoolId']);
      const role = roles.find(({ arn }) => arn === policy.roleArn);
      if (role === undefined) {
        return [notChecked(place, unchecked('dependency', `the role ${policy.roleArn} could not be looked at`))];
      }
      const held = heldPolicies(role);
      const documents = held.map(({ text }) => parsePolicy(valueOf(text) ?? '')).filter((one) => one !== undefined);
      const missing = rightsIn(policy.document).filter((right) => !isGranted(right, documents));
      if (missing.length === 0) return [];
      // A policy that could not be read may grant what the others do not.
      const open = held.find(({ text }) => text.state === 'unchecked')?.text;
      if (open?.state === 'unchecked') return [notChecked(place, open)];
      const list = missing.map(({ action, resource }) => `${action} on ${resource}`).join('; ');
      const message = `${roleNameOf(policy.roleArn)} does not grant what ${policy.category} wants: ${list}`;
      const hint = `Its policies are not managed here. They should hold:\n${JSON.stringify(policy.document, null, 2)}`;
      return [problem(place, message, hint)];
    });
  },
};

import { roleNameOf } from '../../domain/arn.ts';
import { unchecked, valueOf } from '../../domain/fact.ts';
import { isGranted, rightsIn } from '../../iam/coverage.ts';
import type { EnvSpec } from '../../manifest/model.ts';
import type { ObservedEnv } from '../../domain/observed.ts';
import { poolVariable, setsVariable } from '../../categories/lambda/access.ts';
import { wantedPlace } from './wanted-place.ts';
import { parsePolicy } from '../../iam/document.ts';
import { heldPolicies, rolesOf } from '../../policies/observed-roles.ts';
import { wantedPolicies } from '../../policies/wanted.ts';
import { firstWritten, notChecked, problem, type Judgement, type Rule } from '../rule.ts';

/** For roles whose policies somebody else manages: what the manifest wants has to be there already. */
export const policyMissing: Rule = {
  id: 'policy/missing',
  judge({ manifest, env, observed }) {
    const roles = rolesOf(observed);
    const missing = wantedPolicies(manifest.project, env, observed, 'check').flatMap((policy): readonly Judgement[] => {
      const place = wantedPlace(env, policy);
      const role = roles.find(({ arn }) => arn === policy.roleArn);
      if (role === undefined) {
        return [notChecked(place, unchecked('dependency', `the role ${policy.roleArn} could not be read`))];
      }
      const held = heldPolicies(role);
      const documents = held.map(({ text }) => parsePolicy(valueOf(text) ?? '')).filter((one) => one !== undefined);
      const lacking = rightsIn(policy.document).filter((right) => !isGranted(right, documents));
      if (lacking.length === 0) return [];
      // A policy that could not be read may grant what the others do not.
      const open = held.find(({ text }) => text.state === 'unchecked')?.text;
      if (open?.state === 'unchecked') return [notChecked(place, open)];
      const list = lacking.map(({ action, resource }) => `${action} on ${resource}`).join('; ');
      const message = `${roleNameOf(policy.roleArn)} does not grant what ${policy.category} wants: ${list}`;
      const hint = `Its policies are not managed here. They should hold:\n${JSON.stringify(policy.document, null, 2)}`;
      return [problem(place, message, hint)];
    });
    return [...missing, ...missingVariables(manifest.resourceName, env, observed)];
  },
};

/** The same for the variables of Lambda functions whose access somebody else manages. */
function missingVariables(resourceName: string, env: EnvSpec, observed: ObservedEnv): readonly Judgement[] {
  if (env.policies.lambdas !== 'check' || env.userPoolId === undefined) return [];
  const variable = poolVariable(resourceName);
  return env.lambdas.flatMap((entry, index): readonly Judgement[] => {
    const fact = observed.lambdas.get(entry.function);
    const variables = fact?.state === 'known' ? valueOf(fact.value.variables) : undefined;
    if (!setsVariable(entry) || variables === undefined || variables[variable] === env.userPoolId) return [];
    const message = `the Lambda function ${entry.function} does not have ${variable}=${env.userPoolId ?? ''}`;
    const hint =
      'Its environment is not managed here: set it where the function is deployed, or write `environment: false`.';
    return [problem(firstWritten(env, ['lambdas', index]), message, hint)];
  });
}

import type { Fact } from '../../domain/fact.ts';
import type { ObservedEnv } from '../../domain/observed.ts';
import { firstWritten, problem, type Rule } from '../rule.ts';

export const accountCredentials: Rule = {
  id: 'account/credentials',
  judge({ env, observed }) {
    const refused = factsOf(observed).find((fact) => fact?.state === 'unchecked' && fact.cause === 'credentials');
    if (refused?.state !== 'unchecked') return [];
    const place = firstWritten(env, ['accountId'], ['account'], ['roleToAssume']);
    const hint =
      'In a workflow, run aws-actions/configure-aws-credentials before this action; in a terminal, log in with the AWS CLI.';
    return [problem(place, refused.reason, refused.hint ?? hint)];
  },
};

function factsOf(observed: ObservedEnv): readonly (Fact<unknown> | undefined)[] {
  return [observed.caller, observed.userPool, observed.identityPool, observed.authRole, observed.guestRole];
}

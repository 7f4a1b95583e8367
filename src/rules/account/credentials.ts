import { factsIn, withInner } from '../../domain/env-facts.ts';
import { firstWritten, problem, type Rule } from '../rule.ts';

export const accountCredentials: Rule = {
  id: 'account/credentials',
  judge({ env, observed }) {
    // Credentials may run out at any call, so any fact may tell.
    const facts = factsIn(observed).flatMap(withInner);
    const refused = facts.find((fact) => fact.state === 'unchecked' && fact.cause === 'credentials');
    if (refused?.state !== 'unchecked') return [];
    const place = firstWritten(env, ['accountId'], ['account'], ['roleToAssume']);
    const hint =
      'In a workflow, run aws-actions/configure-aws-credentials before this action (with OIDC the job needs `id-token: write`), or let validate and plan check against the lock alone with `offline: true`; in a terminal, log in with the AWS CLI.';
    return [problem(place, refused.reason, refused.hint ?? hint)];
  },
};

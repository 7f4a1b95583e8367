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
      'In a workflow, run aws-actions/configure-aws-credentials before this action (with OIDC the job needs `id-token: write`), or let validate and plan check against the lock alone with `offline: true`; in a terminal, log in with the AWS CLI.';
    return [problem(place, refused.reason, refused.hint ?? hint)];
  },
};

/** Credentials may run out at any call, so any fact may tell. */
function factsOf(observed: ObservedEnv): readonly (Fact<unknown> | undefined)[] {
  const { authRole, guestRole, groups, groupRoles, lambdaRoles, formerRoles } = observed;
  const roles = [authRole, guestRole, ...groupRoles.values(), ...lambdaRoles.values(), ...formerRoles.values()];
  const parts = roles.flatMap((role) =>
    role?.state === 'known' ? [role.value.trust, role.value.inlinePolicies, role.value.attachedPolicies] : [],
  );
  return [
    observed.caller,
    observed.userPool,
    observed.mfa,
    observed.webClient,
    observed.nativeClient,
    observed.candidates,
    observed.identityPool,
    observed.identityPoolRoles,
    ...groups.values(),
    ...observed.lambdas.values(),
    ...roles,
    ...parts,
  ];
}

import { firstWritten, problem, whenKnown, type Rule } from '../rule.ts';

/** `amplify import auth` refuses an identity pool without both roles, also where nobody wants guests. */
export const gen1GuestRoleRequired: Rule = {
  id: 'gen1/guest-role-required',
  judge({ env, observed, amplify }) {
    if (amplify.length === 0) return [];
    const place = firstWritten(env, ['identityPoolId']);
    return whenKnown(observed.identityPoolRoles, place, 'the identity pool was not found', (roles) => {
      if (roles.unauthenticated !== undefined) return [];
      const message = `the identity pool ${env.identityPoolId ?? ''} has no unauthenticated role, and the Amplify CLI imports none without`;
      const hint = 'Give it a role without rights in the Cognito console; guest access can stay off.';
      return [problem(place, message, hint)];
    });
  },
};

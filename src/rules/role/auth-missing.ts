import { firstWritten, problem, whenKnown, type Rule } from '../rule.ts';

export const authRoleMissing: Rule = {
  id: 'role/auth-missing',
  judge({ env, observed }) {
    const place = firstWritten(env, ['identityPoolId']);
    return whenKnown(observed.identityPoolRoles, place, 'the identity pool was not found', (roles) => {
      if (roles.authenticated !== undefined) return [];
      const message = `the identity pool ${env.identityPoolId ?? ''} has no authenticated role`;
      return [
        problem(place, message, 'Give it one in the Cognito console: signed-in users get no credentials without it.'),
      ];
    });
  },
};

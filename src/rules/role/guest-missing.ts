import { wantsGuests } from '../../policies/wanted.ts';
import { firstWritten, problem, whenKnown, type Rule } from '../rule.ts';

export const guestRoleMissing: Rule = {
  id: 'role/guest-missing',
  judge({ env, observed }) {
    if (!wantsGuests(env)) return [];
    const place = firstWritten(env, ['guest'], ['identityPoolId']);
    return whenKnown(observed.identityPoolRoles, place, 'the identity pool was not found', (roles) => {
      if (roles.unauthenticated !== undefined) return [];
      const message = `guest access is wanted, and the identity pool ${env.identityPoolId ?? ''} has no unauthenticated role`;
      return [
        problem(
          place,
          message,
          'Give it one in the Cognito console, or write `guest: false` and grant guests nothing.',
        ),
      ];
    });
  },
};

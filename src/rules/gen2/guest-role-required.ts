import { problem, whenKnown, type Rule } from '../rule.ts';
import { whereAskedFor } from './asked-for.ts';

/** `unauthRoleArn` is required, guests or not, and must be what the identity pool says. */
export const gen2GuestRoleRequired: Rule = {
  id: 'gen2/guest-role-required',
  judge: (view) =>
    whereAskedFor(view, (place) => {
      const { env, observed } = view;
      if (observed.identityPoolRoles === undefined) {
        const message =
          'referenceAuth needs an identity pool with a role for users and one for guests, and the env has none';
        const hint =
          'Name the identity pool of this user pool as `identityPoolId`, or make one; without one, use an `amplify-outputs` file instead of `reference-auth`.';
        return [problem(place, message, hint)];
      }
      return whenKnown(observed.identityPoolRoles, place, 'the identity pool was not found', ({ unauthenticated }) => {
        if (unauthenticated !== undefined) return [];
        const message = `referenceAuth needs a role for guests, and the identity pool ${env.identityPoolId ?? ''} has none`;
        const hint =
          'Give it an unauthenticated role in the Cognito console. Guest access can stay off: the role is not used then.';
        return [problem(place, message, hint)];
      });
    }),
};

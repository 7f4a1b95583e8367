import { problem, whenKnown, type Rule } from '../rule.ts';
import { whereAskedFor } from './asked-for.ts';

/** How users sign in is fixed when a pool is made: only another pool can fix this. Source: Cognito API, `AliasAttributes`. */
export const gen2AliasAttributes: Rule = {
  id: 'gen2/alias-attributes',
  judge: (view) =>
    whereAskedFor(view, (place) =>
      whenKnown(view.observed.userPool, place, 'the user pool was not found', ({ id, aliasAttributes }) => {
        if (aliasAttributes.length === 0) return [];
        const message = `referenceAuth refuses the user pool ${id}: its users sign in with aliases (${aliasAttributes.join(', ')})`;
        const hint =
          'Aliases of a pool can never be changed. Feed the app with an `amplify-outputs` file instead of `reference-auth`, or move the users to a pool with username attributes.';
        return [problem(place, message, hint)];
      }),
    ),
};

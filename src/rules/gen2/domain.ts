import { problem, whenKnown, type Rule } from '../rule.ts';
import { whereAskedFor } from './asked-for.ts';
import { withProviders } from './external-providers.ts';

export const gen2Domain: Rule = {
  id: 'gen2/domain',
  judge: (view) =>
    whereAskedFor(view, (place) =>
      withProviders(view.observed, place, (names) =>
        whenKnown(view.observed.userPool, place, 'the user pool was not found', ({ id, domain, customDomain }) => {
          if (domain !== undefined || customDomain !== undefined) return [];
          const message = `referenceAuth refuses the user pool ${id}: it has external providers (${names}) and no domain`;
          const hint =
            'Give it a domain in the Cognito console, a prefix or a host name of your own, or remove the providers.';
          return [problem(place, message, hint)];
        }),
      ),
    ),
};

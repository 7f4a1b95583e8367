import { problem, whenKnown, type Rule } from '../rule.ts';
import { whereAskedFor } from './asked-for.ts';
import { withProviders } from './external-providers.ts';

/** Of the web client: `referenceAuth` knows no other. */
export const gen2Urls: Rule = {
  id: 'gen2/urls',
  judge: (view) =>
    whereAskedFor(view, (place) =>
      withProviders(view.observed, place, (names) =>
        whenKnown(
          view.observed.webClient,
          place,
          'the web client was not found',
          ({ id, callbackUrls, logoutUrls }) => {
            const missing = [
              ...(callbackUrls.length > 0 ? [] : ['callback URL']),
              ...(logoutUrls.length > 0 ? [] : ['logout URL']),
            ];
            if (missing.length === 0) return [];
            const lacks = missing.map((one) => `no ${one}`).join(' and ');
            const message = `referenceAuth refuses the web client ${id}: the user pool has external providers (${names}), and the client has ${lacks}`;
            const hint =
              'Add allowed callback and sign-out URLs under "Login pages" of the app client in the Cognito console, also where the client supports none of the providers.';
            return [problem(place, message, hint)];
          },
        ),
      ),
    ),
};

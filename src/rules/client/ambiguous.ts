import { chooseWebClient } from './choice.ts';
import { firstWritten, notChecked, problem, whenKnown, type Rule } from '../rule.ts';

export const ambiguousClient: Rule = {
  id: 'client/ambiguous',
  judge({ env, observed }) {
    const place = firstWritten(env, ['webClientId'], ['userPoolId']);
    return whenKnown(observed.candidates, place, 'the user pool was not found', (candidates) => {
      const choice = chooseWebClient(env, candidates, observed.identityPool);
      if (choice.kind === 'unchecked') return [notChecked(place, choice.why)];
      if (choice.kind !== 'several') return [];
      const list = choice.fitting.map((client) => `${client.id} (${client.name})`).join(', ');
      return [
        problem(
          place,
          `several app clients fit as web client: ${list}`,
          'Name the one that the web app uses in `webClientId`.',
        ),
      ];
    });
  },
};

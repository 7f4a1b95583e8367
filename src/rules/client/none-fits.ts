import type { AppClient } from '../../domain/observed.ts';
import { chooseWebClient } from './choice.ts';
import { firstWritten, notChecked, problem, whenKnown, type Rule } from '../rule.ts';

export const noClientFits: Rule = {
  id: 'client/none-fits',
  judge({ env, observed }) {
    const place = firstWritten(env, ['webClientId'], ['userPoolId']);
    return whenKnown(observed.candidates, place, 'the user pool was not found', (candidates) => {
      const choice = chooseWebClient(env, candidates, observed.identityPool);
      if (choice.kind === 'unchecked') return [notChecked(place, choice.why)];
      if (choice.kind !== 'none') return [];
      const message =
        candidates.length === 0
          ? 'the user pool has no app client'
          : `no app client fits as web client: ${candidates.map(describe).join(', ')}`;
      const hint =
        env.identityPoolId === undefined
          ? 'Create an app client without a secret.'
          : 'Create an app client without a secret and add it to the identity pool as identity provider.';
      return [problem(place, message, hint)];
    });
  },
};

function describe(client: AppClient): string {
  const why = client.hasSecret ? 'has a secret' : 'is not listed by the identity pool';
  return `${client.id} (${client.name}) ${why}`;
}

import { firstWritten, problem, whenKnown, type Rule } from '../rule.ts';

export const webClientHasSecret: Rule = {
  id: 'client/web-has-secret',
  judge({ env, observed }) {
    const place = firstWritten(env, ['webClientId'], ['userPoolId']);
    return whenKnown(observed.webClient, place, 'the web client was not found', (client) => {
      if (!client.hasSecret) return [];
      const message = `the app client ${client.id} (${client.name}) has a client secret, which a web app cannot keep`;
      return [
        problem(place, message, 'Name an app client without a secret, or create one: a secret cannot be removed.'),
      ];
    });
  },
};

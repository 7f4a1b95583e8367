import { onlyFit } from './choice.ts';
import { firstWritten, fixable, problem, whenKnown, type Rule } from '../rule.ts';

export const webClientHasSecret: Rule = {
  id: 'client/web-has-secret',
  judge(view) {
    const { env, observed } = view;
    const place = firstWritten(env, ['webClientId'], ['userPoolId']);
    return whenKnown(observed.webClient, place, 'the web client was not found', (client) => {
      if (!client.hasSecret) return [];
      const message = `the app client ${client.id} (${client.name}) has a client secret, which a web app cannot keep`;
      const fit = onlyFit(view);
      const instead =
        fit === undefined
          ? 'Name an app client without a secret, or create one'
          : `Name ${fit}, the only one that fits`;
      return [fixable(problem(place, message, `${instead}: a secret cannot be removed.`), fit)];
    });
  },
};

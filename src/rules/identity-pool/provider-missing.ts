import { unchecked, valueOf } from '../../domain/fact.ts';
import { providerNameOf } from '../../domain/partition.ts';
import { listedClients } from '../client/choice.ts';
import { firstWritten, notChecked, problem, whenKnown, type Rule } from '../rule.ts';

export const providerMissing: Rule = {
  id: 'identity-pool/provider-missing',
  judge({ env, observed }) {
    const place = firstWritten(env, ['identityPoolId']);
    return whenKnown(observed.identityPool, place, 'the identity pool was not found', (pool) => {
      // A pool that does not exist is listed nowhere, and that is not what is wrong then.
      if (observed.userPool.state !== 'known') {
        const { userPool } = observed;
        return [
          notChecked(
            place,
            userPool.state === 'unchecked' ? userPool : unchecked('dependency', 'the user pool was not found'),
          ),
        ];
      }
      const listed = listedClients(env, pool);
      const clients = [
        { kind: 'web', id: env.webClientId ?? valueOf(observed.webClient)?.id },
        { kind: 'native', id: env.nativeClientId },
      ];
      const missing = clients.filter(({ id }) => id !== undefined && !listed.has(id));
      if (missing.length === 0) return [];
      const providerName = providerNameOf(observed.userPool.value.id);
      const names = missing.map(({ kind, id }) => `the ${kind} client ${id ?? ''}`).join(' and ');
      const message = `the identity pool ${pool.id} does not accept users of ${providerName} with ${names}`;
      const known = listed.size === 0 ? 'It lists no client of this user pool.' : `It lists ${[...listed].join(', ')}.`;
      const hint = `${known} Add the identity provider ${providerName} with that client id to the identity pool.`;
      return [problem(place, message, hint)];
    });
  },
};

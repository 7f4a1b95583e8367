import { unchecked, valueOf, type Fact } from '../../domain/fact.ts';
import { providerNameOf } from '../../domain/partition.ts';
import { listedClients } from '../client/choice.ts';
import { firstWritten, notChecked, problem, whenKnown, type Judgement, type Rule } from '../rule.ts';

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
        { kind: 'web', id: env.webClientId ?? valueOf(observed.webClient)?.id, fact: observed.webClient },
        { kind: 'native', id: env.nativeClientId, fact: observed.nativeClient },
      ];
      // What is not there cannot be listed, and that is not what is wrong then.
      const open = clients.flatMap(({ kind, id, fact }): readonly Judgement[] => {
        if (fact?.state === 'absent')
          return [notChecked(place, unchecked('dependency', `the ${kind} client was not found`))];
        return isOpen(id, fact, listed) ? [notChecked(place, fact)] : [];
      });
      const missing = clients.filter(
        ({ id, fact }) => id !== undefined && fact?.state !== 'absent' && !isOpen(id, fact, listed) && !listed.has(id),
      );
      if (missing.length === 0) return open;
      const providerName = providerNameOf(observed.userPool.value.id);
      const names = missing.map(({ kind, id }) => `the ${kind} client ${id ?? ''}`).join(' and ');
      const message = `the identity pool ${pool.id} does not accept users of ${providerName} with ${names}`;
      const known = listed.size === 0 ? 'It lists no client of this user pool.' : `It lists ${[...listed].join(', ')}.`;
      const hint = `${known} Add the identity provider ${providerName} with that client id to the identity pool.`;
      return [...open, problem(place, message, hint)];
    });
  },
};

/** Whether nothing can be said: no id to look for, or one that is newer than the list that a lock keeps. */
function isOpen(
  id: string | undefined,
  fact: Fact<unknown> | undefined,
  listed: ReadonlySet<string>,
): fact is Extract<Fact<unknown>, { state: 'unchecked' }> {
  return fact?.state === 'unchecked' && (id === undefined || (fact.cause === 'offline' && !listed.has(id)));
}

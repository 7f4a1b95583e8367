import { wantsGuests } from '../../policies/wanted.ts';
import { firstWritten, problem, whenKnown, type Rule } from '../rule.ts';

export const guestOff: Rule = {
  id: 'identity-pool/guest-off',
  judge({ env, observed }) {
    if (!wantsGuests(env)) return [];
    const place = firstWritten(env, ['guest'], ['identityPoolId']);
    return whenKnown(observed.identityPool, place, 'the identity pool was not found', (pool) => {
      if (pool.allowUnauthenticatedIdentities) return [];
      const message = `guest access is wanted, and the identity pool ${pool.id} gives no identities to guests`;
      return [
        problem(
          place,
          message,
          'Turn guest access on in the identity pool, or write `guest: false` and grant guests nothing.',
        ),
      ];
    });
  },
};

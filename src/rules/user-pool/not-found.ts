import { whereSearched, whereToLook } from '../hints.ts';
import { firstWritten, notChecked, problem, type Rule } from '../rule.ts';

export const userPoolNotFound: Rule = {
  id: 'user-pool/not-found',
  judge({ env, observed: { userPool, existing, caller } }) {
    const place = firstWritten(env, ['userPoolId']);
    if (userPool.state === 'unchecked') return [notChecked(place, userPool)];
    if (userPool.state === 'known') return [];
    const id = env.userPoolId ?? '';
    return [
      problem(
        place,
        `the user pool ${id} does not exist`,
        whereToLook(id, existing.userPools, whereSearched(env.region, caller)),
      ),
    ];
  },
};

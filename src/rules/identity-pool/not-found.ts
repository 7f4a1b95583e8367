import { whereSearched, whereToLook } from '../hints.ts';
import { firstWritten, notChecked, problem, type Rule } from '../rule.ts';

export const identityPoolNotFound: Rule = {
  id: 'identity-pool/not-found',
  judge({ env, observed: { identityPool, existing, caller } }) {
    const place = firstWritten(env, ['identityPoolId']);
    if (identityPool === undefined || identityPool.state === 'known') return [];
    if (identityPool.state === 'unchecked') return [notChecked(place, identityPool)];
    const id = env.identityPoolId ?? '';
    const hint = whereToLook(id, existing.identityPools, whereSearched(env.region, caller));
    return [problem(place, `the identity pool ${id} does not exist`, hint)];
  },
};

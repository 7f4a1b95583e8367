import { firstWritten, notChecked, problem, type Rule } from '../rule.ts';

export const identityPoolNotFound: Rule = {
  id: 'identity-pool/not-found',
  judge({ env, observed: { identityPool } }) {
    const place = firstWritten(env, ['identityPoolId']);
    if (identityPool === undefined || identityPool.state === 'known') return [];
    if (identityPool.state === 'unchecked') return [notChecked(place, identityPool)];
    const hint = `Look for it in ${env.region ?? 'its region'} of the account that the credentials belong to.`;
    return [problem(place, `the identity pool ${env.identityPoolId ?? ''} does not exist`, hint)];
  },
};

import { firstWritten, notChecked, problem, type Rule } from '../rule.ts';

export const userPoolNotFound: Rule = {
  id: 'user-pool/not-found',
  judge({ env, observed: { userPool } }) {
    const place = firstWritten(env, ['userPoolId']);
    if (userPool.state === 'unchecked') return [notChecked(place, userPool)];
    if (userPool.state === 'known') return [];
    const hint = `Look for it in ${env.region ?? 'its region'} of the account that the credentials belong to.`;
    return [problem(place, `the user pool ${env.userPoolId ?? ''} does not exist`, hint)];
  },
};

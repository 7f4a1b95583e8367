import { firstWritten, problem, whenKnown, type Rule } from '../rule.ts';

export const classicFlow: Rule = {
  id: 'identity-pool/classic-flow',
  judge({ env, observed }) {
    const place = firstWritten(env, ['identityPoolId']);
    return whenKnown(observed.identityPool, place, 'the identity pool was not found', (pool) => {
      if (!pool.allowClassicFlow) return [];
      const message = `the identity pool ${pool.id} allows the classic flow, in which the limits on guests' rights do not hold`;
      return [problem(place, message, 'Turn it off unless an app of yours needs it: the Amplify libraries do not.')];
    });
  },
};

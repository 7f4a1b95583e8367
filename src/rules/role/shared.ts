import { isShared } from '../roles.ts';
import { firstWritten, problem, whenKnown, type Rule } from '../rule.ts';

export const roleShared: Rule = {
  id: 'role/shared',
  judge({ env, observed }) {
    const place = firstWritten(env, ['identityPoolId']);
    return whenKnown(observed.identityPoolRoles, place, 'the identity pool was not found', (roles) => {
      if (!isShared(roles)) return [];
      const message = `the identity pool ${env.identityPoolId ?? ''} gives guests the same role as signed-in users: ${roles.authenticated ?? ''}`;
      return [problem(place, message, 'Give guests a role of their own, or none.')];
    });
  },
};

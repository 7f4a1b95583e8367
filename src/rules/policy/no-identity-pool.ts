import { declaredIn, granteesOf } from '../../categories/index.ts';
import { firstWritten, problem, type Judgement, type Rule } from '../rule.ts';

/** Rights are held by the roles of an identity pool; groups bring roles of their own, which only an identity pool hands out. */
export const noIdentityPool: Rule = {
  id: 'policy/no-identity-pool',
  judge({ env }) {
    if (env.identityPoolId !== undefined || env.unusable.has('identityPoolId')) return [];
    return declaredIn(env.categories).flatMap((declared): readonly Judgement[] => {
      if (granteesOf(declared).length === 0) return [];
      const { category, index } = declared;
      const place = firstWritten(env, ['categories', category.name, index]);
      const message = `${category.name} grants rights, and the env has no identity pool whose roles could hold them`;
      return [
        problem(place, message, 'Name the identity pool in `identityPoolId`, or take the rights out of the entry.'),
      ];
    });
  },
};

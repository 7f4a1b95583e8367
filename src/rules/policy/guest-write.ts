import { declaredIn } from '../../categories/index.ts';
import { firstWritten, problem, type Judgement, type Rule } from '../rule.ts';

export const guestWrite: Rule = {
  id: 'policy/guest-write',
  judge: ({ env }) =>
    declaredIn(env.categories).flatMap(({ category, entry, index }): readonly Judgement[] => {
      const writes = category.guestWrites(entry, env.profile);
      if (writes.length === 0) return [];
      const place = firstWritten(env, ['categories', category.name, index]);
      const message = `${category.name} lets anybody who opens the app write, without signing in: ${writes.join(', ')}`;
      return [problem(place, message, 'Take it from `guest`, or accept it for a time with an entry of `ignore`.')];
    }),
};

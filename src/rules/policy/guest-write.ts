import { CATEGORIES } from '../../policies/index.ts';
import { firstWritten, problem, type Judgement, type Rule } from '../rule.ts';

export const guestWrite: Rule = {
  id: 'policy/guest-write',
  judge: ({ env }) =>
    CATEGORIES.flatMap((category) =>
      (env.categories[category.name] ?? []).flatMap((entry, index): readonly Judgement[] => {
        const writes = category.guestWrites(entry);
        if (writes.length === 0) return [];
        const place = firstWritten(env, ['categories', category.name, index]);
        const message = `${category.name} lets anybody who opens the app write, without signing in: ${writes.join(', ')}`;
        return [problem(place, message, 'Take it from `guest`, or accept it for a time with an entry of `ignore`.')];
      }),
    ),
};

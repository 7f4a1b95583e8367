import { custom } from '../../categories/custom.ts';
import { declaredIn, granteesOf } from '../../categories/index.ts';
import { firstWritten, problem, type Judgement, type Rule } from '../rule.ts';

/** Whoever may edit the manifest could write any statement: the workflow has to say that it wants so. */
export const customAllowed: Rule = {
  id: 'manifest/schema',
  judge({ env, allowCustom }) {
    if (allowCustom) return [];
    return declaredIn({ custom: env.categories.custom }).flatMap((declared): readonly Judgement[] => {
      if (granteesOf(declared).length === 0) return [];
      const place = firstWritten(env, ['categories', custom.name, declared.index]);
      const hint = 'Set the input `allow-custom: true` in the workflow, or use one of the categories.';
      return [problem(place, 'custom statements are not allowed in this run', hint)];
    });
  },
};

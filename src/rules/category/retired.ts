import { declaredIn } from '../../categories/index.ts';
import { firstWritten, problem, type Judgement, type Rule } from '../rule.ts';

/** How long before its end a service is worth a warning. */
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** An app that calls a service which has been shut down fails, whatever its roles allow. */
export const categoryRetired: Rule = {
  id: 'category/retired',
  judge: ({ env, today }) =>
    declaredIn(env.categories).flatMap(({ category, entry, index }): readonly Judgement[] => {
      const retired = category.retired?.(entry);
      if (retired === undefined || Date.parse(retired.ends) - Date.parse(today) > YEAR_MS) return [];
      const { service, ends, successor } = retired;
      const what = ends < today ? `was shut down on ${ends}` : `will be shut down on ${ends}`;
      const place = firstWritten(env, ['categories', category.name, index]);
      return [problem(place, `${category.name} relies on ${service}, which ${what}`, successor)];
    }),
};

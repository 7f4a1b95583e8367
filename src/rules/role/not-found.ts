import { roleSubjects } from '../roles.ts';
import { notChecked, problem, type Judgement, type Rule } from '../rule.ts';

export const roleNotFound: Rule = {
  id: 'role/not-found',
  judge(view) {
    return roleSubjects(view).flatMap((subject): readonly Judgement[] => {
      if (subject.fact === undefined || subject.fact.state === 'known') return [];
      if (subject.fact.state === 'unchecked') return [notChecked(subject.place, subject.fact)];
      const message = `the ${subject.title} ${subject.arn ?? ''} does not exist in IAM`;
      return [problem(subject.place, message, 'Create the role, or name another one.')];
    });
  },
};

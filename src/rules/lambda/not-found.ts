import { unchecked } from '../../domain/fact.ts';
import { setsVariable } from '../../categories/lambda/access.ts';
import { whereSearched } from '../hints.ts';
import { firstWritten, notChecked, problem, type Judgement, type Rule } from '../rule.ts';

/** The functions that are to have access, and the roles that would hold it. */
export const lambdaNotFound: Rule = {
  id: 'lambda/not-found',
  judge({ env, observed }) {
    if (env.policies.lambdas === 'off') return [];
    return env.lambdas.flatMap((entry, index): readonly Judgement[] => {
      const place = firstWritten(env, ['lambdas', index]);
      const fact = observed.lambdas.get(entry.function);
      if (fact === undefined) return [];
      if (fact.state === 'unchecked') return [notChecked(place, fact)];
      if (fact.state === 'absent') {
        const message = `the Lambda function ${entry.function} does not exist in ${env.region ?? 'its region'}`;
        const searched = whereSearched(env.region, observed.caller);
        const hint = `It was looked for in ${searched}. Deploy it first, write its name as the Lambda console shows it, or take the entry out.`;
        return [problem(place, message, hint)];
      }
      const { roleArn, variables } = fact.value;
      const role = observed.lambdaRoles.get(entry.function);
      if (role?.state === 'absent') {
        const message = `the execution role ${roleArn} of the Lambda function ${entry.function} does not exist`;
        return [problem(place, message, 'Give the function a role that exists; it cannot run without one either.')];
      }
      const open = role ?? unchecked('dependency', `the execution role ${roleArn} could not be read`);
      return [
        ...(open.state === 'unchecked' ? [notChecked(place, open)] : []),
        ...(setsVariable(entry) && variables.state === 'unchecked' ? [notChecked(place, variables)] : []),
      ];
    });
  },
};

import { accountOf } from '../../domain/arn.ts';
import { roleSubjects } from '../roles.ts';
import { problem, whenKnown, type Judgement, type Rule } from '../rule.ts';

/** Roles that the manifest itself names (groups) are the business of account/mismatch. */
export const roleOtherAccount: Rule = {
  id: 'role/other-account',
  judge(view) {
    const named = roleSubjects(view).filter((subject) => subject.kind !== 'group' && subject.arn !== undefined);
    return named.flatMap(({ title, arn = '', place }) =>
      whenKnown(view.observed.caller, place, 'there is no caller', (caller): readonly Judgement[] => {
        if (accountOf(arn) === caller.accountId) return [];
        const message = `the ${title} ${arn} is not in the account ${caller.accountId} of the identity pool`;
        return [
          problem(
            place,
            message,
            'Use a role of the same account: its policies and its trust cannot be seen from here.',
          ),
        ];
      }),
    );
  },
};

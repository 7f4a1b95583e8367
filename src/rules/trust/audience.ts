import { isPositive, isVariable, names, withoutVariables } from '../../iam/trust.ts';
import { problem, type Judgement, type Rule } from '../rule.ts';
import { judgeTrust, leftOpen } from './subject.ts';

export const trustAudience: Rule = {
  id: 'trust/audience',
  judge: (view) =>
    judgeTrust(view, ({ role, subject, identityPoolId, allow, fix }) =>
      allow.flatMap(({ number, audience }): readonly Judgement[] => {
        // A condition that only excludes some pools lets all others in.
        const positive = audience.filter(isPositive);
        // Conditions are joined by "and".
        const missing = positive.filter((condition) => !names(withoutVariables(condition), identityPoolId));
        if (positive.length > 0 && missing.length === 0) return [];
        const where = `statement ${number} of the trust policy of ${role.name}, the ${subject.title},`;
        const others = missing.filter(({ values }) => !values.some(isVariable));
        if (positive.length > 0 && others.length === 0) {
          return [
            leftOpen(
              subject.place,
              where,
              missing.flatMap(({ values }) => values),
            ),
          ];
        }
        const listed = others.flatMap((condition) => condition.values).join(', ');
        const message =
          positive.length === 0
            ? `${where} has no condition on the identity pool (aud): any identity pool of anybody can use the role`
            : `${where} is for ${listed} and not for the identity pool ${identityPoolId}`;
        return [problem(subject.place, message, fix)];
      }),
    ),
};

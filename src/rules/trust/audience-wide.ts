import { isPositive, names, type IdentityStatement, type KeyCondition } from '../../policies/trust.ts';
import { problem, type Judgement, type Rule } from '../rule.ts';
import { judgeTrust } from './subject.ts';

export const trustAudienceWide: Rule = {
  id: 'trust/audience-wide',
  judge: (view) =>
    judgeTrust(view, ({ role, subject, identityPoolId, allow, mend }) =>
      allow.flatMap((statement): readonly Judgement[] => {
        const fault = faultOf(statement, identityPoolId);
        if (fault === undefined) return [];
        const message = `statement ${statement.number} of the trust policy of ${role.name}, the ${subject.title}, ${fault}`;
        return [problem(subject.place, message, mend)];
      }),
    ),
};

/** Conditions are joined by "and": one that lets in this pool alone is enough, however wide the others are. */
function faultOf({ audience }: IdentityStatement, identityPoolId: string): string | undefined {
  const positive = audience.filter(isPositive);
  if (!positive.every((condition) => names(condition, identityPoolId))) return undefined;
  const faults = positive.map((condition) => widthOf(condition, identityPoolId));
  return faults.length === 0 || faults.includes(undefined) ? undefined : faults[0];
}

function widthOf(condition: KeyCondition, identityPoolId: string): string | undefined {
  const { operator, values } = condition;
  if (condition.ifExists || condition.forAllValues)
    return `lets in tokens without aud: ${operator} is true where the key is missing`;
  const others = values.filter((value) => value !== identityPoolId);
  if (others.length === 0) return undefined;
  return `lets in more than this identity pool: ${operator} ${others.join(', ')}`;
}

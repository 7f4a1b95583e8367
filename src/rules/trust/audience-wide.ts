import {
  isPositive,
  isVariable,
  names,
  withoutVariables,
  type IdentityStatement,
  type KeyCondition,
} from '../../iam/trust.ts';
import { problem, type Judgement, type Rule } from '../rule.ts';
import { judgeTrust, leftOpen } from './subject.ts';

export const trustAudienceWide: Rule = {
  id: 'trust/audience-wide',
  judge: (view) =>
    judgeTrust(view, ({ role, subject, identityPoolId, allow, fix }) =>
      allow.flatMap((statement): readonly Judgement[] => {
        const width = widthOf(statement, identityPoolId);
        if (width === 'narrow') return [];
        const where = `statement ${statement.number} of the trust policy of ${role.name}, the ${subject.title},`;
        if (width === 'unknown') {
          const values = statement.audience.filter(isPositive).flatMap((condition) => condition.values);
          return [leftOpen(subject.place, where, values)];
        }
        return [problem(subject.place, `${where} ${width.fault}`, fix)];
      }),
    ),
};

type Width = 'narrow' | 'unknown' | { readonly fault: string };

/** Conditions are joined by "and": one that lets only in this pool is enough, however wide the others are. */
function widthOf({ audience }: IdentityStatement, identityPoolId: string): Width {
  const positive = audience.filter(isPositive);
  const known = positive.filter(({ values }) => !values.some(isVariable));
  // That it is for another pool, or for all, is trust/audience.
  if (positive.length === 0 || !known.every((condition) => names(condition, identityPoolId))) return 'narrow';
  const widths = positive.map((condition) => widthOfOne(condition, identityPoolId));
  if (widths.includes('narrow')) return 'narrow';
  return widths.find((width) => width === 'unknown') ?? widths[0] ?? 'narrow';
}

function widthOfOne(condition: KeyCondition, identityPoolId: string): Width {
  const { operator, values } = condition;
  if (condition.ifExists || condition.forAllValues)
    return { fault: `lets in tokens without aud: ${operator} is true where the key is missing` };
  const others = withoutVariables(condition).values.filter((value) => value !== identityPoolId);
  if (others.length > 0) return { fault: `lets in more than this identity pool: ${operator} ${others.join(', ')}` };
  return values.some(isVariable) ? 'unknown' : 'narrow';
}

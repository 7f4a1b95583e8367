import {
  isStrict,
  isVariable,
  names,
  withoutVariables,
  type IdentityStatement,
  type KeyCondition,
} from '../../iam/trust.ts';
import { problem, type Judgement, type Rule } from '../rule.ts';
import { judgeTrust, leftOpen, type TrustSubject } from './subject.ts';

export const trustAmr: Rule = {
  id: 'trust/amr',
  judge: (view) =>
    judgeTrust(view, (trust) =>
      trust.allow.flatMap((statement): readonly Judgement[] => {
        const fault = faultOf(statement, trust.amr);
        if (fault === undefined) return [];
        const { role, subject } = trust;
        const where = `statement ${statement.number} of the trust policy of ${role.name}, the ${subject.title},`;
        if (statement.amr.some((condition) => mightSeparate(condition, trust.amr))) {
          return [
            leftOpen(
              subject.place,
              where,
              statement.amr.flatMap(({ values }) => values),
            ),
          ];
        }
        const message = `${where} ${fault}`;
        return [problem(subject.place, message, trust.fix)];
      }),
    ),
};

type Kind = TrustSubject['amr'];

function faultOf({ amr }: IdentityStatement, kind: Kind): string | undefined {
  if (amr.some((condition) => separates(condition, kind))) return undefined;
  const [first] = amr;
  if (first === undefined) return `has no condition on the kind of user (amr: ${kind})`;
  const values = first.values.join(', ');
  if (first.ifExists || first.forAllValues)
    return `lets a token without amr pass: ${first.operator} is true where the key is missing`;
  return `has a condition on the kind of user that does not single out ${kind} users: ${first.operator} ${values}`;
}

/** Whether a condition lets users of this kind in, and no others. */
function separates(condition: KeyCondition, kind: Kind): boolean {
  const other: Kind = kind === 'authenticated' ? 'unauthenticated' : 'authenticated';
  return (
    isStrict(condition) &&
    !condition.values.some(isVariable) &&
    !names(condition, other) &&
    condition.values.some((value) => isPossible(condition, value, kind))
  );
}

/** Whether a condition would, for some value of its variables. */
function mightSeparate(condition: KeyCondition, kind: Kind): boolean {
  const other: Kind = kind === 'authenticated' ? 'unauthenticated' : 'authenticated';
  return isStrict(condition) && condition.values.some(isVariable) && !names(withoutVariables(condition), other);
}

/** Also the kind itself, `amr` of signed-in users holds the provider's name: `graph.facebook.com`, `cognito-idp.…/…`. */
function isPossible(condition: KeyCondition, value: string, kind: Kind): boolean {
  return names({ ...condition, values: [value] }, kind) || (kind === 'authenticated' && value.includes('.'));
}

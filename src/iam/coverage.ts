import {
  asList,
  POLICY_VERSION,
  type Conditions,
  type OneOrMany,
  type PolicyDocument,
  type Statement,
} from '../domain/iam-policy.ts';
import { conditionsIn } from './conditions.ts';
import { sortedJson } from '../domain/ordering.ts';
import { coversPattern, isApart } from './match.ts';

/** One right of a statement: an action on a resource, under the statement's conditions. */
export interface Right {
  readonly action: string;
  readonly resource: string;
  readonly conditions: Conditions | undefined;
}

/** The single rights of the Allow statements of a document. */
export function rightsIn({ Statement: statements }: PolicyDocument): readonly Right[] {
  return statements.flatMap((statement) =>
    statement.Effect === 'Deny'
      ? []
      : asList(statement.Action).flatMap((action) =>
          asList(statement.Resource).map((resource) => ({ action, resource, conditions: statement.Condition })),
        ),
  );
}

/**
 * Whether one of the documents surely grants a right: by a statement whose patterns cover action and resource and that asks for no
 * condition which the right does not bring. It may answer no where IAM would say yes (conditions that imply each other), never the
 * other way; a Deny is not looked at.
 */
export function isGranted(right: Right, documents: readonly PolicyDocument[]): boolean {
  return documents.some(({ Version: version, Statement: statements }) =>
    statements.some((statement) => grants(statement, right, version === POLICY_VERSION)),
  );
}

function grants(statement: Statement, { action, resource, conditions }: Right, knowsVariables: boolean): boolean {
  // In documents of the old version `${…}` is no variable but text, which nothing real holds.
  if (
    !knowsVariables &&
    JSON.stringify([statement.Resource, statement.NotResource, statement.Condition]).includes('${')
  )
    return false;
  return (
    statement.Effect === 'Allow' &&
    isMeant(lowered(statement.Action), lowered(statement.NotAction), action.toLowerCase()) &&
    isMeant(statement.Resource, statement.NotResource, resource) &&
    isImplied(statement.Condition ?? {}, conditions ?? {})
  );
}

/** Whether an element names all that a pattern stands for, or its opposite (`NotAction`, `NotResource`) surely nothing of it. */
function isMeant(named: OneOrMany | undefined, excepted: OneOrMany | undefined, pattern: string): boolean {
  return excepted === undefined
    ? asList(named).some((one) => coversPattern(one, pattern))
    : asList(excepted).every((one) => isApart(one, pattern));
}

function lowered(actions: OneOrMany | undefined): OneOrMany | undefined {
  return actions && asList(actions).map((action) => action.toLowerCase());
}

/** Every condition of `asked` is one of `given`, with the same values or more. */
function isImplied(asked: Conditions, given: Conditions): boolean {
  const brought = conditionsIn(given);
  return conditionsIn(asked).every(({ operator, key, values }) => {
    const own = brought.filter((one) => one.operator === operator && one.key === key);
    if (own.length === 0) return false;
    if (/not/i.test(operator)) {
      const asSet = sortedJson(values.toSorted());
      return own.every((one) => sortedJson(one.values.toSorted()) === asSet);
    }
    return own.every((one) => one.values.every((value) => values.includes(value)));
  });
}

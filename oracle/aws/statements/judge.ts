import { asList } from '../../../src/domain/iam-policy.ts';
import { canName } from './arn-format.ts';
import type { Generated } from './generated.ts';
import type { Extract, ReferenceAction } from './reference.ts';

/** What is wrong with an action or a resource in a statement. */
export interface Fault {
  readonly category: Generated['category'];
  readonly profile: Generated['profile'];
  /** The action, resource or condition key. */
  readonly subject: string;
  readonly problem: string;
}

export const PROBLEMS = {
  unasked: 'is not in the extract: run npm run oracle:aws -- statements --accept',
  noAction: 'does not exist',
  noResource: 'takes no resource: a statement that names one never allows it',
  wide: 'takes a resource, and the statement names "*"',
  elsewhere: 'takes none of the resources that its statement names',
  idle: 'is a resource that no action of its statement takes',
  noKey: 'is not a condition key of every action of its statement',
} as const;

/** What the reference finds wrong, each fault once. */
export function faultsIn(statements: readonly Generated[], extract: Extract): readonly Fault[] {
  const faults = statements.flatMap((one) => [...actionFaults(one, extract), ...keyFaults(one, extract)]);
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}

function actionFaults({ category, profile, partition, statement }: Generated, extract: Extract): readonly Fault[] {
  const at = (subject: string, problem: string): Fault => ({ category, profile, subject, problem });
  const resources = asList(statement.Resource);
  const named = asList(statement.Action).filter((action) => !action.includes('*'));
  const fits = (resource: string, action: ReferenceAction) =>
    resource === '*' || action.resources.some((format) => canName(resource, format, partition));
  const known = named.flatMap((name) => extract.actions[name] ?? []);
  const patterns = asList(statement.Action).filter((action) => action.includes('*'));
  return [
    ...patterns.flatMap((name) => {
      const count = extract.patterns[name];
      return count === undefined ? [at(name, PROBLEMS.unasked)] : count === 0 ? [at(name, PROBLEMS.noAction)] : [];
    }),
    ...named.flatMap((name) => {
      const action = extract.actions[name];
      if (action === undefined) return [at(name, PROBLEMS.unasked)];
      if (action === null) return [at(name, PROBLEMS.noAction)];
      if (resources.includes('*')) return action.isResourceRequired ? [at(name, PROBLEMS.wide)] : [];
      if (action.resources.length === 0) return [at(name, PROBLEMS.noResource)];
      return resources.some((resource) => fits(resource, action)) ? [] : [at(name, PROBLEMS.elsewhere)];
    }),
    ...resources
      .filter((resource) => known.length > 0 && !known.some((action) => fits(resource, action)))
      .map((resource) => at(resource, PROBLEMS.idle)),
  ];
}

function keyFaults({ category, profile, statement }: Generated, extract: Extract): readonly Fault[] {
  const known = asList(statement.Action).flatMap((action) => extract.actions[action] ?? []);
  return Object.values(statement.Condition ?? {}).flatMap((keys) =>
    Object.keys(keys).flatMap((key): readonly Fault[] => {
      const isKnown = key.toLowerCase().startsWith('aws:')
        ? extract.globalKeys[key]
        : known.every(({ keys: own }) => own.includes(key.toLowerCase()));
      const problem = isKnown === undefined ? PROBLEMS.unasked : PROBLEMS.noKey;
      return isKnown === true ? [] : [{ category, profile, subject: key, problem }];
    }),
  );
}

import { asList, type OneOrMany, type Statement } from '../domain/iam-policy.ts';
import { sortedJson } from '../domain/ordering.ts';

/**
 * The same rights in fewer characters: statements that differ in their resources alone, or in their actions alone, become one, and a
 * list of one is written as its member. Nothing is granted that was not before.
 */
export function mergeStatements(statements: readonly Statement[]): readonly Statement[] {
  let merged = statements;
  for (;;) {
    const next = joined(joined(merged, 'Resource'), 'Action');
    if (next.length === merged.length) return next.map(plain);
    merged = next;
  }
}

/** Joins statements that are equal but for one element. */
function joined(statements: readonly Statement[], element: 'Action' | 'Resource'): readonly Statement[] {
  const groups = new Map<string, Statement>();
  for (const statement of statements) {
    const { [element]: own, ...rest } = statement;
    // Without the element there is NotAction or NotResource: nothing that could be joined.
    const key = own === undefined ? sortedJson([statement, groups.size]) : sortedJson(asSets(rest));
    const before = groups.get(key);
    groups.set(key, before === undefined ? statement : { ...before, [element]: union(before[element], own) });
  }
  return [...groups.values()];
}

/** Lists of an element are sets, and one is as good as a list of one. */
function asSets(rest: Partial<Statement>): unknown {
  const { Action, Resource, ...others } = rest;
  return { ...others, Action: asList(Action).toSorted(), Resource: asList(Resource).toSorted() };
}

function union(a: OneOrMany | undefined, b: OneOrMany | undefined): readonly string[] {
  return [...new Set([...asList(a), ...asList(b)])];
}

function plain(statement: Statement): Statement {
  const { Action, Resource } = statement;
  return {
    ...statement,
    ...(Action === undefined ? {} : { Action: single(Action) }),
    ...(Resource === undefined ? {} : { Resource: single(Resource) }),
  };
}

function single(list: OneOrMany): OneOrMany {
  const [first, ...more] = asList(list);
  return first !== undefined && more.length === 0 ? first : list;
}

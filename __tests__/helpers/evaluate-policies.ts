import { asList, POLICY_VERSION, type PolicyDocument, type Statement } from '../../src/domain/iam-policy.ts';
import type { SimulationContext } from '../../src/domain/proof.ts';
import { matchesPattern } from '../../src/iam/match.ts';

// A small evaluator of identity policies, written from IAM's own page on evaluation logic: what is denied is denied, else what is
// allowed is allowed, else nothing is. Only the operators that our statements use.

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: SimulationContext;
}

export function evaluate(documents: readonly PolicyDocument[], request: Request): Decision {
  const matching = documents.flatMap((document) =>
    document.Statement.filter((statement) => matches(statement, request, document.Version === POLICY_VERSION)),
  );
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'explicitDeny';
  return matching.length > 0 ? 'allowed' : 'implicitDeny';
}

function matches(statement: Statement, { action, resource, context }: Request, knowsVariables: boolean): boolean {
  const fill = (text: string): string | undefined => {
    if (!knowsVariables || !text.includes('${')) return text;
    const keys = [...text.matchAll(/\$\{([^}]+)\}/g)].map(([, key = '']) => key);
    // A variable without a value spoils its text: it matches nothing.
    if (keys.some((key) => valuesOf(context, key)?.[0] === undefined)) return undefined;
    return text.replace(/\$\{([^}]+)\}/g, (_whole, key: string) => valuesOf(context, key)?.[0] ?? '');
  };
  const isAction = (pattern: string) => matchesPattern(pattern.toLowerCase(), action.toLowerCase());
  const isResource = (pattern: string) => matchesPattern(fill(pattern) ?? '\0', resource);
  const actions =
    statement.NotAction === undefined
      ? asList(statement.Action).some(isAction)
      : !asList(statement.NotAction).some(isAction);
  const resources =
    statement.NotResource === undefined
      ? asList(statement.Resource).some(isResource)
      : !asList(statement.NotResource).some(isResource);
  return actions && resources && conditionsHold(statement, context, fill);
}

function conditionsHold(
  { Condition: conditions = {} }: Statement,
  context: SimulationContext,
  fill: (text: string) => string | undefined,
): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const given = valuesOf(context, key);
      const [, quantifier, name = ''] = /^(?:(ForAllValues|ForAnyValue):)?(\w+)$/.exec(operator) ?? [];
      if (name === 'Null') return asList(wanted).includes(String(given === undefined));
      const patterns = asList(wanted).flatMap((text) => fill(text) ?? []);
      const test = (value: string) => patterns.some((pattern) => holds(name, pattern, value));
      if (quantifier === 'ForAllValues') return (given ?? []).every(test);
      return (given ?? []).some(test);
    }),
  );
}

function holds(operator: string, pattern: string, value: string): boolean {
  switch (operator) {
    case 'StringEquals':
    case 'Bool':
      return pattern === value;
    case 'StringLike':
    case 'ArnLike':
      return matchesPattern(pattern, value);
    default:
      throw new Error(`the test evaluator does not know ${operator}`);
  }
}

function valuesOf(context: SimulationContext, key: string): readonly string[] | undefined {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1].values;
}

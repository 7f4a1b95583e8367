import { asList, type OneOrMany, type PolicyDocument, type Statement } from '../../src/domain/iam-policy.ts';

/**
 * A small evaluator of IAM identity policies, written from the IAM User Guide ("Policy evaluation logic", "Condition operators",
 * "Policy variables") and not from the code that makes the statements. It knows what the tests need, and throws at anything else.
 */

/** One call of one user: an action on a resource, with the condition keys that the call has. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  /** key → value or values; keys in any case. */
  readonly context: Readonly<Record<string, OneOrMany>>;
}

/** What policies say of a request; `limits` are documents of which one has to allow it, too (a session policy, a boundary). */
export function decide(
  request: Request,
  documents: readonly PolicyDocument[],
  limits?: readonly PolicyDocument[],
): 'allowed' | 'denied' {
  const all = [...documents, ...(limits ?? [])];
  if (all.some((document) => matching(document, request, 'Deny').length > 0)) return 'denied';
  const allows = (some: readonly PolicyDocument[]) =>
    some.some((document) => matching(document, request, 'Allow').length > 0);
  return allows(documents) && (limits === undefined || allows(limits)) ? 'allowed' : 'denied';
}

/** The statements of a document that speak of a request. */
export function matching(
  document: PolicyDocument,
  request: Request,
  effect: Statement['Effect'],
): readonly Statement[] {
  if (document.Version !== '2012-10-17') throw new Error('only documents with policy variables');
  return document.Statement.filter((statement) => statement.Effect === effect && speaksOf(statement, request));
}

function speaksOf(statement: Statement, request: Request): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {}, ...rest } = statement;
  if (Object.keys(rest).some((key) => key !== 'Effect' && key !== 'Sid')) throw new Error(JSON.stringify(rest));
  const isAction = (pattern: string) => like(pattern.toLowerCase(), request.action.toLowerCase());
  const isResource = (pattern: string) => {
    const text = withVariables(pattern, request);
    return text !== undefined && like(text, request.resource);
  };
  return (
    (NotAction === undefined ? asList(Action).some(isAction) : !asList(NotAction).some(isAction)) &&
    (NotResource === undefined ? asList(Resource).some(isResource) : !asList(NotResource).some(isResource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, asList(values), valuesOf(key, request), request)),
    )
  );
}

function valuesOf(key: string, { context }: Request): readonly string[] | undefined {
  const entry = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return entry && asList(entry[1]);
}

function holds(
  operator: string,
  wanted: readonly string[],
  given: readonly string[] | undefined,
  request: Request,
): boolean {
  if (operator === 'Null') return (given === undefined) === (wanted[0] === 'true');
  const [, set, comparison = ''] = /^(?:(ForAllValues|ForAnyValue):)?(\w+)$/.exec(operator) ?? [];
  const texts = wanted.map((text) => withVariables(text, request)).filter((text) => text !== undefined);
  const fits = (value: string) =>
    texts.some((text) => {
      if (comparison === 'StringEquals' || comparison === 'Bool') return text === value;
      if (comparison === 'StringLike') return like(text, value);
      throw new Error(`the evaluator does not know ${operator}`);
    });
  if (set === 'ForAllValues') return (given ?? []).every(fits);
  if (given === undefined) return false;
  return given.some(fits);
}

/** Undefined where a variable has no value: such a text matches nothing. */
function withVariables(text: string, request: Request): string | undefined {
  const values = (key: string) => valuesOf(key, request)?.[0];
  const keys = [...text.matchAll(VARIABLE)].map(([, key = '']) => key);
  if (keys.some((key) => values(key) === undefined)) return undefined;
  return text.replace(VARIABLE, (_whole, key: string) => values(key) ?? '');
}

const VARIABLE = /\$\{([^}]+)\}/g;

function like(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\/-]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`).test(text);
}

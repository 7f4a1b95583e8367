import { asList, type Conditions, type Statement } from '../domain/iam-policy.ts';
import type { ContextValue, SimulationContext } from '../domain/proof.ts';
import { OWN } from '../iam/statement.ts';

/** A single request that a statement must allow, or why none can be made up. */
export type Probe =
  | {
      readonly kind: 'request';
      readonly action: string;
      readonly resource: string;
      readonly context: SimulationContext;
    }
  | { readonly kind: 'unprovable'; readonly action: string; readonly resource: string; readonly reason: string };

/** Who would make the requests, and where. */
export interface ProbeScope {
  readonly region: string;
  readonly accountId: string;
  readonly identityPoolId: string;
  /** Signed in, or a guest. */
  readonly signedIn: boolean;
}

/** Stands where a pattern has `*`: any text will do, and this one tells who asks. */
const SAMPLE = 'probe';

/** An identity id as Cognito gives them. */
function sampleIdentity(region: string): string {
  return `${region}:00000000-0000-4000-8000-000000000000`;
}

/**
 * What every request of an app brings, as far as the simulator has to be told. Source: IAM User Guide, "AWS global condition context keys"
 * and "Keys for AWS web identity federation".
 */
function baseContext({ region, accountId, identityPoolId, signedIn }: ProbeScope): SimulationContext {
  const text = (...values: readonly string[]): ContextValue => ({ type: 'string', values });
  return {
    'aws:RequestedRegion': text(region),
    'aws:ResourceAccount': text(accountId),
    'aws:SecureTransport': { type: 'boolean', values: ['true'] },
    'cognito-identity.amazonaws.com:aud': text(identityPoolId),
    'cognito-identity.amazonaws.com:amr': {
      type: 'stringList',
      values: [signedIn ? 'authenticated' : 'unauthenticated'],
    },
    'cognito-identity.amazonaws.com:sub': text(sampleIdentity(region)),
  };
}

/** One request for every action and resource of a statement, with conditions that hold. */
export function probesOf(statement: Statement, scope: ProbeScope): readonly Probe[] {
  const context = contextFor(statement.Condition ?? {}, scope);
  return asList(statement.Action).flatMap((action) =>
    asList(statement.Resource).map((pattern): Probe => {
      const resource = concrete(pattern, scope);
      const right = { action, resource };
      if (/[*?]/.test(action)) {
        return { ...right, kind: 'unprovable', reason: `IAM does not simulate action patterns such as ${action}` };
      }
      if (typeof context === 'string') return { ...right, kind: 'unprovable', reason: context };
      return { ...right, kind: 'request', context };
    }),
  );
}

/** A resource that the pattern covers: a sample in the place of each wildcard, region and account where those are left open. */
function concrete(pattern: string, scope: ProbeScope): string {
  if (pattern === '*') return pattern;
  const filled = pattern.replaceAll(OWN, sampleIdentity(scope.region));
  const [prefix = '', partition = '', service = '', region = '', account = '', ...rest] = filled.split(':');
  const parts = [
    prefix,
    partition,
    service,
    region === '*' ? scope.region : region,
    account === '*' ? scope.accountId : account,
    rest.join(':').replace(/[*?]/g, SAMPLE),
  ];
  return parts.join(':');
}

/** Operators that hold when the key has the very value that they name, and the type that the simulator wants for it. */
const HOLDS_FOR_ITSELF: Readonly<Record<string, ContextValue['type']>> = {
  stringequals: 'string',
  stringequalsignorecase: 'string',
  stringlike: 'string',
  arnequals: 'string',
  arnlike: 'string',
  bool: 'boolean',
  numericequals: 'numeric',
  numericlessthanequals: 'numeric',
  numericgreaterthanequals: 'numeric',
  ipaddress: 'ip',
};

/** A context in which all conditions hold; a text says which one nobody can make hold for sure. */
function contextFor(conditions: Conditions, scope: ProbeScope): SimulationContext | string {
  const context: Record<string, ContextValue> = { ...baseContext(scope) };
  for (const [operator, keys] of Object.entries(conditions)) {
    const name = operator
      .toLowerCase()
      .replace(/^for(any|all)values:/, '')
      .replace(/ifexists$/, '');
    for (const [key, values] of Object.entries(keys)) {
      // `Null: false` asks only that the key is there, as it is wherever another operator gives it a value.
      if (name === 'null' && asList(values).every((value) => value === 'false')) continue;
      const type = HOLDS_FOR_ITSELF[name];
      const [first] = asList(values);
      if (type === undefined || first === undefined)
        return `whether the condition ${operator} on ${key} holds depends on the request`;
      const isList = /^for(any|all)values:/i.test(operator);
      const value = concreteValue(first, name, scope);
      context[canonicalKey(key, context)] = {
        type: isList && type === 'string' ? 'stringList' : type,
        values: [value],
      };
    }
  }
  return context;
}

function concreteValue(value: string, operator: string, scope: ProbeScope): string {
  const filled = value.replaceAll(OWN, sampleIdentity(scope.region));
  if (operator === 'ipaddress') return filled.split('/')[0] ?? filled;
  return operator === 'stringlike' || operator === 'arnlike' ? filled.replace(/[*?]/g, SAMPLE) : filled;
}

/** Condition keys have no case: one that is in the context already keeps its spelling. */
function canonicalKey(key: string, context: SimulationContext): string {
  return Object.keys(context).find((one) => one.toLowerCase() === key.toLowerCase()) ?? key;
}

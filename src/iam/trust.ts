import { asList, type OneOrMany, type PolicyDocument, type Statement } from '../domain/iam-policy.ts';
import type { Partition } from '../domain/partition.ts';
import { matchesPattern } from './match.ts';

/**
 * Trust policies of the roles that Cognito identity pools hand out.
 *
 * Source: Amazon Cognito Developer Guide, "IAM roles" and "Role trust and permissions": the identity service assumes a role by
 * `sts:AssumeRoleWithWebIdentity`, and two condition keys of its own say for which identity pool (`aud`) and for which kind of
 * user (`amr`: `authenticated`, `unauthenticated`, and the names of the login providers).
 */

/** The action by which the identity service takes on a role. */
const ASSUME = 'sts:AssumeRoleWithWebIdentity';

/** All actions by which anybody can. Source: Service Authorization Reference, AWS Security Token Service. */
const ASSUMING = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', ASSUME];

/** A statement that lets the identity service assume the role, or forbids it to. */
export interface IdentityStatement {
  /** Counted from 1, as people do. */
  readonly number: number;
  readonly statement: Statement;
  readonly audience: readonly KeyCondition[];
  readonly amr: readonly KeyCondition[];
}

/** One condition on one key, with its operator taken apart. */
export interface KeyCondition {
  /** As written: `ForAnyValue:StringLike`. */
  readonly operator: string;
  readonly comparison: 'equals' | 'like' | 'negated' | 'other';
  readonly ignoreCase: boolean;
  readonly ifExists: boolean;
  readonly forAllValues: boolean;
  readonly values: readonly string[];
}

/** The Allow and the Deny statements of a trust policy that concern the identity service. */
export function identityStatements(
  trust: PolicyDocument,
  partition: Partition,
): { readonly allow: readonly IdentityStatement[]; readonly deny: readonly IdentityStatement[] } {
  const concerned = trust.Statement.map((statement, index): IdentityStatement | undefined =>
    namesIdentityService(statement, partition) && covers(statement, ASSUME)
      ? {
          number: index + 1,
          statement,
          audience: conditionsOn(statement, 'aud', partition),
          amr: conditionsOn(statement, 'amr', partition),
        }
      : undefined,
  ).filter((one) => one !== undefined);
  return {
    allow: concerned.filter(({ statement }) => statement.Effect === 'Allow'),
    deny: concerned.filter(({ statement }) => statement.Effect === 'Deny'),
  };
}

/** Whether a statement lets its principals assume the role; `sts:TagSession` alone, for one, does not. */
export function letsAssume(statement: Statement): boolean {
  return statement.Effect === 'Allow' && ASSUMING.some((action) => covers(statement, action));
}

/** Whether a condition lets through only what it lists: no `IfExists`, no `ForAllValues` (true where the key is missing). */
export function isStrict(condition: KeyCondition): boolean {
  return isPositive(condition) && !condition.ifExists && !condition.forAllValues;
}

export function isPositive(condition: KeyCondition): boolean {
  return condition.comparison === 'equals' || condition.comparison === 'like';
}

/** Whether one of the condition's values stands for `value`: only under `StringLike` are `*` and `?` wildcards. */
export function names(condition: KeyCondition, value: string): boolean {
  const { comparison, ignoreCase, values } = condition;
  if (comparison === 'like') return values.some((one) => matchesPattern(one, value));
  return values.some((one) => one === value || (ignoreCase && one.toLowerCase() === value.toLowerCase()));
}

/**
 * Whether a statement surely does not concern who comes with this identity pool and as this kind of user: one of its conditions is false
 * for them. `aud` is one value. `amr` is `unauthenticated` alone for guests; for others it is `authenticated` and names of providers,
 * which are not known. Both are always there.
 */
export function passesBy(
  { audience, amr }: IdentityStatement,
  identityPoolId: string,
  kind: 'authenticated' | 'unauthenticated',
): boolean {
  return (
    audience.some((condition) => isFalseFor(condition, identityPoolId)) ||
    amr.some((condition) => (kind === 'unauthenticated' ? isFalseFor(condition, kind) : isFalseForSignedIn(condition)))
  );
}

/** Whether a condition is false for a key with this one value. */
function isFalseFor(condition: KeyCondition, value: string): boolean {
  if (asksForNone(condition)) return true;
  if (condition.comparison === 'negated') return names(withoutVariables(asPositive(condition)), value);
  return isPositive(condition) && !condition.values.some(isVariable) && !names(condition, value);
}

function isFalseForSignedIn(condition: KeyCondition): boolean {
  if (asksForNone(condition)) return true;
  if (condition.comparison === 'negated')
    return condition.forAllValues && names(withoutVariables(asPositive(condition)), 'authenticated');
  return isPositive(condition) && condition.values.every((value) => value === 'unauthenticated');
}

/** `Null` is true where the key is missing. */
function asksForNone({ operator, values }: KeyCondition): boolean {
  return operator.toLowerCase() === 'null' && values.every((value) => value.toLowerCase() === 'true');
}

/** What a negated condition excludes. */
function asPositive(condition: KeyCondition): KeyCondition {
  return { ...condition, comparison: /like/i.test(condition.operator) ? 'like' : 'equals' };
}

/** Whether a value holds a policy variable: what IAM puts in its place is not known. */
export function isVariable(value: string): boolean {
  return value.includes('${');
}

/** A condition with those of its values alone that are known. */
export function withoutVariables(condition: KeyCondition): KeyCondition {
  return { ...condition, values: condition.values.filter((value) => !isVariable(value)) };
}

/** The statements that let a principal assume the role, or forbid it, whose name holds a policy variable. */
export function variablePrincipals(trust: PolicyDocument): readonly string[] {
  return trust.Statement.filter((statement) => covers(statement, ASSUME)).flatMap(
    ({ Principal: principal, NotPrincipal: excepted }) =>
      [principal, excepted]
        .flatMap((one) => (one === undefined || one === '*' ? [] : Object.values(one).flatMap(asList)))
        .filter(isVariable),
  );
}

/** The statement that a role needs for one identity pool and one kind of user. `principal` is the identity service's name. */
export function trustStatement(
  identityPoolId: string,
  kind: 'authenticated' | 'unauthenticated',
  principal: string,
): Statement {
  return {
    Effect: 'Allow',
    Principal: { Federated: principal },
    Action: ASSUME,
    Condition: {
      StringEquals: { [`${principal}:aud`]: identityPoolId },
      'ForAnyValue:StringLike': { [`${principal}:amr`]: kind },
    },
  };
}

function namesIdentityService(
  { Principal: principal, NotPrincipal: others }: Statement,
  partition: Partition,
): boolean {
  const isService = (name: string) => name === '*' || partition.identityPrincipals.includes(name);
  if (principal === '*') return true;
  // IAM User Guide, "AWS JSON policy elements: Principal": `{"AWS": "*"}` means everybody too.
  if (principal !== undefined)
    return asList(principal['Federated']).some(isService) || asList(principal['AWS']).includes('*');
  if (others === undefined || others === '*') return false;
  return !asList(others['Federated']).some(isService);
}

function covers({ Action: actions, NotAction: exceptions }: Statement, action: string): boolean {
  const isIt = (pattern: string) => matchesPattern(pattern.toLowerCase(), action.toLowerCase());
  return exceptions === undefined ? asList(actions).some(isIt) : !asList(exceptions).some(isIt);
}

function conditionsOn(statement: Statement, key: 'aud' | 'amr', partition: Partition): readonly KeyCondition[] {
  const keys = new Set(partition.conditionPrefixes.map((prefix) => `${prefix}:${key}`));
  return Object.entries(statement.Condition ?? {}).flatMap(([operator, conditions]) =>
    Object.entries(conditions).flatMap(([name, values]) =>
      keys.has(name.toLowerCase()) ? [keyCondition(operator, values)] : [],
    ),
  );
}

const COMPARISONS: Readonly<Record<string, KeyCondition['comparison']>> = {
  stringequals: 'equals',
  stringequalsignorecase: 'equals',
  stringlike: 'like',
  stringnotequals: 'negated',
  stringnotequalsignorecase: 'negated',
  stringnotlike: 'negated',
};

/** Operators are case-insensitive: `ForAnyValue:StringLikeIfExists` is a set operator, a comparison and a suffix. */
function keyCondition(operator: string, values: OneOrMany): KeyCondition {
  const [, set, comparison, suffix] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(operator) ?? [];
  return {
    operator,
    comparison: COMPARISONS[(comparison ?? '').toLowerCase()] ?? 'other',
    ignoreCase: /ignorecase$/i.test(comparison ?? ''),
    ifExists: suffix !== undefined,
    forAllValues: set?.toLowerCase() === 'forallvalues',
    // Written as `"Null": {…: false}`, a value is no text.
    values: [values].flat().map(String),
  };
}

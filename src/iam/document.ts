import { textHash } from '../domain/file.ts';
import { sortedJson } from '../domain/ordering.ts';
import { asList, POLICY_VERSION, type OneOrMany, type PolicyDocument, type Statement } from '../domain/iam-policy.ts';
import { canonicalConditions } from './conditions.ts';

/** Reads a policy document; undefined where the text is none that IAM would take. */
export function parsePolicy(text: string): PolicyDocument | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const written = value['Statement'];
  const statements = Array.isArray(written) ? written : [written];
  if (!statements.every(isStatement)) return undefined;
  // IAM's default for a document without a version, and the reason why variables in such a one mean nothing.
  const version = typeof value['Version'] === 'string' ? value['Version'] : '2008-10-17';
  const id = value['Id'];
  return { Version: version, ...(typeof id === 'string' ? { Id: id } : {}), Statement: statements };
}

/** The document of these statements, in the one version that knows policy variables. */
export function policyOf(statements: readonly Statement[]): PolicyDocument {
  return { Version: POLICY_VERSION, Statement: statements };
}

/** Each statement once. */
export function distinctStatements(statements: readonly Statement[]): readonly Statement[] {
  return [...new Map(statements.map((statement) => [sortedJson(statement), statement])).values()];
}

/** As it is sent to IAM: without white space, keys in the order of IAM's own examples. */
export function serialisePolicy(document: PolicyDocument): string {
  return JSON.stringify(document);
}

/**
 * One text for all documents that mean the same: order of statements, of keys and of sets does not matter to IAM, nor whether a
 * list of one is written as a list, nor the case of actions and condition keys.
 */
export function canonicalPolicy(document: PolicyDocument): string {
  const statements = document.Statement.map((statement) => sortedJson(canonicalStatement(statement))).toSorted();
  return `{"Version":${JSON.stringify(document.Version)},"Statement":[${statements.join(',')}]}`;
}

/** Whether a stored text means the same as `document`. */
export function meansTheSame(text: string, document: PolicyDocument): boolean {
  const stored = parsePolicy(text);
  return stored !== undefined && canonicalPolicy(stored) === canonicalPolicy(document);
}

/** What names a document in lock and plan: equal for documents that mean the same. */
export function policyHash(document: PolicyDocument): string {
  return textHash(canonicalPolicy(document));
}

/**
 * Characters that IAM counts: white space is free. Source: IAM User Guide, "IAM and AWS STS quotas".
 */
export function policySize(text: string): number {
  return text.replace(/\s/g, '').length;
}

function canonicalStatement(statement: Statement): Record<string, unknown> {
  const { Sid, Effect, Condition, ...rest } = statement;
  const canonical: Record<string, unknown> = { Effect };
  if (Sid !== undefined && Sid !== '') canonical['Sid'] = Sid;
  for (const [key, value] of Object.entries(rest)) {
    canonical[key] =
      key === 'Action' || key === 'NotAction' ? canonicalSet(lowered(value as OneOrMany)) : canonicalValue(value);
  }
  if (Condition !== undefined) {
    canonical['Condition'] = canonicalConditions(Condition);
  }
  return canonical;
}

function canonicalValue(value: OneOrMany | Readonly<Record<string, OneOrMany>>): unknown {
  if (typeof value === 'string' || Array.isArray(value)) return canonicalSet(value as OneOrMany);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, canonicalSet(inner)]));
}

function canonicalSet(value: OneOrMany): readonly string[] {
  const values = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return [...new Set(values.map(String))].toSorted();
}

function lowered(value: OneOrMany): readonly string[] {
  return asList(value).map((action) => action.toLowerCase());
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStatement(value: unknown): value is Statement {
  return isRecord(value) && (value['Effect'] === 'Allow' || value['Effect'] === 'Deny');
}

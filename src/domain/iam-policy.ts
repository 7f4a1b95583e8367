/**
 * IAM policy documents as IAM's grammar defines them.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export interface PolicyDocument {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Principal;
  readonly NotPrincipal?: Principal;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: Conditions;
}

export type OneOrMany = string | readonly string[];
export type Principal = '*' | Readonly<Record<string, OneOrMany>>;

/** operator → condition key → value or values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;

/** The only policy language version that knows policy variables such as `${cognito-identity.amazonaws.com:sub}`. */
export const POLICY_VERSION = '2012-10-17';

/** IAM takes a single value wherever it takes a list of one. */
export function asList(value: OneOrMany | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

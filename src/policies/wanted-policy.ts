import type { Grantee } from '../categories/category.ts';
import type { PolicyDocument } from '../domain/iam-policy.ts';

/** A policy that a role should have. */
export interface WantedPolicy {
  /** Usually one; several where one role serves several; none where it is a Lambda function that gets the rights. */
  readonly grantees: readonly Grantee[];
  readonly category: string;
  readonly roleArn: string;
  readonly policyName: string;
  readonly document: PolicyDocument;
  /** Positions of the entries of the category, or of `lambdas`, that it comes from. */
  readonly entries: readonly number[];
}

import type { PolicyDocument } from './iam-policy.ts';
import type { Secret } from './secret.ts';

export type Action = 'create' | 'update' | 'delete';

/** What would be done, as data: dry run, comment and apply show and use the same changes. Unchanged things are not among them. */
export type Change = RolePolicyChange | LambdaEnvironmentChange | FileChange | LockChange;

/** An inline policy under our own name on a role. */
export interface RolePolicyChange {
  /** `lambda-policy`: on the execution role of a Lambda function. */
  readonly kind: 'role-policy' | 'lambda-policy';
  readonly env: string;
  readonly manifest: string;
  readonly target: string;
  readonly action: Action;
  readonly roleArn: string;
  readonly policyName: string;
  /** The stored text; null where there is no policy of that name. */
  readonly before: string | null;
  readonly after: PolicyDocument | null;
  /** Rights of `after` that policies of others on the role grant already. */
  readonly alreadyGranted?: readonly string[];
}

/** A variable of a Lambda function that is ours. */
export interface LambdaEnvironmentChange {
  readonly kind: 'lambda-environment';
  readonly env: string;
  readonly manifest: string;
  readonly target: string;
  readonly action: Action;
  /** Name of the function. */
  readonly function: string;
  readonly variable: string;
  /** Null where the variable is not set. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A generated file. */
export interface FileChange {
  readonly kind: 'file';
  readonly env: string;
  readonly manifest: string;
  readonly target: string;
  readonly action: Action;
  /** POSIX path relative to the workspace. */
  readonly path: string;
  readonly format: string;
  /** The whole text; for a file that all envs share, the env's part of it. */
  readonly before: string | null;
  readonly after: string | null;
  /** The texts themselves, where they hold a secret: `before` and `after` are their hashes then. */
  readonly secret?: SecretTexts;
  /** For a file that all envs share: makes the change in its text, whatever else is in it by then. */
  readonly edit?: (now: string | null) => string | null;
}

export interface SecretTexts {
  readonly before: Secret | undefined;
  readonly after: Secret | undefined;
}

/** The entry of an env in the lock. */
export interface LockChange {
  readonly kind: 'lock';
  readonly env: string;
  readonly manifest: string;
  readonly target: string;
  readonly action: Action;
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

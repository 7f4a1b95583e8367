import type { LockedFacts } from './locked-facts.ts';

/**
 * What was last applied and seen, one file beside each manifest: ids, the facts that reach a generated file or a rule, and what is
 * ours in AWS and on disk. Never a secret, never a time: the same state gives the same bytes.
 */
export interface Lock {
  readonly version: 1;
  readonly project: string;
  readonly envs: Readonly<Record<string, LockEntry>>;
}

export interface LockEntry {
  readonly accountId: string;
  readonly region: string;
  readonly roleToAssume: { readonly read: string | null; readonly write: string | null } | null;
  readonly userPoolId: string;
  readonly webClientId: string;
  readonly nativeClientId: string | null;
  readonly identityPoolId: string | null;
  readonly authRoleArn: string | null;
  readonly guestRoleArn: string | null;
  readonly groups: Readonly<Record<string, string>>;
  /** Facts that are compared, by what they are about. */
  readonly facts: LockedFacts;
  /** Only where it is true: the env must not be unlinked, even once the manifest no longer has it. */
  readonly protect?: boolean | undefined;
  readonly policies: readonly LockedPolicy[];
  /** Left out where there are none. */
  readonly lambdas?: readonly LockedLambda[] | undefined;
  readonly files: readonly LockedFile[];
}

export interface LockedPolicy {
  /** ARN of the role that holds it. */
  readonly role: string;
  readonly name: string;
  /** `sha256:…` of the canonical document. */
  readonly hash: string;
}

/** A Lambda function that was given access. */
export interface LockedLambda {
  /** Name of the function. */
  readonly function: string;
  /** ARN of its execution role. */
  readonly role: string;
  /** The variable that was set; null where the environment is left unchanged. */
  readonly variable: string | null;
  /** Its value: a user pool id. */
  readonly value: string | null;
}

export interface LockedFile {
  /** POSIX path relative to the manifest's folder. */
  readonly path: string;
  readonly format: string;
  /** `sha256:…` of the bytes. */
  readonly hash: string;
  /** Whether it has been committed, as far as this action knows. */
  readonly published: boolean;
}

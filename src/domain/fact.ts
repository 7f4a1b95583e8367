/**
 * What is known about one thing in AWS. There are three answers, and the third is never read as one of the
 * first two: a pool that we may not look at is neither there nor gone.
 */
export type Fact<T> = Seen<T> | Absent;

/** A fact about what cannot be absent, such as a session or an answer. */
export type Seen<T> = Known<T> | Unchecked;

/** It was looked at, and this is what was seen. */
export interface Known<T> {
  readonly state: 'known';
  readonly value: T;
}

/** It was looked at, and it does not exist. */
export interface Absent {
  readonly state: 'absent';
}

/** It could not be read. */
export interface Unchecked {
  readonly state: 'unchecked';
  readonly cause: UncheckedCause;
  /** A sentence part for people, without a full stop. */
  readonly reason: string;
  /** How to fix it, where that is known. */
  readonly hint?: string;
  /** The IAM action that was denied, for example `iam:GetRole`. */
  readonly missingPermission?: string;
  /** ARN, or pattern of one, that the permission is wanted on. */
  readonly resource?: string;
}

/**
 * Why something could not be read.
 *
 * - `denied`: the credentials may not read it
 * - `credentials`: there are no usable credentials
 * - `refused`: AWS refuses to answer for a reason of its own, which its words give
 * - `unreachable`: AWS did not answer, or throttled to the end of our patience
 * - `dependency`: what it hangs on is missing or wrong, and reported elsewhere
 * - `offline`: AWS was not asked, and the lock does not know it
 */
export const UNCHECKED_CAUSES = ['denied', 'credentials', 'refused', 'unreachable', 'dependency', 'offline'] as const;

export type UncheckedCause = (typeof UNCHECKED_CAUSES)[number];

export function known<T>(value: T): Known<T> {
  return { state: 'known', value };
}

export const absent: Absent = { state: 'absent' };

export function unchecked(cause: UncheckedCause, reason: string): Unchecked {
  return { state: 'unchecked', cause, reason };
}

/** A read that was denied, with the permission that would allow it. */
export function denied(reason: string, missingPermission: string, resource: string): Unchecked {
  return { state: 'unchecked', cause: 'denied', reason, missingPermission, resource };
}

/** Applies `change` to a known value and passes the other two states on. */
export function mapFact<T, U>(fact: Seen<T>, change: (value: T) => U): Seen<U>;
export function mapFact<T, U>(fact: Fact<T>, change: (value: T) => U): Fact<U>;
export function mapFact<T, U>(fact: Fact<T>, change: (value: T) => U): Fact<U> {
  return fact.state === 'known' ? known(change(fact.value)) : fact;
}

/** The value if it is known, else undefined: for places where absent and unchecked lead to the same thing. */
export function valueOf<T>(fact: Fact<T>): T | undefined {
  return fact.state === 'known' ? fact.value : undefined;
}

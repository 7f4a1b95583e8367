/** The circumstances of a run. */
export interface Runtime {
  readonly kind: 'action' | 'terminal';
  /** `push`, `pull_request`, …; empty in a terminal. */
  readonly eventName: string;
  readonly trigger: Trigger;
  /** Aborted once the run is asked to stop: nothing new is begun then. */
  readonly cancelled: AbortSignal;
  /** Aborted some seconds later: what has not ended by then is not waited for. */
  readonly overdue: AbortSignal;
  /** An error that was caught nowhere: a bug. It cancels the run. */
  readonly crash?: { readonly error: unknown } | undefined;
  /** The day in UTC, as `2026-11-25`. */
  today(): string;
  /** From 0 to 1, for jitter. */
  random(): number;
  /** Milliseconds, for durations only. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** What started the run, as far as it matters for what the run may do and where it tells of it. */
export interface Trigger {
  /** The repository of the job; undefined in a terminal. */
  readonly repository: TriggeringRepository | undefined;
  /** The commit that was checked out; empty in a terminal. */
  readonly sha: string;
  /** The branch that was pushed, or on which the run was started; undefined for tags, pull requests and terminals. */
  readonly branch: string | undefined;
  readonly pullRequest: TriggeringPullRequest | undefined;
  /** `https://github.com`, or that of the GitHub Enterprise Server; undefined in a terminal. */
  readonly server?: string | undefined;
  /** Id of the workflow run. */
  readonly runId?: string | undefined;
  /** Whether the event's payload tells of code of a fork or of Dependabot, or fails to tell whose code it is. */
  readonly foreign?: boolean;
}

/** Names, and the ids by which GitHub tells repositories apart however they are called. */
export interface TriggeringRepository {
  readonly owner: string;
  readonly name: string;
  readonly ownerId: string;
  readonly id: string;
}

export interface TriggeringPullRequest {
  readonly number: number;
  /** The commit of the head branch: checks and review comments stand on it, not on the merge commit. */
  readonly headSha: string;
  /** Whether the run has a read-only token and no secrets: pull requests of forks and of Dependabot. */
  readonly readOnly: boolean;
}

/** What a run may do for one kind of event, in one place. Sources: GitHub Docs, "Events that trigger workflows" and "GITHUB_TOKEN". */
export interface EventRules {
  /** Whether role policies, files and the repository may be changed. */
  readonly writes: boolean;
  /** Where what was reviewed stands, as against what is checked out; undefined: it is the same. */
  readonly reviewedAt: 'pull-request-base' | 'merge-group-base' | 'default-branch' | undefined;
  /** Whether there is a pull request to comment on. */
  readonly comments: boolean;
}

const TRUSTED: EventRules = { writes: true, reviewedAt: undefined, comments: false };
const PULL_REQUEST: EventRules = { writes: false, reviewedAt: 'pull-request-base', comments: true };

const RULES: Readonly<Record<string, EventRules>> = {
  pull_request: PULL_REQUEST,
  // Runs with the rights of the base repository, and may have checked out the head: never more than a pull request may.
  pull_request_target: PULL_REQUEST,
  pull_request_review: PULL_REQUEST,
  pull_request_review_comment: PULL_REQUEST,
  merge_group: { writes: false, reviewedAt: 'merge-group-base', comments: false },
  // Started by what anybody may do; what is checked out is up to the workflow.
  issue_comment: { writes: false, reviewedAt: 'default-branch', comments: false },
  workflow_run: { writes: false, reviewedAt: 'default-branch', comments: false },
};

/** Events that are not listed (push, schedule, workflow_dispatch, …) run what is on a branch of the repository already. */
export function eventRules(eventName: string): EventRules {
  return Object.hasOwn(RULES, eventName) ? (RULES[eventName] ?? TRUSTED) : TRUSTED;
}

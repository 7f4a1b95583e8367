import type { Runtime } from '../ports/runtime.ts';

/**
 * What a run may do for one kind of event, in one place. Sources: GitHub Docs, "Events that trigger workflows", "GITHUB_TOKEN" and
 * "Secure use reference" (privileged events and untrusted code).
 */
export interface EventRules {
  /** Whether role policies, files and the repository may be changed. */
  readonly writes: boolean;
  /** Whose code may be checked out: the repository's own, a stranger's, or whatever the event's payload says. */
  readonly code: 'own' | 'foreign' | 'by-pull-request' | 'by-workflow-run';
  /** Where what was reviewed stands, as against what is checked out; undefined: it is the same. */
  readonly reviewedAt: 'pull-request-base' | 'merge-group-base' | 'default-branch' | undefined;
  /** Whether there is a pull request to comment on. */
  readonly comments: boolean;
}

const TRUSTED: EventRules = { writes: true, code: 'own', reviewedAt: undefined, comments: false };
/** Started by people with rights in the repository, on its own code; no reason to write. */
const INTERNAL: EventRules = { ...TRUSTED, writes: false };
const PULL_REQUEST: EventRules = {
  writes: false,
  code: 'by-pull-request',
  reviewedAt: 'pull-request-base',
  comments: true,
};
/**
 * Started by what anybody may do (issues, comments, stars, forks, checks of commits that a fork has, …); what is checked out is up to
 * the workflow. An event that is not known may be one of them.
 */
const ANYBODY: EventRules = { writes: false, code: 'foreign', reviewedAt: 'default-branch', comments: false };

const RULES: Readonly<Record<string, EventRules>> = {
  push: TRUSTED,
  schedule: TRUSTED,
  workflow_dispatch: TRUSTED,
  repository_dispatch: TRUSTED,
  release: TRUSTED,
  deployment: TRUSTED,

  branch_protection_rule: INTERNAL,
  create: INTERNAL,
  delete: INTERNAL,
  deployment_status: INTERNAL,
  label: INTERNAL,
  milestone: INTERNAL,
  page_build: INTERNAL,
  public: INTERNAL,
  registry_package: INTERNAL,

  pull_request: PULL_REQUEST,
  pull_request_review: PULL_REQUEST,
  pull_request_review_comment: PULL_REQUEST,
  // Runs with the rights of the base repository, and may have checked out the head.
  pull_request_target: { ...PULL_REQUEST, code: 'foreign' },
  // Somebody who may write has approved the pull requests and put them into the queue: their code is the repository's by then.
  merge_group: { ...INTERNAL, reviewedAt: 'merge-group-base' },
  workflow_run: { ...ANYBODY, code: 'by-workflow-run' },
};

/** The events on which commands that write may run, for messages. */
export const WRITING_EVENTS: readonly string[] = Object.keys(RULES).filter((name) => RULES[name]?.writes === true);

export function eventRules(eventName: string): EventRules {
  return Object.hasOwn(RULES, eventName) ? (RULES[eventName] ?? ANYBODY) : ANYBODY;
}

/** What this run may do. In a terminal nobody else has a say. */
export function rulesOf({ kind, eventName }: Pick<Runtime, 'kind' | 'eventName'>): EventRules {
  return kind === 'terminal' ? TRUSTED : eventRules(eventName);
}

/** How the event is called in messages. */
export function titleOfEvent({ eventName }: Pick<Runtime, 'eventName'>): string {
  return eventName === '' ? 'an event without a name' : eventName;
}

/** Why nothing reaches the repository on this event, for people to read; undefined: it may. */
export function unpublishedOn(runtime: Pick<Runtime, 'kind' | 'eventName'>): string | undefined {
  if (rulesOf(runtime).writes) return undefined;
  return `Nothing was committed: on ${titleOfEvent(runtime)} the repository is not written. That is for ${WRITING_EVENTS.join(', ')}.`;
}

/** Whether the checkout may hold code that nobody of the repository has reviewed: AWS is never read for it. */
export function mayBeForeign(runtime: Pick<Runtime, 'kind' | 'eventName' | 'trigger'>): boolean {
  const { code } = rulesOf(runtime);
  if (code === 'own' || code === 'foreign') return code === 'foreign';
  return runtime.trigger.foreign === true || runtime.trigger.pullRequest?.readOnly === true;
}

/** The parts of an event's payload that say whose code a run is about. Nothing in it is certain to be there. */
export interface Origin {
  readonly repository?: { readonly full_name?: string };
  readonly pull_request?: {
    readonly head?: { readonly repo?: { readonly full_name?: string } | null };
    readonly base?: { readonly repo?: { readonly full_name?: string } };
    readonly user?: { readonly login?: string } | null;
  };
  readonly workflow_run?: {
    readonly event?: string;
    readonly head_repository?: { readonly full_name?: string } | null;
    readonly actor?: { readonly login?: string } | null;
  };
}

const DEPENDABOT = 'dependabot[bot]';

/** Whether the payload of an event tells of code of a fork or of Dependabot, or does not tell at all. */
export function isForeignOrigin(eventName: string, origin: Origin, actor: string | undefined): boolean {
  const { code } = eventRules(eventName);
  if (code === 'by-pull-request') return isForeignPull(origin, actor);
  if (code === 'by-workflow-run') return isForeignRun(origin);
  return code === 'foreign';
}

function isForeignPull({ pull_request: pull }: Origin, actor: string | undefined): boolean {
  // A fork that is gone has no repository any more.
  if (!pull || pull.head?.repo?.full_name !== pull.base?.repo?.full_name) return true;
  return actor === DEPENDABOT || pull.user?.login === DEPENDABOT;
}

/**
 * A run that followed on another one has the rights of the repository, whoever started the first. One that followed on a
 * `workflow_run` no longer tells who that was.
 */
function isForeignRun({ workflow_run: run, repository }: Origin): boolean {
  const head = run?.head_repository?.full_name;
  if (!run || head === undefined || head !== repository?.full_name) return true;
  const { code } = run.event === undefined ? INTERNAL : eventRules(run.event);
  return code === 'foreign' || code === 'by-workflow-run' || run.actor?.login === DEPENDABOT;
}

import type { TextFile } from '../domain/file.ts';

/**
 * GitHub as this action sees it. Every method may throw {@link GitHubFailure}; nothing else is thrown but bugs. Retries for reads and
 * the pauses that GitHub asks for between writes are the adapter's business; whether a write whose answer was lost was carried out
 * is found out by those who call it, since only they know what to look for.
 */
export interface GitHub {
  readonly branches: Branches;
  readonly pullRequests: PullRequests;
  readonly comments: Comments;
  readonly reviewComments: ReviewComments;
  readonly checks: Checks;
  readonly issues: Issues;
}

/** What GitHub refused, or did not answer. */
export class GitHubFailure extends Error {
  /** HTTP status; undefined where there was no answer. */
  readonly status: number | undefined;
  /** Whether GitHub surely did nothing. */
  readonly refused: boolean;
  /** Whether it is the run that was cancelled: everything else fails, too. */
  readonly cancelled: boolean;

  constructor(message: string, status: number | undefined, cause?: unknown, cancelled = false) {
    super(message, { cause });
    this.name = 'GitHubFailure';
    this.status = status;
    this.cancelled = cancelled;
    this.refused = status !== undefined && status >= 400 && status < 500;
  }

  /** Whether the token may not do this. */
  get forbidden(): boolean {
    return this.status === 401 || this.status === 403;
  }
}

export interface Branches {
  defaultBranch(): Promise<string>;
  /** The commit at the tip; undefined where there is no such branch. */
  head(branch: string): Promise<string | undefined>;
  /** Text of files at a commit; undefined for what is not there. */
  files(oid: string, paths: readonly string[]): Promise<ReadonlyMap<string, string | undefined>>;
  create(branch: string, oid: string): Promise<void>;
  /** Moves a branch, also backwards, if it still is where it was seen; false where it is not. */
  move(branch: string, from: string, to: string): Promise<boolean>;
  /** Removes a branch if it still is where it was seen; false where it is not. One that is gone already is removed. */
  remove(branch: string, at: string): Promise<boolean>;
  /** Commits of `head` that `base` does not have, oldest first, and the commit at which they parted. */
  ahead(base: string, head: string): Promise<{ readonly origin: string; readonly commits: readonly CommitInfo[] }>;
  /** Paths that a commit changes compared with its first parent; undefined where GitHub does not list them all. */
  changedPaths(oid: string): Promise<readonly string[] | undefined>;
  isTag(name: string): Promise<boolean>;
  /** What the rules of a branch forbid; empty where nothing is known to. */
  obstacles(branch: string): Promise<readonly BranchObstacle[]>;
  /** Adds one verified commit to a branch. */
  commit(request: CommitRequest): Promise<CommitAnswer>;
}

export interface CommitInfo {
  readonly oid: string;
  readonly message: string;
  /**
   * Whether GitHub itself made and signed it, as it does for commits by its API and in its web editor: what it says of its author is true
   * then.
   */
  readonly byGitHub: boolean;
  /** Whether the token's owner is its author. */
  readonly own: boolean;
  readonly parents: readonly string[];
}

/** Why a commit by this token will not be taken. */
export type BranchObstacle = 'pull-request-required' | 'status-checks-required' | 'locked' | 'updates-restricted';

export interface CommitRequest {
  readonly branch: string;
  /** The tip that the commit is made on. */
  readonly expectedHead: string;
  readonly message: string;
  readonly additions: readonly TextFile[];
  readonly deletions: readonly string[];
}

/** `stale`: the tip is another one by now, and nothing was done. */
export type CommitAnswer = { readonly kind: 'done'; readonly oid: string } | { readonly kind: 'stale' };

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
  /** Whether the token's owner opened it. */
  readonly own: boolean;
}

export interface PullRequests {
  /** The open pull request from `head` into `base`. */
  find(head: string, base: string): Promise<PullRequest | undefined>;
  /** Whether a pull request from `head` into `base` that the token's owner opened was merged when the branch was at this commit. */
  wasMerged(head: string, base: string, oid: string): Promise<boolean>;
  create(request: { head: string; base: string; title: string; body: string; draft: boolean }): Promise<PullRequest>;
  update(number: number, changes: { title?: string; body?: string; state?: 'closed' }): Promise<void>;
  addLabels(number: number, labels: readonly string[]): Promise<void>;
  requestReviewers(number: number, users: readonly string[], teams: readonly string[]): Promise<void>;
}

export interface Comment {
  readonly id: number;
  readonly body: string;
  /** Whether the token's owner wrote it. */
  readonly own: boolean;
}

/** Comments of an issue or a pull request. */
export interface Comments {
  list(number: number): Promise<readonly Comment[]>;
  create(number: number, body: string): Promise<number>;
  update(id: number, body: string): Promise<void>;
  remove(id: number): Promise<void>;
}

export interface ReviewComment extends Comment {
  readonly path: string;
  readonly line: number | undefined;
}

/** Comments on lines of a pull request's diff. */
export interface ReviewComments {
  list(number: number): Promise<readonly ReviewComment[]>;
  /** Lines of the new side of each file's diff on which a comment can stand. */
  commentableLines(number: number): Promise<ReadonlyMap<string, ReadonlySet<number>>>;
  create(number: number, comment: { commit: string; path: string; line: number; body: string }): Promise<number>;
  remove(id: number): Promise<void>;
}

export interface CheckAnnotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn: number | undefined;
  readonly endColumn: number | undefined;
  readonly level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

export interface Checks {
  /** One finished check run; annotations may be any number. */
  publish(run: {
    name: string;
    head: string;
    conclusion: 'success' | 'failure' | 'neutral';
    title: string;
    summary: string;
    annotations: readonly CheckAnnotation[];
  }): Promise<void>;
}

export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly own: boolean;
}

export interface Issues {
  /** Open issues that carry a label, oldest first. */
  open(label: string): Promise<readonly Issue[]>;
  create(request: { title: string; body: string; labels: readonly string[] }): Promise<number>;
  update(number: number, changes: { title?: string; body?: string; state?: 'closed' | 'open' }): Promise<void>;
}

/** Artifacts of a workflow run. */
export interface Artifacts {
  /** Uploads files by their absolute paths; they keep their place below `root`. */
  upload(name: string, files: readonly string[], root: string): Promise<{ readonly id: string; readonly url: string }>;
  /** The newest artifact of each name that this workflow run has. */
  list(): Promise<readonly ArtifactName[]>;
  /** Text of one file of an artifact; undefined where it does not hold it. Throws where that is larger than `maxBytes`. */
  read(artifact: ArtifactName, path: string, maxBytes: number): Promise<string | undefined>;
}

export interface ArtifactName {
  /** Digits; newer ones are greater. */
  readonly id: string;
  readonly name: string;
}

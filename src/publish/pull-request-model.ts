import type { PullRequest, PullRequests } from '../ports/github.ts';
import type { CommitPorts } from './commit.ts';

export interface PullRequestRequest {
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  /** The text; it names the paths that earlier runs have put on the branch, for envs of which this one says nothing. */
  readonly body: (pending: readonly string[]) => string;
  readonly draft: boolean;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly commitMessage: string;
}

export type PullRequestOutcome =
  | {
      readonly kind: 'published';
      readonly commit: string;
      readonly pullRequest: PullRequest;
      /** What GitHub also refused: labels, reviewers. */
      readonly notes: readonly string[];
    }
  /** Nothing is left to change: an open pull request was closed, or there is none. */
  | { readonly kind: 'nothing'; readonly closed: PullRequest | undefined }
  | { readonly kind: 'overtaken'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly hint: string };

export interface PullRequestPorts extends CommitPorts {
  readonly pullRequests: PullRequests;
}

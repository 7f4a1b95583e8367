import type { ReviewComments } from '../ports/github.ts';

/** A change that is offered on one line of a pull request. */
export interface Suggestion {
  readonly path: string;
  readonly line: number;
  /** Marks it as ours and tells it from others; begins the body. */
  readonly marker: string;
  readonly body: string;
}

export interface SuggestionRequest {
  readonly pullRequest: number;
  /** The pull request's head commit. */
  readonly commit: string;
  /** What all suggestions of this project and command begin with. */
  readonly prefix: string;
  readonly suggestions: readonly Suggestion[];
}

/** Offers each change once, where its line is in the diff, and takes back what is no longer right. */
export async function keepSuggestions(request: SuggestionRequest, reviews: ReviewComments): Promise<void> {
  const { pullRequest, commit, prefix, suggestions } = request;
  const existing = (await reviews.list(pullRequest)).filter(({ own, body }) => own && body.startsWith(prefix));
  const wanted = new Map(suggestions.map((suggestion) => [`${suggestion.marker}\n${suggestion.body}`, suggestion]));
  const kept = new Set<string>();
  for (const comment of existing) {
    // Also the second of two equal ones, which two runs at once may have made.
    if (wanted.has(comment.body) && !kept.has(comment.body)) kept.add(comment.body);
    else await reviews.remove(comment.id);
  }
  const missing = [...wanted].filter(([body]) => !kept.has(body));
  if (missing.length === 0) return;
  const lines = await reviews.commentableLines(pullRequest);
  for (const [body, { path, line }] of missing) {
    if (lines.get(path)?.has(line)) await reviews.create(pullRequest, { commit, path, line, body });
  }
}

import type { GitHubFailure } from '../ports/github.ts';
import type { Published } from './publication.ts';

/** GitHub's words for what commonly forbids publishing, and the way out of each. */
const KNOWN: readonly { readonly words: RegExp; readonly hint: string }[] = [
  {
    words: /not permitted to create or approve pull requests/i,
    hint: 'Turn on "Allow GitHub Actions to create and approve pull requests" under Settings → Actions → General, or give a token of a GitHub App in `github-token`.',
  },
  {
    words: /changes must be made through a pull request|protected branch|rule violations/i,
    hint: 'Use `publish: pull-request`, or a token of a GitHub App that may bypass the rules of the branch.',
  },
  {
    words: /workflow.*(permission|scope)|without `workflows?`/i,
    hint: 'The token may not write workflows; generated files never belong there.',
  },
  {
    words: /resource not accessible by (integration|personal access token)/i,
    hint: 'Give the job `permissions: {contents: write}` (and `pull-requests: write` for pull requests).',
  },
  { words: /\brate limit\b/i, hint: 'The token has used up what GitHub allows for now: run it again later.' },
  { words: /bad credentials/i, hint: 'The token in `github-token` is not valid (any more).' },
];

/** After a run that was cancelled. */
export const AGAIN = 'Run it again: what is applied already is left as it is, and is published then.';

/** A refusal with its way out. */
export function refusal(failure: GitHubFailure, what: string): Extract<Published, { kind: 'refused' }> {
  if (failure.cancelled) return { kind: 'refused', reason: `publishing was cut off: ${failure.message}`, hint: AGAIN };
  if (failure.status === undefined) {
    const hint = 'Run it again: what is applied already is left as it is.';
    return { kind: 'refused', reason: `GitHub could not be reached: ${failure.message}`, hint };
  }
  const known = KNOWN.find(({ words }) => words.test(failure.message))?.hint;
  const byStatus = failure.forbidden
    ? 'Give the job `permissions: {contents: write}` (and `pull-requests: write` for pull requests).'
    : 'See the message of GitHub.';
  return { kind: 'refused', reason: `GitHub refused ${what}: ${failure.message}`, hint: known ?? byStatus };
}

import { GitHubFailure, type PullRequest, type PullRequests } from '../ports/github.ts';
import type { PullRequestOutcome, PullRequestPorts, PullRequestRequest } from './pull-request-model.ts';

type Presented = Omit<PullRequestRequest, 'body'> & { readonly body: string };

/** Opens the pull request, or brings its texts up to date where there is news. */
export async function present(
  request: Presented,
  commit: string,
  { isWanted, isNews }: { readonly isWanted: boolean; readonly isNews: boolean },
  { pullRequests }: PullRequestPorts,
): Promise<PullRequestOutcome> {
  const { branch: head, base, title, body, draft } = request;
  const open = await pullRequests.find(head, base);
  if (open !== undefined) {
    const pullRequest = isNews ? await update(open, request, pullRequests) : open;
    return { kind: 'published', commit, pullRequest, notes: [] };
  }
  if (!isWanted) return { kind: 'nothing', closed: undefined };
  const pullRequest = await pullRequests.create({ head, base, title, body, draft });
  return { kind: 'published', commit, pullRequest, notes: await introduce(pullRequest, request, pullRequests) };
}

/** Labels and reviewers of a new pull request. That one of them is refused is no reason to fail. */
async function introduce(
  { number }: PullRequest,
  { labels, reviewers }: Presented,
  pullRequests: PullRequests,
): Promise<readonly string[]> {
  const users = reviewers.filter((name) => !name.includes('/'));
  const teams = reviewers.filter((name) => name.includes('/')).map((name) => name.slice(name.indexOf('/') + 1));
  const attempts = [
    { what: 'labels', run: () => (labels.length === 0 ? undefined : pullRequests.addLabels(number, labels)) },
    {
      what: 'reviewers',
      run: () => (reviewers.length === 0 ? undefined : pullRequests.requestReviewers(number, users, teams)),
    },
  ];
  const notes: string[] = [];
  for (const { what, run } of attempts) {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      notes.push(`GitHub refused the ${what} of pull request ${number}: ${error.message}`);
    }
  }
  return notes;
}

async function update(open: PullRequest, request: Presented, pullRequests: PullRequests): Promise<PullRequest> {
  const { title, body } = request;
  if (open.title === title && open.body === body) return open;
  await pullRequests.update(open.number, { title, body });
  return { ...open, title, body };
}

import { GitHubFailure } from '../ports/github.ts';
import { pause } from './commit.ts';
import { missingAt, pathsOf, wantedSince, type Publication, type Tip } from './publication.ts';
import { lookAt, pendingOf, type Branch } from './pull-request-branch.ts';
import { commitChanges } from './pull-request-commit.ts';
import type { PullRequestOutcome, PullRequestPorts, PullRequestRequest } from './pull-request-model.ts';
import { present } from './pull-request-texts.ts';
import { refusal } from './refusal.ts';
import { notOurs } from './standing.ts';

const ATTEMPTS = 6;

/**
 * Keeps one pull request from one branch up to date. As long as all commits on the branch are ours it is rebuilt from the base, so
 * that it never conflicts; once people have committed to it, ours are added on top and theirs stay. A branch that was never ours is
 * left unchanged. Every step can be lost, raced or repeated: each round begins by looking at what is there.
 */
export async function publishPullRequest(
  request: PullRequestRequest,
  publication: Publication,
  ports: PullRequestPorts,
): Promise<PullRequestOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const outcome = await round(request, publication, attempt, ports);
      if (outcome !== 'again') return outcome;
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      if (error.cancelled) throw error;
      if (error.refused && error.status !== 422) return refusal(error, `the pull request from ${request.branch}`);
      // A 422 often says that somebody else was faster; the next look tells.
      if (attempt >= ATTEMPTS) {
        if (error.refused) return refusal(error, `the pull request from ${request.branch}`);
        throw error;
      }
    }
    if (attempt >= ATTEMPTS) return { kind: 'overtaken', reason: `others kept changing ${request.branch}` };
    await pause(attempt, ports.runtime);
  }
}

async function round(
  request: PullRequestRequest,
  publication: Publication,
  attempt: number,
  ports: PullRequestPorts,
): Promise<PullRequestOutcome | 'again'> {
  const { branches } = ports;
  const [baseHead, branchHead] = await Promise.all([branches.head(request.base), branches.head(request.branch)]);
  if (baseHead === undefined) {
    const hint = 'Name an existing one in the input `base`.';
    return { kind: 'refused', reason: `there is no branch ${request.base}`, hint };
  }
  const paths = pathsOf(publication);
  const baseTip = await branches.files(baseHead, paths);
  const branch = branchHead === undefined ? undefined : await lookAt(request, { baseHead, branchHead, paths }, ports);
  const pending =
    branch === undefined || branch.standing === 'foreign'
      ? []
      : await pendingOf(publication, { baseHead, baseTip, branch }, branches);
  const tip: Tip = new Map([...baseTip, ...pending.map(({ path, after }) => [path, after ?? undefined] as const)]);
  const wanted = await wantedSince(publication, tip, ports.runtime.trigger.sha, branches);
  if ('moved' in wanted) {
    return { kind: 'overtaken', reason: `${wanted.moved} has changed on ${request.base} since this run began` };
  }
  const before = new Map([...baseTip, ...pending.map(({ path, before: text }) => [path, text ?? undefined] as const)]);
  const together = new Map([...pending, ...wanted.files].map((file) => [file.path, file]));
  const all = [...together.values()].map((file) => ({ ...file, before: before.get(file.path) ?? null }));
  const changes = missingAt(all, before);
  // People's commits keep the pull request open: it is theirs too.
  if (changes.length === 0 && branch?.standing !== 'shared') return close(request, branch, ports);
  if (branch?.standing === 'foreign') return notOurs(request.branch, branch.ownership);

  const commit = await commitChanges(request, publication, { baseHead, baseTip, branch, all, changes }, branches);
  if (typeof commit === 'object') return commit;
  if (commit === undefined) return 'again';
  const body = request.body(pending.map(({ path }) => path));
  // A run that changes nothing there has nothing to say about it either; after a lost answer it is unknown who did what.
  const isNews = attempt > 1 || commit !== branch?.head;
  return present({ ...request, body }, commit, { isWanted: changes.length > 0, isNews }, ports);
}

/** Nothing is left to change: our branch goes, and the pull request with it. Any other branch stays. */
async function close(
  { branch: name, base }: PullRequestRequest,
  branch: Branch | undefined,
  { branches, pullRequests }: PullRequestPorts,
): Promise<PullRequestOutcome | 'again'> {
  if (branch?.standing !== 'ours') return { kind: 'nothing', closed: undefined };
  const open = await pullRequests.find(name, base);
  // Somebody may just have committed to it.
  if (!(await branches.remove(name, branch.head))) return 'again';
  if (open !== undefined) await pullRequests.update(open.number, { state: 'closed' });
  return { kind: 'nothing', closed: open };
}

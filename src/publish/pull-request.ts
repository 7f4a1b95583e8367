import { createHash } from 'node:crypto';
import { GitHubFailure, type Branches, type PullRequest, type PullRequests } from '../ports/github.ts';
import { pause, type CommitPorts } from './commit.ts';
import { ownershipOf } from './ownership.ts';
import {
  missingAt,
  pathsOf,
  trailerIn,
  trailerOf,
  wantedAt,
  type Publication,
  type PublishedFile,
  type Tip,
} from './publication.ts';
import { refusal } from './refusal.ts';
import { notOurs, standingOf, type Standing } from './standing.ts';

const ATTEMPTS = 6;

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
      /** What GitHub refused besides: labels, reviewers. */
      readonly notes: readonly string[];
    }
  /** Nothing is left to change: an open pull request was closed, or there is none. */
  | { readonly kind: 'nothing'; readonly closed: PullRequest | undefined }
  | { readonly kind: 'overtaken'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly hint: string };

export interface PullRequestPorts extends CommitPorts {
  readonly pullRequests: PullRequests;
}

/**
 * Keeps one pull request from one branch up to date. As long as all commits on the branch are ours it is rebuilt from the base, so
 * that it never conflicts; once people have committed to it, ours are added on top and theirs stay. A branch that was never ours is
 * left alone. Every step can be lost, raced or repeated: each round begins by looking at what is there.
 */
export async function publishPullRequest(
  request: PullRequestRequest,
  publication: Publication,
  ports: PullRequestPorts,
): Promise<PullRequestOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const outcome = await round(request, publication, ports);
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
  const wanted = wantedAt(publication, tip);
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
  return present({ ...request, body }, commit, changes.length > 0, ports);
}

/** The branch of the pull request as it was found. */
interface Branch {
  readonly head: string;
  readonly tip: Tip;
  readonly originTip: Tip;
  readonly ownership: Standing['ownership'];
  readonly standing: Standing['kind'];
}

async function lookAt(
  request: PullRequestRequest,
  at: { readonly baseHead: string; readonly branchHead: string; readonly paths: readonly string[] },
  ports: PullRequestPorts,
): Promise<Branch> {
  const { branches } = ports;
  const { baseHead, branchHead: head, paths } = at;
  const [tip, standing] = await Promise.all([
    branches.files(head, paths),
    standingOf(request, { baseHead, head }, ports),
  ]);
  const { kind, ownership } = standing;
  return { head, tip, originTip: await branches.files(ownership.origin, paths), ownership, standing: kind };
}

/**
 * What earlier runs have put on the branch for envs of which this one says nothing, and nobody has merged yet: it stays part of the
 * pull request.
 */
async function pendingOf(
  { shared, files }: Publication,
  { baseHead, baseTip, branch }: { readonly baseHead: string; readonly baseTip: Tip; readonly branch: Branch },
  branches: Branches,
): Promise<readonly PublishedFile[]> {
  const pending: PublishedFile[] = [];
  const others = new Set<string>();
  for (const { path, withPending } of shared) {
    const before = baseTip.get(path) ?? null;
    const at = { theirs: branch.tip.get(path) ?? null, origin: branch.originTip.get(path) ?? null };
    const { text, paths } = withPending(before, at);
    if (text !== before) pending.push({ path, before, after: text });
    for (const other of paths) others.add(other);
  }
  for (const { path } of [...files, ...shared]) others.delete(path);
  const paths = [...others];
  if (paths.length === 0) return pending;
  const [now, theirs, origin] = await Promise.all(
    [baseHead, branch.head, branch.ownership.origin].map((oid) => branches.files(oid, paths)),
  );
  for (const path of paths) {
    const before = now?.get(path) ?? null;
    const after = theirs?.get(path) ?? null;
    if (after !== (origin?.get(path) ?? null) && after !== before) pending.push({ path, before, after });
  }
  return pending;
}

interface Changes {
  readonly baseHead: string;
  readonly baseTip: Tip;
  readonly branch: Branch | undefined;
  /** Everything that the pull request should contain. */
  readonly all: readonly PublishedFile[];
  /** What of it differs from the base. */
  readonly changes: readonly PublishedFile[];
}

type Refused = Extract<PullRequestOutcome, { kind: 'refused' }>;

/** Brings the branch up to date; undefined where somebody was faster. */
async function commitChanges(
  request: PullRequestRequest,
  { shared }: Publication,
  { baseHead, baseTip, branch, all, changes }: Changes,
  branches: Branches,
): Promise<string | Refused | undefined> {
  if (branch?.standing !== 'shared') {
    // Its commit says what it changes from what to what: where that is the same, it is as good on the base of today.
    const [commit, ...others] = branch?.ownership.commits ?? [];
    const isThere = others.length === 0 && commit !== undefined && trailerIn(commit.message) === trailerOf(changes);
    return isThere ? commit.oid : rebuild(request, { baseHead, branchHead: branch?.head, changes }, branches);
  }
  const paths = all.map(({ path }) => path);
  const { lastOurs, origin } = branch.ownership;
  // What differs from our last commit is other people's.
  const [tip, ours] = await Promise.all([
    branches.files(branch.head, paths),
    branches.files(lastOurs ?? origin, paths),
  ]);
  const at = (texts: Tip, path: string) => texts.get(path) ?? null;
  const missing: PublishedFile[] = [];
  for (const file of missingAt(all, tip)) {
    const { path } = file;
    const known = [at(ours, path), at(baseTip, path), file.before];
    const part = shared.find((one) => one.path === path);
    const after = part === undefined ? file.after : part.onto(at(tip, path), known);
    if (after === undefined || (part === undefined && !known.includes(at(tip, path)))) {
      const reason = `${path} was changed by hand on ${request.branch}, and this run wants it otherwise`;
      const hint = 'Merge or close the pull request, or take the change back; nothing there was overwritten.';
      return { kind: 'refused', reason, hint };
    }
    if (after !== at(tip, path)) missing.push({ path, before: at(tip, path), after });
  }
  return missing.length === 0 ? branch.head : commitOn(request.branch, branch.head, missing, request, branches);
}

type Presented = Omit<PullRequestRequest, 'body'> & { readonly body: string };

/** Opens the pull request, or brings its texts up to date. */
async function present(
  request: Presented,
  commit: string,
  isWanted: boolean,
  { pullRequests }: PullRequestPorts,
): Promise<PullRequestOutcome> {
  const { branch: head, base, title, body, draft } = request;
  const open = await pullRequests.find(head, base);
  if (open !== undefined) {
    return { kind: 'published', commit, pullRequest: await update(open, request, pullRequests), notes: [] };
  }
  if (!isWanted) return { kind: 'nothing', closed: undefined };
  const pullRequest = await pullRequests.create({ head, base, title, body, draft });
  return { kind: 'published', commit, pullRequest, notes: await introduce(pullRequest, request, pullRequests) };
}

interface Rebuilding {
  readonly baseHead: string;
  readonly branchHead: string | undefined;
  readonly changes: readonly PublishedFile[];
}

/**
 * Makes the commit on the base and then points the branch to it, in one step and only if it still is where it was seen. Pointing it to
 * the base first would make GitHub close the pull request, and a branch with nothing on it would be nobody's after a crash; so the
 * commit is made on a branch beside it.
 */
async function rebuild(
  request: PullRequestRequest,
  { baseHead, branchHead, changes }: Rebuilding,
  branches: Branches,
): Promise<string | Refused | undefined> {
  const staging = stagingName(request.branch);
  const staged = await branches.head(staging);
  if (staged === undefined) await branches.create(staging, baseHead);
  else if (staged !== baseHead) {
    // A run that was killed has left it, or another one works there, which then starts again.
    const ownership = await ownershipOf(branches, baseHead, staged);
    if (ownership.commits.length > 0 && ownership.foreign !== undefined) return notOurs(staging, ownership);
    if (!(await branches.move(staging, staged, baseHead))) return undefined;
  }
  let at = baseHead;
  try {
    const commit = await commitOn(staging, baseHead, changes, request, branches);
    if (commit === undefined) return undefined;
    at = commit;
    if (branchHead !== undefined) return (await branches.move(request.branch, branchHead, commit)) ? commit : undefined;
    await branches.create(request.branch, commit);
    return commit;
  } finally {
    await tidy(staging, at, branches);
  }
}

/** One for each branch, so that whatever is left there is found again. */
function stagingName(branch: string): string {
  return `amplify-import-auth-staging/${createHash('sha256').update(branch).digest('hex').slice(0, 16)}`;
}

/** Where somebody else has moved it meanwhile, it is for them to tidy up. */
async function tidy(staging: string, at: string, branches: Branches): Promise<void> {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    try {
      await branches.remove(staging, at);
      return;
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
    }
  }
}

async function commitOn(
  branch: string,
  expectedHead: string,
  changes: readonly PublishedFile[],
  { commitMessage }: PullRequestRequest,
  branches: Branches,
): Promise<string | undefined> {
  const answer = await branches.commit({
    branch,
    expectedHead,
    message: `${commitMessage}\n\n${trailerOf(changes)}`,
    additions: changes.flatMap(({ path, after }) => (after === null ? [] : [{ path, text: after }])),
    deletions: changes.flatMap(({ path, after }) => (after === null ? [path] : [])),
  });
  return answer.kind === 'done' ? answer.oid : undefined;
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

import { createHash } from 'node:crypto';
import type { ChangedFile } from '../domain/file.ts';
import { GitHubFailure, type Branches } from '../ports/github.ts';
import { ownershipOf } from './ownership.ts';
import { commitOf, missingAt, trailerIn, trailerOf, type Publication, type Tip } from './publication.ts';
import type { Branch } from './pull-request-branch.ts';
import type { PullRequestOutcome, PullRequestRequest } from './pull-request-model.ts';
import { onto } from './shared-file.ts';
import { notOurs } from './standing.ts';

interface Changes {
  readonly baseHead: string;
  readonly baseTip: Tip;
  readonly branch: Branch | undefined;
  /** Everything that the pull request should contain. */
  readonly all: readonly ChangedFile[];
  /** What of it differs from the base. */
  readonly changes: readonly ChangedFile[];
}

type Refused = Extract<PullRequestOutcome, { kind: 'refused' }>;

/** Brings the branch up to date; undefined where somebody was faster. */
export async function commitChanges(
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
  const missing: ChangedFile[] = [];
  for (const file of missingAt(all, tip)) {
    const { path } = file;
    const known = [at(ours, path), at(baseTip, path), file.before];
    const part = shared.find((one) => one.path === path);
    const after = part === undefined ? file.after : onto(part, at(tip, path), known);
    if (after === undefined || (part === undefined && !known.includes(at(tip, path)))) {
      const reason = `${path} was changed by hand on ${request.branch}, and this run wants it otherwise`;
      const hint = 'Merge or close the pull request, or take the change back; nothing there was overwritten.';
      return { kind: 'refused', reason, hint };
    }
    if (after !== at(tip, path)) missing.push({ path, before: at(tip, path), after });
  }
  return missing.length === 0 ? branch.head : commitOn(request.branch, branch.head, missing, request, branches);
}

interface Rebuilding {
  readonly baseHead: string;
  readonly branchHead: string | undefined;
  readonly changes: readonly ChangedFile[];
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
  changes: readonly ChangedFile[],
  { commitMessage }: PullRequestRequest,
  branches: Branches,
): Promise<string | undefined> {
  const answer = await branches.commit({ branch, expectedHead, ...commitOf(commitMessage, changes) });
  return answer.kind === 'done' ? answer.oid : undefined;
}

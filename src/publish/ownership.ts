import type { ChangedFile } from '../domain/file.ts';
import type { Branches, CommitInfo } from '../ports/github.ts';
import { trailerIn, trailerOf } from './publication.ts';

/** Whose a branch is, judged by what it has and the base has not. */
export interface Ownership {
  /** Where it left the base. */
  readonly origin: string;
  /** What it has ahead of the base, oldest first. */
  readonly commits: readonly CommitInfo[];
  /** The last of the commits that this action has made; undefined: there is none. */
  readonly lastOurs: string | undefined;
  /** Why the branch must not be moved or removed; undefined: this action has made all that is on it, and there is something. */
  readonly foreign: string | undefined;
}

/**
 * Looks at every commit of a branch that the base does not have. A branch belongs to this action only as long as all of them do; one
 * that has none of its own may be anybody's.
 */
export async function ownershipOf(branches: Branches, base: string, head: string): Promise<Ownership> {
  const { origin, commits } = await branches.ahead(base, head);
  if (commits.length === 0) return { origin, commits, lastOurs: undefined, foreign: 'it has no commit of its own' };
  let lastOurs: string | undefined;
  let foreign: string | undefined;
  for (const commit of commits) {
    const fault = await faultOf(commit, branches);
    if (fault === undefined) lastOurs = commit.oid;
    else foreign ??= `its commit ${commit.oid.slice(0, 7)} ${fault}`;
  }
  return { origin, commits, lastOurs, foreign };
}

async function faultOf(commit: CommitInfo, branches: Branches): Promise<string | undefined> {
  const [parent] = commit.parents;
  const fault = authorFault(commit);
  if (fault !== undefined || parent === undefined) return fault;
  const paths = await branches.changedPaths(commit.oid);
  if (paths === undefined) return 'changes too many files to be verified';
  const [before, after] = await Promise.all([branches.files(parent, paths), branches.files(commit.oid, paths)]);
  const changes = paths.map((path) => ({ path, before: before.get(path) ?? null, after: after.get(path) ?? null }));
  return contentFault(commit, changes);
}

/**
 * Why this action cannot have made a commit, only by its head: anybody can write our mark, and GitHub signs what people commit in its
 * web editor, too. The author it names there is the one who did it.
 */
export function authorFault({ byGitHub, own, parents, message }: CommitInfo): string | undefined {
  if (!byGitHub) return 'was not made and signed by GitHub';
  if (!own) return 'is by somebody else';
  if (parents.length !== 1) return 'is a merge';
  return trailerIn(message) === undefined ? 'was not made by this action' : undefined;
}

/** Why this action cannot have made a commit, by what it changes: its mark says exactly that. */
export function contentFault(
  { message }: Pick<CommitInfo, 'message'>,
  changes: readonly ChangedFile[],
): string | undefined {
  return trailerIn(message) === trailerOf(changes) ? undefined : 'changes something else than its message says';
}

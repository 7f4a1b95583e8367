import type { Branches, PullRequests } from '../ports/github.ts';
import { ownershipOf, type Ownership } from './ownership.ts';

/** What may be done with the branch of a pull request. */
export interface Standing {
  /**
   * `ours`: all that it has is ours; `merged`: all that it had is in the base by a pull request of this action; `shared`: others have committed
   * to it, too; `foreign`: nothing says that it is ours.
   */
  readonly kind: 'ours' | 'merged' | 'shared' | 'foreign';
  readonly ownership: Ownership;
}

/** Only what is ours is rebuilt and removed, what was merged may begin anew, on what is shared ours come on top; the rest stays. */
export async function standingOf(
  { branch, base }: { readonly branch: string; readonly base: string },
  { baseHead, head }: { readonly baseHead: string; readonly head: string },
  { branches, pullRequests }: { readonly branches: Branches; readonly pullRequests: PullRequests },
): Promise<Standing> {
  const ownership = await ownershipOf(branches, baseHead, head);
  const { commits, lastOurs, foreign } = ownership;
  if (foreign === undefined) return { kind: 'ours', ownership };
  if (commits.length === 0) {
    return { kind: (await pullRequests.wasMerged(branch, base, head)) ? 'merged' : 'foreign', ownership };
  }
  if (lastOurs !== undefined) return { kind: 'shared', ownership };
  // Somebody may have rewritten our commits; the pull request stays ours.
  const open = await pullRequests.find(branch, base);
  return { kind: open?.own === true ? 'shared' : 'foreign', ownership };
}

/** Why nothing is done with a branch that is not ours. */
export function notOurs(
  branch: string,
  { foreign = '' }: Ownership,
): { readonly kind: 'refused'; readonly reason: string; readonly hint: string } {
  return {
    kind: 'refused',
    reason: `the branch ${branch} was not made by this action (${foreign}), and was left as it is`,
    hint: 'Choose another name in the input `branch`, or delete that branch if it is no longer needed.',
  };
}

import { GitHubFailure, type Branches } from '../ports/github.ts';
import type { Runtime } from '../ports/runtime.ts';
import { commitOf, missingAt, pathsOf, wantedSince, type Publication, type Published } from './publication.ts';
import { refusal } from './refusal.ts';

/** How often a commit is tried when others commit at the same time. */
const ATTEMPTS = 6;

export interface CommitPorts {
  readonly branches: Branches;
  readonly runtime: Pick<Runtime, 'sleep' | 'random'> & { readonly trigger: Pick<Runtime['trigger'], 'sha'> };
}

/**
 * Puts the files on a branch by one verified commit, on whatever its tip is by then, as long as nothing that the files rest on has
 * changed there. No commit is made where they are there already; so a lost answer, a second run and a retry all end in one commit.
 * Nothing is ever forced.
 */
export async function publishCommit(
  branch: string,
  publication: Publication,
  message: string,
  { branches, runtime }: CommitPorts,
): Promise<Published> {
  const paths = pathsOf(publication);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const head = await branches.head(branch);
    if (head === undefined) {
      return {
        kind: 'refused',
        reason: `there is no branch ${branch}`,
        hint: 'Name an existing one in the input `branch`.',
      };
    }
    const tip = await branches.files(head, paths);
    const wanted = await wantedSince(publication, tip, runtime.trigger.sha, branches);
    if ('moved' in wanted) {
      return { kind: 'overtaken', reason: `${wanted.moved} has changed on ${branch} since this run began` };
    }
    const missing = missingAt(wanted.files, tip);
    if (missing.length === 0) return { kind: 'published', commit: head, made: attempt > 1 };
    try {
      const answer = await branches.commit({ branch, expectedHead: head, ...commitOf(message, missing) });
      if (answer.kind === 'done') return { kind: 'published', commit: answer.oid, made: true };
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      // Without an answer it is unknown whether it was carried out: the next look at the tip tells.
      if (error.refused) return refusal(error, branch);
      if (error.cancelled || attempt === ATTEMPTS) throw error;
    }
    await pause(attempt, runtime);
  }
  return { kind: 'overtaken', reason: `others kept committing to ${branch}` };
}

/** Full jitter between nothing and half a second, doubled each time up to eight seconds. */
export function pause(attempt: number, runtime: CommitPorts['runtime']): Promise<void> {
  return runtime.sleep(runtime.random() * Math.min(8_000, 500 * 2 ** (attempt - 1)));
}

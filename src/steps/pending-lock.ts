import type { Lock } from '../domain/lock.ts';
import type { Manifest } from '../domain/manifest.ts';
import { commandOf } from '../commands.ts';
import type { ActionInputs } from '../inputs.ts';
import { readLock } from '../lock/lock-file.ts';
import { lockPathOf } from '../manifest/output-paths.ts';
import { GitHubFailure, type GitHub } from '../ports/github.ts';
import type { Runtime } from '../ports/runtime.ts';
import { sortedJson } from '../policies/document.ts';
import { pullRequestBranch } from './publish.ts';
import type { ReadLocks } from './read-locks.ts';

/** The locks that a run goes by. */
export interface PendingLocks extends ReadLocks {
  /** What is said about where they are from. */
  readonly notes: readonly string[];
}

/**
 * Takes the locks of an open pull request of ours that nobody has merged yet: what they say is applied in AWS already, so it is
 * they that count, and not what the branch at hand still says. Entries that only the branch at hand has are kept.
 */
export async function pendingLocks(
  read: ReadLocks,
  inputs: ActionInputs,
  { runtime, github }: { readonly runtime: Runtime; readonly github: () => Promise<GitHub> },
): Promise<PendingLocks> {
  const { writes, drifts } = commandOf(inputs);
  const concerned =
    runtime.kind === 'action' &&
    inputs.githubToken !== '' &&
    (drifts || (writes && inputs.publish.has('pull-request')));
  if (!concerned || read.locks.size === 0) return { ...read, notes: [] };
  try {
    return await fromPullRequest(read, inputs, runtime, await github());
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const note = `Whether a pull request of ours is open could not be seen (${error.message}); the lock of this branch is used.`;
    return { ...read, notes: [note] };
  }
}

async function fromPullRequest(
  read: ReadLocks,
  inputs: ActionInputs,
  runtime: Runtime,
  { branches, pullRequests }: GitHub,
): Promise<PendingLocks> {
  const branch = pullRequestBranch(
    inputs,
    [...read.locks.keys()].map(({ project }) => project),
  );
  const base = inputs.base || runtime.trigger.branch || (await branches.defaultBranch());
  const open = await pullRequests.find(branch, base);
  const head = open === undefined ? undefined : await branches.head(branch);
  if (open === undefined || head === undefined) return { ...read, notes: [] };
  const texts = await branches.files(
    head,
    [...read.locks.keys()].map(({ file }) => lockPathOf(file)),
  );
  const notes: string[] = [];
  const merged = [...read.locks].map(([manifest, lock]): [Manifest, Lock] => {
    const text = texts.get(lockPathOf(manifest.file));
    const pending = text === undefined ? undefined : readLock(text);
    if (pending?.kind !== 'lock' || pending.lock.project !== manifest.project) return [manifest, lock];
    const next = { ...lock, envs: { ...lock.envs, ...pending.lock.envs } };
    if (sortedJson(next) !== sortedJson(lock)) {
      notes.push(
        `The lock of ${manifest.project} is newer in the open pull request ${open.number}, and that one is used.`,
      );
    }
    return [manifest, next];
  });
  return { ...read, locks: new Map(merged), notes };
}

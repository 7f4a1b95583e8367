import type { Lock } from '../../lock/model.ts';
import type { Manifest } from '../../manifest/model.ts';
import { commandOf } from '../../interface/commands.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { readLock } from '../../lock/lock-file.ts';
import { lockPathOf } from '../../manifest/output-paths.ts';
import { GitHubFailure, type GitHub } from '../../ports/github.ts';
import type { Runtime } from '../../ports/runtime.ts';
import { sortedJson } from '../../domain/ordering.ts';
import { ownershipOf } from '../../publish/ownership.ts';
import { pullRequestBase, pullRequestBranch } from '../publish/pull-request-target.ts';
import type { ReadLocks } from './read-locks.ts';

/** The locks that a run relies on. */
export interface PendingLocks extends ReadLocks {
  /** What is said about where they are from. */
  readonly notes: readonly string[];
}

/**
 * Takes the locks of an open pull request of this action that nobody has merged yet: what they say is applied in AWS already, so it is
 * they that count, and not what the branch at hand still says. Entries that only the branch at hand has are kept. A branch on which
 * others have committed, too, says nothing that could be relied on.
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
    const note = `Whether a pull request of this action is open could not be seen (${error.message}); the lock of this branch is used.`;
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
  const base = await pullRequestBase(inputs, runtime.trigger, branches);
  const open = await pullRequests.find(branch, base);
  if (open === undefined) return { ...read, notes: [] };
  const [head, baseHead] = await Promise.all([branches.head(branch), branches.head(base)]);
  if (head === undefined || baseHead === undefined) return { ...read, notes: [] };
  const texts = await branches.files(
    head,
    [...read.locks.keys()].map(({ file }) => lockPathOf(file)),
  );
  const newer = [...read.locks].flatMap(([manifest, lock]): readonly (readonly [Manifest, Lock])[] => {
    const text = texts.get(lockPathOf(manifest.file));
    const pending = text === undefined ? undefined : readLock(text);
    if (pending?.kind !== 'lock' || pending.lock.project !== manifest.project) return [];
    const next = { ...lock, envs: { ...lock.envs, ...pending.lock.envs } };
    return sortedJson(next) === sortedJson(lock) ? [] : [[manifest, next]];
  });
  if (newer.length === 0) return { ...read, notes: [] };
  const projects = newer.map(([{ project }]) => project).join(', ');
  // Whoever may push to the branch could write anything into the lock there.
  const { foreign } = await ownershipOf(branches, baseHead, head);
  if (foreign !== undefined) {
    const what = `The lock of ${projects} in the open pull request ${open.number} differs, and is not used`;
    const note = `${what}: not all of ${branch} was made by this action (${foreign}). The lock of ${base} counts.`;
    return { ...read, notes: [note] };
  }
  const notes = newer.map(
    ([{ project }]) => `The lock of ${project} is newer in the open pull request ${open.number}, and that one is used.`,
  );
  return { ...read, locks: new Map([...read.locks, ...newer]), notes };
}

import type { Lock, LockedFile, LockEntry } from './model.ts';
import type { Parts } from '../domain/file.ts';
import { LOCK_VERSION, readLock, writeLock } from './lock-file.ts';

/** The lock of a project as a file that all envs share: each has its entry. */
export function lockParts(project: string): Parts {
  return {
    parts(text) {
      const lock = lockIn(text, project);
      return lock && new Map(Object.entries(lock.envs).map(([env, entry]) => [env, lockPart(entry)]));
    },
    withParts(text, changes) {
      const before = lockIn(text, project) ?? emptyLock(project);
      const envs = new Map(Object.entries(before.envs));
      for (const [env, part] of changes) {
        const entry = part === undefined ? undefined : entryIn(part);
        if (entry === undefined) envs.delete(env);
        else envs.set(env, entry);
      }
      return writeLock({ ...before, envs: Object.fromEntries(envs) });
    },
  };
}

export function emptyLock(project: string): Lock {
  return { version: LOCK_VERSION, project, envs: {} };
}

/** An entry as a text: two are the same where their texts are. */
export function lockPart(entry: LockEntry): string {
  return writeLock({ version: LOCK_VERSION, project: '', envs: { entry } });
}

/** The entry that a text of {@link lockPart} stands for; undefined where it is none. */
export function readLockPart(part: string): LockEntry | undefined {
  const read = readLock(part);
  if (read.kind !== 'lock' || read.lock.project !== '') return undefined;
  const { entry, ...others } = read.lock.envs;
  return entry !== undefined && Object.keys(others).length === 0 && lockPart(entry) === part ? entry : undefined;
}

/** The files of an entry, relative to the manifest. */
export function filesOfPart(part: string): readonly LockedFile[] {
  return entryIn(part)?.files ?? [];
}

function entryIn(part: string): LockEntry | undefined {
  return (JSON.parse(part) as Lock).envs['entry'];
}

function lockIn(text: string | null, project: string): Lock | undefined {
  if (text === null) return emptyLock(project);
  const read = readLock(text);
  return read.kind === 'lock' && read.lock.project === project ? read.lock : undefined;
}

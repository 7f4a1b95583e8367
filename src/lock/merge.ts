import type { Lock, LockEntry } from '../domain/lock.ts';
import { LOCK_VERSION, readLock, withLockEntry, writeLock } from './lock-file.ts';

/** Entries that are to change, by env; undefined: the env leaves the lock. */
export type EntryChanges = ReadonlyMap<string, LockEntry | undefined>;

/** The lock in a text; an empty one where there is none, undefined where the text is not the lock of this project. */
export function lockIn(text: string | null, project: string): Lock | undefined {
  if (text === null) return { version: LOCK_VERSION, project, envs: {} };
  const read = readLock(text);
  return read.kind === 'lock' && read.lock.project === project ? read.lock : undefined;
}

/** What `after` changes of `before`. */
export function entryChanges(before: Lock, after: Lock): EntryChanges {
  const names = new Set([...Object.keys(before.envs), ...Object.keys(after.envs)]);
  const changed = [...names].filter((name) => !isSameEntry(entryOf(before, name), entryOf(after, name)));
  return new Map(changed.map((name) => [name, entryOf(after, name)]));
}

/** The text of a lock with changes; the text itself, whatever its form, where they change nothing. */
export function withEntries(text: string | null, lock: Lock, changes: EntryChanges): string | null {
  const effective = [...changes].filter(([name, entry]) => !isSameEntry(entryOf(lock, name), entry));
  if (effective.length === 0) return text;
  return writeLock(effective.reduce((next, [name, entry]) => withLockEntry(next, name, entry), lock));
}

export function entryOf(lock: Lock, name: string): LockEntry | undefined {
  return Object.hasOwn(lock.envs, name) ? lock.envs[name] : undefined;
}

export function isSameEntry(one: LockEntry | undefined, other: LockEntry | undefined): boolean {
  return bytes(one) === bytes(other);
}

function bytes(entry: LockEntry | undefined): string | undefined {
  return entry && writeLock({ version: LOCK_VERSION, project: '', envs: { entry } });
}

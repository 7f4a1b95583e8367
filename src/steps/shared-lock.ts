import { entryChanges, entryOf, isSameEntry, lockIn, withEntries, type EntryChanges } from '../lock/merge.ts';
import { fromFolderOf } from '../planning/paths.ts';
import type { SharedFile } from '../publishers/publication.ts';

export interface SharedLockInput {
  readonly path: string;
  readonly project: string;
  /** The manifest, on whose folder the paths in the lock rest. */
  readonly manifest: string;
  /** What lay at the path when the run began. */
  readonly before: string | null;
  /** The entries that this run changes. */
  readonly own: EntryChanges;
}

/** A lock as runs for different envs share it: each changes its own entries, on whatever the others have written by then. */
export function sharedLock({ path, project, manifest, before, own }: SharedLockInput): SharedFile {
  const seen = lockIn(before, project);
  return {
    path,
    before,
    changes: own.size > 0,
    onto(now, known = []) {
      if (own.size === 0) return now;
      const lock = lockIn(now, project);
      if (lock === undefined || seen === undefined) return undefined;
      const fine = [seen, ...known.map((text) => lockIn(text, project))].filter((one) => one !== undefined);
      const overtaken = [...own].some(([name, entry]) => {
        const there = entryOf(lock, name);
        return ![entry, ...fine.map((one) => entryOf(one, name))].some((one) => isSameEntry(there, one));
      });
      return overtaken ? undefined : withEntries(now, lock, own);
    },
    withPending(now, { theirs, origin }) {
      const [lock, pending, start] = [now, theirs, origin].map((text) => lockIn(text, project));
      if (lock === undefined || pending === undefined || start === undefined) return { text: now, paths: [] };
      const others = new Map([...entryChanges(start, pending)].filter(([name]) => !own.has(name)));
      const paths = [...others.keys()].flatMap((name) =>
        [entryOf(start, name), entryOf(pending, name)].flatMap((entry) =>
          (entry?.files ?? []).map((file) => file.path),
        ),
      );
      return {
        text: withEntries(now, lock, others),
        paths: [...new Set(paths)].map((file) => fromFolderOf(manifest, file)),
      };
    },
  };
}

import { posix } from 'node:path';

/** A workspace path as seen from the folder of a file: what a lock holds, so that a folder can be moved as a whole. */
export function relativeTo(file: string, path: string): string {
  return posix.relative(posix.dirname(file), path);
}

/** The inverse of {@link relativeTo}. */
export function fromFolderOf(file: string, relative: string): string {
  return posix.normalize(posix.join(posix.dirname(file), relative));
}

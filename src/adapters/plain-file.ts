import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { sep } from 'node:path';

export type ReadBytes =
  | { readonly state: 'read'; readonly bytes: Buffer }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly reason: string };

/**
 * Reads a plain file of at most `maxBytes`. Never waits: a pipe or a device at the path is opened without blocking, and not read; nor is
 * what a symbolic link leads to.
 */
export async function readPlainFile(path: string, maxBytes: number): Promise<ReadBytes> {
  try {
    // Windows has neither flag: undefined adds none there.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) return { state: 'unreadable', reason: 'it is no plain file' };
      const bytes = Buffer.allocUnsafe(Math.min(stat.size, maxBytes) + 1);
      let length = 0;
      while (length < bytes.length) {
        const { bytesRead } = await handle.read(bytes, length, bytes.length - length);
        if (bytesRead === 0) return { state: 'read', bytes: bytes.subarray(0, length) };
        length += bytesRead;
      }
      const reason = stat.size > maxBytes ? `it is larger than ${maxBytes >> 20} MiB` : 'it grew while it was read';
      return { state: 'unreadable', reason };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return isMissing(error) ? { state: 'absent' } : { state: 'unreadable', reason: reasonOf(error) };
  }
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

/** What a file system refused, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  const reason = REASONS[codeOf(error) ?? ''];
  return reason ?? (error instanceof Error ? error.message : String(error));
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'it, or a folder on the way, may not be read by this user',
  EISDIR: 'it is no plain file',
  ELOOP: 'symbolic links on the way lead in a circle',
  ENAMETOOLONG: 'its path, or a part of it, is too long for this file system',
  ENOTDIR: 'a part of the path is a file',
  ENXIO: 'it is no plain file',
  EPERM: 'it, or a folder on the way, may not be read by this user',
  // A zero byte, which no file system takes.
  ERR_INVALID_ARG_VALUE: 'its path holds a character that no file system takes',
};

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** Whether one real path is the other, or lies below it. */
export function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

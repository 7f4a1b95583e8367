import { randomBytes } from 'node:crypto';
import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** A name beside `name` that nobody else uses; the process stands in it, so that a later one can tell whether it still lives. */
export function temporaryName(name: string): string {
  return `${prefixOf(name)}${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
}

/**
 * Removes what processes have left that were killed before they could put their temporary files into place, or remove them. Only plain
 * files, and only as far as that can be done: what else has such a name is not ours, and nothing depends on it.
 */
export async function removeLeftovers(folder: string, name: string): Promise<void> {
  const prefix = prefixOf(name);
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const [, pid] =
      entry.isFile() && entry.name.startsWith(prefix)
        ? (/^(\d{1,10})-[0-9a-f]{12}\.tmp$/.exec(entry.name.slice(prefix.length)) ?? [])
        : [];
    if (pid !== undefined && !isAlive(Number(pid))) await unlink(join(folder, entry.name)).catch(() => undefined);
  }
}

/** File systems take 255 bytes: of a long name, as much as leaves room for the rest. */
function prefixOf(name: string): string {
  return `.${Array.from(name).slice(0, 48).join('')}.`;
}

/** One that may not be asked after is alive, too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A name beside `name` that nobody else uses; the process stands in it, so that a later one can tell whether it still lives. */
export function temporaryName(name: string): string {
  return `.${name}.${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
}

/** Removes what processes have left that were killed before they could put their temporary files into place, or remove them. */
export async function removeLeftovers(folder: string, name: string): Promise<void> {
  const prefix = `.${name}.`;
  for (const entry of await readdir(folder)) {
    const [, pid] = entry.startsWith(prefix)
      ? (/^(\d+)-[0-9a-f]{12}\.tmp$/.exec(entry.slice(prefix.length)) ?? [])
      : [];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, entry), { force: true });
  }
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

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Results } from '../ports/console.ts';
import { makeFolder } from './make-folder.ts';

/** A folder of its own for each run, made once something is written. */
export function reportFolder(
  temporary: string,
): Pick<Results, 'writeFiles'> & { readonly write: Results['writeReport'] } {
  let folder: Promise<string> | undefined;
  const make = async () => {
    const parent = join(temporary, 'amplify-import-auth');
    await makeFolder(parent);
    return mkdtemp(join(parent, 'run-'));
  };
  return {
    async write(name, text) {
      folder ??= make();
      const path = join(await folder, name);
      await writeWhole(path, text, 0o600);
      return path;
    },
    async writeFiles(name, files) {
      folder ??= make();
      const root = join(await folder, name);
      const paths: string[] = [];
      for (const file of files) {
        const path = join(root, file.path);
        await makeFolder(dirname(path));
        await writeWhole(path, file.text, 0o666);
        paths.push(path);
      }
      return { root, paths };
    },
  };
}

/** Writes a file by its absolute path, and makes its folder. */
export async function writeTemporary(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path));
  await writeWhole(path, text, 0o600);
}

/** A file that the disk has no room for is not left in part: nobody could tell. */
async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  try {
    await writeFile(path, text, { mode });
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
}

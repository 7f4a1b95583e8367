import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Results } from '../ports/console.ts';

/** A folder of its own for each run, made once something is written. */
export function reportFolder(
  temporary: string,
): Pick<Results, 'writeFiles'> & { readonly write: Results['writeReport'] } {
  let folder: Promise<string> | undefined;
  const make = async () => {
    const parent = join(temporary, 'amplify-import-auth');
    await mkdir(parent, { recursive: true });
    return mkdtemp(join(parent, 'run-'));
  };
  return {
    async write(name, text) {
      folder ??= make();
      const path = join(await folder, name);
      await writeFile(path, text, { mode: 0o600 });
      return path;
    },
    async writeFiles(name, files) {
      folder ??= make();
      const root = join(await folder, name);
      const paths: string[] = [];
      for (const file of files) {
        const path = join(root, file.path);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, file.text);
        paths.push(path);
      }
      return { root, paths };
    },
  };
}

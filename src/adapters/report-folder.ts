import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder of its own for each run, made once something is written. */
export function reportFolder(temporary: string): { write: (name: string, text: string) => Promise<string> } {
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
  };
}

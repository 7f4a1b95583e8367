import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * Whether git has the file in its index. False also where there is no git, or no repository: then nothing can be committed from here.
 *
 * The folder may belong to another user, as in a job that runs in a container, and nothing that the repository's own settings name is
 * to be run.
 */
export function isTracked(root: string, path: string): Promise<boolean> {
  const target = join(root, path);
  // From the innermost folder that is there: a repository within the repository has an index of its own.
  let folder = dirname(target);
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  const settings = ['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false'];
  const command = ['--literal-pathspecs', '-C', folder, 'ls-files', '--error-unmatch', '--', relative(folder, target)];
  return new Promise((resolve) => {
    execFile('git', [...settings, ...command], { timeout: 30_000 }, (error) => {
      resolve(error === null);
    });
  });
}

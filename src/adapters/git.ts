import { execFile } from 'node:child_process';
import { basename, dirname, join } from 'node:path';

/**
 * Whether git has the file in its index. False also where there is no git, or no repository: then nothing can be committed from here.
 *
 * The folder may belong to another user, as in a job that runs in a container, and nothing that the repository's own settings name is
 * to be run.
 */
export function isTracked(root: string, path: string): Promise<boolean> {
  const target = join(root, path);
  const settings = ['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false'];
  const command = ['--literal-pathspecs', '-C', dirname(target), 'ls-files', '--error-unmatch', '--', basename(target)];
  return new Promise((resolve) => {
    execFile('git', [...settings, ...command], { timeout: 30_000 }, (error) => {
      resolve(error === null);
    });
  });
}

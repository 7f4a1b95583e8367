import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureVirtualEnvironment } from '@amplify-import-auth/testbed/aws';

/** The Python that has what `requirements.txt` lists; installed below `.cache/` on first use. */
export function oraclePython(): Promise<string> {
  return ensureVirtualEnvironment({
    name: 'oracle-aws',
    requirements: fileURLToPath(new URL('requirements.txt', import.meta.url)),
    log: (message) => {
      console.error(message.replace('emulator', 'oracle:aws'));
    },
  });
}

/** Runs one of our scripts with `input` as JSON, and reads what it prints as JSON. */
export async function askPython(script: URL, input: unknown): Promise<unknown> {
  const run = spawnSync(await oraclePython(), ['-B', fileURLToPath(script)], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status !== 0) throw new Error(`${fileURLToPath(script)} failed:\n${run.stderr}`);
  return JSON.parse(run.stdout);
}

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { seedEnvironment } from '@amplify-import-auth/testbed/aws';
import { awsEnv, clientsFor, freshAccount } from '../helpers/emulator.ts';
import { Checkout, manifestOf, ROOT } from '../helpers/step.ts';

const account = freshAccount();
const checkout = new Checkout();

beforeAll(async () => {
  checkout.write('amplify-auth.yml', manifestOf({ dev: await seedEnvironment(clientsFor(account)) }));
});

afterAll(() => {
  checkout.dispose();
});

/** Runs a command line behind a pseudo-terminal, and types `answer` where it asks. Prints what the screen gets. */
const TYPIST = `
import os, pty, sys
answer, command = sys.argv[1], sys.argv[2:]
pid, screen = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
seen = b''
while True:
    try:
        part = os.read(screen, 65536)
    except OSError:
        break
    if not part:
        break
    seen += part
    if seen.endswith(b'[y/N] '):
        os.write(screen, answer.encode() + b'\\n')
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(status))
`;

const env = () => ({ PATH: process.env['PATH'], TERM: 'xterm', ...awsEnv(account) });
const program = (...args: readonly string[]) => [process.execPath, join(ROOT, 'dist/index.js'), ...args];

function typed(answer: string, ...args: readonly string[]) {
  const words = ['-c', TYPIST, answer, ...program(...args)];
  return spawnSync('python3', words, { cwd: checkout.path, env: env(), encoding: 'utf8', timeout: 120_000 });
}

function piped(...args: readonly string[]) {
  const [node = '', ...words] = program(...args);
  return spawnSync(node, words, { cwd: checkout.path, env: env(), encoding: 'utf8', timeout: 120_000 });
}

const ESC = '\u001b';

test('apply shows its plan in colors, asks, and goes by the answer', () => {
  const before = checkout.snapshot();
  const declined = typed('n', 'apply');
  expect(declined.stdout).toContain(`${ESC}[32m+`);
  expect(declined.stdout).toContain('Do you want to apply this in dev? [y/N]');
  expect(declined.stdout).toContain('the plan was declined, and nothing was written');
  expect(declined.status).toBe(1);
  expect(checkout.snapshot()).toEqual(before);
  const approved = typed('y', 'apply');
  expect(approved.stdout).toContain('✔ Applied: ');
  expect(approved.status).toBe(0);
  expect(checkout.read('amplify-auth.lock.json')).toContain('"dev"');
});

test('without a terminal to ask, it needs --yes', () => {
  const refused = piped('unlink', '--envs', 'dev');
  expect(refused.stdout).toContain(
    'error input/invalid unlink asks before it writes, and there is no terminal to ask\n    Add --yes',
  );
  expect(refused.stdout).not.toContain(ESC);
  expect(refused.status).toBe(1);
  const done = piped('unlink', '--envs', 'dev', '--yes', '--json');
  expect(JSON.parse(done.stdout)).toMatchObject({ command: 'unlink', result: 'success' });
  expect(done.status).toBe(0);
  // Nothing of Node or of libraries, whatever version this runs on.
  expect(done.stderr).not.toMatch(/warning|deprecat/i);
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAction, type RunResult } from '@amplify-import-auth/testbed/runner';
import { type Environment, seedEnvironment } from '@amplify-import-auth/testbed/aws';
import { awsEnv, clientsFor, freshAccount } from '../helpers/emulator.ts';
import { Checkout, manifestOf, ROOT } from '../helpers/step.ts';

// Places for what a run leaves that cannot be written: nothing else is lost by it.
const MANIFEST = 'amplify-auth.yml';
const account = freshAccount();
const folder = mkdtempSync(join(tmpdir(), 'unwritable-'));
const mounted: string[] = [];
let dev: Environment;

beforeAll(async () => {
  dev = await seedEnvironment(clientsFor(account));
});

afterAll(() => {
  for (const path of mounted) execFileSync('umount', [path]);
  rmSync(folder, { recursive: true, force: true });
});

/** A file system of its own, with these options; for those who may not mount one, a folder that they may not write. */
function fileSystem(name: string, options: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'none', path]).status === 0) mounted.push(path);
  else chmodSync(path, 0o500);
  return path;
}

function fileAt(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  return path;
}

/** `apply` by the committed bundle, with these variables of the runner. */
async function apply(env: Record<string, string>, inputs: Record<string, string> = {}): Promise<RunResult> {
  const checkout = new Checkout({ [MANIFEST]: manifestOf({ dev }) });
  const all = { command: 'apply', publish: 'none', ...inputs };
  try {
    const run = await runAction(ROOT, {
      workspace: checkout.path,
      eventName: 'push',
      inputs: all,
      env: { ...awsEnv(account), ...env },
    });
    run.dispose();
    return run;
  } finally {
    checkout.dispose();
  }
}

const warningsOf = ({ annotations }: RunResult) =>
  annotations.filter(({ command }) => command === 'warning').map(({ message }) => message);

/** Nothing but warnings says that something is missing. */
function expectCalm(run: RunResult): void {
  expect(run.steps.main).toMatchObject({ signal: null, timedOut: false });
  expect(run.output).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(run.output).not.toContain('This is a bug');
  expect(run.undeclaredOutputs).toEqual([]);
}

describe('RUNNER_TEMP', () => {
  test.each([
    ['is full', () => fileSystem('full', 'size=4k,nr_inodes=4')],
    ['has room for less than a report', () => fileSystem('small', 'size=4k')],
    ['is read-only', () => fileSystem('read-only', 'ro')],
    ['is a file', () => fileAt('file')],
    ['cannot be made', () => '/proc/nope'],
  ])('%s: everything but the report is there', async (_, make) => {
    const run = await apply({ RUNNER_TEMP: make() });
    expectCalm(run);
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ result: 'success', report: '' });
    expect(JSON.parse(run.outputs['config'] ?? '')).toMatchObject({ dev: { userPoolId: dev.userPoolId } });
    expect(warningsOf(run)).toContainEqual(expect.stringMatching(/^The report could not be written: E[A-Z]+: /));
    expect(run.summary).toContain('The report could not be written');
  });

  test('unusable, when files are to be kept there: the rest is reported', async () => {
    const run = await apply({ RUNNER_TEMP: fileAt('no-artifact') }, { publish: 'artifact' });
    expectCalm(run);
    expect(run.outputs['result']).toBe('failure');
    const errors = run.annotations.filter(({ command }) => command === 'error').map(({ message }) => message);
    expect(errors).toContainEqual(expect.stringMatching(/could not be uploaded \(E[A-Z]+: .*could not be written/));
  });

  test('unusable makes no success of a failure', async () => {
    const run = await apply({ RUNNER_TEMP: fileAt('failing') }, { envs: 'nope' });
    expectCalm(run);
    expect([run.exitCode, run.outputs['result']]).toEqual([1, 'failure']);
  });
});

const UNUSABLE: readonly (readonly [string, string])[] = [
  ['a folder', folder],
  ['missing', join(folder, 'missing')],
  ['full', '/dev/full'],
];

describe.each(UNUSABLE)('a file of the runner that is %s', (_, path) => {
  test('GITHUB_STEP_SUMMARY: outputs are set', async () => {
    const run = await apply({ GITHUB_STEP_SUMMARY: path });
    expectCalm(run);
    expect([run.exitCode, run.outputs['result']]).toEqual([0, 'success']);
    expect(run.outputs['report']).toMatch(/report\.json$/);
    expect(warningsOf(run)).toContainEqual(expect.stringMatching(/^The summary could not be written: /));
  });

  test('GITHUB_OUTPUT: the summary is there, and says so', async () => {
    const run = await apply({ GITHUB_OUTPUT: path });
    expectCalm(run);
    expect(run.exitCode).toBe(0);
    expect(run.summary).toContain('✅');
    expect(run.summary).toContain('The outputs could not be written');
    expect(warningsOf(run)).toContainEqual(expect.stringMatching(/^The outputs could not be written: /));
  });
});

test.each([
  ['is missing', () => join(folder, 'no-workspace')],
  ['is a file', () => fileAt('workspace')],
])('a workspace that %s is an error, told everywhere', async (_, make) => {
  const path = make();
  const run = await apply({ GITHUB_WORKSPACE: path });
  expectCalm(run);
  expect([run.exitCode, run.outputs['result'], run.outputs['error-count']]).toEqual([1, 'failure', '1']);
  expect(run.output).toContain(`the workspace ${path} cannot be used`);
  expect(run.summary).toContain('cannot be used');
});

test('an error that nobody catches ends the run, and is reported as a bug everywhere', async () => {
  const fault = `const timer = setInterval(() => {
    if (process.listenerCount('uncaughtException') === 0) return;
    clearInterval(timer);
    throw new Error('out of the blue');
  }, 5);`;
  const run = await apply({ NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(fault)}` });
  expect([run.exitCode, run.outputs['result']]).toEqual([1, 'failure']);
  expect(run.outputs['report']).toMatch(/report\.json$/);
  expect(run.summary).toContain('out of the blue');
  expect(run.output).toMatch(/^::error .*This is a bug, please report it: out of the blue/m);
});

describe('in a terminal', () => {
  const BUNDLE = join(ROOT, 'dist/index.js');

  /** Runs it in a shell; gives the exit code of the bundle itself and what was said. */
  function shell(redirection: string, command = 'validate --offline'): readonly [number, string] {
    const checkout = new Checkout({ [MANIFEST]: manifestOf({ dev }) });
    const script = `{ "${process.execPath}" "${BUNDLE}" ${command}; echo "code $?" >&3; } ${redirection}`;
    const { stdout, stderr } = spawnSync('bash', ['-c', `exec 3>&2; ${script}`], {
      cwd: checkout.path,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] ?? '' },
    });
    checkout.dispose();
    const code = /^code (\d+)$/m.exec(stderr)?.[1];
    return [Number(code), stdout + stderr.replace(/^code \d+\n/m, '')];
  }

  test.each([
    ['a reader that goes away', '| head -1 | wc -l'],
    ['a reader that is gone from the start', '| (exec 0<&-; sleep 1)'],
    ['the same for standard error', '2>&1 >/dev/null | (exec 0<&-; sleep 1)'],
    ['a closed standard output', '>&-'],
    ['a closed standard error', '>/dev/null 2>&-'],
  ])('%s is no failure', (_, redirection) => {
    const [code, said] = shell(redirection);
    expect(code).toBe(0);
    expect(said).not.toMatch(/EPIPE|node:|\bat /);
  });

  test('a disk that has no room for the output is one', () => {
    const [code, said] = shell('>/dev/full');
    expect(code).toBe(1);
    expect(said).toBe(
      'amplify-import-auth: standard output could not be written: ENOSPC: no space left on device, write\n',
    );
  });

  test('a reader that goes away makes no success of a failure', () => {
    expect(shell('| head -1', 'validate --envs nope')[0]).toBe(1);
  });
});

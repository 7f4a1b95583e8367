// @ts-check
/**
 * Runs the git binary, in surroundings of its own: no setting of the machine or of the user gets in.
 *
 * A process that holds hundreds of megabytes, as one that runs tests does, takes ten times as long to start
 * another one as a small process does. So a small one (worker.mjs) starts git for us.
 */
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';

/** @typedef {import('./worker.mjs').Task} Task */
/** @typedef {import('./worker.mjs').Outcome} Outcome */

const WORKER = fileURLToPath(new URL('worker.mjs', import.meta.url));

/** @returns {Record<string, string>} */
export function gitEnvironment() {
  return {
    PATH: process.env['PATH'] ?? '',
    ...(process.env['SYSTEMROOT'] ? { SYSTEMROOT: process.env['SYSTEMROOT'] } : {}),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

export class GitFailure extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'GitFailure';
  }
}

/** `merge-tree --write-tree`, which tells whether a pull request can be merged, came with 2.38. */
export function requireGit() {
  const { stdout, error } = spawnSync('git', ['--version'], { env: gitEnvironment(), encoding: 'utf8' });
  const [, major, minor] = (/ (\d+)\.(\d+)/.exec(stdout ?? '') ?? []).map(Number);
  if (error || major === undefined || minor === undefined) {
    throw new Error('The GitHub stand-in keeps its repositories in git: put git 2.38 or later on the PATH.');
  }
  if (major < 2 || (major === 2 && minor < 38)) {
    throw new Error(`The GitHub stand-in needs git 2.38 or later, and found ${stdout.trim()}.`);
  }
}

let users = 0;
/** @type {import('node:child_process').ChildProcess | undefined} */
let worker;
let lastTask = 0;
/** @type {Map<number, (outcome: Outcome) => void>} */
const pending = new Map();

/**
 * Makes git ready. The worker ends with its last user, and with this process, however that ends; then it
 * removes the folder too.
 *
 * @param {string} folder temporary
 * @returns {() => Promise<void>} to be called once
 */
export function openGit(folder) {
  users++;
  worker ??= startWorker();
  worker.send({ folder, keep: false });
  return async () => {
    const child = worker;
    child?.send({ folder, keep: true });
    users--;
    if (users === 0 && child) {
      worker = undefined;
      const ended = once(child, 'exit');
      child.ref();
      child.disconnect();
      await ended;
    }
  };
}

function startWorker() {
  const child = fork(WORKER, {
    env: gitEnvironment(),
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', (/** @type {Outcome} */ outcome) => {
    pending.get(outcome.id)?.(outcome);
    pending.delete(outcome.id);
  });
  child.on('exit', () => {
    for (const [id, settle] of pending) {
      settle({ id, code: null, output: Buffer.alloc(0), complaint: 'the process that starts git has ended' });
    }
    pending.clear();
  });
  // The server keeps this process alive, not the worker.
  child.unref();
  child.channel?.unref();
  return child;
}

/**
 * @param {string} directory the bare repository
 * @param {string[]} args
 * @param {{ input?: string | Buffer, accept?: number[] }} [options] `accept`: exit codes too 0 that are an
 *   answer and no failure
 * @returns {Promise<Buffer>} its standard output
 */
export async function git(directory, args, { input = '', accept = [] } = {}) {
  if (!worker) {
    throw new GitFailure('the GitHub stand-in is closed');
  }
  const id = ++lastTask;
  /** @type {Task} */
  const task = { id, args: ['--git-dir', directory, ...args], input };
  /** @type {Promise<Outcome>} */
  const done = new Promise((resolve) => pending.set(id, resolve));
  worker.send(task);
  const { code, output, complaint } = await done;
  if (code === 0 || (code !== null && accept.includes(code))) {
    return Buffer.from(output);
  }
  throw new GitFailure(`git ${args[0]}: ${complaint.trim() || `exit code ${code}`}`);
}

/**
 * @param {string} directory
 * @param {string[]} args
 * @returns {Promise<string>} without the newline at its end
 */
export async function gitText(directory, ...args) {
  return (await git(directory, args)).toString().replace(/\n$/, '');
}

// @ts-check
/**
 * A small process that starts git for git.mjs, which forks it. It ends when the other end of its channel goes
 * away.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/** @typedef {{ id: number, args: string[], input: string | Uint8Array }} Task */
/** @typedef {{ id: number, code: number | null, output: Uint8Array, complaint: string }} Outcome */

/** `keep`: the folder is no longer ours to remove. @typedef {{ folder: string, keep: boolean }} Ownership */

/** Processes at once. The many requests of a test are answered in turn rather than by a hundred processes. */
const AT_ONCE = 16;

/** @type {Set<string>} */
const folders = new Set();
/** @type {Task[]} */
const waiting = [];
let running = 0;

process.on('message', (/** @type {Task | Ownership} */ message) => {
  if ('folder' in message) {
    folders[message.keep ? 'delete' : 'add'](message.folder);
    return;
  }
  waiting.push(message);
  startWaiting();
});

process.on('disconnect', () => {
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit();
});

// Ctrl-C in a terminal reaches the whole group; our parent decides when we end.
process.on('SIGINT', () => {});

function startWaiting() {
  while (running < AT_ONCE) {
    const task = waiting.shift();
    if (!task) {
      return;
    }
    running++;
    run(task, (outcome) => {
      running--;
      process.send?.(outcome);
      startWaiting();
    });
  }
}

/**
 * @param {Task} task
 * @param {(outcome: Outcome) => void} settle
 */
function run({ id, args, input }, settle) {
  const child = spawn('git', args, { windowsHide: true });
  /** @type {Buffer[]} */
  const output = [];
  let complaint = '';
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => (complaint += chunk));
  child.stdin.on('error', () => {}); // git may end before it has read everything
  child.on('error', (error) => (complaint += error.message));
  child.on('close', (code) => settle({ id, code, output: Buffer.concat(output), complaint }));
  child.stdin.end(input);
}

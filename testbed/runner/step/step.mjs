// @ts-check
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseKeyValueFile } from './workflow-commands.mjs';

/**
 * @typedef {object} StepResult
 * @property {number | null} exitCode null where a signal ended it
 * @property {NodeJS.Signals | null} signal
 * @property {boolean} timedOut
 * @property {string} output the lines of standard output and standard error, each whole, as they came
 * @property {number} milliseconds
 * @property {Record<string, string>} outputs
 * @property {Record<string, string>} exportedEnv
 * @property {string[]} addedPaths
 * @property {Record<string, string>} state
 * @property {string} summary
 */

/**
 * @typedef {object} StepOptions
 * @property {string} file the script
 * @property {string} folder is made for the step's own files
 * @property {string} workspace
 * @property {Record<string, string>} env
 * @property {string} node
 * @property {number} timeoutMs
 * @property {AbortSignal} [cancel]
 * @property {'SIGTERM'} [cancelBy]
 */

/** How long the runner waits after the SIGINT of a cancelled job. */
const SIGTERM_AFTER_MS = 7_500;
const SIGKILL_AFTER_MS = 10_000;

/**
 * Runs one script of an action with files of its own for what it reports.
 *
 * @param {StepOptions} options
 * @returns {Promise<StepResult>}
 */
export async function runStep({ file, folder, workspace, env, node, timeoutMs, cancel, cancelBy }) {
  const files = makeFiles(folder);
  const started = performance.now();
  const child = spawn(node, [file], {
    cwd: workspace,
    // What a test gives wins: files that cannot be written are for it to name.
    env: { ...files, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const lines = [child.stdout, child.stderr].map((stream) => onLines(stream, (text) => (output += text)));

  let timedOut = false;
  const giveUp = setTimeout(() => {
    timedOut = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  const stopCancelling = cancelOn(cancel, child, cancelBy);
  try {
    const end = await endOf(child);
    lines.forEach((flush) => flush());
    return {
      ...end,
      timedOut,
      output,
      milliseconds: Math.round(performance.now() - started),
      ...readFiles(files),
    };
  } finally {
    clearTimeout(giveUp);
    stopCancelling();
  }
}

/**
 * Hands on whole lines only. A pipe gives what happens to be in it: where that ends within a line, the other stream
 * must not get in between. The runner reads each stream by lines, too.
 *
 * @param {import('node:stream').Readable} stream
 * @param {(text: string) => void} take gets one line or more, each with its end
 * @returns {() => void} to be called when the stream has ended: its last line may have no end
 */
function onLines(stream, take) {
  let rest = '';
  stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    const end = text.lastIndexOf('\n') + 1;
    if (end > 0) {
      take(rest + text.slice(0, end));
      rest = '';
    }
    rest += text.slice(end);
  });
  return () => {
    if (rest !== '') {
      take(`${rest}\n`);
    }
  };
}

/** @typedef {ReturnType<typeof makeFiles>} Files */

/** @param {string} folder */
function makeFiles(folder) {
  mkdirSync(folder);
  const files = {
    GITHUB_ENV: join(folder, 'env'),
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_PATH: join(folder, 'path'),
    GITHUB_STATE: join(folder, 'state'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
  };
  // The runner makes them; the toolkit refuses a file that is not there.
  Object.values(files).forEach((path) => writeFileSync(path, ''));
  return files;
}

/** @param {Files} files */
function readFiles(files) {
  const read = (/** @type {keyof Files} */ name) => readFileSync(files[name], 'utf8');
  return {
    outputs: parseKeyValueFile(read('GITHUB_OUTPUT')),
    exportedEnv: parseKeyValueFile(read('GITHUB_ENV')),
    addedPaths: read('GITHUB_PATH').split(/\r?\n/).filter(Boolean),
    state: parseKeyValueFile(read('GITHUB_STATE')),
    summary: read('GITHUB_STEP_SUMMARY'),
  };
}

/**
 * Ends the child as the runner ends the step of a cancelled job.
 *
 * @param {AbortSignal | undefined} cancel
 * @param {import('node:child_process').ChildProcess} child
 * @param {'SIGTERM'} [cancelBy] this signal alone
 * @returns {() => void} to be called when the child is gone
 */
function cancelOn(cancel, child, cancelBy) {
  /** @type {NodeJS.Timeout[]} */
  const timers = [];
  const interrupt = () => {
    child.kill(cancelBy ?? 'SIGINT');
    if (!cancelBy) {
      timers.push(setTimeout(() => child.kill('SIGTERM'), SIGTERM_AFTER_MS));
    }
    timers.push(setTimeout(() => child.kill('SIGKILL'), SIGKILL_AFTER_MS));
  };
  if (cancel?.aborted) {
    interrupt();
  }
  cancel?.addEventListener('abort', interrupt, { once: true });
  return () => {
    timers.forEach(clearTimeout);
    cancel?.removeEventListener('abort', interrupt);
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ exitCode: number | null, signal: NodeJS.Signals | null }>}
 */
function endOf(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    // Not `exit`: output may still be on its way then.
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal }));
  });
}

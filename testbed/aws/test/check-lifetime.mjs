// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findPython } from '../python.mjs';

/** @typedef {import('../../checks.mjs').Checks} Checks */

const EMULATOR = fileURLToPath(new URL('../emulator.mjs', import.meta.url));

/**
 * @param {Checks} checks
 * @param {string} folder
 */
export async function checkLifetime(checks, folder) {
  checks.holds(
    'python: a useless PYTHON is named',
    messageOf(() => findPython({ PATH: process.env['PATH'] ?? '', PYTHON: '/no/python' })).includes('/no/python'),
  );
  checks.holds(
    'python: without any, what to install',
    messageOf(() => findPython({ PATH: folder })).includes('python3-venv'),
  );

  // Started by a process of its own, which is then killed as hard as can be.
  const child = spawn(process.execPath, [EMULATOR], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const port = await printedPort(child);
  checks.equal('emulator: runs', await accepts(port), true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  let open = true;
  for (let waited = 0; open && waited < 30_000; waited += 50) {
    await sleep(50);
    open = await accepts(port);
  }
  checks.equal('emulator: dies with its killed parent', open, false);
  for (let waited = 0; foldersLeft(folder).length > 0 && waited < 30_000; waited += 50) {
    await sleep(50);
  }
  checks.equal('emulator: and takes its folder along', foldersLeft(folder), []);

  const interrupted = spawn(process.execPath, [EMULATOR, '--account', '444455556666'], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await printedPort(interrupted);
  interrupted.kill('SIGINT');
  const [code] = await once(interrupted, 'exit');
  checks.equal('emulator: Ctrl-C', [code, foldersLeft(folder)], [0, []]);
}

/** @param {() => unknown} action */
function messageOf(action) {
  try {
    action();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

/** @param {string} folder */
export function foldersLeft(folder) {
  return readdirSync(folder).filter((name) => /^(emulator|run-action)-/.test(name));
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
async function printedPort(child) {
  let output = '';
  for await (const chunk of /** @type {import('node:stream').Readable} */ (child.stdout)) {
    output += chunk;
    const match = /AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:(\d+)\n/.exec(output);
    if (match) {
      return Number(match[1]);
    }
  }
  throw new Error(`emulator.mjs ended and printed: ${output}`);
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

// @ts-check
/**
 * Runs a workflow with act (github.com/nektos/act) on this machine: no container, no network.
 *
 * act's "host mode" copies the working directory to a workspace of each job, takes `uses: actions/checkout` as done, and runs
 * steps as processes of this machine. What it does about `using: node24`: nothing. It runs the `node` that is first on the
 * PATH, whatever its version, so the Node 24 of the devDependencies is put there.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureGoTool } from '../go-tool.mjs';
import { readActLog } from './act-log.mjs';

/** @typedef {import('./act-log.mjs').ActRun} ActRun */

/** The version whose ways this folder was written for. */
const ACT = { name: 'act', package: 'github.com/nektos/act', version: 'v0.2.89' };

const NODE_24 = fileURLToPath(new URL('../../../node_modules/node/bin', import.meta.url));
const TIMEOUT_MS = 120_000;

/** @returns {Promise<{ path: string } | { missing: string }>} */
export function ensureAct() {
  return ensureGoTool(ACT);
}

/**
 * @typedef {object} ActOptions
 * @property {string} act the program
 * @property {string} folder empty; for all that act writes
 * @property {string} directory the checked-out repository
 * @property {string} workflow path in the repository
 * @property {string} event
 * @property {object} payload
 * @property {string} actor
 * @property {string} token what `${{ github.token }}` stands for
 * @property {Record<string, string>} env
 * @property {Record<string, string>} [actions] folders that stand for `owner/name@ref`
 */

/**
 * @param {ActOptions} options
 * @returns {Promise<ActRun>}
 */
export async function runAct({ act, folder, directory, workflow, event, payload, actor, token, env, actions = {} }) {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const eventFile = join(folder, 'event.json');
  writeFileSync(eventFile, JSON.stringify(payload));
  const each = (/** @type {string} */ flag, /** @type {Record<string, string>} */ values) =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  const args = [
    event,
    ...['--directory', directory, '--workflows', join(directory, workflow), '--eventpath', eventFile],
    ...['--platform', 'ubuntu-latest=-self-hosted', '--actor', actor, '--secret', `GITHUB_TOKEN=${token}`],
    // Its log as JSON: one can tell a workflow command from a line that merely looks like one.
    '--json',
    // Else it listens on an address of the network.
    '--no-cache-server',
    ...['--action-cache-path', join(folder, 'cache')],
    ...each('--env', env),
    ...each('--local-repository', actions),
  ];
  // Host mode hands act's own environment down to the steps: nothing of this machine's gets in but the PATH.
  const child = spawn(act, args, {
    env: { PATH: pathWithNode24(), HOME: home, TMPDIR: folder, XDG_CACHE_HOME: join(home, '.cache') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (complaint += text));
  // Interrupted, act ends its steps itself; killed, it would leave them to themselves.
  const patience = setTimeout(() => child.kill('SIGINT'), TIMEOUT_MS);
  const despair = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS + 10_000);
  try {
    const exitCode = await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    return { exitCode, ...readActLog(output), complaint };
  } finally {
    clearTimeout(patience);
    clearTimeout(despair);
  }
}

function pathWithNode24() {
  const node = existsSync(NODE_24) ? NODE_24 : dirname(process.execPath);
  return [node, process.env['PATH'] ?? ''].join(delimiter);
}

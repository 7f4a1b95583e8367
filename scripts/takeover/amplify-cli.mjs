// @ts-check
/**
 * The published Amplify CLI (Gen 1), in a folder of its own below `.cache/`: it is larger than all else here together, and nobody
 * needs it to work on the project.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');

/**
 * @typedef {object} Ran
 * @property {number} code
 * @property {string} output what it wrote, errors included
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, seconds?: number }} options
 * @returns {Promise<Ran>}
 */
export function run(command, args, { cwd, env = process.env, seconds = 600 }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output: signal === null ? output : `${output}\nended by ${signal}` });
    });
  });
}

/**
 * Installs the CLI where it is not yet; about 1.4 GB on the disk.
 *
 * @param {(line: string) => void} log
 * @returns {Promise<string>} its executable
 */
export async function installAmplifyCli(log) {
  const lock = join(here, 'package-lock.json');
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex').slice(0, 12);
  const folder = join(root, '.cache', `amplify-cli-${hash}`);
  const executable = join(folder, 'node_modules/@aws-amplify/cli-internal/bin/amplify');
  if (!existsSync(executable)) {
    log('installing the Amplify CLI into .cache/');
    // Under another name until all is there: a run that was ended leaves nothing that looks complete.
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(here, file), join(unfinished, file));
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
    const { code, output } = await run('npm', args, { cwd: unfinished });
    if (code !== 0) {
      rmSync(unfinished, { recursive: true, force: true });
      throw new Error(`npm ci of the Amplify CLI failed:\n${output}`);
    }
    renameSync(unfinished, folder);
  }
  return executable;
}

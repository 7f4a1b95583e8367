// @ts-check
/**
 * Finds a Python for the emulator and keeps a virtual environment with the pinned packages in
 * `<repo>/.cache`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** @typedef {(message: string) => void} Log */

/**
 * @typedef {object} Python
 * @property {string} command absolute path of the interpreter
 * @property {string} version for example `3.11.7`
 */

const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
const PREPARE = fileURLToPath(new URL('prepare_environment.py', import.meta.url));
const CACHE = fileURLToPath(new URL('../../.cache', import.meta.url));

/** ministack's own minimum; Apple's 3.9 is below it. */
const MINIMUM = [3, 10];
const CANDIDATES = ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];

/** Debian ships `venv` without `ensurepip`, so both are asked for. */
const PROBE = `
import importlib.util, json, sys
missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
print(json.dumps([sys.executable, list(sys.version_info[:3]), missing]))
`;

const HELP = [
  'The AWS emulator of the test bed needs Python 3.10 or newer with the venv module.',
  '  Debian, Ubuntu:  sudo apt-get install python3 python3-venv',
  '  Fedora:          sudo dnf install python3',
  '  macOS:           brew install python',
  '  Windows:         winget install Python.Python.3.13',
  'Set PYTHON to the path of an interpreter to choose one.',
].join('\n');

/**
 * The first usable interpreter; where `PYTHON` is set that one or none.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Python}
 * @throws an Error that says what was tried and what to install
 */
export function findPython(env = process.env) {
  const candidates = env['PYTHON'] ? [env['PYTHON']] : CANDIDATES;
  const refused = [];
  for (const candidate of candidates) {
    const found = probe(candidate, env);
    if (typeof found !== 'string') {
      return found;
    }
    refused.push(`  ${candidate}: ${found}`);
  }
  throw new Error(['No usable Python was found.', ...refused, HELP].join('\n'));
}

/**
 * @param {string} candidate
 * @param {NodeJS.ProcessEnv} env
 * @returns {Python | string} the reason where it cannot be used
 */
function probe(candidate, env) {
  const run = spawnSync(candidate, ['-c', PROBE], { encoding: 'utf8', env, timeout: 20_000 });
  if (run.error || run.status !== 0) {
    return 'not found or does not run';
  }
  /** @type {[string, [number, number, number], string[]]} */
  const [command, version, missing] = JSON.parse(run.stdout);
  const [major, minor] = version;
  if (major !== MINIMUM[0] || minor < Number(MINIMUM[1])) {
    return `is Python ${version.join('.')}, older than ${MINIMUM.join('.')}`;
  }
  if (missing.length > 0) {
    return `is Python ${version.join('.')} without ${missing.join(' and ')} (Debian: python3-venv)`;
  }
  return { command, version: version.join('.') };
}

/**
 * The interpreter of a virtual environment that holds exactly what `requirements` lists; made on first use, which
 * takes some ten seconds. The folder's name carries a hash of the requirements and of the Python version, so
 * a change of either makes a new one. Safe to call from several processes at once: see
 * prepare_environment.py.
 *
 * @param {object} [options]
 * @param {Log} [options.log] told what is being done; silent when the environment is there already
 * @param {string} [options.cacheDirectory]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.name] what the folder's name begins with
 * @param {string} [options.requirements] path of the list of packages, complete and pinned
 * @returns {Promise<string>} absolute path of the environment's Python
 */
export async function ensureVirtualEnvironment({
  log = () => {},
  cacheDirectory = CACHE,
  env = process.env,
  name = 'emulator',
  requirements = REQUIREMENTS,
} = {}) {
  const python = findPython(env);
  const hash = createHash('sha256').update(readFileSync(requirements)).update(python.version).digest('hex');
  const directory = join(cacheDirectory, `${name}-${hash.slice(0, 12)}`);
  const interpreter =
    process.platform === 'win32' ? join(directory, 'Scripts', 'python.exe') : join(directory, 'bin', 'python');
  // existsSync follows links: an environment whose base Python was uninstalled counts as missing.
  if (!existsSync(join(directory, 'complete')) || !existsSync(interpreter)) {
    await prepare(python, directory, requirements, env, log);
  }
  return interpreter;
}

/**
 * @param {Python} python
 * @param {string} directory
 * @param {string} requirements
 * @param {NodeJS.ProcessEnv} env
 * @param {Log} log
 */
async function prepare(python, directory, requirements, env, log) {
  // The environment passes through: pip's index and proxy settings are the machine's own.
  const child = spawn(python.command, [PREPARE, directory, requirements], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  /** @type {string[]} */
  const complaints = [];
  createInterface({ input: child.stdout }).on('line', (line) => log(`emulator: ${line}`));
  createInterface({ input: child.stderr }).on('line', (line) => complaints.push(line));
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`The emulator could not be installed in ${directory}:\n${complaints.join('\n')}`);
  }
}

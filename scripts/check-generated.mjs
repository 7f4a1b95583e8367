// @ts-check
// Fails where anything that is generated and committed is stale, or the bundle does not start on its own.
// Builds into a temporary folder and compares; nothing in the working tree is changed but lib/, which is ignored by git.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const scratch = mkdtempSync(join(tmpdir(), 'check-generated-'));
/** @type {string[]} */
const faults = [];

try {
  rmSync(join(root, 'lib'), { recursive: true, force: true });
  run('compile', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  const dist = join(scratch, 'dist');
  run('bundle', ['node_modules/@vercel/ncc/dist/ncc/cli.js', 'build', 'lib/index.js', '-o', dist, '-q']);
  run('licenses', ['scripts/licenses.mjs', join(dist, 'licenses.txt')]);
  compareFolders(dist, join(root, 'dist'));
  if (!run('generated files', ['scripts/generate.mjs', '--check'])) faults.push('generated files are stale');
  startAlone();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const fault of faults) console.error(`stale or broken: ${fault}`);
console.log(
  faults.length === 0
    ? 'dist/ and generated files are current; the bundle starts on its own'
    : 'run "npm run build" and commit',
);
process.exitCode = faults.length === 0 ? 0 : 1;

/** @param {string} what @param {string[]} args */
function run(what, args) {
  const done = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (done.status === 0) return true;
  process.stderr.write(`${done.stdout}${done.stderr}`);
  if (what !== 'generated files') throw new Error(`${what} failed`);
  return false;
}

/** @param {string} fresh @param {string} committed */
function compareFolders(fresh, committed) {
  const list = (/** @type {string} */ folder) => readdirSync(folder, { recursive: true }).map(String).toSorted();
  const names = new Set([...list(fresh), ...list(committed)]);
  for (const name of names) {
    const [a, b] = [fresh, committed].map((folder) => read(join(folder, name)));
    if (a === undefined || b === undefined || !a.equals(b)) faults.push(`dist/${name}`);
  }
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The committed bundle, away from the repository and its node_modules, on the Node that runs this script. */
function startAlone() {
  const alone = join(scratch, 'alone');
  const empty = join(scratch, 'empty');
  mkdirSync(empty);
  cpSync(join(root, 'dist'), alone, { recursive: true });
  const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  const started = spawnSync(process.execPath, [join(alone, 'index.js'), '--version'], { cwd: empty, encoding: 'utf8' });
  if (started.stdout.trim() !== version)
    faults.push(`dist/index.js does not start on Node ${process.version}: ${started.stderr}`);
  // A run without credentials and without a manifest gets as far as the first finding.
  const env = { PATH: process.env['PATH'] ?? '', HOME: empty, AWS_EC2_METADATA_DISABLED: 'true' };
  const ran = spawnSync(process.execPath, [join(alone, 'index.js'), 'validate'], { cwd: empty, env, encoding: 'utf8' });
  if (ran.status !== 1 || !ran.stdout.includes('manifest/not-found')) {
    faults.push(`dist/index.js does not run on Node ${process.version}: ${ran.stdout}${ran.stderr}`);
  }
}

// @ts-check
// One run of the committed bundle in a process of its own: wall time, peak memory, calls.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const BUNDLE = join(dirname(fileURLToPath(import.meta.url)), '../dist/index.js');

/**
 * @typedef {object} Run
 * @property {number} milliseconds
 * @property {number} megabytes the largest resident set
 * @property {number} code
 * @property {string} output
 *
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: Record<string, string> }} options
 * @returns {Promise<Run>}
 */
export async function measure(args, { cwd, env = {} }) {
  const scratch = mkdtempSync(join(tmpdir(), 'measure-'));
  const probe = join(scratch, 'probe.mjs');
  const result = join(scratch, 'rss');
  writeFileSync(
    probe,
    `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(${JSON.stringify(result)}, String(process.resourceUsage().maxRSS)));`,
  );
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', pathToFileURL(probe).href, BUNDLE, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: scratch, RUNNER_TEMP: scratch, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const code = await new Promise((resolve) => child.on('close', (status) => resolve(Number(status))));
  const milliseconds = performance.now() - start;
  const megabytes = Number(readFileSync(result, 'utf8')) / 1024;
  rmSync(scratch, { recursive: true, force: true });
  return { milliseconds, megabytes, code, output };
}

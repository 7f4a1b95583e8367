// @ts-check
/**
 * Programs written in Go, built from the Go module proxy into `<repo>/.cache/go-tools`: neither npm nor PyPI ships these ready
 * made. A build takes half a minute to a minute and a half, once.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../../.cache/go-tools', import.meta.url));

/**
 * @typedef {object} GoTool
 * @property {string} name of the program, and the last part of its package
 * @property {string} package
 * @property {string} version
 */

/**
 * @param {GoTool} tool
 * @returns {Promise<{ path: string } | { missing: string }>} where the program is, or why this machine cannot build it
 */
export async function ensureGoTool(tool) {
  const folder = join(CACHE, `${tool.name}-${tool.version}`);
  const path = join(folder, process.platform === 'win32' ? `${tool.name}.exe` : tool.name);
  if (existsSync(path)) {
    return { path };
  }
  if (spawnSync('go', ['version']).status !== 0) {
    return { missing: 'there is no Go on this machine' };
  }
  console.log(`building ${tool.name} ${tool.version} with Go (once)`);
  mkdirSync(CACHE, { recursive: true });
  const building = mkdtempSync(join(CACHE, 'building-'));
  try {
    const { code, complaint } = await install(tool, building);
    if (/requires go >= /.test(complaint)) {
      return { missing: `Go is too old: ${complaint.trim()}` };
    }
    if (code !== 0) {
      throw new Error(`go install ${tool.package}@${tool.version} failed:\n${complaint}`);
    }
    settle(building, folder);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  return { path };
}

/**
 * @param {GoTool} tool
 * @param {string} folder
 * @returns {Promise<{ code: number | null, complaint: string }>}
 */
function install(tool, folder) {
  const child = spawn('go', ['install', `${tool.package}@${tool.version}`], {
    cwd: folder,
    // Without C there is no need for a C compiler.
    env: { ...process.env, GOBIN: folder, CGO_ENABLED: '0', GOWORK: 'off' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (complaint += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, complaint }));
  });
}

/**
 * In one step, so that a build that was broken off is never taken for a whole one.
 *
 * @param {string} building
 * @param {string} folder
 */
function settle(building, folder) {
  try {
    renameSync(building, folder);
  } catch (error) {
    // Another process was faster; its build is as good.
    if (!existsSync(folder)) {
      throw error;
    }
  }
}

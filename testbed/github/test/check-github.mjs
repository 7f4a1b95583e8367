// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGitHub } from '../github.mjs';
import { checkGitHubAccess } from './check-access.mjs';
import { checkGitHubActions } from './check-actions.mjs';
import { checkGitHubGraphql } from './check-graphql.mjs';
import { checkGitHubPulls } from './check-pulls.mjs';
import { checkGitHubReports } from './check-reports.mjs';

/** @typedef {import('../../checks.mjs').Checks} Checks */

/**
 * The outcomes expected here are GitHub's, as it documents them or as others saw them.
 *
 * @param {Checks} checks
 * @param {string} folder
 */
export async function checkGitHub(checks, folder) {
  const github = await startGitHub();
  try {
    await checkGitHubGraphql(checks, github);
    await checkGitHubPulls(checks, github);
    await checkGitHubReports(checks, github);
    await checkGitHubAccess(checks, github);
    await checkGitHubActions(checks, github, folder);
  } finally {
    await github.close();
  }
  await github.close();
  checks.equal('github: nothing is left over', foldersOf(folder), []);
  checks.equal('github: nobody listens any more', await fetch(github.url).catch(() => 'refused'), 'refused');

  const path = process.env['PATH'];
  process.env['PATH'] = folder;
  const complaint = await startGitHub().catch((error) => error.message);
  process.env['PATH'] = path;
  checks.holds('github: without git, what to install', /git 2\.38 or later/.test(String(complaint)), complaint);
  await checkKilled(checks, folder);
}

/**
 * A process that is killed as hard as can be leaves nothing behind either.
 *
 * @param {Checks} checks
 * @param {string} folder
 */
async function checkKilled(checks, folder) {
  const module = new URL('../github.mjs', import.meta.url);
  const program = `const { startGitHub } = await import('${module}');
    await (await startGitHub()).repository('octo', 'demo');
    console.log('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  await once(/** @type {import('node:stream').Readable} */ (child.stdout), 'data');
  checks.equal('github: has a folder', foldersOf(folder).length, 1);
  child.kill('SIGKILL');
  await once(child, 'exit');
  for (let waited = 0; foldersOf(folder).length > 0 && waited < 30_000; waited += 20) {
    await sleep(20);
  }
  checks.equal('github: and takes it along when it is killed', foldersOf(folder), []);
}

/** @param {string} folder */
function foldersOf(folder) {
  return readdirSync(folder).filter((name) => name.startsWith('github-'));
}

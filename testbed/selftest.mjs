// @ts-check
/**
 * Checks the test bed itself: `node testbed/selftest.mjs`.
 *
 * The outcomes expected here are AWS's and GitHub's; the stand-ins were written by neither, and what nobody checks
 * against a real account is knowledge of the documentation. Leaves no process and no temporary folder behind.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsClients, seedFleet, startEmulator } from './aws/index.mjs';
import { checkAction } from './runner/test/check-action.mjs';
import { checkGitHub } from './github/test/check-github.mjs';
import { checkIam } from './aws/test/check-iam.mjs';
import { checkLifetime, foldersLeft } from './aws/test/check-lifetime.mjs';
import { checkProxy } from './aws/test/check-proxy.mjs';
import { checkRights } from './aws/test/check-rights.mjs';
import { checkSeparation } from './aws/test/check-separation.mjs';
import { createChecks } from './checks.mjs';

const checks = createChecks();
// Everything temporary goes in here, so that what is left over can be seen.
const folder = mkdtempSync(join(tmpdir(), 'selftest-'));
process.env['TMPDIR'] = folder;

/**
 * @template Result
 * @param {string} name
 * @param {() => Promise<Result>} part
 * @returns {Promise<Result>}
 */
async function timed(name, part) {
  const started = performance.now();
  const result = await part();
  console.log(`${name}: ${Math.round(performance.now() - started)} ms`);
  return result;
}

try {
  const emulator = await timed('emulator start', () => startEmulator({ log: (message) => console.log(message) }));
  const root = awsClients({ endpoint: emulator.url });
  try {
    await timed('rights', () => checkRights(checks, root, emulator.url));
    await timed('IAM', () => checkIam(checks, root, emulator.url));
    await timed('proxy', () => checkProxy(checks, root, emulator.url));
    const fleet = await timed('seeding 12 environments', () => seedFleet(root, 12, (index) => ({ name: `f${index}` })));
    checks.equal('fleet', new Set(fleet.map((environment) => environment.userPoolId)).size, 12);
    await checkSeparation(checks, emulator.url);
  } finally {
    root.destroy();
    await timed('emulator stop', () => emulator.stop());
  }
  await timed('action', () => checkAction(checks, folder));
  await timed('GitHub', () => checkGitHub(checks, folder));
  await timed('lifetime', () => checkLifetime(checks, folder));
  checks.equal('nothing is left over', foldersLeft(folder), []);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const { passed, failed } = checks.count();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

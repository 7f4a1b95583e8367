// @ts-check
// Runs actionlint on every workflow here: our own, the examples, and those of the test bed. Its last line says how many passed;
// without Go, which actionlint is built with, it says so and lints none.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureGoTool } from '@amplify-import-auth/testbed/runner';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ACTIONLINT = { name: 'actionlint', package: 'github.com/rhysd/actionlint/cmd/actionlint', version: 'v1.7.12' };

const tool = await ensureGoTool(ACTIONLINT);
if ('missing' in tool) {
  console.log(`skipped: ${tool.missing}, so actionlint cannot be built`);
} else {
  const files = ['.github/workflows', 'examples', 'testbed/runner/act/workflows'].flatMap(workflowsIn);
  const failed = files.filter((file) => !passes(tool.path, file));
  console.log(`${files.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 && files.length > 0 ? 0 : 1;
}

/** @param {string} folder */
function workflowsIn(folder) {
  const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.yml'));
  // Beside the workflows stand example manifests.
  return names.filter((name) => !name.startsWith('amplify-auth')).map((name) => `${folder}/${name}`);
}

/** @param {string} actionlint @param {string} file */
function passes(actionlint, file) {
  // Not with what linters of shell and Python scripts the machine happens to have.
  const args = ['-no-color', '-shellcheck=', '-pyflakes=', file];
  const { status, stdout, stderr } = spawnSync(actionlint, args, { cwd: ROOT, encoding: 'utf8' });
  console.log(`${status === 0 ? 'ok' : 'FAILED'} ${file}\n${stdout}${stderr}`.trimEnd());
  return status === 0;
}

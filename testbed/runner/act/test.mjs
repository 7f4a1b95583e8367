// @ts-check
/**
 * Real workflows, run by act: `npm run test:act`. Its last line says how many checks passed and failed; without Go, which act
 * is built with, it says so and runs none.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChecks } from '../../checks.mjs';
import { ensureAct } from './act.mjs';
import { processesIn } from './processes.mjs';
import { checkArtifact } from './scenarios/artifact.mjs';
import { checkCommit } from './scenarios/commit.mjs';
import { checkExamples } from './scenarios/examples.mjs';
import { checkFork } from './scenarios/fork.mjs';
import { checkMatrix } from './scenarios/matrix.mjs';
import { checkValidate } from './scenarios/validate.mjs';
import { openStage } from './stage.mjs';

const SCENARIOS = [checkValidate, checkArtifact, checkCommit, checkFork, checkExamples, checkMatrix];

const act = await ensureAct();
if ('missing' in act) {
  console.log(`skipped: ${act.missing}, so act cannot be built and no workflow was run`);
} else {
  await test(act.path);
}

/** @param {string} path */
async function test(path) {
  const checks = createChecks({ say: console.log });
  // Everything temporary goes in here, so that what is left over can be seen.
  const folder = mkdtempSync(join(tmpdir(), 'act-'));
  const others = mkdtempSync(join(tmpdir(), 'act-others-'));
  process.env['TMPDIR'] = others;
  try {
    const stage = await openStage(path, folder);
    try {
      for (const check of SCENARIOS) {
        await check(checks, stage);
      }
    } finally {
      await stage.close();
    }
    checks.equal('no process is left', processesIn(folder), []);
    checks.equal('no temporary folder of the stand-ins is left', readdirSync(others), []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(others, { recursive: true, force: true });
  }
  const { passed, failed } = checks.count();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

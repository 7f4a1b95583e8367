import { expect } from '@jest/globals';
import type { StepResult } from './step.ts';

/** Access keys of a session, as STS gives them. */
const SESSION_KEY = /\bASIA[A-Z0-9]{12,}/;

/** Holds a step to have told nobody a secret: neither what it masked, nor `secrets`, nor keys that STS gave it. */
export function expectNoSecrets(run: StepResult, secrets: readonly string[] = []): void {
  expect(run.leaks).toEqual([]);
  const log = run.output.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  const told = JSON.stringify([log, run.summary, run.outputs, run.exportedEnv, run.report]);
  for (const secret of secrets) expect(told).not.toContain(secret);
  expect(told).not.toMatch(SESSION_KEY);
}

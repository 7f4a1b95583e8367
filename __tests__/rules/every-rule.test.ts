import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { ENV_RULES } from '../../src/rules/index.ts';

// A rule that nobody has seen find its fault is a rule that may find nothing.
const folder = new URL('./', import.meta.url);
const tests = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts') && !name.startsWith('every-rule'))
  // Simulation is a step of its own, and what it finds is reported by a rule.
  .concat('../runs/proof.test.ts')
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');

test.each(ENV_RULES.map(({ id }) => id))('%s has cases of its own', (id) => {
  expect(tests).toMatch(new RegExp(`(describe|describeRule)\\('${id}'`));
});

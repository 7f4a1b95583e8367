import { describe, expect, test } from '@jest/globals';
import { ESLint } from 'eslint';
import { readdirSync, readFileSync } from 'node:fs';
import { ROOT } from '../helpers/step.ts';

// The lint keeps the product from running what a checkout contains: these tests keep the lint.
const eslint = new ESLint({ cwd: ROOT });

async function rulesFor(path: string, code: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: `${ROOT}/${path}` });
  return result!.messages.map((message) => message.ruleId);
}

describe('nothing can run what a checkout contains', () => {
  test('no source imports what starts a process or loads code', () => {
    const sources = readdirSync(`${ROOT}/src`, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.ts'),
    );
    expect(sources.length).toBeGreaterThan(100);
    const loads =
      /\b(?:from|import|require)\s*\(?\s*['"](?:node:)?(child_process|cluster|inspector|module|repl|vm|worker_threads)(\/[a-z]+)?['"]/;
    expect(sources.filter((path) => loads.test(readFileSync(`${ROOT}/src/${path}`, 'utf8')))).toEqual([]);
  });

  test.each([
    ["import { spawn } from 'node:child_process';\nexport const all = spawn;\n", 'no-restricted-imports'],
    ["export const all: unknown = await import('node:child_process');\n", 'no-restricted-syntax'],
    ['export const load = (path: string): Promise<unknown> => import(path);\n', 'no-restricted-syntax'],
    ['export const run: unknown = process.getBuiltinModule("child_process");\n', 'no-restricted-syntax'],
    ['export const run: unknown = eval("1");\n', 'no-eval'],
  ])('the lint refuses it in an adapter, too: %s', async (code, rule) => {
    expect(await rulesFor('src/adapters/git.ts', code)).toContain(rule);
  });
});

test('the process, the network and the clock are not reached from within either', async () => {
  expect(await rulesFor('src/steps/report/report.ts', 'export const home: unknown = process.env;\n')).toContain(
    'no-restricted-globals',
  );
});

import { describe, expect, test } from '@jest/globals';
import { ESLint } from 'eslint';
import { ROOT } from '../helpers/step.ts';

// The lint is what keeps the edge at the edge: these tests keep the lint.
const eslint = new ESLint({ cwd: ROOT });

async function rulesFor(path: string, code: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: `${ROOT}/${path}` });
  return result!.messages.map((message) => message.ruleId);
}

const EDGE = [
  '@actions/core',
  '@actions/github',
  '@aws-sdk/client-iam',
  '@smithy/types',
  'node:fs',
  'node:fs/promises',
  'fs',
  'node:child_process',
  'node:http',
];

describe.each(EDGE)('an import of %s', (name) => {
  const code = `import * as edge from '${name}';\nexport const all: unknown = edge;\n`;

  test.each([
    'src/rules/rule.ts',
    'src/steps/validate.ts',
    'src/domain/plan.ts',
    'src/manifest/schema.ts',
    'src/reporting/escape.ts',
    'src/run.ts',
    'src/commands.ts',
  ])('is refused in %s', async (path) => {
    expect(await rulesFor(path, code)).toContain('no-restricted-imports');
  });

  test.each(['src/adapters/runtime.ts', 'src/main.ts', 'src/cli.ts', 'src/index.ts'])(
    'is taken in %s',
    async (path) => {
      expect(await rulesFor(path, code)).not.toContain('no-restricted-imports');
    },
  );
});

test('the process, the network and the clock are not reached from within either', async () => {
  expect(await rulesFor('src/steps/report.ts', 'export const home: unknown = process.env;\n')).toContain(
    'no-restricted-globals',
  );
});

test.each([
  ['src/domain/plan.ts', "import { apply } from '../steps/apply/apply.ts';"],
  ['src/rules/rule.ts', "import { aws } from '../adapters/aws/aws.ts';"],
  ['src/planning/plan.ts', "import { apply } from '../steps/apply/apply.ts';"],
])('arrows point one way: %s', async (path, code) => {
  expect(await rulesFor(path, code)).toContain('no-restricted-imports');
});

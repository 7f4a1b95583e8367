import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../helpers/step.ts';

// The layer check keeps the house in order: these tests keep the layer check, on a small house with one mistake in each file.
const MISTAKES: readonly (readonly [rule: string, path: string, code: string])[] = [
  ['domain-looks-up', 'src/domain/a.ts', "import { b } from '../ports/b.ts';\nexport const a = b;\n"],
  ['rules-looks-up', 'src/rules/client/a.ts', "import type { B } from '../../steps/judge/b.ts';\nexport type A = B;\n"],
  ['plan-looks-up', 'src/plan/a.ts', "import { b } from '../report/b.ts';\nexport const a = b;\n"],
  ['adapters-looks-up', 'src/adapters/a.ts', "import { b } from '../app/b.ts';\nexport const a = b;\n"],
  ['unlisted-room', 'src/utils/a.ts', "import { b } from '../ports/b.ts';\nexport const a = b;\n"],
  ['unlisted-room-alone', 'src/loose.ts', 'export const a = 1;\n'],
  ['unlisted-room-imported', 'src/app/c.ts', "import { a } from '../helpers/a.ts';\nexport const c = a;\n"],
  [
    'edge-stays-at-the-edge',
    'src/steps/read/a.ts',
    "import { readFile } from 'node:fs/promises';\nexport const a = readFile;\n",
  ],
  ['edge-stays-at-the-edge', 'src/app/run.ts', "import { request } from 'node:https';\nexport const a = request;\n"],
  [
    'edge-stays-at-the-edge',
    'src/iam/a.ts',
    "import { setFailed } from '@actions/core';\nexport const a = setFailed;\n",
  ],
  ['edge-stays-at-the-edge', 'src/lock/a.ts', "export const a = () => import('@aws-sdk/client-iam');\n"],
  ['starts-nothing', 'src/adapters/git.ts', "import { spawn } from 'node:child_process';\nexport const a = spawn;\n"],
  [
    'product-knows-no-test',
    'src/fleet/a.ts',
    "import { b } from '../../testbed/aws/index.mjs';\nexport const a = b;\n",
  ],
  ['testbed-aws-has-one-entry', 'testbed/github/a.mjs', "export { b } from '../aws/deep.mjs';\n"],
  ['testbed-stands-alone', 'testbed/runner/a.mjs', "export { a } from '../../src/plan/a.ts';\n"],
  ['unresolved', 'src/formats/a.ts', "import { b } from './nowhere.ts';\nexport const a = b;\n"],
];
const UNLISTED: Readonly<Record<string, string>> = { 'src/helpers/a.ts': 'export const a = 1;\n' };
const SOUND: Readonly<Record<string, string>> = {
  'src/ports/b.ts': 'export const b = 1;\n',
  'src/report/b.ts': 'export const b = 1;\n',
  'src/app/b.ts': 'export const b = 1;\n',
  'src/app/main.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n",
  'src/steps/judge/b.ts': "import { b } from '../../ports/b.ts';\nexport type B = typeof b;\n",
  'src/adapters/b.ts': "import { info } from '@actions/core';\nexport const b = info;\n",
  'testbed/aws/index.mjs': "export { b } from './deep.mjs';\n",
  'testbed/aws/deep.mjs': 'export const b = 1;\n',
  'testbed/runner/b.mjs': "export { b } from '../aws/index.mjs';\n",
};
const CIRCLE: Readonly<Record<string, string>> = {
  'src/manifest/one.ts': "import type { Two } from './two.ts';\nexport type One = Two | 1;\n",
  'src/manifest/two.ts': "import type { One } from './one.ts';\nexport type Two = One | 2;\n",
};

let house: string;
let found: readonly string[];

beforeAll(() => {
  house = realpathSync(mkdtempSync(join(tmpdir(), 'layers-')));
  const mistakes = Object.fromEntries(MISTAKES.map(([, path, code]) => [path, code]));
  for (const [path, code] of Object.entries({ ...mistakes, ...UNLISTED, ...SOUND, ...CIRCLE })) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), code);
  }
  writeFileSync(join(house, 'tsconfig.json'), '{"compilerOptions": {"module": "NodeNext"}}');
  symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'));
  found = violations(house);
});

afterAll(() => {
  rmSync(house, { recursive: true, force: true });
});

/** `rule path`, for every import that the layer check refuses. */
function violations(folder: string): readonly string[] {
  const config = join(ROOT, '.dependency-cruiser.cjs');
  const tool = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const run = spawnSync(process.execPath, [tool, '--config', config, '--output-type', 'json', 'src', 'testbed'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  interface Answer {
    readonly summary: {
      readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
    };
  }
  const { summary } = JSON.parse(run.stdout) as Answer;
  return summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
}

test.each(MISTAKES)('%s: %s', (rule, path) => {
  expect(found).toContain(`${rule} ${path}`);
});

test('imports of types in a circle are one, too', () => {
  expect(found.filter((one) => one.startsWith('no-circles src/manifest/'))).not.toEqual([]);
});

test('what is in order is not refused', () => {
  const paths = new Set(found.map((one) => one.slice(one.indexOf(' ') + 1)));
  expect(Object.keys(SOUND).filter((path) => paths.has(path))).toEqual([]);
});

test('the house itself is in order', () => {
  const lint = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  expect(
    execFileSync(process.execPath, [lint, 'src', 'testbed', 'scripts', 'bench'], { cwd: ROOT, encoding: 'utf8' }),
  ).toContain('no dependency violations found');
});

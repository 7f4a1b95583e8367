import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RECIPES, type Recipe } from '../helpers/recipes.ts';
import { ROOT } from '../helpers/step.ts';

// CONTRIBUTING says where to add what. Here each of its recipes is carried out, all in one copy of the repository, and must be enough.
const COPIED = ['src', '__tests__', 'scripts', 'docs', 'schema', 'README.md', 'action.yml', 'package.json'];
const CONFIGS = [
  'tsconfig.json',
  'tsconfig.jest.json',
  'jest.config.js',
  '.dependency-cruiser.cjs',
  '.prettierrc.json',
];
/** What holds for every rule, category, format, reporter and input; with the tests that the recipes add. */
const GUARDS = [
  'rules/every-rule',
  'categories/categories',
  'categories/golden',
  'categories/cli-parity',
  'categories/never-wider',
  'formats/is-format',
  'formats/javascript',
  'formats/same-config',
  'reporters/reporters',
  'interface/inputs',
];

/** The compiler and Jest each take a minute of processor time; beside other work, several. For what hangs only. */
const PATIENCE = 1_200_000;

/** Files that a recipe changes by hand. */
const touchedBy = ({ files, lines }: Recipe) => [...new Set([...Object.keys(files), ...lines.map(([path]) => path)])];

let copy: string;

beforeAll(() => {
  copy = realpathSync(mkdtempSync(join(tmpdir(), 'recipes-')));
  for (const path of [...COPIED, ...CONFIGS]) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const { files, lines } of RECIPES) {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), text);
    }
    for (const [path, anchor, text] of lines) {
      const parts = readFileSync(join(copy, path), 'utf8').split(anchor);
      if (parts.length !== 2) throw new Error(`${path} holds ${parts.length - 1} times: ${anchor}`);
      writeFileSync(join(copy, path), parts.join(`${text}${anchor}`));
    }
  }
  // Types and JavaScript by one run of the compiler, over the product and the tests that the recipes touch.
  const tests = RECIPES.flatMap(touchedBy).filter((path) => path.startsWith('__tests__/') && path.endsWith('.ts'));
  const compilerOptions = { noEmit: false, rootDir: '.', outDir: 'out', allowJs: false, checkJs: false };
  const config = { extends: './tsconfig.json', compilerOptions, include: ['src'], files: tests.filter(isPlain) };
  writeFileSync(
    join(copy, 'tsconfig.recipes.json'),
    JSON.stringify({ ...config, compilerOptions: { ...compilerOptions, allowImportingTsExtensions: false } }),
  );
  symlinkSync('out/src', join(copy, 'lib'));
});

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

/** Whether a test stays within the copy: the test bed is not copied. */
function isPlain(path: string): boolean {
  return !/runs\/rights|interface\/inputs/.test(path);
}

function node(...args: readonly string[]): { readonly code: number | null; readonly output: string } {
  const run = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return { code: run.status, output: `${run.stdout}${run.stderr}` };
}
const DONE = expect.objectContaining({ code: 0 }) as unknown;

describe('what CONTRIBUTING says', () => {
  const rows = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| a'))
    .map((line) => line.split('|').map((cell) => cell.trim()));

  test.each(RECIPES.map((recipe) => [recipe.what, recipe] as const))('of %s is all that it takes', (what, recipe) => {
    const [, , count, write = '', lines = ''] = rows.find(([, name]) => name === what) ?? [];
    const stated = [...`${write} ${lines}`.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
    // `<name>` stands for one word, a path that ends with a slash for files below it.
    const pattern = (path: string) => new RegExp(`^${path.replace(/<\w+>/g, '[^/]+').replace(/\/$/, '/.+')}$`);
    const touched = touchedBy(recipe);
    expect(touched.filter((path) => !stated.some((one) => pattern(one).test(path)))).toEqual([]);
    expect(stated.filter((one) => !touched.some((path) => pattern(one).test(path)))).toEqual([]);
    expect(Number(count)).toBe(stated.length);
  });
});

describe('with all recipes carried out', () => {
  test(
    'types hold',
    () => {
      expect(node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.recipes.json')).toEqual(DONE);
    },
    PATIENCE,
  );

  test('layers hold', () => {
    expect(node('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'src')).toEqual(DONE);
  });

  test('generated files show what is new', () => {
    expect(node('scripts/generate.mjs')).toEqual(DONE);
    const missing = RECIPES.flatMap(({ generated }) => generated).filter(
      ([path, text]) => !readFileSync(join(copy, path), 'utf8').includes(text),
    );
    expect(missing).toEqual([]);
  });

  test('the product knows the command and the input', () => {
    const { code, output } = node('lib/index.js', '--help');
    expect(code).toBe(0);
    expect(output).toMatch(/^Usage: .*\|example\b/m);
    expect(output).toMatch(/^ {2}--example-input +An example\./m);
  });

  test(
    'tests that hold for every one of a kind pass, and so do those of the recipes',
    () => {
      const added = RECIPES.flatMap(({ files }) => Object.keys(files)).filter((path) => path.endsWith('.test.ts'));
      const paths = [...GUARDS.map((name) => `__tests__/${name}.test.ts`), ...added];
      writeFileSync(
        join(copy, 'jest.recipes.config.js'),
        "import config from './jest.config.js';\nconst { globalSetup, globalTeardown, ...rest } = config;\nexport default rest;\n",
      );
      const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '-c', 'jest.recipes.config.js'];
      expect(node(...jest, '--runTestsByPath', ...paths)).toEqual(DONE);
    },
    PATIENCE,
  );
});

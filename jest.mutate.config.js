import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import config from './jest.config.js';

// What runs under `npm run mutate`: tests of pure functions, which are fast and need nothing beside them. A test that reaches the test
// bed, a process or the whole pipeline is none of them; what it imports says so.
const NOT_PURE = /^(@amplify-import-auth\/testbed|node:child_process)|\/src\/app\//;
const tests = join(import.meta.dirname, '__tests__');

/** @param {string} file @param {Set<string>} [seen] @returns {boolean} */
function isPure(file, seen = new Set()) {
  if (seen.has(file)) return true;
  seen.add(file);
  const imports = [...readFileSync(file, 'utf8').matchAll(/(?:from|import) '([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.') ? join(dirname(file), name) : name,
  );
  return imports.every(
    (name) => !NOT_PURE.test(name) && (!name.endsWith('.ts') || !existsSync(name) || isPure(name, seen)),
  );
}

/** @type {import('jest').Config} */
export default {
  ...config,
  globalSetup: undefined,
  globalTeardown: undefined,
  testMatch: readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts') && !/^(architecture|contract|examples|adapters)\b/.test(path))
    .filter((path) => isPure(join(tests, path)))
    .map((path) => `<rootDir>/__tests__/${path.replaceAll('\\', '/')}`),
};

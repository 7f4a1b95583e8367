import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../helpers/step.ts';

// Short files and small rooms: a reader finds a thing by its name.
const MOST_LINES = 250;
const MOST_FILES = 25;
const MOST_FILES_OF_A_STEP = 10;

const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/'));

test('the sources are there', () => {
  expect(files.length).toBeGreaterThan(300);
});

test(`no file has more than ${MOST_LINES} lines`, () => {
  const lines = (path: string) =>
    readFileSync(join(ROOT, 'src', path), 'utf8')
      .trimEnd()
      .split('\n').length;
  expect(
    files.map((path) => `${path}: ${lines(path)}`).filter((one) => Number(one.split(': ')[1]) > MOST_LINES),
  ).toEqual([]);
});

test('no folder is crowded, and steps/ holds folders only', () => {
  const counts = new Map<string, number>();
  for (const path of files) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  const limit = (folder: string) => (folder.startsWith('steps/') ? MOST_FILES_OF_A_STEP : MOST_FILES);
  expect([...counts].filter(([folder, count]) => count > limit(folder))).toEqual([]);
  expect(counts.has('steps')).toBe(false);
});

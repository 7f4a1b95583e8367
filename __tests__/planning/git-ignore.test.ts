import { afterAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isTracked } from '../../src/adapters/git.ts';
import { foldersOf, isIgnored } from '../../src/planning/git-ignore.ts';

// Git itself says what is right.
const made: string[] = [];

function repository(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'git-ignore-'));
  made.push(root);
  execFileSync('git', ['init', '--quiet', root]);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true, force: true });
});

const PATHS = [
  'awsconfiguration.json',
  'AWSconfiguration.json',
  'ios/awsconfiguration.json',
  'ios/secret/awsconfiguration.json',
  'android/app/src/main/res/raw/awsconfiguration.json',
  '#odd !name.json',
];

describe.each<[what: string, rules: Record<string, string>]>([
  ['no rules', {}],
  ['a name', { '.gitignore': 'awsconfiguration.json\n' }],
  ['an anchored path', { '.gitignore': '/ios/awsconfiguration.json\r\n' }],
  ['a folder', { '.gitignore': 'ios/\n' }],
  ['a folder, and one file taken back, in vain', { '.gitignore': 'ios/\n!ios/awsconfiguration.json\n' }],
  ['its content, and one file taken back', { '.gitignore': 'ios/*\n!ios/awsconfiguration.json\n' }],
  ['two stars', { '.gitignore': '**/raw/*.json\n' }],
  ['everything but a folder', { '.gitignore': '*\n!*/\n!/ios/*.json\n' }],
  ['an inner file that takes it back', { '.gitignore': '*.json\n', 'ios/.gitignore': '!awsconfiguration.json\n' }],
  ['an inner file that has the last word', { '.gitignore': '!*.json\n', 'ios/.gitignore': '*\n' }],
  ['an inner file in a folder that is left out', { '.gitignore': 'ios\n', 'ios/.gitignore': '!*\n' }],
  ['an anchored inner rule', { 'ios/.gitignore': '/awsconfiguration.json\n' }],
  ['comments and escapes', { '.gitignore': '# all\n\n\\#odd \\!name.json\nawsconfiguration.jso?\n' }],
])('%s', (_what, rules) => {
  test('as git has it', () => {
    const root = repository(rules);
    const ours = Object.entries(rules).map(([path, text]) => ({ folder: dirname(path), text }));
    const git = (path: string) =>
      spawnSync('git', ['-C', root, '-c', 'core.ignoreCase=false', 'check-ignore', '--quiet', '--no-index', path])
        .status === 0;
    expect(PATHS.filter((path) => isIgnored(path, ours))).toEqual(PATHS.filter(git));
  });
});

test('folders on the way, from the outside in', () => {
  expect(foldersOf('a/b/c.json')).toEqual(['a', 'a/b']);
  expect(foldersOf('c.json')).toEqual([]);
});

describe('what git has in its index', () => {
  test('is told from what only lies there', async () => {
    const root = repository({ 'ios/a.json': '1', 'ios/b.json': '2', 'ios/[ab].json': '3' });
    execFileSync('git', ['-C', root, 'add', 'ios/a.json']);
    expect(await isTracked(root, 'ios/a.json')).toBe(true);
    expect(await isTracked(root, 'ios/b.json')).toBe(false);
    // Not taken for a pattern.
    expect(await isTracked(root, 'ios/[ab].json')).toBe(false);
  });

  test('counts also where the folder is gone, and in a repository of its own within', async () => {
    const root = repository({ 'gone/a.json': '1' });
    execFileSync('git', ['-C', root, 'add', '.']);
    rmSync(join(root, 'gone'), { recursive: true });
    expect(await isTracked(root, 'gone/a.json')).toBe(true);
    const inner = join(root, 'inner');
    execFileSync('git', ['init', '--quiet', inner]);
    writeFileSync(join(inner, 'a.json'), '1');
    execFileSync('git', ['-C', inner, 'add', '.']);
    expect(await isTracked(root, 'inner/a.json')).toBe(true);
    expect(await isTracked(root, 'inner/b.json')).toBe(false);
  });

  test('is nothing where there is no repository', async () => {
    const root = mkdtempSync(join(tmpdir(), 'no-git-'));
    made.push(root);
    expect(await isTracked(root, 'a.json')).toBe(false);
  });
});

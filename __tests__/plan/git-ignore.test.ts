import { afterAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { foldersOf, fullEffort, whyNotIgnored } from '../../src/plan/git-ignore.ts';

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
  'é',
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
  ['a set of characters', { '.gitignore': '[!b-z]WS[[:lower:]]onfiguration.json\n*.json\n!aws[[:alpha:]]*.json\n' }],
  ['a star that takes a folder back', { '.gitignore': '*\n!/**\n' }],
  ['what is no pattern', { '.gitignore': '*.json\n![a\n!\\\n\\\\[a\n[]a]\\\\[a\n' }],
  ['a byte order mark', { '.gitignore': '*\n', 'ios/.gitignore': '\uFEFF!awsconfiguration.json\n' }],
  ['a zero byte', { '.gitignore': '*.json\n!aws*.json\0.txt\n' }],
  ['a mark, which is several bytes', { '.gitignore': '?\n??\n' }],
  ['comments and escapes', { '.gitignore': '# all\n\n\\#odd \\!name.json\nawsconfiguration.jso?\n' }],
])('%s', (_what, rules) => {
  test('as git has it', () => {
    const root = repository(rules);
    const ours = Object.entries(rules).map(([path, text]) => ({ folder: dirname(path), text }));
    // Whether upper and lower case count depends on the machine: on all of them git has to leave the file unchanged.
    const git = (path: string) =>
      ['true', 'false'].every(
        (fold) =>
          spawnSync('git', ['-C', root, '-c', `core.ignoreCase=${fold}`, 'check-ignore', '-q', '--no-index', path])
            .status === 0,
      );
    expect(PATHS.filter((path) => whyNotIgnored(path, ours) === undefined)).toEqual(PATHS.filter(git));
  });
});

test('folders on the way, from the outside in', () => {
  expect(foldersOf('a/b/c.json')).toEqual(['a', 'a/b']);
  expect(foldersOf('c.json')).toEqual([]);
});

describe('what differs from machine to machine, or is too large, is not taken for ignored', () => {
  test.each([
    [
      'taken back on a machine that does not tell upper from lower case',
      '*.json\n!AWS*.JSON\n',
      'no .gitignore leaves it out',
    ],
    ['left out only there', 'AWSCONFIGURATION.JSON\n', 'no .gitignore leaves it out'],
    ['a very long line', `*.json\n${'a'.repeat(5000)}\n`, '.gitignore is too large to be judged'],
    ['very many lines', '*.json\n'.repeat(20_000), '.gitignore is too large to be judged'],
  ])('%s', (_what, text, reason) => {
    expect(whyNotIgnored('awsconfiguration.json', [{ folder: '.', text }])).toBe(reason);
  });

  test('stars cannot make it take long', () => {
    const text = `*.json\n${`${'*a'.repeat(2000)}b\n`.repeat(30)}`;
    const effort = fullEffort();
    const reasons = Array.from({ length: 200 }, () =>
      whyNotIgnored(`${'a'.repeat(200)}/${'a'.repeat(200)}.json`, [{ folder: '.', text }], effort),
    );
    expect(reasons.at(-1)).toBe('the .gitignore files on the way are too large to be judged');
  });
});

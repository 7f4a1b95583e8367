import { afterAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { trackingOf } from '../../src/adapters/git.ts';
import type { Tracking } from '../../src/ports/workspace.ts';

// Repositories as git makes them: what it has in its index is read without it.
const made: string[] = [];

function folder(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'git-index-')));
  made.push(path);
  return path;
}

function git(root: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', ['-C', root, ...who, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function write(root: string, path: string, text = 'x'): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const LONG = `long/${'n'.repeat(200)}.json`;
const FILES = ['a.json', 'ios/a.json', 'ios/ab.json', 'ios/abc/d.json', 'é/ü.json', LONG, 'zz.json'];

/** A repository in which `FILES` are tracked and `b.json` beside them is not. */
function repository(options: readonly string[] = [], root = folder()): string {
  git(root, 'init', '--quiet', ...options);
  for (const path of FILES) write(root, path);
  git(root, 'add', '.');
  write(root, 'ios/b.json');
  return root;
}

afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true, force: true });
});

async function at(root: string, path: string): Promise<Tracking> {
  return (await trackingOf(root, [path])).get(path)!;
}

async function expectFiles(root: string): Promise<void> {
  const paths = [...FILES, 'ios/b.json', 'ios', 'ios/a', 'nowhere/x.json', 'ios/[ab].json'];
  const states = [...(await trackingOf(root, paths))].map(([path, { state }]) => [path, state]);
  expect(states).toEqual(paths.map((path) => [path, FILES.includes(path) ? 'tracked' : 'untracked']));
}

describe('an index', () => {
  test.each<[string, readonly string[], readonly (readonly string[])[]]>([
    ['of version 2', [], [['update-index', '--index-version', '2']]],
    [
      'of version 3',
      [],
      [
        ['update-index', '--index-version', '3'],
        ['rm', '--cached', '--quiet', 'zz.json'],
        ['add', '-N', 'zz.json'],
      ],
    ],
    ['of version 4, whose paths repeat each other', [], [['update-index', '--index-version', '4']]],
    ['with SHA-256', ['--object-format=sha256'], []],
    ['with SHA-256, of version 4', ['--object-format=sha256'], [['update-index', '--index-version', '4']]],
    [
      'with marks on its entries',
      [],
      [
        ['update-index', '--assume-unchanged', 'a.json'],
        ['update-index', '--skip-worktree', 'zz.json'],
      ],
    ],
    [
      'with extensions',
      [],
      [
        ['commit', '--quiet', '-m', 'x'],
        ['update-index', '--untracked-cache'],
      ],
    ],
  ])('%s', async (_what, options, commands) => {
    const root = repository(options);
    for (const command of commands) git(root, ...command);
    await expectFiles(root);
  });

  test('without a checksum', async () => {
    const root = repository();
    const path = join(root, '.git/index');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0, bytes.length - 20));
    await expectFiles(root);
  });

  test('in another spelling is the same file on some disks', async () => {
    const root = repository();
    for (const path of ['A.json', 'IOS/a.json', 'e\u0301/u\u0308.json']) {
      expect([path, await at(root, path)]).toEqual([path, { state: 'tracked' }]);
    }
  });

  test('counts where the file or its folder is gone, and there is none before the first file', async () => {
    const root = repository();
    rmSync(join(root, 'ios'), { recursive: true });
    expect(await at(root, 'ios/a.json')).toEqual({ state: 'tracked' });
    const empty = folder();
    git(empty, 'init', '--quiet');
    expect(await at(empty, 'a.json')).toEqual({ state: 'untracked' });
    expect(await at(folder(), 'a.json')).toEqual({ state: 'untracked' });
  });
});

describe('where repositories meet', () => {
  test('a work tree of its own', async () => {
    const root = repository();
    git(root, 'commit', '--quiet', '-m', 'x');
    const tree = join(folder(), 'tree');
    git(root, 'worktree', 'add', '--quiet', tree);
    await expectFiles(tree);
  });

  test('a submodule, also as the workspace itself', async () => {
    const inner = repository();
    git(inner, 'commit', '--quiet', '-m', 'x');
    const outer = folder();
    git(outer, 'init', '--quiet');
    git(outer, 'submodule', '--quiet', 'add', inner, 'sub');
    expect(await at(outer, 'sub/ios/a.json')).toEqual({ state: 'tracked' });
    expect(await at(outer, 'sub/ios/b.json')).toEqual({ state: 'untracked' });
    await expectFiles(join(outer, 'sub'));
  });

  test('a workspace below the top of a repository, and a folder in between that is a repository or looks like one', async () => {
    const root = repository();
    expect(await at(join(root, 'ios'), 'a.json')).toEqual({ state: 'tracked' });
    expect(await at(join(root, 'ios'), 'b.json')).toEqual({ state: 'untracked' });
    git(join(root, 'ios'), 'init', '--quiet');
    expect(await at(root, 'ios/a.json')).toEqual({ state: 'tracked' });
    write(root, 'ios/b.json');
    git(join(root, 'ios'), 'add', 'b.json');
    expect(await at(root, 'ios/b.json')).toEqual({ state: 'tracked' });
  });
});

describe('nothing is judged, and never taken for untracked', () => {
  test.each<[string, string, (root: string) => void]>([
    ['a split index', 'is split', (root) => void git(root, 'update-index', '--split-index')],
    [
      'a truncated index',
      'is damaged',
      (root) => {
        truncateSync(join(root, '.git/index'), 200);
      },
    ],
    [
      'an index of one byte',
      'is damaged',
      (root) => {
        writeFileSync(join(root, '.git/index'), 'D');
      },
    ],
    [
      'an index with a flipped bit',
      'is damaged',
      (root) => {
        flip(join(root, '.git/index'), 100);
      },
    ],
    [
      'a huge index',
      'larger than',
      (root) => {
        truncateSync(join(root, '.git/index'), 2 ** 40);
      },
    ],
    [
      'a folder in place of the index',
      'no plain file',
      (root) => {
        replace(root, 'index', (path) => {
          mkdirSync(path);
        });
      },
    ],
    [
      'a pipe in place of the index',
      'no plain file',
      (root) => {
        replace(root, 'index', (path) => execFileSync('mkfifo', [path]));
      },
    ],
    [
      'an index that is a link',
      'symbolic links',
      (root) => {
        replace(root, 'index', (path) => {
          symlinkSync('x', path);
        });
      },
    ],
    [
      'a .git that leads out',
      'leads out of the workspace',
      (root) => {
        gitFile(root, `gitdir: ${tmpdir()}\n`);
      },
    ],
    [
      'a .git that leads nowhere',
      'cannot be judged',
      (root) => {
        gitFile(root, 'gitdir: ../nowhere\n');
      },
    ],
    [
      'a .git that says nothing',
      'does not say',
      (root) => {
        gitFile(root, 'hello\n');
      },
    ],
    [
      'a huge .git',
      'does not say',
      (root) => {
        gitFile(root, `gitdir: ${'x'.repeat(20_000)}\n`);
      },
    ],
    [
      'a .git that is a link',
      'neither a folder nor',
      (root) => {
        rmSync(join(root, 'ios/.git'), { force: true });
        symlinkSync('../.git', join(root, 'ios/.git'));
      },
    ],
    [
      'a .git that is a pipe',
      'neither a folder nor',
      (root) => {
        execFileSync('mkfifo', [join(root, 'ios/.git')]);
      },
    ],
  ])('%s', async (_what, reason, change) => {
    const root = repository();
    change(root);
    expect(await at(root, 'ios/b.json')).toEqual({ state: 'unknown', reason: expect.stringContaining(reason) });
  });

  test('folders that a sparse checkout leaves out', async () => {
    const root = repository();
    git(root, 'commit', '--quiet', '-m', 'x');
    git(root, 'sparse-checkout', 'init', '--cone', '--sparse-index');
    git(root, 'sparse-checkout', 'set', 'long');
    expect(await at(root, 'ios/b.json')).toEqual({
      state: 'unknown',
      reason: expect.stringContaining('sparse checkout'),
    });
    expect(await at(root, LONG)).toEqual({ state: 'tracked' });
    expect(await at(root, 'long/b.json')).toEqual({ state: 'untracked' });
  });

  test('a symbolic link on the way: git judges the file that it leads to', async () => {
    const root = repository();
    symlinkSync('ios', join(root, 'alias'));
    expect(await at(root, 'alias/a.json')).toMatchObject({ state: 'unknown' });
    expect(await at(root, 'alias/new/a.json')).toMatchObject({ state: 'unknown' });
  });

  test('paths of version 4 that repeat each other without end', async () => {
    const root = repository();
    const entry = (strip: Buffer, name: string, length: number) => {
      const head = Buffer.alloc(62);
      head.writeUInt32BE(0o100644, 24);
      head.writeUInt16BE(Math.min(length, 0xfff), 60);
      return Buffer.concat([head, strip, Buffer.from(`${name}\0`)]);
    };
    const first = 'a'.repeat(4000);
    const header = Buffer.alloc(12);
    header.write('DIRC');
    header.writeUInt32BE(4, 4);
    header.writeUInt32BE(100_001, 8);
    const same = entry(Buffer.from([0]), '', 4000);
    const body = [header, entry(Buffer.from([0]), first, 4000), ...Array.from({ length: 100_000 }, () => same)];
    writeFileSync(join(root, '.git/index'), Buffer.concat([...body, Buffer.alloc(20)]));
    expect(await at(root, 'ios/b.json')).toEqual({ state: 'unknown', reason: expect.stringContaining('too large') });
  });
});

function flip(path: string, index: number): void {
  const bytes = readFileSync(path);
  bytes[index]! ^= 1;
  writeFileSync(path, bytes);
}

function replace(root: string, name: string, make: (path: string) => unknown): void {
  rmSync(join(root, '.git', name));
  make(join(root, '.git', name));
}

function gitFile(root: string, text: string): void {
  writeFileSync(join(root, 'ios/.git'), text);
}

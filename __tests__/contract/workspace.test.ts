import { afterAll, describe, expect, test } from '@jest/globals';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { localWorkspace } from '../../src/adapters/workspace.ts';
import type { Workspace } from '../../src/ports/workspace.ts';
import { FakeWorkspace } from '../helpers/fake-workspace.ts';

const made: string[] = [];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'workspace-test-'));
  made.push(path);
  return path;
}

afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

function filled(files: Record<string, string>): string {
  const root = folder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

describe.each<[string, (files: Record<string, string>) => Promise<Workspace>]>([
  ['in memory', (files) => Promise.resolve(new FakeWorkspace(files))],
  ['on disk', (files) => localWorkspace(filled(files))],
])('a workspace %s', (_name, make) => {
  test('finds files by path and by glob', async () => {
    const workspace = await make({
      'a.yml': '',
      'apps/one/a.yml': '',
      'apps/two/a.yml': '',
      'apps/two/b.yml': '',
      '.hidden/a.yml': '',
    });
    expect(await workspace.find('a.yml')).toEqual(['a.yml']);
    expect(await workspace.find('nope.yml')).toEqual([]);
    expect(await workspace.find('apps/*/a.yml')).toEqual(['apps/one/a.yml', 'apps/two/a.yml']);
    expect(await workspace.find('**/a.yml')).toEqual(['.hidden/a.yml', 'a.yml', 'apps/one/a.yml', 'apps/two/a.yml']);
  });

  test('reads text and knows what is not there', async () => {
    const workspace = await make({ 'a/b.txt': 'é\r\n' });
    expect(await workspace.read('a/b.txt')).toEqual({ state: 'file', text: 'é\r\n' });
    expect(await workspace.read('a/c.txt')).toEqual({ state: 'absent' });
    expect(await workspace.read('x/y/z.txt')).toEqual({ state: 'absent' });
  });

  test('a staged file is seen once it is committed, and leaves nothing when it is discarded', async () => {
    const workspace = await make({ 'a.txt': 'old' });
    const first = await workspace.stage('a.txt', 'new');
    expect(await workspace.read('a.txt')).toEqual({ state: 'file', text: 'old' });
    await first.commit();
    await first.discard();
    expect(await workspace.read('a.txt')).toEqual({ state: 'file', text: 'new' });
    await (await workspace.stage('deep/er/b.txt', 'x')).discard();
    expect(await workspace.read('deep/er/b.txt')).toEqual({ state: 'absent' });
    await workspace.remove('a.txt');
    expect(await workspace.read('a.txt')).toEqual({ state: 'absent' });
  });
});

describe('on disk', () => {
  test('nothing half-written is left beside the files', async () => {
    const root = filled({ 'a.txt': 'old' });
    const workspace = await localWorkspace(root);
    const staged = await workspace.stage('new/folder/b.txt', 'x');
    expect(readdirSync(join(root, 'new/folder'))).toHaveLength(1);
    await staged.discard();
    await (await workspace.stage('a.txt', 'new')).commit();
    expect(readdirSync(root)).toEqual(['a.txt']);
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe('new');
  });

  test('a file keeps its mode', async () => {
    const root = filled({ 'a.txt': 'old' });
    const { chmodSync } = await import('node:fs');
    chmodSync(join(root, 'a.txt'), 0o600);
    await (await (await localWorkspace(root)).stage('a.txt', 'new')).commit();
    expect(statSync(join(root, 'a.txt')).mode & 0o777).toBe(0o600);
  });

  test('a byte order mark is part of the text, and what is not UTF-8 is no text', async () => {
    const root = folder();
    writeFileSync(join(root, 'bom'), Buffer.from([0xef, 0xbb, 0xbf, 0x61]));
    writeFileSync(join(root, 'latin'), Buffer.from([0xe9]));
    const workspace = await localWorkspace(root);
    expect(await workspace.read('bom')).toEqual({ state: 'file', text: '\uFEFFa' });
    expect(await workspace.read('latin')).toMatchObject({ state: 'unsafe' });
  });

  test('symbolic links lead nowhere that matters', async () => {
    const outside = filled({ 'secret.txt': 'canary' });
    const root = filled({ 'real.txt': 'x', 'folder/x.txt': 'x', '.git/config': 'x' });
    symlinkSync(outside, join(root, 'out'));
    symlinkSync(join(outside, 'secret.txt'), join(root, 'link.txt'));
    symlinkSync(join(root, 'real.txt'), join(root, 'inner.txt'));
    symlinkSync(join(root, 'folder'), join(root, 'alias'));
    symlinkSync(join(root, '.git'), join(root, 'git'));
    symlinkSync(join(outside, 'missing'), join(root, 'dangling'));
    const workspace = await localWorkspace(root);
    for (const path of [
      'out/secret.txt',
      'link.txt',
      'inner.txt',
      'dangling',
      'dangling/x.txt',
      'git/config',
      'git/hooks/x',
      'real.txt/x',
      'folder',
    ]) {
      expect([path, await workspace.read(path)]).toMatchObject([path, { state: 'unsafe' }]);
      await expect(workspace.stage(path, 'x')).rejects.toThrow();
      await expect(workspace.remove(path)).rejects.toThrow();
    }
    for (const path of ['../x', '/etc/x', 'a/../../x'])
      await expect(workspace.stage(path, 'x')).rejects.toThrow('outside');
    // A folder inside of the workspace may be reached by a link.
    await (await workspace.stage('alias/y.txt', 'y')).commit();
    expect(readFileSync(join(root, 'folder/y.txt'), 'utf8')).toBe('y');
    expect(readdirSync(outside)).toEqual(['secret.txt']);
    expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('canary');
    expect(readdirSync(join(root, '.git'))).toEqual(['config']);
    // A manifest may be a link to a file of the workspace, but not to one outside.
    expect(await workspace.find('inner.txt')).toEqual(['real.txt']);
    expect(await workspace.find('link.txt')).toEqual([]);
  });
});

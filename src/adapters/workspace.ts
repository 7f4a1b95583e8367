import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, realpath, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import picomatch from 'picomatch';
import { isTracked } from './git.ts';
import { removeLeftovers, temporaryName } from './leftovers.ts';
import type { FileState, StagedFile, Workspace } from '../ports/workspace.ts';

/** Folders that hold other people's files; a glob does not look there. */
const SKIPPED = new Set(['.git', 'node_modules']);

/** No manifest, lock or config comes near it, and it fits into memory several times. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The files below `root`, which must exist. */
export async function localWorkspace(root: string): Promise<Workspace> {
  const realRoot = await realpath(root);
  return {
    find: (pattern) => find(realRoot, pattern),
    read: (path) => read(realRoot, path),
    stage: (path, text) => stage(realRoot, path, text),
    isTracked: (path) => isTracked(realRoot, path),
    async remove(path) {
      const problem = await problemOf(realRoot, path);
      if (problem !== undefined) throw new Error(problem);
      await unlink(join(realRoot, path));
    },
  };
}

async function find(root: string, pattern: string): Promise<readonly string[]> {
  const normal = posix.normalize(pattern);
  if (normal.startsWith('../') || posix.isAbsolute(normal)) return [];
  const { base, isGlob } = picomatch.scan(normal);
  const candidates = isGlob ? await walk(root, base) : [normal];
  const matches = isGlob ? picomatch(normal, { dot: true }) : () => true;
  const found = new Set<string>();
  for (const path of candidates.filter((candidate) => matches(candidate))) {
    const real = await realpath(join(root, path)).catch(() => undefined);
    // A link is taken for the file that it leads to, as long as that is in the workspace.
    if (real === undefined || !isInside(root, real) || !(await lstat(real)).isFile()) continue;
    found.add(relative(root, real).split(sep).join('/'));
  }
  return [...found].toSorted();
}

async function walk(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const nested = entries.map(async (entry): Promise<readonly string[]> => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : walk(root, path);
    return [path];
  });
  return (await Promise.all(nested)).flat();
}

async function read(root: string, path: string): Promise<FileState> {
  const problem = await problemOf(root, path);
  if (problem !== undefined) return { state: 'unsafe', reason: problem };
  let bytes: Buffer;
  try {
    const { size } = await lstat(join(root, path));
    if (size > MAX_BYTES) return { state: 'unsafe', reason: `it has ${size} bytes; at most ${MAX_BYTES} are read` };
    bytes = await readFile(join(root, path));
  } catch (error) {
    if (isMissing(error)) return { state: 'absent' };
    return { state: 'unsafe', reason: error instanceof Error ? error.message : String(error) };
  }
  try {
    return { state: 'file', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { state: 'unsafe', reason: 'it is not UTF-8 text' };
  }
}

/** Why a path must be neither read nor written; undefined where it may be, whether or not anything is there. */
async function problemOf(root: string, path: string): Promise<string | undefined> {
  if (posix.isAbsolute(path) || posix.normalize(path).startsWith('..')) return 'it is outside of the workspace';
  let folder = dirname(join(root, path));
  for (;;) {
    try {
      const real = await realpath(folder);
      if (!isInside(root, real)) return 'a symbolic link on the way leads out of the workspace';
      if (isForbidden(relative(root, real)))
        return "a symbolic link on the way leads into git's or GitHub's own folder";
      if (!(await lstat(real)).isDirectory()) return 'a part of the path is a file';
      break;
    } catch (error) {
      if (isNotDirectory(error)) return 'a part of the path is a file';
      if (!isMissing(error)) throw error;
      // A link to nowhere is there, but has no real path.
      if ((await lstat(folder).catch(() => undefined))?.isSymbolicLink())
        return 'a symbolic link on the way leads nowhere';
      folder = dirname(folder);
    }
  }
  const entry = await lstat(join(root, path)).catch(() => undefined);
  if (entry === undefined || entry.isFile()) return undefined;
  return entry.isSymbolicLink() ? 'it is a symbolic link' : 'it is no plain file';
}

async function stage(root: string, path: string, text: string): Promise<StagedFile> {
  const problem = await problemOf(root, path);
  if (problem !== undefined) throw new Error(`${path}: ${problem}`);
  const target = join(root, path);
  const firstMade = await mkdir(dirname(target), { recursive: true });
  // In the same folder, so that the rename stays within one file system.
  await removeLeftovers(dirname(target), posix.basename(path));
  const temporary = join(dirname(target), temporaryName(posix.basename(path)));
  const mode = await lstat(target).then(
    (entry) => entry.mode & 0o777,
    () => 0o644,
  );
  // Windows has no O_NOFOLLOW: undefined adds no flag there.
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  let pending = true;
  const discard = async () => {
    if (!pending) return;
    pending = false;
    await rm(temporary, { force: true });
    if (firstMade !== undefined) await removeEmpty(dirname(target), firstMade);
  };
  try {
    const handle = await open(temporary, flags, mode);
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    async commit() {
      const late = await problemOf(root, path);
      if (late !== undefined) throw new Error(`${path}: ${late}`);
      await rename(temporary, target);
      pending = false;
    },
    discard,
  };
}

/** Removes the folders that staging has made, from the inside out, as far as nobody else has put anything into them. */
async function removeEmpty(from: string, firstMade: string): Promise<void> {
  for (let folder = from; ; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
    if (folder === firstMade) return;
  }
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function isForbidden(path: string): boolean {
  return path.split(sep).some((part) => /^\.git(hub)?$/i.test(part));
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function isNotDirectory(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOTDIR';
}

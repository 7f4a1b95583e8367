import { constants } from 'node:fs';
import { lstat, open, readdir, realpath, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import picomatch from 'picomatch';
import { unsafePathReason } from '../manifest/unsafe-path.ts';
import { trackingOf } from './git.ts';
import { removeLeftovers, temporaryName } from './leftovers.ts';
import { makeFolder } from './make-folder.ts';
import { isInside, isMissing, readPlainFile, reasonOf } from './plain-file.ts';
import type { FileState, StagedFile, Workspace } from '../ports/workspace.ts';

/** Folders that hold other people's files; a glob does not look there. */
const SKIPPED = new Set(['.git', 'node_modules']);

/** Generated files take kilobytes, and the lock of a very large fleet some tens of megabytes: nothing larger is read. */
const LARGEST_FILE = 64 * 1024 * 1024;

/** The files below `root`, which must exist. */
export async function localWorkspace(root: string): Promise<Workspace> {
  const realRoot = await realpath(root);
  return {
    find: (pattern) => find(realRoot, pattern),
    read: (path) => read(realRoot, path),
    stage: (path, text) => stage(realRoot, path, text),
    tracking: (paths) => trackingOf(realRoot, paths),
    async remove(path) {
      const problem = await writingProblemOf(realRoot, path);
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
    if (real === undefined || !isInside(root, real)) continue;
    if ((await lstat(real).catch(() => undefined))?.isFile() !== true) continue;
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
  const file = await readPlainFile(join(root, path), LARGEST_FILE);
  if (file.state === 'absent') return file;
  if (file.state === 'unreadable') return { state: 'unsafe', reason: file.reason };
  try {
    return { state: 'file', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file.bytes) };
  } catch {
    return { state: 'unsafe', reason: 'it is not UTF-8 text' };
  }
}

/** Why a path must be neither read nor written; undefined where it may be, whether or not anything is there. */
async function problemOf(root: string, path: string): Promise<string | undefined> {
  if (posix.isAbsolute(path) || posix.normalize(path).startsWith('..')) return 'it is outside of the workspace';
  try {
    const found = await realFolderOf(join(root, path));
    if ('problem' in found) return found.problem;
    const { real } = found;
    if (!isInside(root, real)) return 'a symbolic link on the way leads out of the workspace';
    if (isForbidden(relative(root, real))) return "a symbolic link on the way leads into git's or GitHub's own folder";
    if (!(await lstat(real)).isDirectory()) return 'a part of the path is a file';
    const entry = await lstat(join(root, path));
    if (entry.isFile()) return undefined;
    return entry.isSymbolicLink() ? 'it is a symbolic link' : 'it is no plain file';
  } catch (error) {
    return isMissing(error) ? undefined : reasonOf(error);
  }
}

/** The same for a path that is to be written: a symbolic link must not lead to where no output may be. */
async function writingProblemOf(root: string, path: string): Promise<string | undefined> {
  const problem = await problemOf(root, path);
  if (problem !== undefined) return problem;
  const target = join(root, path);
  const found = await realFolderOf(target);
  if ('problem' in found) return found.problem;
  const real = join(found.real, relative(found.folder, target));
  const reason = real === target ? undefined : unsafePathReason(relative(root, real).split(sep).join('/'));
  return reason && `a symbolic link on the way leads elsewhere, and the path there ${reason}`;
}

type RealFolder = { readonly folder: string; readonly real: string } | { readonly problem: string };

/** Where the innermost folder on the way to a file is that is there. Rejects as the file system does. */
async function realFolderOf(target: string): Promise<RealFolder> {
  for (let folder = dirname(target); ; folder = dirname(folder)) {
    try {
      return { folder, real: await realpath(folder) };
    } catch (error) {
      if (!isMissing(error)) throw error;
      // A link to nowhere is there, but has no real path.
      if ((await lstat(folder).catch(() => undefined))?.isSymbolicLink())
        return { problem: 'a symbolic link on the way leads nowhere' };
    }
  }
}

async function stage(root: string, path: string, text: string): Promise<StagedFile> {
  const problem = await writingProblemOf(root, path);
  if (problem !== undefined) throw new Error(`${path}: ${problem}`);
  const target = join(root, path);
  const firstMade = await makeFolder(dirname(target));
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
      const late = await writingProblemOf(root, path);
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

function isForbidden(path: string): boolean {
  return path.split(sep).some((part) => /^\.git(hub)?$/i.test(part));
}

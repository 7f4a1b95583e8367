import { lstat, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { sameOnSomeDisk } from '../domain/file.ts';
import type { Tracking } from '../ports/workspace.ts';
import { readGitIndex, type GitIndex } from './git-index.ts';
import { isInside, isMissing, readPlainFile, reasonOf } from './plain-file.ts';

const LARGEST_INDEX = 1 << 27;
const LARGEST_LINK = 1 << 13;

/**
 * Whether git has the files in its index; where there is no repository, nothing can be committed from here. `root` is a real path.
 *
 * The index is read, and git is not run: the settings of a repository may name programs, and any folder of a checkout may be one. Every
 * repository around a file is asked, since a folder in between may only look like one. In doubt the answer is `unknown`.
 */
export async function trackingOf(root: string, paths: readonly string[]): Promise<ReadonlyMap<string, Tracking>> {
  const repositories = new Map<string, Promise<Repository | undefined>>();
  const repositoryAt = (folder: string) => {
    const known = repositories.get(folder) ?? openRepository(root, folder);
    repositories.set(folder, known);
    return known;
  };
  const found = new Map<string, Tracking>();
  for (const path of paths) found.set(path, await trackingAt(root, path, repositoryAt));
  return found;
}

/** What a repository's index has, as paths in one spelling. */
type Repository =
  | { readonly state: 'read'; readonly files: ReadonlySet<string>; readonly sparseFolders: readonly string[] }
  | { readonly state: 'unreadable'; readonly reason: string };

async function trackingAt(
  root: string,
  path: string,
  repositoryAt: (folder: string) => Promise<Repository | undefined>,
): Promise<Tracking> {
  const target = join(root, path);
  if (!(await isWhereItSeems(dirname(target)))) {
    return { state: 'unknown', reason: 'a symbolic link, or another spelling of a folder, is on the way to it' };
  }
  for (const folder of foldersAbove(target)) {
    const repository = await repositoryAt(folder);
    if (repository === undefined) continue;
    if (repository.state === 'unreadable') return { state: 'unknown', reason: repository.reason };
    const name = sameOnSomeDisk(relative(folder, target).split(sep).join('/'));
    if (repository.files.has(name)) return { state: 'tracked' };
    if (repository.sparseFolders.some((one) => name.startsWith(one))) {
      return { state: 'unknown', reason: 'it is in a folder that a sparse checkout leaves out' };
    }
  }
  return { state: 'untracked' };
}

/** Whether the innermost folder that is there has this path itself: git judges a file by where it really is. */
async function isWhereItSeems(folder: string): Promise<boolean> {
  try {
    return (await realpath(folder)) === folder;
  } catch (error) {
    if (!isMissing(error) || folder === dirname(folder)) return false;
    return isWhereItSeems(dirname(folder));
  }
}

/** From the inside out, up to the root of the disk. */
function foldersAbove(target: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = dirname(target); ; folder = dirname(folder)) {
    folders.push(folder);
    if (folder === dirname(folder)) return folders;
  }
}

/** The repository whose work tree begins at a folder, if one does. */
async function openRepository(root: string, folder: string): Promise<Repository | undefined> {
  const own = await gitFolderOf(root, folder);
  if (own === undefined) return undefined;
  const where = relative(root, join(folder, '.git')).split(sep).join('/');
  if ('reason' in own) return { state: 'unreadable', reason: `${where} ${own.reason}` };
  const file = await readPlainFile(join(own.path, 'index'), LARGEST_INDEX);
  if (file.state === 'absent') return { state: 'read', files: new Set(), sparseFolders: [] };
  const index: GitIndex = file.state === 'read' ? readGitIndex(file.bytes) : { ...file, state: 'unreadable' };
  if (index.state === 'unreadable') {
    return { state: 'unreadable', reason: `the index in ${where} cannot be judged: ${index.reason}` };
  }
  return {
    state: 'read',
    files: new Set(index.files.map(sameOnSomeDisk)),
    sparseFolders: index.sparseFolders.map(sameOnSomeDisk),
  };
}

type GitFolder = { readonly path: string } | { readonly reason: string };

/** Where git keeps the index of a work tree: in `.git`, or where that leads. */
async function gitFolderOf(root: string, folder: string): Promise<GitFolder | undefined> {
  const own = join(folder, '.git');
  try {
    const entry = await lstat(own);
    if (entry.isDirectory()) return { path: own };
    if (!entry.isFile()) return { reason: 'is neither a folder nor a plain file' };
    const file = await readPlainFile(own, LARGEST_LINK);
    const text = file.state === 'read' ? file.bytes.toString('utf8') : '';
    const named = /^gitdir: ([^\0\r\n]+)[\r\n]*$/.exec(text)?.[1];
    if (named === undefined) return { reason: 'does not say where its repository is' };
    const real = await realpath(resolve(folder, named));
    if (isInside(root, real) || (await leadsBack(real, own)) || (await isModuleAbove(folder, real)))
      return { path: real };
    return { reason: 'leads out of the workspace' };
  } catch (error) {
    // Nothing there, or a file where the folder should be.
    if (isMissing(error) && !(await isThere(own))) return undefined;
    return { reason: `cannot be judged: ${reasonOf(error)}` };
  }
}

/** A work tree of its own (`git worktree add`): the folder of its repository names it. */
async function leadsBack(gitFolder: string, own: string): Promise<boolean> {
  const file = await readPlainFile(join(gitFolder, 'gitdir'), LARGEST_LINK);
  const named = file.state === 'read' ? file.bytes.toString('utf8').trimEnd() : '';
  return named !== '' && (await realpath(resolve(gitFolder, named)).catch(() => undefined)) === own;
}

/** A submodule, whose repository is kept within that of the repository around it. */
async function isModuleAbove(folder: string, gitFolder: string): Promise<boolean> {
  for (const above of foldersAbove(folder)) {
    const modules = await realpath(join(above, '.git', 'modules')).catch(() => undefined);
    if (modules !== undefined && isInside(modules, gitFolder)) return true;
  }
  return false;
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => !isMissing(error),
  );
}

// @ts-check
/**
 * Reads refs and objects of a bare repository.
 */
import { git, gitText } from './git.mjs';

/**
 * @typedef {object} Identity
 * @property {string} name
 * @property {string} email
 * @property {string} date ISO 8601, to the second
 */

/**
 * @typedef {object} Commit
 * @property {string} sha
 * @property {string} tree
 * @property {string[]} parents
 * @property {Identity} author
 * @property {Identity} committer
 * @property {string} message
 * @property {string | null} signature
 * @property {string} payload what the signature signs
 */

/** @typedef {{ path: string, mode: string, sha: string }} TreeEntry */
/** @typedef {{ sha: string, type: 'commit' | 'tree' | 'blob' | 'tag', size: number }} ObjectInfo */

/**
 * @param {string} directory
 * @param {string} [prefix]
 * @returns {Promise<Map<string, string>>} full name → sha
 */
export async function readRefs(directory, prefix = 'refs/') {
  const text = await gitText(directory, 'for-each-ref', '--format=%(refname) %(objectname)', prefix);
  return new Map(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => /** @type {[string, string]} */ (line.split(' '))),
  );
}

/**
 * @param {string} directory
 * @param {string} expression as `git rev-parse` takes it
 * @returns {Promise<ObjectInfo | undefined>}
 */
export async function inspect(directory, expression) {
  if (expression === '' || /[\n\0]/.test(expression)) {
    return undefined;
  }
  const answer = (await git(directory, ['cat-file', '--batch-check'], { input: `${expression}\n` })).toString();
  const [, sha, type, size] = /^([0-9a-f]{40}) (commit|tree|blob|tag) (\d+)\n$/.exec(answer) ?? [];
  return sha && type ? { sha, type: /** @type {ObjectInfo['type']} */ (type), size: Number(size) } : undefined;
}

/**
 * The commit that a branch, a tag or a sha stands for, in the order in which GitHub tries them.
 *
 * @param {string} directory
 * @param {string} name
 * @returns {Promise<string | undefined>}
 */
export async function resolveCommit(directory, name) {
  const short = name.replace(/^refs\//, '');
  const names = /^[0-9a-f]{7,40}$/.test(name) ? [name] : [];
  for (const candidate of [...names, `refs/heads/${name}`, `refs/tags/${name}`, `refs/${short}`]) {
    const found = await inspect(directory, `${candidate}^{commit}`);
    if (found) {
      return found.sha;
    }
  }
  return undefined;
}

/**
 * @param {string} directory
 * @param {string[]} shas
 * @returns {Promise<Commit[]>}
 */
export async function readCommits(directory, shas) {
  if (shas.length === 0) {
    return [];
  }
  const all = await git(directory, ['cat-file', '--batch'], { input: `${shas.join('\n')}\n` });
  /** @type {Commit[]} */
  const commits = [];
  for (let at = 0; at < all.length;) {
    const end = all.indexOf('\n', at);
    const [sha = '', type, size] = all.subarray(at, end).toString().split(' ');
    if (type !== 'commit') {
      throw new Error(`${sha} is no commit`);
    }
    const body = all.subarray(end + 1, end + 1 + Number(size));
    commits.push(parseCommit(sha, body.toString()));
    at = end + 1 + body.length + 1;
  }
  return commits;
}

/**
 * @param {string} directory
 * @param {string} sha
 * @returns {Promise<Commit>}
 */
export async function readCommit(directory, sha) {
  const [commit] = await readCommits(directory, [sha]);
  return /** @type {Commit} */ (commit);
}

/**
 * @param {string} sha
 * @param {string} text
 * @returns {Commit}
 */
function parseCommit(sha, text) {
  const end = text.indexOf('\n\n');
  const message = text.slice(end + 2);
  // A header goes on in lines that begin with a space.
  const headers = text.slice(0, end).split(/\n(?! )/);
  const values = (/** @type {string} */ name) =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const [signature] = values('gpgsig');
  return {
    sha,
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: parseIdentity(values('author')[0] ?? ''),
    committer: parseIdentity(values('committer')[0] ?? ''),
    message: message.replace(/\n$/, ''),
    signature: signature?.replaceAll('\n ', '\n') ?? null,
    payload: `${headers.filter((line) => !line.startsWith('gpgsig ')).join('\n')}\n\n${message}`,
  };
}

/**
 * @param {string} line `Ann <ann@example.com> 1700000000 +0100`
 * @returns {Identity}
 */
function parseIdentity(line) {
  const [, name = '', email = '', seconds = '0'] = /^(.*?) ?<(.*)> (\d+) [+-]\d{4}$/.exec(line) ?? [];
  return { name, email, date: isoSeconds(new Date(Number(seconds) * 1000)) };
}

/** @param {Date} date */
export function isoSeconds(date) {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/**
 * @param {string} directory
 * @param {string} treeish
 * @returns {Promise<TreeEntry[]>} every file, at any depth
 */
export async function listTree(directory, treeish) {
  const text = (await git(directory, ['ls-tree', '-z', '-r', treeish])).toString();
  return text
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', , sha = ''] = line.slice(0, tab).split(' ');
      return { path: line.slice(tab + 1), mode, sha };
    });
}

/**
 * @param {string} directory
 * @param {string} sha
 * @returns {Promise<Buffer>}
 */
export function readBlob(directory, sha) {
  return git(directory, ['cat-file', 'blob', sha]);
}

/**
 * @param {string} directory
 * @param {string[]} range as `git rev-list` takes it
 * @returns {Promise<string[]>} newest first
 */
export async function listCommits(directory, ...range) {
  return (await gitText(directory, 'rev-list', ...range)).split('\n').filter(Boolean);
}

/**
 * @param {string} directory
 * @param {string} ancestor
 * @param {string} descendant
 * @returns {Promise<boolean>}
 */
export async function isAncestor(directory, ancestor, descendant) {
  return (await mergeBase(directory, ancestor, descendant)) === ancestor;
}

/**
 * @param {string} directory
 * @param {string} one
 * @param {string} other
 * @returns {Promise<string | undefined>} undefined for histories that have nothing in common
 */
export async function mergeBase(directory, one, other) {
  const sha = (await git(directory, ['merge-base', one, other], { accept: [1] })).toString().trim();
  return sha || undefined;
}

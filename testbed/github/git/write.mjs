// @ts-check
/**
 * Writes trees, commits and refs into a bare repository.
 */
import { createHash, randomUUID } from 'node:crypto';
import { git, gitText } from './git.mjs';
import { inspect } from './read.mjs';

/** @typedef {import('./read.mjs').Identity} Identity */

/** @typedef {{ path: string, content: Buffer | null }} Change `null` deletes the path */

const NOWHERE = '0'.repeat(40);

/**
 * One process however many files there are: fast-import reads blobs and paths from one stream. It can do so
 * only for a commit; that one is thrown away, its tree is what counts.
 *
 * @param {string} directory
 * @param {string | undefined} base the commit or tree to start from
 * @param {Change[]} changes
 * @returns {Promise<string>} the tree
 */
export async function writeTree(directory, base, changes) {
  const scratch = `refs/scratch/${randomUUID()}`;
  /** @type {(string | Buffer)[]} */
  const stream = [`commit ${scratch}\nmark :1\ncommitter x <x> 0 +0000\ndata 0\n\n`];
  if (base !== undefined) {
    stream.push(`M 040000 ${(await inspect(directory, `${base}^{tree}`))?.sha} ""\n`);
  }
  for (const change of changes) {
    const path = quoted(change.path);
    if (change.content === null) {
      stream.push(`D ${path}\n`);
    } else {
      stream.push(`M 100644 inline ${path}\ndata ${change.content.length}\n`, change.content, '\n');
    }
  }
  stream.push(`\nls :1 ""\nreset ${scratch}\nfrom ${NOWHERE}\n\ndone\n`);
  const input = Buffer.concat(stream.map((part) => Buffer.from(part)));
  const answer = (await git(directory, ['fast-import', '--quiet', '--done'], { input })).toString();
  // A tree without entries is listed as missing.
  return /^040000 tree ([0-9a-f]{40})/.exec(answer)?.[1] ?? (await emptyTree(directory));
}

/** @param {string} directory */
async function emptyTree(directory) {
  return (await git(directory, ['mktree'], { input: '' })).toString().trim();
}

/** @param {string} path */
function quoted(path) {
  return `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

/**
 * @param {string} directory
 * @param {object} commit
 * @param {string} commit.tree
 * @param {string[]} commit.parents
 * @param {string} commit.message
 * @param {Identity} commit.author
 * @param {Identity} [commit.committer] the author, where left out
 * @param {boolean} [commit.signed] with a signature block as GitHub's own commits have one; nobody can verify it
 * @returns {Promise<string>} the sha
 */
export async function writeCommit(directory, { tree, parents, message, author, committer = author, signed = false }) {
  const headers = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${identityLine(author)}`,
    `committer ${identityLine(committer)}`,
  ];
  const payload = `${headers.join('\n')}\n\n${message.replace(/\n*$/, '\n')}`;
  const text = signed ? payload.replace('\n\n', `\ngpgsig ${signatureOf(payload)}\n\n`) : payload;
  return (await git(directory, ['hash-object', '-t', 'commit', '-w', '--stdin'], { input: text })).toString().trim();
}

/** @param {Identity} identity */
function identityLine({ name, email, date }) {
  const clean = (/** @type {string} */ text) => text.replace(/[<>\n\0]/g, '').trim();
  return `${clean(name)} <${clean(email)}> ${Math.floor(Date.parse(date) / 1000)} +0000`;
}

/** @param {string} payload */
function signatureOf(payload) {
  const block = createHash('sha512').update(payload).digest('base64');
  const lines = ['-----BEGIN PGP SIGNATURE-----', '', block, '-----END PGP SIGNATURE-----'];
  return lines.join('\n ');
}

/**
 * @param {string} directory
 * @param {string} ref its full name
 * @param {string | null} to null deletes it
 * @param {string | null} from where it must stand now; null: it must not exist
 * @returns {Promise<void>}
 */
export async function moveRef(directory, ref, to, from) {
  await git(directory, ['update-ref', '--stdin'], { input: `update ${ref} ${to ?? NOWHERE} ${from ?? NOWHERE}\n` });
}

/**
 * Refs that only GitHub moves, whatever they pointed to.
 *
 * @param {string} directory
 * @param {Record<string, string | null>} refs null deletes
 * @returns {Promise<void>}
 */
export async function setRefs(directory, refs) {
  const commands = Object.entries(refs).map(([ref, sha]) =>
    sha === null ? `delete ${ref}\n` : `update ${ref} ${sha}\n`,
  );
  await git(directory, ['update-ref', '--stdin'], { input: commands.join('') });
}

/**
 * @param {string} ref
 * @returns {boolean} whether git-check-ref-format takes it as the full name of a ref
 */
export function isRefName(ref) {
  return /^refs\/[^/]+\/[^/]/.test(ref) && !/[\0- ~^:?*[\\\x7f]|\.\.|@\{|\/\/|\/\.|\.lock(\/|$)|[/.]$/.test(ref);
}

/**
 * What merging would give, without a working tree.
 *
 * @param {string} directory
 * @param {string} base
 * @param {string} head
 * @returns {Promise<string | undefined>} the tree; undefined where there are conflicts
 */
export async function mergedTree(directory, base, head) {
  const args = ['merge-tree', '--write-tree', '--allow-unrelated-histories', base, head];
  const [tree, ...conflicts] = (await git(directory, args, { accept: [1] })).toString().trim().split('\n');
  return conflicts.length === 0 ? tree : undefined;
}

/**
 * Copies the objects of a commit from another repository, as GitHub shares them among forks.
 *
 * @param {string} directory
 * @param {string} source
 * @param {string} sha
 * @returns {Promise<void>}
 */
export async function borrowCommit(directory, source, sha) {
  await gitText(directory, 'fetch', '--quiet', '--no-tags', source, sha);
}

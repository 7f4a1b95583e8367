// @ts-check
/**
 * Commits, trees and blobs below /git.
 */
import { inspect, listTree, readBlob, readCommit } from '../git/read.mjs';
import { writeBlob, writeCommit, writeTree } from '../git/write.mjs';
import { created, forbidden, GitHubError, notFound, ok, unprocessable } from '../http/answers.mjs';
import { requireToken } from '../http/access.mjs';
import { requireFields, requireMember } from '../http/fields.mjs';
import { route } from '../http/routes.mjs';
import { gitIdentity, WEB_FLOW } from '../model/accounts.mjs';
import { isRepositoryPath } from '../model/paths.mjs';
import { mustNotTouchWorkflows } from '../model/push.mjs';
import { inaccessible } from '../model/tokens.mjs';
import { gitCommitJson } from './shapes/git.mjs';
import { apiUrl } from './shapes/repositories.mjs';

/** @typedef {import('../git/read.mjs').Identity} Identity */
/** @typedef {import('../git/read.mjs').TreeEntry} TreeEntry */
/** @typedef {import('../git/write.mjs').Change} Change */
/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */
/** @typedef {import('../model/repository.mjs').Repository} Repository */

const GIT = '/repos/{owner}/{repo}/git';
const read = (/** @type {string} */ docs) => ({ permission: 'contents:read', docs: `git/${docs}` });
const write = (/** @type {string} */ docs) => ({ permission: 'contents:write', docs: `git/${docs}` });

export const gitObjectRoutes = [
  route(`GET ${GIT}/commits/{sha}`, read('commits#get-a-commit-object'), getCommit),
  route(`POST ${GIT}/commits`, write('commits#create-a-commit'), createCommit),
  route(`GET ${GIT}/trees/{sha*}`, read('trees#get-a-tree'), getTree),
  route(`POST ${GIT}/trees`, write('trees#create-a-tree'), createTree),
  route(`GET ${GIT}/blobs/{sha}`, read('blobs#get-a-blob'), getBlob),
  route(`POST ${GIT}/blobs`, write('blobs#create-a-blob'), createBlob),
];

const BLOB_LIMIT = 100 * 1024 * 1024;

/** @param {ApiRequest} request */
async function getCommit({ repository, params: { sha = '' } }) {
  const found = /^[0-9a-f]{40}$/.test(sha) ? await inspect(repository.directory, sha) : undefined;
  if (found?.type !== 'commit') {
    throw notFound();
  }
  return ok(gitCommitJson(repository, await readCommit(repository.directory, sha)));
}

/**
 * GitHub signs what a bot commits under its own name; whoever names an author gets an unsigned commit.
 *
 * @param {ApiRequest} request
 */
async function createCommit({ repository, token, body }) {
  requireFields(body, {
    message: 'string',
    tree: 'string',
    parents: 'array?',
    author: 'object?',
    committer: 'object?',
  });
  const { account } = requireToken(token);
  const { directory, world } = repository;
  const parents = /** @type {string[]} */ (body['parents'] ?? []);
  if ((await inspect(directory, body['tree']))?.type !== 'tree') {
    throw unprocessable('Tree SHA does not exist');
  }
  for (const parent of parents) {
    if ((await inspect(directory, parent))?.type !== 'commit') {
      throw unprocessable('Parent SHA does not exist or is not a commit object');
    }
  }
  const date = world.now();
  const signed = !body['author'] && !body['committer'] && account.type === 'Bot';
  /** @type {Identity} */
  const author = { ...gitIdentity(account), date, ...body['author'] };
  /** @type {Identity} */
  const committer = signed ? { ...WEB_FLOW, date } : { ...author, ...body['committer'] };
  const { message, tree } = body;
  const sha = await writeCommit(directory, { tree, parents, message, author, committer, signed });
  return created(gitCommitJson(repository, await readCommit(directory, sha)));
}

/** @param {ApiRequest} request */
async function getTree({ repository, params: { sha = '' }, query }) {
  const { directory } = repository;
  const found = (await inspect(directory, `${sha}^{tree}`)) ?? (await inspect(directory, `refs/heads/${sha}^{tree}`));
  if (!found) {
    throw notFound();
  }
  const entries = await listTree(directory, found.sha, { recursive: query.has('recursive') });
  return ok(treeJson(repository, found.sha, entries));
}

/**
 * @param {Repository} repository
 * @param {string} sha
 * @param {TreeEntry[]} entries
 */
function treeJson(repository, sha, entries) {
  const url = `${apiUrl(repository)}/git`;
  return {
    sha,
    url: `${url}/trees/${sha}`,
    tree: entries.map((entry) => ({
      path: entry.path,
      mode: entry.mode,
      type: entry.type,
      sha: entry.sha,
      ...(entry.type === 'blob' ? { size: entry.size } : {}),
      url: `${url}/${entry.type}s/${entry.sha}`,
    })),
    truncated: false,
  };
}

/** @param {ApiRequest} request */
async function createTree({ repository, token, body }) {
  requireFields(body, { tree: 'array', base_tree: 'string?' });
  const { directory } = repository;
  const entries = /** @type {Record<string, any>[]} */ (body['tree']);
  const base = body['base_tree'] ? await inspect(directory, `${body['base_tree']}^{tree}`) : undefined;
  if (body['base_tree'] && !base) {
    throw notFound();
  }
  const changes = [];
  for (const entry of entries) {
    changes.push(await changeOf(repository, entry));
  }
  if (mustNotTouchWorkflows(requireToken(token)) && changes.some(({ path }) => path.startsWith('.github/workflows/'))) {
    throw forbidden(inaccessible(token));
  }
  const sha = await writeTree(directory, base?.sha, changes);
  return created(treeJson(repository, sha, await listTree(directory, sha)));
}

/**
 * @param {Repository} repository
 * @param {Record<string, any>} entry
 * @returns {Promise<Change>}
 */
async function changeOf({ directory }, entry) {
  requireFields(entry, { path: 'string', mode: 'string?', type: 'string?', content: 'string?' });
  requireMember(entry['mode'], ['100644', '100755', '040000', '160000', '120000']);
  const { path, mode = '100644', sha, content } = entry;
  if (!isRepositoryPath(path)) {
    throw unprocessable('tree.path contains a malformed path component');
  }
  if (sha === null) {
    return { path, content: null };
  }
  if (sha === undefined) {
    return { path, mode, content: Buffer.from(content ?? '') };
  }
  if (!(await inspect(directory, sha))) {
    throw unprocessable(`tree.sha ${sha} is not a valid ${entry['type'] ?? 'blob'}`);
  }
  return { path, mode, sha };
}

/** @param {ApiRequest} request */
async function getBlob({ repository, params: { sha = '' }, accept }) {
  const found = /^[0-9a-f]{40}$/.test(sha) ? await inspect(repository.directory, sha) : undefined;
  if (found?.type !== 'blob') {
    throw notFound();
  }
  if (found.size > BLOB_LIMIT) {
    throw new GitHubError(403, 'This API returns blobs up to 100 MB in size.', {
      errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }],
    });
  }
  const content = await readBlob(repository.directory, sha);
  return accept.includes('raw')
    ? ok(content, { 'content-type': 'application/vnd.github.raw; charset=utf-8' })
    : ok({
        sha,
        node_id: `B_${sha}`,
        size: content.length,
        url: `${apiUrl(repository)}/git/blobs/${sha}`,
        content: inLines(content),
        encoding: 'base64',
      });
}

/** Base64 as GitHub gives it: in lines of 60 characters. @param {Buffer} content */
export function inLines(content) {
  return content.toString('base64').replace(/.{1,60}/g, '$&\n');
}

/** @param {ApiRequest} request */
async function createBlob({ repository, body }) {
  requireFields(body, { content: 'string', encoding: 'string?' });
  const encoding = body['encoding'] === 'base64' ? 'base64' : 'utf8';
  const sha = await writeBlob(repository.directory, Buffer.from(body['content'], encoding));
  return created({ sha, url: `${apiUrl(repository)}/git/blobs/${sha}` });
}

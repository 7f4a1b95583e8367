// @ts-check
/**
 * Refs, commits, trees and blobs.
 */
import { inspect, listCommits, listTree, readBlob, readCommit } from '../git/read.mjs';
import { pullRequestsOf } from '../model/pulls.mjs';
import { refNodeId } from '../rest/shapes/git.mjs';
import { htmlUrl } from '../rest/shapes/repositories.mjs';
import { actorNode, connection, demand, node } from './nodes.mjs';
import { pullNode } from './pull-nodes.mjs';
import { repositoryNode } from './repository-node.mjs';

/** @typedef {import('../git/read.mjs').Commit} Commit */
/** @typedef {import('../git/read.mjs').Identity} Identity */
/** @typedef {import('../git/read.mjs').TreeEntry} TreeEntry */
/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('./nodes.mjs').Context} Context */
/** @typedef {import('./nodes.mjs').Node} Node */
/** @typedef {import('./nodes.mjs').Paging} Paging */

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {string} name `main` or `refs/heads/main`
 * @returns {Promise<Node | null>}
 */
export async function refNode(context, repository, name) {
  demand(context, repository, 'contents:read');
  const full = name.startsWith('refs/') ? name : `refs/heads/${name}`;
  const found = await inspect(repository.directory, full);
  if (!found) {
    return null;
  }
  const [prefix = 'refs/'] = /^refs\/(heads|tags)\//.exec(full) ?? [];
  return node('Ref', {
    id: refNodeId(repository, full),
    name: full.slice(prefix.length),
    prefix,
    target: () => objectNode(context, repository, found.sha),
    repository: () => repositoryNode(context, repository),
    associatedPullRequests: (/** @type {Paging & { states?: string[] }} */ args) => {
      const pulls = pullRequestsOf(repository).filter(({ pull }) => `refs/heads/${pull.head}` === full);
      return connection('PullRequest', pulls, (issue) => pullNode(context, repository, issue), args);
    },
  });
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {string} expression as `git rev-parse` takes it
 * @returns {Promise<Node | null>}
 */
export async function objectNode(context, repository, expression) {
  demand(context, repository, 'contents:read');
  const { directory } = repository;
  const found =
    (await inspect(directory, expression)) ??
    (expression.includes(':') ? await inspect(directory, `refs/heads/${expression}`) : undefined);
  switch (found?.type) {
    case 'commit':
      return commitNode(context, repository, await readCommit(directory, found.sha));
    case 'tree':
      return treeNode(context, repository, found.sha);
    case 'blob':
      return blobNode(context, repository, found.sha, await readBlob(directory, found.sha));
    default:
      return null;
  }
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {Commit} commit
 * @returns {Node}
 */
export function commitNode(context, repository, commit) {
  const { sha, message, parents, author, committer } = commit;
  const [headline = ''] = message.split('\n');
  const list = async (/** @type {string[]} */ shas, /** @type {Paging} */ args) => {
    const commits = await Promise.all(shas.map((one) => readCommit(repository.directory, one)));
    return connection('Commit', commits, (one) => commitNode(context, repository, one), args);
  };
  return node('Commit', {
    id: `C_${sha}`,
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    url: `${htmlUrl(repository)}/commit/${sha}`,
    commitUrl: `${htmlUrl(repository)}/commit/${sha}`,
    resourcePath: `/${repository.fullName}/commit/${sha}`,
    message,
    messageHeadline: headline,
    messageBody: message.slice(headline.length).trim(),
    authoredDate: author.date,
    committedDate: committer.date,
    committedViaWeb: committer.email === 'noreply@github.com',
    author: gitActor(repository, author),
    committer: gitActor(repository, committer),
    signature: signatureNode(commit),
    repository: () => repositoryNode(context, repository),
    tree: () => treeNode(context, repository, commit.tree),
    parents: (/** @type {Paging} */ args) => list(parents, args),
    history: async (/** @type {Paging & { path?: string }} */ args) =>
      list(await listCommits(repository.directory, sha, ...(args.path ? ['--', args.path] : [])), args),
    file: async (/** @type {{ path: string }} */ { path }) => {
      const [entry] = await listTree(repository.directory, sha, { path });
      return entry ? entryNode(context, repository, entry) : null;
    },
  });
}

/**
 * @param {Repository} repository
 * @param {Identity} identity
 */
function gitActor({ world }, { name, email, date }) {
  const account = world.accounts.byEmail(email);
  return node('GitActor', { name, email, date, user: account?.type === 'User' ? actorNode(account) : null });
}

/** @param {Commit} commit */
function signatureNode({ signature, payload, committer }) {
  return signature === null
    ? null
    : node('GpgSignature', {
        email: committer.email,
        isValid: true,
        payload,
        signature,
        state: 'VALID',
        verifiedAt: committer.date,
        wasSignedByGitHub: true,
        keyId: 'B5690EEEBB952194',
      });
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {string} sha
 * @returns {Node}
 */
function treeNode(context, repository, sha) {
  return node('Tree', {
    id: `T_${sha}`,
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    repository: () => repositoryNode(context, repository),
    entries: async () =>
      (await listTree(repository.directory, sha)).map((entry) => entryNode(context, repository, entry)),
  });
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {TreeEntry} entry
 */
function entryNode(context, repository, { path, mode, type, sha, size }) {
  return node('TreeEntry', {
    name: path.split('/').at(-1),
    path,
    mode: parseInt(mode, 8),
    type,
    oid: sha,
    size,
    object: () => objectNode(context, repository, sha),
  });
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {string} sha
 * @param {Buffer} content
 */
function blobNode(context, repository, sha, content) {
  const isBinary = content.includes(0);
  return node('Blob', {
    id: `B_${sha}`,
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    byteSize: content.length,
    isBinary,
    isTruncated: false,
    text: isBinary ? null : content.toString(),
    repository: () => repositoryNode(context, repository),
  });
}

// @ts-check
/**
 * Repositories, and the files in them.
 */
import { inspect, readBlob } from '../git/read.mjs';
import { Unimplemented } from '../http/answers.mjs';
import { sees } from '../model/tokens.mjs';
import { demand, GraphqlError, node } from './nodes.mjs';

/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('./nodes.mjs').Context} Context */
/** @typedef {import('./nodes.mjs').Node} Node */

/**
 * @param {Context} context
 * @param {string} owner
 * @param {string} name
 * @returns {Repository}
 */
export function requireRepository({ world, token }, owner, name) {
  const repository = world.findRepository(owner, name);
  if (!repository || !sees(token, repository)) {
    throw new GraphqlError('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
  }
  return repository;
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @returns {Node}
 */
export function repositoryNode(context, repository) {
  return node('Repository', {
    id: repository.nodeId,
    nameWithOwner: repository.fullName,
    object: (/** @type {{ expression?: string, oid?: string }} */ { expression, oid }) =>
      objectNode(context, repository, oid ?? expression ?? ''),
  });
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {string} expression as `git rev-parse` takes it
 * @returns {Promise<Node | null>}
 */
async function objectNode(context, repository, expression) {
  demand(context, repository, 'contents:read');
  const found = await inspect(repository.directory, expression);
  if (!found) {
    return null;
  }
  if (found.type !== 'blob') {
    throw new Unimplemented(`Repository.object of a ${found.type}`);
  }
  const content = await readBlob(repository.directory, found.sha);
  const isBinary = content.includes(0);
  return node('Blob', {
    oid: found.sha,
    byteSize: content.length,
    isBinary,
    isTruncated: false,
    text: isBinary ? null : content.toString(),
  });
}

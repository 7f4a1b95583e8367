// @ts-check
/**
 * The mutation updateRefs: moves and removes branches, each only from where the caller saw it.
 */
import { inspect } from '../git/read.mjs';
import { Unimplemented } from '../http/answers.mjs';
import { pushRef } from '../model/push.mjs';
import { sees } from '../model/tokens.mjs';
import { demand, GraphqlError } from './nodes.mjs';

/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('./nodes.mjs').Context} Context */

/** @typedef {{ name: string, afterOid: string, beforeOid?: string | null, force?: boolean }} RefUpdate */

const NOWHERE = '0'.repeat(40);

/**
 * All of them or none; a zero oid stands for a ref that is not there.
 *
 * @param {Context} context
 * @param {{ repositoryId: string, refUpdates: RefUpdate[] }} input
 */
export async function updateRefs(context, { repositoryId, refUpdates }) {
  const repository = repositoryOf(context, repositoryId);
  demand(context, repository, 'contents:write');
  return repository.exclusively(async () => {
    const updates = await Promise.all(refUpdates.map((update) => refUpdateOf(repository, update)));
    for (const { ref, from, to } of updates) {
      await pushRef(repository, { ref, from, to, token: context.token });
    }
  });
}

/**
 * @param {Context} context
 * @param {string} id
 * @returns {Repository}
 */
function repositoryOf({ world, token }, id) {
  const found = [...world.repositories.values()].find((one) => one.nodeId === id);
  if (!found || !sees(token, found)) {
    throw new GraphqlError('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
  }
  return found;
}

/**
 * What a ref update comes to. GitHub's words where `beforeOid` is another are not known.
 *
 * @param {Repository} repository
 * @param {RefUpdate} update
 * @returns {Promise<{ ref: string, from: string | null, to: string | null }>}
 */
async function refUpdateOf({ directory }, { name, afterOid, beforeOid, force }) {
  if (!force) {
    throw new Unimplemented('an update of a ref without force');
  }
  const from = (await inspect(directory, name))?.sha ?? null;
  if (beforeOid && beforeOid !== (from ?? NOWHERE)) {
    throw new GraphqlError('UNPROCESSABLE', `The ref ${name} does not point to ${beforeOid}.`);
  }
  if (afterOid === NOWHERE) {
    return { ref: name, from, to: null };
  }
  if (!(await inspect(directory, afterOid))) {
    throw new GraphqlError('UNPROCESSABLE', `The object ${afterOid} does not exist in the repository.`);
  }
  return { ref: name, from, to: afterOid };
}

// @ts-check
import { inaccessible } from '../model/tokens.mjs';
import { createCommitOnBranch } from './commit-on-branch.mjs';
import { GraphqlError, node } from './nodes.mjs';
import { repositoryNode, requireRepository } from './repository.mjs';
import { updateRefs } from './update-refs.mjs';

/**
 * The queries and mutations that are implemented.
 *
 * @param {import('./nodes.mjs').Context} context
 * @returns {import('./nodes.mjs').Node}
 */
export function rootOf(context) {
  const { token } = context;
  return {
    viewer() {
      if (token.kind === 'installation') {
        throw new GraphqlError('FORBIDDEN', inaccessible(token));
      }
      return node('User', { login: token.account.login });
    },
    repository: (/** @type {{ owner: string, name: string }} */ { owner, name }) =>
      repositoryNode(context, requireRepository(context, owner, name)),
    createCommitOnBranch: (/** @type {any} */ { input }) => createCommitOnBranch(context, input),
    updateRefs: async (/** @type {any} */ { input }) => {
      await updateRefs(context, input);
      return { clientMutationId: input.clientMutationId ?? null };
    },
  };
}

// @ts-check
/**
 * GraphQL in front of `emulate`, which has REST only: what the product asks for, carried out by REST calls of the same
 * caller. GitHub's published schema decides here as well what is a valid document and a valid answer.
 */
import { executeGraphql } from '../graphql/execute.mjs';
import { GraphqlError, node } from '../graphql/nodes.mjs';

/** @typedef {ReturnType<typeof import('@actions/github').getOctokit>} Octokit */
/** @typedef {{ owner: string, repo: string }} Place */

/**
 * @param {Octokit} octokit of the caller
 * @param {(oid: string) => void} signed told of every commit that GitHub itself would have signed
 * @param {import('../graphql/operation.mjs').GraphqlRequest} request
 */
export function answerGraphql({ rest }, signed, request) {
  return executeGraphql(
    {
      viewer: async () => node('User', { login: (await rest.users.getAuthenticated()).data.login }),
      repository: async (/** @type {{ owner: string, name: string }} */ { owner, name: repo }) =>
        node('Repository', {
          id: (await rest.repos.get({ owner, repo })).data.node_id,
          object: (/** @type {{ expression: string }} */ { expression }) => blob(rest, { owner, repo }, expression),
        }),
      createCommitOnBranch: async (/** @type {any} */ { input }) => {
        const oid = await commitOnBranch(rest, input);
        signed(oid);
        return { commit: node('Commit', { oid }) };
      },
      updateRefs: async (/** @type {any} */ { input: { repositoryId, refUpdates } }) => {
        const { data: all } = await rest.repos.listForAuthenticatedUser({ per_page: 100 });
        const found = all.find((one) => one.node_id === repositoryId);
        if (!found) {
          throw new GraphqlError('NOT_FOUND', `Could not resolve to a node with the global id of '${repositoryId}'`);
        }
        for (const update of refUpdates) {
          await updateRef(rest, { owner: found.owner.login, repo: found.name }, update);
        }
        return { clientMutationId: null };
      },
    },
    request,
  );
}

/**
 * @param {Octokit['rest']} rest
 * @param {Place} place
 * @param {string} expression `<oid>:<path>`
 */
async function blob({ repos }, place, expression) {
  const [, ref = '', path = ''] = /^([^:]+):(.+)$/.exec(expression) ?? [];
  try {
    const { data } = await repos.getContent({ ...place, path, ref });
    const text = Buffer.from('content' in data ? data.content : '', 'base64').toString();
    return node('Blob', { text, isTruncated: false, isBinary: false });
  } catch (error) {
    if (/** @type {{ status?: number }} */ (error).status === 404) {
      return null;
    }
    throw error;
  }
}

/**
 * @param {Octokit['rest']} rest
 * @param {any} input
 * @returns {Promise<string>} the new commit
 */
async function commitOnBranch({ git }, { branch, message, expectedHeadOid, fileChanges }) {
  const [owner = '', repo = ''] = branch.repositoryNameWithOwner.split('/');
  const place = { owner, repo };
  const ref = `heads/${branch.branchName}`;
  const { data: head } = await git.getRef({ ...place, ref });
  if (head.object.sha !== expectedHeadOid) {
    throw new GraphqlError('STALE_DATA', `Expected branch to point to "${expectedHeadOid}" but it did not.`);
  }
  const { data: parent } = await git.getCommit({ ...place, commit_sha: expectedHeadOid });
  const file = /** @type {const} */ ({ mode: '100644', type: 'blob' });
  const { additions = [], deletions = [] } = fileChanges;
  const changes = [
    ...additions.map((/** @type {any} */ { path, contents }) => {
      return { ...file, path, content: Buffer.from(contents, 'base64').toString() };
    }),
    ...deletions.map((/** @type {any} */ { path }) => ({ ...file, path, sha: null })),
  ];
  const { data: tree } = await git.createTree({ ...place, base_tree: parent.tree.sha, tree: changes });
  const text = message.body ? `${message.headline}\n\n${message.body}` : message.headline;
  const made = { ...place, message: text, tree: tree.sha, parents: [expectedHeadOid] };
  const { data: commit } = await git.createCommit(made);
  await git.updateRef({ ...place, ref, sha: commit.sha });
  return commit.sha;
}

/**
 * @param {Octokit['rest']} rest
 * @param {Place} place
 * @param {{ name: string, beforeOid: string, afterOid: string, force: boolean }} update
 */
async function updateRef({ git }, place, { name, beforeOid, afterOid, force }) {
  const ref = name.replace('refs/', '');
  const { data: now } = await git.getRef({ ...place, ref });
  if (now.object.sha !== beforeOid) {
    throw new GraphqlError('UNPROCESSABLE', `The ref ${name} does not point to ${beforeOid}.`);
  }
  await (/^0+$/.test(afterOid)
    ? git.deleteRef({ ...place, ref })
    : git.updateRef({ ...place, ref, sha: afterOid, force }));
}

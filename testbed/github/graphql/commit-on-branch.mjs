// @ts-check
/**
 * The mutation createCommitOnBranch: many files in one signed commit, if the branch is where the caller thinks.
 */
import { listTree } from '../git/read.mjs';
import { writeCommit, writeTree } from '../git/write.mjs';
import { Unimplemented } from '../http/answers.mjs';
import { gitIdentity, WEB_FLOW } from '../model/accounts.mjs';
import { isRepositoryPath } from '../model/paths.mjs';
import { pushRef, refuseWorkflows } from '../model/push.mjs';
import { demand, GraphqlError, node } from './nodes.mjs';
import { requireRepository } from './repository.mjs';

/** @typedef {import('../git/write.mjs').Change} Change */
/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('./nodes.mjs').Context} Context */

/**
 * @typedef {object} CommitInput
 * @property {{ id?: string, repositoryNameWithOwner?: string, branchName?: string }} branch
 * @property {{ headline: string, body?: string }} message
 * @property {string} expectedHeadOid
 * @property {{ additions?: { path: string, contents: string }[], deletions?: { path: string }[] }} [fileChanges]
 */

/** Measured by others: 40 MB pass, 40 MiB do not. GitHub documents no limit. */
const SIZE_LIMIT = 40 * 1024 * 1024;

/**
 * @param {Context} context
 * @param {CommitInput} input
 */
export async function createCommitOnBranch(context, input) {
  const { repository, branch } = locate(context, input.branch);
  demand(context, repository, 'contents:write');
  const { additions = [], deletions = [] } = input.fileChanges ?? {};
  const changes = [
    ...deletions.map(({ path }) => ({ path: checked(path), content: null })),
    ...additions.map(({ path, contents }) => ({ path: checked(path), content: decoded(path, contents) })),
  ];
  const size = changes.reduce((sum, { content }) => sum + (content?.length ?? 0), 0);
  if (size >= SIZE_LIMIT) {
    throw new GraphqlError('UNPROCESSABLE', `The changes have ${size} bytes; the limit is ${SIZE_LIMIT}.`);
  }
  const { token } = context;
  refuseWorkflows(
    token,
    changes.map(({ path }) => path),
  );
  const sha = await repository.exclusively(async () => {
    const head = await repository.head(branch);
    if (head === undefined) {
      throw new GraphqlError('NOT_FOUND', 'Branch not found');
    }
    if (head !== input.expectedHeadOid) {
      const message = `Expected branch to point to "${input.expectedHeadOid}" but it did not.  Pull and try again.`;
      throw new GraphqlError('STALE_DATA', message);
    }
    await requirePaths(
      repository,
      head,
      deletions.map(({ path }) => path),
    );
    const made = await commit(context, repository, head, changes, input.message);
    await pushRef(repository, { ref: `refs/heads/${branch}`, from: head, to: made, token });
    return made;
  });
  return { commit: node('Commit', { oid: sha }) };
}

/**
 * @param {Context} context
 * @param {CommitInput['branch']} branch
 */
function locate(context, { id, repositoryNameWithOwner, branchName }) {
  if (id) {
    throw new Unimplemented('a branch by its id');
  }
  if (!repositoryNameWithOwner || !branchName) {
    const message = 'Either an id, or a repositoryNameWithOwner and a branchName must be given.';
    throw new GraphqlError('UNPROCESSABLE', message);
  }
  const [owner = '', name = ''] = repositoryNameWithOwner.split('/');
  return { repository: requireRepository(context, owner, name), branch: branchName.replace(/^refs\/heads\//, '') };
}

/** @param {string} path */
function checked(path) {
  if (!isRepositoryPath(path)) {
    throw new GraphqlError('UNPROCESSABLE', `"${path}" is not a valid path.`);
  }
  return path;
}

/**
 * As the schema says: padded, and nothing outside of the alphabet.
 *
 * @param {string} path
 * @param {string} contents
 */
function decoded(path, contents) {
  const content = Buffer.from(contents, 'base64');
  if (content.toString('base64') !== contents) {
    throw new GraphqlError('UNPROCESSABLE', `The contents of "${path}" are not valid base64.`);
  }
  return content;
}

/**
 * @param {Repository} repository
 * @param {string} head
 * @param {string[]} paths
 */
async function requirePaths({ directory }, head, paths) {
  if (paths.length === 0) {
    return;
  }
  const known = new Set((await listTree(directory, head)).map(({ path }) => path));
  if (!paths.every((path) => known.has(path))) {
    const message = `A path was requested for deletion which does not exist as of commit oid \`${head}\``;
    throw new GraphqlError('UNPROCESSABLE', message);
  }
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {string} parent
 * @param {Change[]} changes
 * @param {CommitInput['message']} message
 */
async function commit({ token, world }, { directory }, parent, changes, { headline, body }) {
  const date = world.now();
  return writeCommit(directory, {
    tree: await writeTree(directory, parent, changes),
    parents: [parent],
    message: body ? `${headline}\n\n${body}` : headline,
    author: { ...gitIdentity(token.account), date },
    committer: { ...WEB_FLOW, date },
    signed: true,
  });
}

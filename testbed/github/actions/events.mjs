// @ts-check
/**
 * What starts a job: the payload of the event, and the ref and commit that the job then sees.
 */
import { listCommits, readCommit } from '../git/read.mjs';
import { filesOfPull, findPull } from '../model/pulls.mjs';
import { accountJson } from '../rest/shapes/accounts.mjs';
import { fullPullJson } from '../rest/shapes/pulls.mjs';
import { repositoryJson } from '../rest/shapes/repositories.mjs';

/** @typedef {import('../model/accounts.mjs').Account} Account */
/** @typedef {import('../model/repository.mjs').Repository} Repository */

/** @typedef {'push' | 'pull_request' | 'schedule'} EventName */

/**
 * @typedef {object} EventOptions
 * @property {EventName} event
 * @property {number} [number] of the pull request
 * @property {string} [action] of a pull request; `synchronize` where left out
 * @property {string} [branch] for push; the default branch
 */

/**
 * @typedef {object} JobEvent
 * @property {Record<string, any>} payload
 * @property {string} ref
 * @property {string} sha
 * @property {string} headRef empty but for pull requests
 * @property {string} baseRef likewise
 * @property {boolean} isFork whether a pull request comes from another repository
 */

/** @typedef {(repository: Repository, options: EventOptions, sender: Account) => Promise<JobEvent>} EventMaker */

/**
 * @param {Repository} repository
 * @param {EventOptions} options
 * @param {Account} sender
 * @returns {Promise<JobEvent>}
 */
export function makeEvent(repository, options, sender) {
  return MAKERS[options.event](repository, options, sender);
}

/** @type {Record<EventName, EventMaker>} */
const MAKERS = {
  async push(repository, { branch = repository.defaultBranch }, sender) {
    const sha = await requireHead(repository, branch);
    const { parents, message, author, committer, tree } = await readCommit(repository.directory, sha);
    const head = { id: sha, tree_id: tree, message, timestamp: committer.date, author, committer };
    const payload = {
      ref: `refs/heads/${branch}`,
      before: parents[0] ?? '0'.repeat(40),
      after: sha,
      created: parents.length === 0,
      deleted: false,
      forced: false,
      base_ref: null,
      commits: [head],
      head_commit: head,
      pusher: { name: sender.login, email: `${sender.login}@users.noreply.github.com` },
      ...about(repository, sender),
    };
    return onBranch(branch, sha, payload);
  },

  pull_request: (repository, options, sender) => pullRequestEvent(repository, options, sender),

  // On GitHub hardly more than the line of the workflow; there is no repository in it to rely on.
  async schedule(repository) {
    const sha = await requireHead(repository, repository.defaultBranch);
    return onBranch(repository.defaultBranch, sha, { schedule: '17 5 * * *' });
  },
};

export const WORKFLOW = '.github/workflows/auth.yml';

/** @type {EventMaker} */
async function pullRequestEvent(repository, { number, action = 'synchronize' }, sender) {
  const issue = findPull(repository, number);
  const { pull } = issue;
  const files = await filesOfPull(repository, issue);
  const commits = await listCommits(repository.directory, `${pull.baseSha}..${pull.headSha}`);
  const payload = {
    action,
    number: issue.number,
    pull_request: fullPullJson(repository, issue, files, commits.length),
    ...(action === 'synchronize' ? { before: commits[1] ?? pull.baseSha, after: pull.headSha } : {}),
    ...about(repository, sender),
  };
  return {
    payload,
    ref: `refs/pull/${issue.number}/merge`,
    sha: pull.mergeSha ?? pull.headSha,
    headRef: pull.head,
    baseRef: pull.base,
    isFork: pull.headRepository !== repository,
  };
}

/**
 * @param {string} branch
 * @param {string} sha
 * @param {Record<string, any>} payload
 * @returns {JobEvent}
 */
function onBranch(branch, sha, payload) {
  return { payload, ref: `refs/heads/${branch}`, sha, headRef: '', baseRef: '', isFork: false };
}

/**
 * @param {Repository} repository
 * @param {string} branch
 */
async function requireHead(repository, branch) {
  const sha = await repository.head(branch);
  if (sha === undefined) {
    throw new Error(`${repository.fullName} has no branch ${branch}`);
  }
  return sha;
}

/**
 * @param {Repository} repository
 * @param {Account} sender
 */
function about(repository, sender) {
  return { repository: repositoryJson(repository), sender: accountJson(repository.world, sender) };
}

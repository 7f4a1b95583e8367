// @ts-check
import { readRefs } from '../git/read.mjs';
import { isPermitted } from '../http/access.mjs';
import { sees } from '../model/tokens.mjs';
import { pullRequestsOf } from '../model/pulls.mjs';
import { htmlUrl } from '../rest/shapes/repositories.mjs';
import { objectNode, refNode } from './git-nodes.mjs';
import { actorNode, connection, demand, GraphqlError, node } from './nodes.mjs';
import { issueNode, labelNode, pullNode, stateOf } from './pull-nodes.mjs';

/** @typedef {import('../model/issues.mjs').Issue} Issue */
/** @typedef {import('../model/pulls.mjs').PullRequest} PullRequest */
/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('./nodes.mjs').Context} Context */
/** @typedef {import('./nodes.mjs').Node} Node */
/** @typedef {import('./nodes.mjs').Paging} Paging */

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
  const { parent, defaultBranch } = repository;
  const find = (/** @type {string} */ kind, /** @type {number} */ number) => {
    demand(context, repository, kind === 'PullRequest' ? 'pull_requests:read' : 'issues:read|pull_requests:read');
    const issue = repository.issues.find((one) => one.number === number);
    if (!issue || (kind !== 'issue or pull request' && (kind === 'PullRequest') !== Boolean(issue.pull))) {
      throw new GraphqlError('NOT_FOUND', `Could not resolve to ${article(kind)} with the number of ${number}.`);
    }
    return issue.pull
      ? pullNode(context, repository, /** @type {PullRequest} */ (issue))
      : issueNode(context, repository, issue);
  };
  return node('Repository', {
    id: repository.nodeId,
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: repository.fullName,
    owner: actorNode(repository.owner),
    url: htmlUrl(repository),
    isPrivate: repository.visibility === 'private',
    isFork: parent !== undefined,
    isArchived: false,
    isEmpty: false,
    visibility: repository.visibility.toUpperCase(),
    hasIssuesEnabled: repository.hasIssues,
    createdAt: repository.createdAt,
    parent: () => (parent ? repositoryNode(context, parent) : null),
    viewerPermission: isPermitted(repository, context.token, 'contents:write') ? 'WRITE' : 'READ',
    defaultBranchRef: () => refNode(context, repository, defaultBranch),
    ref: (/** @type {{ qualifiedName: string }} */ args) => refNode(context, repository, args.qualifiedName),
    refs: async (/** @type {Paging & { refPrefix: string }} */ args) => {
      demand(context, repository, 'contents:read');
      const names = [...(await readRefs(repository.directory, args.refPrefix)).keys()];
      const nodes = await Promise.all(names.map((name) => refNode(context, repository, name)));
      return connection('Ref', nodes, (one) => one ?? {}, args);
    },
    object: (/** @type {{ expression?: string, oid?: string }} */ { expression, oid }) =>
      objectNode(context, repository, oid ?? expression ?? ''),
    pullRequest: (/** @type {{ number: number }} */ { number }) => find('PullRequest', number),
    issue: (/** @type {{ number: number }} */ { number }) => find('Issue', number),
    issueOrPullRequest: (/** @type {{ number: number }} */ { number }) => find('issue or pull request', number),
    pullRequests: (/** @type {PullFilter} */ args) => {
      demand(context, repository, 'pull_requests:read');
      const pulls = pullRequestsOf(repository).filter((issue) => fits(issue, args));
      return connection('PullRequest', pulls, (issue) => pullNode(context, repository, issue), args);
    },
    issues: (/** @type {Paging & { states?: string[] }} */ args) => {
      demand(context, repository, 'issues:read');
      const issues = repository.issues.filter(
        ({ pull, state }) => !pull && (!args.states || args.states.includes(state.toUpperCase())),
      );
      return connection('Issue', issues, (issue) => issueNode(context, repository, issue), args);
    },
    label: (/** @type {{ name: string }} */ { name }) => {
      const label = repository.labels.get(name.toLowerCase());
      return label ? labelNode(repository, label.name) : null;
    },
  });
}

/** @typedef {Paging & { states?: string[], headRefName?: string, baseRefName?: string }} PullFilter */

/**
 * @param {PullRequest} issue
 * @param {PullFilter} filter
 */
function fits(issue, { states, headRefName, baseRefName }) {
  return (
    (!states || states.includes(stateOf(issue))) &&
    (!headRefName || issue.pull.head === headRefName) &&
    (!baseRefName || issue.pull.base === baseRefName)
  );
}

/** @param {string} kind */
function article(kind) {
  return /^[aeiou]/i.test(kind) ? `an ${kind}` : `a ${kind}`;
}

// @ts-check
/**
 * Pull requests, issues and what is said about them.
 */
import { readCommit } from '../git/read.mjs';
import { filesOfPull } from '../model/pulls.mjs';
import { htmlUrl } from '../rest/shapes/repositories.mjs';
import { commitNode, refNode } from './git-nodes.mjs';
import { actorNode, connection, node } from './nodes.mjs';
import { repositoryNode } from './repository-node.mjs';

/** @typedef {import('../model/issues.mjs').Comment} Comment */
/** @typedef {import('../model/issues.mjs').Issue} Issue */
/** @typedef {import('../model/pulls.mjs').PullRequest} PullRequest */
/** @typedef {import('../model/pulls.mjs').ReviewComment} ReviewComment */
/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('./nodes.mjs').Context} Context */
/** @typedef {import('./nodes.mjs').Node} Node */
/** @typedef {import('./nodes.mjs').Paging} Paging */

/**
 * What issues and pull requests have in common.
 *
 * @param {Context} context
 * @param {Repository} repository
 * @param {Issue} issue
 */
function shared(context, repository, issue) {
  return {
    id: issue.nodeId,
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    url: `${htmlUrl(repository)}/${issue.pull ? 'pull' : 'issues'}/${issue.number}`,
    closed: issue.state === 'closed',
    locked: issue.locked,
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    closedAt: issue.closedAt,
    author: actorNode(issue.author),
    viewerDidAuthor: issue.author === context.token.account,
    repository: () => repositoryNode(context, repository),
    labels: (/** @type {Paging} */ args) =>
      connection('Label', issue.labels, (name) => labelNode(repository, name), args),
    comments: (/** @type {Paging} */ args) =>
      connection('IssueComment', issue.comments, (one) => commentNode(context, repository, issue, one), args),
  };
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {Issue} issue
 * @returns {Node}
 */
export function issueNode(context, repository, issue) {
  return node('Issue', {
    ...shared(context, repository, issue),
    databaseId: issue.id,
    state: issue.state.toUpperCase(),
    stateReason: issue.stateReason?.toUpperCase() ?? null,
  });
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {PullRequest} issue
 * @returns {Node}
 */
export function pullNode(context, repository, issue) {
  const { pull } = issue;
  const mergeable = pull.mergeable ? 'MERGEABLE' : 'CONFLICTING';
  const threads = () => pull.comments.filter((comment) => comment.inReplyTo === null);
  return node('PullRequest', {
    ...shared(context, repository, issue),
    databaseId: issue.id,
    fullDatabaseId: String(issue.id),
    state: stateOf(issue),
    merged: pull.mergedAt !== null,
    mergedAt: pull.mergedAt,
    mergeable: pull.mergedAt ? 'UNKNOWN' : mergeable,
    isDraft: pull.draft,
    isCrossRepository: pull.headRepository !== repository,
    maintainerCanModify: pull.maintainerCanModify,
    headRefName: pull.head,
    headRefOid: pull.headSha,
    baseRefName: pull.base,
    baseRefOid: pull.baseSha,
    headRef: () => refNode(context, pull.headRepository, pull.head),
    baseRef: () => refNode(context, repository, pull.base),
    headRepository: () => repositoryNode(context, pull.headRepository),
    headRepositoryOwner: actorNode(pull.headRepository.owner),
    baseRepository: () => repositoryNode(context, repository),
    mergeCommit: async () =>
      pull.mergedAt && pull.mergeSha
        ? commitNode(context, repository, await readCommit(repository.directory, pull.mergeSha))
        : null,
    changedFiles: async () => (await filesOfPull(repository, issue)).length,
    files: async (/** @type {Paging} */ args) =>
      connection('PullRequestChangedFile', await filesOfPull(repository, issue), changedFileNode, args),
    reviewThreads: (/** @type {Paging} */ args) =>
      connection('PullRequestReviewThread', threads(), (one) => threadNode(context, repository, issue, one), args),
  });
}

/** @param {PullRequest} issue */
export function stateOf({ state, pull }) {
  return pull.mergedAt ? 'MERGED' : state.toUpperCase();
}

/** @param {import('../git/diff.mjs').ChangedFile} file */
function changedFileNode({ filename, status, additions, deletions }) {
  const changeType = { added: 'ADDED', removed: 'DELETED', modified: 'MODIFIED', renamed: 'RENAMED' }[status];
  return node('PullRequestChangedFile', { path: filename, changeType, additions, deletions });
}

/**
 * @param {Repository} repository
 * @param {string} name
 */
export function labelNode(repository, name) {
  const label = repository.labels.get(name.toLowerCase());
  return node('Label', { id: label?.nodeId, name, color: label?.color, description: label?.description ?? null });
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {Issue} issue
 * @param {Comment} comment
 * @returns {Node}
 */
export function commentNode(context, repository, issue, comment) {
  const { number, pull } = issue;
  return node('IssueComment', {
    ...commentFields(context, comment),
    url: `${htmlUrl(repository)}/${pull ? 'pull' : 'issues'}/${number}#issuecomment-${comment.id}`,
    repository: () => repositoryNode(context, repository),
    issue: () => issueNode(context, repository, issue),
    pullRequest: () => (pull ? pullNode(context, repository, /** @type {PullRequest} */ (issue)) : null),
  });
}

/**
 * @param {Context} context
 * @param {Comment | ReviewComment} comment
 */
function commentFields({ token }, { id, nodeId, body, author, minimized, createdAt, updatedAt }) {
  return {
    id: nodeId,
    databaseId: id,
    fullDatabaseId: String(id),
    body,
    author: actorNode(author),
    isMinimized: minimized !== null,
    minimizedReason: minimized,
    createdAt,
    updatedAt,
    viewerDidAuthor: author === token.account,
  };
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {PullRequest} issue
 * @param {ReviewComment} comment
 * @returns {Node}
 */
export function reviewCommentNode(context, repository, issue, comment) {
  return node('PullRequestReviewComment', {
    ...commentFields(context, comment),
    url: `${htmlUrl(repository)}/pull/${issue.number}#discussion_r${comment.id}`,
    path: comment.path,
    line: comment.outdated ? null : comment.line,
    originalLine: comment.line,
    outdated: comment.outdated,
    diffHunk: comment.diffHunk,
    pullRequest: () => pullNode(context, repository, issue),
    repository: () => repositoryNode(context, repository),
  });
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {PullRequest} issue
 * @param {ReviewComment} first
 * @returns {Node}
 */
export function threadNode(context, repository, issue, first) {
  const all = issue.pull.comments.filter((comment) => comment === first || comment.inReplyTo === first.id);
  return node('PullRequestReviewThread', {
    id: threadId(first),
    isResolved: first.resolved,
    isOutdated: first.outdated,
    isCollapsed: first.resolved || first.outdated,
    path: first.path,
    line: first.outdated ? null : first.line,
    originalLine: first.line,
    startLine: first.outdated ? null : first.startLine,
    diffSide: first.side,
    subjectType: first.subjectType.toUpperCase(),
    pullRequest: () => pullNode(context, repository, issue),
    comments: (/** @type {Paging} */ args) =>
      connection('PullRequestReviewComment', all, (one) => reviewCommentNode(context, repository, issue, one), args),
  });
}

/** @param {ReviewComment} first */
export function threadId({ id }) {
  return `PRRT_${id}`;
}

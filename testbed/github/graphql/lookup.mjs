// @ts-check
/**
 * Finds things by their global ids.
 */
import { pullRequestsOf } from '../model/pulls.mjs';
import { sees } from '../model/tokens.mjs';
import { GraphqlError } from './nodes.mjs';
import { threadId } from './pull-nodes.mjs';

/** @typedef {import('../model/issues.mjs').Comment} Comment */
/** @typedef {import('../model/issues.mjs').Issue} Issue */
/** @typedef {import('../model/issues.mjs').Label} Label */
/** @typedef {import('../model/pulls.mjs').PullRequest} PullRequest */
/** @typedef {import('../model/pulls.mjs').ReviewComment} ReviewComment */
/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('./nodes.mjs').Context} Context */

/**
 * @typedef {{ kind: 'repository', repository: Repository }
 *   | { kind: 'issue', repository: Repository, issue: Issue }
 *   | { kind: 'comment', repository: Repository, issue: Issue, comment: Comment }
 *   | { kind: 'review comment', repository: Repository, issue: PullRequest, comment: ReviewComment }
 *   | { kind: 'thread', repository: Repository, issue: PullRequest, comment: ReviewComment }
 *   | { kind: 'label', repository: Repository, label: Label }
 *   | { kind: 'ref', repository: Repository, ref: string }} Found
 */

/**
 * @template {Found['kind']} Kind
 * @param {Context} context
 * @param {string} id
 * @param {Kind} kind
 * @returns {Extract<Found, { kind: Kind }>}
 */
export function lookUp(context, id, kind) {
  const found = lookUpAny(context, id);
  if (found.kind !== kind) {
    throw unresolved(id);
  }
  return /** @type {Extract<Found, { kind: Kind }>} */ (found);
}

/**
 * @param {Context} context
 * @param {string} id
 * @returns {Found}
 */
export function lookUpAny({ world, token }, id) {
  for (const repository of world.repositories.values()) {
    const found = sees(token, repository) ? within(repository, id) : undefined;
    if (found) {
      return found;
    }
  }
  throw unresolved(id);
}

/** @param {string} id */
function unresolved(id) {
  return new GraphqlError('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
}

/**
 * @param {Repository} repository
 * @param {string} id
 * @returns {Found | undefined}
 */
function within(repository, id) {
  if (repository.nodeId === id) {
    return { kind: 'repository', repository };
  }
  const [, number, ref] = /^(\d+):(refs\/.+)$/.exec(Buffer.from(id.replace(/^REF_/, ''), 'base64url').toString()) ?? [];
  if (ref !== undefined && Number(number) === repository.id) {
    return { kind: 'ref', repository, ref };
  }
  for (const label of repository.labels.values()) {
    if (label.nodeId === id) {
      return { kind: 'label', repository, label };
    }
  }
  for (const issue of repository.issues) {
    if (issue.nodeId === id) {
      return { kind: 'issue', repository, issue };
    }
    const comment = issue.comments.find((one) => one.nodeId === id);
    if (comment) {
      return { kind: 'comment', repository, issue, comment };
    }
  }
  for (const issue of pullRequestsOf(repository)) {
    for (const comment of issue.pull.comments) {
      if (comment.nodeId === id || threadId(comment) === id) {
        return { kind: comment.nodeId === id ? 'review comment' : 'thread', repository, issue, comment };
      }
    }
  }
  return undefined;
}

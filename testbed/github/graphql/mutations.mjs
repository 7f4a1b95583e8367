// @ts-check
/**
 * The other mutations. Each hands over to what REST uses too.
 */
import { inspect, isAncestor } from '../git/read.mjs';
import { isRefName } from '../git/write.mjs';
import { limitBody } from '../http/fields.mjs';
import { addComment, addLabels, setState } from '../model/issues.mjs';
import { findPull, openPull } from '../model/pulls.mjs';
import { pushRef } from '../model/push.mjs';
import { createCommitOnBranch } from './commit-on-branch.mjs';
import { refNode } from './git-nodes.mjs';
import { lookUp, lookUpAny } from './lookup.mjs';
import { demand, GraphqlError } from './nodes.mjs';
import { commentNode, issueNode, pullNode, reviewCommentNode, threadNode } from './pull-nodes.mjs';

/** @typedef {import('../model/issues.mjs').Issue} Issue */
/** @typedef {import('../model/pulls.mjs').PullRequest} PullRequest */
/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('./nodes.mjs').Context} Context */
/** @typedef {import('./nodes.mjs').Node} Node */

/** @typedef {{ name: string, afterOid: string, beforeOid?: string | null, force?: boolean }} RefUpdate */
/** @typedef {(context: Context, input: any) => Promise<Node> | Node} Mutation */

const WRITE = 'issues:write|pull_requests:write';

/** @type {Record<string, Mutation>} */
export const mutations = {
  createCommitOnBranch,

  async createRef(context, { repositoryId, name, oid }) {
    const { repository } = lookUp(context, repositoryId, 'repository');
    demand(context, repository, 'contents:write');
    if (!isRefName(name)) {
      throw new GraphqlError('UNPROCESSABLE', `"${name}" is not a valid ref name.`);
    }
    return repository.exclusively(async () => {
      await requireObject(repository, oid);
      if (await inspect(repository.directory, name)) {
        throw new GraphqlError('UNPROCESSABLE', `A ref named "${name}" already exists in the repository.`);
      }
      await pushRef(repository, { ref: name, from: null, to: oid, token: context.token });
      return { ref: () => refNode(context, repository, name) };
    });
  },

  async updateRef(context, { refId, oid, force = false }) {
    const { repository, ref } = lookUp(context, refId, 'ref');
    demand(context, repository, 'contents:write');
    return repository.exclusively(async () => {
      await requireObject(repository, oid);
      const from = await positionOf(repository, ref);
      if (!force && !(await isAncestor(repository.directory, from, oid))) {
        throw new GraphqlError('UNPROCESSABLE', 'Update is not a fast forward');
      }
      await pushRef(repository, { ref, from, to: oid, token: context.token });
      return { ref: () => refNode(context, repository, ref) };
    });
  },

  /** All of them or none; a zero oid stands for a ref that is not there. */
  async updateRefs(context, { repositoryId, refUpdates }) {
    const { repository } = lookUp(context, repositoryId, 'repository');
    demand(context, repository, 'contents:write');
    return repository.exclusively(async () => {
      const updates = await Promise.all(refUpdates.map((/** @type {RefUpdate} */ one) => refUpdateOf(repository, one)));
      for (const { ref, from, to } of updates) {
        await pushRef(repository, { ref, from, to, token: context.token });
      }
      return {};
    });
  },

  async deleteRef(context, { refId }) {
    const { repository, ref } = lookUp(context, refId, 'ref');
    demand(context, repository, 'contents:write');
    return repository.exclusively(async () => {
      const from = await positionOf(repository, ref);
      await pushRef(repository, { ref, from, to: null, token: context.token });
      return {};
    });
  },

  async createPullRequest(context, { repositoryId, title, body, headRefName, baseRefName, ...rest }) {
    const { repository } = lookUp(context, repositoryId, 'repository');
    demand(context, repository, 'pull_requests:write');
    limitBody('PullRequest', body);
    const { account } = context.token;
    const { draft, maintainerCanModify } = rest;
    const input = { title, body, head: headRefName, base: baseRefName, draft, maintainerCanModify };
    const issue = await repository.exclusively(() => openPull(repository, input, { account, token: context.token }));
    return { pullRequest: pullNode(context, repository, issue) };
  },

  updatePullRequest(context, { pullRequestId, title, body, state, ...rest }) {
    const { repository, issue } = requirePull(context, pullRequestId);
    requireNothingElse(rest);
    limitBody('PullRequest', body);
    issue.title = title ?? issue.title;
    issue.body = body ?? issue.body;
    setState(repository, issue, state === 'CLOSED' ? 'closed' : state === 'OPEN' ? 'open' : issue.state, null);
    return { pullRequest: pullNode(context, repository, issue) };
  },

  closePullRequest(context, { pullRequestId }) {
    const { repository, issue } = requirePull(context, pullRequestId);
    setState(repository, issue, 'closed', context.token.account);
    return { pullRequest: pullNode(context, repository, issue) };
  },

  markPullRequestReadyForReview: (context, { pullRequestId }) => setDraft(context, pullRequestId, false),

  convertPullRequestToDraft: (context, { pullRequestId }) => setDraft(context, pullRequestId, true),

  addLabelsToLabelable(context, { labelableId, labelIds }) {
    const { repository, issue } = lookUp(context, labelableId, 'issue');
    demand(context, repository, WRITE);
    addLabels(
      repository,
      issue,
      /** @type {string[]} */ (labelIds).map((id) => lookUp(context, id, 'label').label.name),
    );
    return { labelable: issueOrPull(context, repository, issue) };
  },

  addComment(context, { subjectId, body }) {
    const { repository, issue } = lookUp(context, subjectId, 'issue');
    demand(context, repository, WRITE);
    limitBody('IssueComment', body);
    const comment = addComment(repository, issue, body, context.token.account);
    return {
      commentEdge: { node: commentNode(context, repository, issue, comment), cursor: comment.nodeId },
      subject: issueOrPull(context, repository, issue),
    };
  },

  updateIssueComment(context, { id, body }) {
    const { repository, issue, comment } = lookUp(context, id, 'comment');
    demand(context, repository, WRITE);
    limitBody('IssueComment', body);
    Object.assign(comment, { body, updatedAt: context.world.now() });
    return { issueComment: commentNode(context, repository, issue, comment) };
  },

  deleteIssueComment(context, { id }) {
    const { repository, issue, comment } = lookUp(context, id, 'comment');
    demand(context, repository, WRITE);
    issue.comments.splice(issue.comments.indexOf(comment), 1);
    return {};
  },

  minimizeComment: (context, { subjectId, classifier }) => setMinimized(context, subjectId, classifier.toLowerCase()),

  unminimizeComment(context, { subjectId }) {
    const { minimizedComment } = setMinimized(context, subjectId, null);
    return { unminimizedComment: minimizedComment };
  },

  resolveReviewThread: (context, { threadId }) => setResolved(context, threadId, true),

  unresolveReviewThread: (context, { threadId }) => setResolved(context, threadId, false),
};

/**
 * @param {Repository} repository
 * @param {string} oid
 */
async function requireObject({ directory }, oid) {
  if (!(await inspect(directory, oid))) {
    throw new GraphqlError('UNPROCESSABLE', `The object ${oid} does not exist in the repository.`);
  }
}

const NOWHERE = '0'.repeat(40);

/**
 * What a ref update comes to. GitHub's words where `beforeOid` is another are not known.
 *
 * @param {Repository} repository
 * @param {RefUpdate} update
 * @returns {Promise<{ ref: string, from: string | null, to: string | null }>}
 */
async function refUpdateOf(repository, { name, afterOid, beforeOid, force = false }) {
  const { directory } = repository;
  const from = (await inspect(directory, name))?.sha ?? null;
  if (beforeOid && beforeOid !== (from ?? NOWHERE)) {
    throw new GraphqlError('UNPROCESSABLE', `The ref ${name} does not point to ${beforeOid}.`);
  }
  if (afterOid === NOWHERE) {
    return { ref: name, from, to: null };
  }
  await requireObject(repository, afterOid);
  if (from && !force && !(await isAncestor(directory, from, afterOid))) {
    throw new GraphqlError('UNPROCESSABLE', 'Update is not a fast forward');
  }
  return { ref: name, from, to: afterOid };
}

/**
 * @param {Repository} repository
 * @param {string} ref
 */
async function positionOf({ directory }, ref) {
  const found = await inspect(directory, ref);
  if (!found) {
    throw new GraphqlError('NOT_FOUND', 'Reference does not exist');
  }
  return found.sha;
}

/**
 * @param {Context} context
 * @param {string} id
 * @returns {{ repository: Repository, issue: PullRequest }}
 */
function requirePull(context, id) {
  const { repository, issue } = lookUp(context, id, 'issue');
  demand(context, repository, 'pull_requests:write');
  return { repository, issue: findPull(repository, issue.number) };
}

/** Input that would be dropped silently. @param {Record<string, unknown>} rest */
function requireNothingElse(rest) {
  const name = Object.keys(rest).find((one) => one !== 'clientMutationId');
  if (name !== undefined) {
    throw new GraphqlError('MOCK_UNIMPLEMENTED', `The GitHub stand-in does not implement the input field ${name}`);
  }
}

/**
 * @param {Context} context
 * @param {Repository} repository
 * @param {Issue} issue
 */
function issueOrPull(context, repository, issue) {
  return issue.pull
    ? pullNode(context, repository, /** @type {PullRequest} */ (issue))
    : issueNode(context, repository, issue);
}

/**
 * @param {Context} context
 * @param {string} pullRequestId
 * @param {boolean} draft
 */
function setDraft(context, pullRequestId, draft) {
  const { repository, issue } = requirePull(context, pullRequestId);
  issue.pull.draft = draft;
  return { pullRequest: pullNode(context, repository, issue) };
}

/**
 * @param {Context} context
 * @param {string} id
 * @param {string | null} reason
 */
function setMinimized(context, id, reason) {
  const found = lookUpAny(context, id);
  if (found.kind !== 'comment' && found.kind !== 'review comment') {
    throw new GraphqlError('NOT_FOUND', `Could not resolve to a comment with the global id of '${id}'`);
  }
  demand(context, found.repository, WRITE);
  found.comment.minimized = reason;
  const shown =
    found.kind === 'comment'
      ? commentNode(context, found.repository, found.issue, found.comment)
      : reviewCommentNode(context, found.repository, found.issue, found.comment);
  return { minimizedComment: shown };
}

/**
 * @param {Context} context
 * @param {string} id
 * @param {boolean} resolved
 */
function setResolved(context, id, resolved) {
  const { repository, issue, comment } = lookUp(context, id, 'thread');
  demand(context, repository, 'pull_requests:write|contents:write');
  comment.resolved = resolved;
  return { thread: threadNode(context, repository, issue, comment) };
}

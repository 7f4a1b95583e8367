// @ts-check
/**
 * Comments on issues and pull requests.
 */
import { created, noContent, ok } from '../http/answers.mjs';
import { requireToken } from '../http/access.mjs';
import { limitBody, requireFields } from '../http/fields.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { addComment, findComment, findIssue } from '../model/issues.mjs';
import { requireIssueWrite } from './issues.mjs';
import { commentJson } from './shapes/issues.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */

const ISSUES = '/repos/{owner}/{repo}/issues';
const write = (/** @type {string} */ anchor) => ({
  permission: 'issues:write|pull_requests:write',
  docs: `issues/comments#${anchor}`,
});

export const commentRoutes = [
  route(`PATCH ${ISSUES}/comments/{id}`, write('update-an-issue-comment'), updateComment),
  route(`DELETE ${ISSUES}/comments/{id}`, write('delete-an-issue-comment'), deleteComment),
  route(
    `GET ${ISSUES}/{number}/comments`,
    { permission: 'issues:read|pull_requests:read', docs: 'issues/comments#list-issue-comments' },
    listComments,
  ),
  route(`POST ${ISSUES}/{number}/comments`, write('create-an-issue-comment'), createComment),
];

/** @param {ApiRequest} request */
function listComments(request) {
  const { repository, params } = request;
  const issue = findIssue(repository, params['number']);
  return page(request, issue.comments, (comment) => commentJson(repository, issue, comment));
}

/** @param {ApiRequest} request */
function createComment(request) {
  const { repository, token, params, body } = request;
  requireFields(body, { body: 'string' });
  limitBody('IssueComment', body['body']);
  const issue = findIssue(repository, params['number']);
  requireIssueWrite(request, issue);
  const comment = addComment(repository, issue, body['body'], requireToken(token).account);
  return created(commentJson(repository, issue, comment));
}

/** @param {ApiRequest} request */
function updateComment(request) {
  const { repository, params, body, world } = request;
  requireFields(body, { body: 'string' });
  limitBody('IssueComment', body['body']);
  const { issue, comment } = findComment(repository, params['id']);
  requireIssueWrite(request, issue);
  Object.assign(comment, { body: body['body'], updatedAt: world.now() });
  return ok(commentJson(repository, issue, comment));
}

/** @param {ApiRequest} request */
function deleteComment(request) {
  const { issue, comment } = findComment(request.repository, request.params['id']);
  requireIssueWrite(request, issue);
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  return noContent();
}

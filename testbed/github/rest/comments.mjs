// @ts-check
/**
 * Comments on issues and pull requests.
 */
import { created, noContent, ok } from '../http/answers.mjs';
import { requireToken } from '../http/access.mjs';
import { limitTexts } from '../http/fields.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { addComment, findComment, findIssue } from '../model/issues.mjs';
import { requireIssueWrite } from './issues.mjs';
import { commentJson } from './shapes/issues.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */

const ISSUES = '/repos/{owner}/{repo}/issues';
const READ = { permission: 'issues:read|pull_requests:read' };
const WRITE = { permission: 'issues:write|pull_requests:write', body: 'body' };

export const commentRoutes = [
  route(`PATCH ${ISSUES}/comments/{comment_id}`, WRITE, updateComment),
  route(`DELETE ${ISSUES}/comments/{comment_id}`, WRITE, deleteComment),
  route(`GET ${ISSUES}/{issue_number}/comments`, READ, listComments),
  route(`POST ${ISSUES}/{issue_number}/comments`, WRITE, createComment),
];

/** @param {ApiRequest} request */
function listComments(request) {
  const { repository, params } = request;
  const issue = findIssue(repository, params['issue_number']);
  return page(request, issue.comments, (comment) => commentJson(repository, issue, comment));
}

/** @param {ApiRequest} request */
function createComment(request) {
  const { repository, token, params, body } = request;
  limitTexts('IssueComment', body);
  const issue = findIssue(repository, params['issue_number']);
  requireIssueWrite(request, issue);
  const comment = addComment(repository, issue, body['body'], requireToken(token).account);
  return created(commentJson(repository, issue, comment));
}

/** @param {ApiRequest} request */
function updateComment(request) {
  const { repository, params, body, world } = request;
  limitTexts('IssueComment', body);
  const { issue, comment } = findComment(repository, params['comment_id']);
  requireIssueWrite(request, issue);
  Object.assign(comment, { body: body['body'], updatedAt: world.now() });
  return ok(commentJson(repository, issue, comment));
}

/** @param {ApiRequest} request */
function deleteComment(request) {
  const { issue, comment } = findComment(request.repository, request.params['comment_id']);
  requireIssueWrite(request, issue);
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  return noContent();
}

// @ts-check
import { created, forbidden, ok } from '../http/answers.mjs';
import { isPermitted, requireToken } from '../http/access.mjs';
import { limitTexts } from '../http/fields.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { addLabels, findIssue, openIssue, setState } from '../model/issues.mjs';
import { inaccessible } from '../model/tokens.mjs';
import { issueJson, labelsJson } from './shapes/issues.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */
/** @typedef {import('../model/issues.mjs').Issue} Issue */
/** @typedef {import('../model/repository.mjs').Repository} Repository */

const ISSUES = '/repos/{owner}/{repo}/issues';
const READ = 'issues:read|pull_requests:read';
const WRITE = 'issues:write|pull_requests:write';

export const issueRoutes = [
  route(`GET ${ISSUES}`, { permission: READ, query: 'state labels sort direction' }, listIssues),
  route(`POST ${ISSUES}`, { permission: 'issues:write', body: 'title body labels' }, createIssue),
  route(`PATCH ${ISSUES}/{issue_number}`, { permission: WRITE, body: 'title body state state_reason' }, updateIssue),
  route(`POST ${ISSUES}/{issue_number}/labels`, { permission: WRITE, body: 'labels' }, addToIssue),
];

/**
 * For a pull request either permission will do, for an issue only its own.
 *
 * @param {ApiRequest} request
 * @param {Issue} issue
 */
export function requireIssueWrite({ repository, token }, issue) {
  if (!issue.pull && !isPermitted(repository, token, 'issues:write')) {
    throw forbidden(inaccessible(token));
  }
}

/** @param {ApiRequest} request */
function listIssues(request) {
  const { repository, query } = request;
  const state = query.get('state') ?? 'open';
  const labels = query.get('labels')?.split(',').filter(Boolean) ?? [];
  const has = (/** @type {Issue} */ issue, /** @type {string} */ label) =>
    issue.labels.some((name) => name.toLowerCase() === label.trim().toLowerCase());
  const issues = repository.issues.filter(
    (issue) => (state === 'all' || issue.state === state) && labels.every((label) => has(issue, label)),
  );
  return page(request, sorted(issues, query), (issue) => issueJson(repository, issue));
}

/**
 * Newest first, unless something else is asked for.
 *
 * @template {Issue} One
 * @param {One[]} issues
 * @param {URLSearchParams} query
 */
export function sorted(issues, query) {
  const key = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const ascending = issues.toSorted((one, other) => one[key].localeCompare(other[key]) || one.number - other.number);
  return query.get('direction') === 'asc' ? ascending : ascending.toReversed();
}

/** @param {ApiRequest} request */
function createIssue({ repository, token, body }) {
  limitTexts('Issue', body);
  const issue = openIssue(repository, {
    title: body['title'],
    body: body['body'] ?? null,
    labels: labelNames(body['labels']),
    by: requireToken(token).account,
  });
  return created(issueJson(repository, issue));
}

/** @param {ApiRequest} request */
function updateIssue(request) {
  const { repository, token, params, body } = request;
  limitTexts('Issue', body);
  const issue = findIssue(repository, params['issue_number']);
  requireIssueWrite(request, issue);
  if (typeof body['title'] === 'string') {
    issue.title = body['title'];
  }
  if (body['body'] !== undefined) {
    issue.body = body['body'];
  }
  setState(repository, issue, body['state'] ?? issue.state, requireToken(token).account, body['state_reason']);
  return ok(issueJson(repository, issue));
}

/** @param {ApiRequest} request */
function addToIssue(request) {
  const { repository, params, body } = request;
  const issue = findIssue(repository, params['issue_number']);
  requireIssueWrite(request, issue);
  addLabels(repository, issue, labelNames(body['labels']));
  return ok(labelsJson(repository, issue.labels));
}

/** @param {unknown} labels names, or objects with a name @returns {string[]} */
function labelNames(labels) {
  const list = /** @type {(string | { name: string })[]} */ (labels ?? []);
  return list.map((label) => (typeof label === 'string' ? label : label.name));
}

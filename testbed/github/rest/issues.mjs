// @ts-check
import { created, forbidden, GitHubError, ok } from '../http/answers.mjs';
import { requireToken } from '../http/access.mjs';
import { limitBody, limitTitle, requireFields, requireMember } from '../http/fields.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { addLabels, findIssue, openIssue, setState } from '../model/issues.mjs';
import { inaccessible } from '../model/tokens.mjs';
import { isPermitted } from '../http/access.mjs';
import { issueJson } from './shapes/issues.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */
/** @typedef {import('../model/issues.mjs').Issue} Issue */
/** @typedef {import('../model/repository.mjs').Repository} Repository */

const ISSUES = '/repos/{owner}/{repo}/issues';
const READ = 'issues:read|pull_requests:read';
const WRITE = 'issues:write|pull_requests:write';
const docs = (/** @type {string} */ anchor) => `issues/issues#${anchor}`;

export const issueRoutes = [
  route(`GET ${ISSUES}`, { permission: READ, docs: docs('list-repository-issues') }, listIssues),
  route(`POST ${ISSUES}`, { permission: 'issues:write', docs: docs('create-an-issue') }, createIssue),
  route(`GET ${ISSUES}/{number}`, { permission: READ, docs: docs('get-an-issue') }, getIssue),
  route(`PATCH ${ISSUES}/{number}`, { permission: WRITE, docs: docs('update-an-issue') }, updateIssue),
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
  const creator = query.get('creator');
  const since = query.get('since');
  const has = (/** @type {Issue} */ issue, /** @type {string} */ label) =>
    issue.labels.some((name) => name.toLowerCase() === label.trim().toLowerCase());
  const issues = repository.issues.filter(
    (issue) =>
      (state === 'all' || issue.state === state) &&
      labels.every((label) => has(issue, label)) &&
      (!creator || issue.author.login === creator) &&
      (!since || Date.parse(issue.updatedAt) >= Date.parse(since)),
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
  requireFields(body, { title: 'string', body: 'string?', labels: 'array?', assignees: 'array?' });
  if (!repository.hasIssues) {
    throw new GitHubError(410, 'Issues has been disabled in this repository.');
  }
  limitTitle('Issue', body['title']);
  limitBody('Issue', body['body']);
  const issue = openIssue(repository, {
    title: body['title'],
    body: body['body'] ?? null,
    labels: labelNames(body['labels']),
    assignees: body['assignees'] ?? [],
    by: requireToken(token).account,
  });
  return created(issueJson(repository, issue));
}

/** @param {ApiRequest} request */
function getIssue({ repository, params }) {
  return ok(issueJson(repository, findIssue(repository, params['number'])));
}

/** @param {ApiRequest} request */
function updateIssue(request) {
  const { repository, token, params, body } = request;
  requireFields(body, { title: 'string?', body: 'string?', state: 'string?', labels: 'array?', assignees: 'array?' });
  requireMember(body['state'], ['open', 'closed']);
  requireMember(body['state_reason'], ['completed', 'not_planned', 'duplicate', 'reopened']);
  limitTitle('Issue', body['title']);
  limitBody('Issue', body['body']);
  const issue = findIssue(repository, params['number']);
  requireIssueWrite(request, issue);
  if (typeof body['title'] === 'string') {
    issue.title = body['title'];
  }
  if (body['body'] !== undefined) {
    issue.body = body['body'];
  }
  if (body['labels']) {
    issue.labels = [];
    addLabels(repository, issue, labelNames(body['labels']));
  }
  if (body['assignees']) {
    issue.assignees = body['assignees'];
  }
  setState(repository, issue, body['state'] ?? issue.state, requireToken(token).account, body['state_reason']);
  return ok(issueJson(repository, issue));
}

/** @param {unknown} labels names, or objects with a name @returns {string[]} */
export function labelNames(labels) {
  const list = /** @type {(string | { name: string })[]} */ (labels ?? []);
  return list.map((label) => (typeof label === 'string' ? label : label.name));
}

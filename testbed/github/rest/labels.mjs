// @ts-check
import { created, noContent, notFound, ok, validationFailed } from '../http/answers.mjs';
import { requireFields } from '../http/fields.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { addLabels, createLabel, findIssue } from '../model/issues.mjs';
import { labelNames, requireIssueWrite } from './issues.mjs';
import { labelJson, labelsJson } from './shapes/issues.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */

const LABELS = '/repos/{owner}/{repo}/labels';
const OF_ISSUE = '/repos/{owner}/{repo}/issues/{number}/labels';
const read = (/** @type {string} */ anchor) => ({
  permission: 'issues:read|pull_requests:read',
  docs: `issues/labels#${anchor}`,
});
const write = (/** @type {string} */ anchor) => ({
  permission: 'issues:write|pull_requests:write',
  docs: `issues/labels#${anchor}`,
});

export const labelRoutes = [
  route(`GET ${LABELS}`, read('list-labels-for-a-repository'), listLabels),
  route(`POST ${LABELS}`, write('create-a-label'), createOne),
  route(`GET ${LABELS}/{name}`, read('get-a-label'), getOne),
  route(`GET ${OF_ISSUE}`, read('list-labels-for-an-issue'), listOfIssue),
  route(`POST ${OF_ISSUE}`, write('add-labels-to-an-issue'), addToIssue),
  route(`PUT ${OF_ISSUE}`, write('set-labels-for-an-issue'), setOfIssue),
  route(`DELETE ${OF_ISSUE}`, write('remove-all-labels-from-an-issue'), removeAll),
  route(`DELETE ${OF_ISSUE}/{name}`, write('remove-a-label-from-an-issue'), removeOne),
];

/** @param {ApiRequest} request */
function listLabels(request) {
  const { repository } = request;
  return page(request, [...repository.labels.values()], (label) => labelJson(repository, label));
}

/** @param {ApiRequest} request */
function createOne({ repository, body }) {
  requireFields(body, { name: 'string', color: 'string?', description: 'string?' });
  const name = String(body['name']);
  if (repository.labels.has(name.toLowerCase())) {
    throw validationFailed({ resource: 'Label', code: 'already_exists', field: 'name' });
  }
  if (name.length > 50 || (body['description']?.length ?? 0) > 100) {
    const field = name.length > 50 ? 'name' : 'description';
    throw validationFailed({ resource: 'Label', code: 'invalid', field });
  }
  const label = createLabel(repository, name, { color: body['color'], description: body['description'] ?? null });
  return created(labelJson(repository, label));
}

/** @param {ApiRequest} request */
function getOne({ repository, params: { name = '' } }) {
  const label = repository.labels.get(name.toLowerCase());
  if (!label) {
    throw notFound();
  }
  return ok(labelJson(repository, label));
}

/** @param {ApiRequest} request */
function issueOf(request) {
  const issue = findIssue(request.repository, request.params['number']);
  requireIssueWrite(request, issue);
  return issue;
}

/** @param {ApiRequest} request */
function listOfIssue({ repository, params }) {
  return ok(labelsJson(repository, findIssue(repository, params['number']).labels));
}

/** @param {ApiRequest} request */
function addToIssue(request) {
  const { repository, body } = request;
  const issue = issueOf(request);
  addLabels(repository, issue, labelNames(body['labels'] ?? body));
  return ok(labelsJson(repository, issue.labels));
}

/** @param {ApiRequest} request */
function setOfIssue(request) {
  const { repository, body } = request;
  const issue = issueOf(request);
  issue.labels = [];
  addLabels(repository, issue, labelNames(body['labels'] ?? body));
  return ok(labelsJson(repository, issue.labels));
}

/** @param {ApiRequest} request */
function removeAll(request) {
  issueOf(request).labels = [];
  return noContent();
}

/** @param {ApiRequest} request */
function removeOne(request) {
  const { repository, params } = request;
  const issue = issueOf(request);
  const index = issue.labels.findIndex((name) => name.toLowerCase() === params['name']?.toLowerCase());
  if (index < 0) {
    throw notFound('Label does not exist');
  }
  issue.labels.splice(index, 1);
  return ok(labelsJson(repository, issue.labels));
}

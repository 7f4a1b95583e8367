// @ts-check
import { listCommits } from '../git/read.mjs';
import { created, ok, Unimplemented, unprocessable } from '../http/answers.mjs';
import { requireToken } from '../http/access.mjs';
import { limitTexts } from '../http/fields.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { setState } from '../model/issues.mjs';
import { filesOfPull, findPull, headLabel, openPull, pullRequestsOf } from '../model/pulls.mjs';
import { sorted } from './issues.mjs';
import { fileJson } from './shapes/git.mjs';
import { fullPullJson, pullJson } from './shapes/pulls.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */
/** @typedef {import('../model/pulls.mjs').PullRequest} PullRequest */
/** @typedef {import('../model/repository.mjs').Repository} Repository */

const PULLS = '/repos/{owner}/{repo}/pulls';
const ONE = `${PULLS}/{pull_number}`;
const READ = 'pull_requests:read';
const WRITE = 'pull_requests:write';

export const pullRoutes = [
  route(`GET ${PULLS}`, { permission: READ, query: 'state head base sort direction' }, listPulls),
  route(`POST ${PULLS}`, { permission: WRITE, body: 'head base title body draft' }, createPull),
  route(`PATCH ${ONE}`, { permission: WRITE, body: 'title body state' }, updatePull),
  route(`GET ${ONE}/files`, { permission: READ }, listFiles),
  route(`POST ${ONE}/requested_reviewers`, { permission: WRITE, body: 'reviewers team_reviewers' }, requestReviewers),
];

/** @param {ApiRequest} request */
function listPulls(request) {
  const { repository, query } = request;
  const state = query.get('state') ?? 'open';
  const head = query.get('head');
  const base = query.get('base');
  const pulls = pullRequestsOf(repository).filter(
    (issue) =>
      (state === 'all' || issue.state === state) &&
      // GitHub ignores a head without its owner.
      (!head || !head.includes(':') || headLabel(issue).toLowerCase() === head.toLowerCase()) &&
      (!base || issue.pull.base === base),
  );
  return page(request, sorted(pulls, query), (issue) => pullJson(repository, issue));
}

/** @param {ApiRequest} request */
async function createPull({ repository, token, body }) {
  const { title = '', head, base, draft } = body;
  limitTexts('PullRequest', body);
  const input = { title, body: body['body'], head, base, draft };
  const { account } = requireToken(token);
  const issue = await repository.exclusively(() => openPull(repository, input, { account, token }));
  return created(await show(repository, issue));
}

/**
 * @param {Repository} repository
 * @param {PullRequest} issue
 */
async function show(repository, issue) {
  const [files, commits] = await Promise.all([
    filesOfPull(repository, issue),
    listCommits(repository.directory, `${issue.pull.baseSha}..${issue.pull.headSha}`),
  ]);
  return fullPullJson(repository, issue, files, commits.length);
}

/** @param {ApiRequest} request */
async function updatePull({ repository, token, params, body }) {
  limitTexts('PullRequest', body);
  const issue = findPull(repository, params['pull_number']);
  if (body['state'] === 'open' && issue.state === 'closed') {
    throw new Unimplemented('reopening a pull request');
  }
  if (typeof body['title'] === 'string') {
    issue.title = body['title'];
  }
  if (body['body'] !== undefined) {
    issue.body = body['body'];
  }
  setState(repository, issue, body['state'] ?? issue.state, requireToken(token).account);
  return ok(await show(repository, issue));
}

/** @param {ApiRequest} request */
async function listFiles(request) {
  const { repository, params } = request;
  const issue = findPull(repository, params['pull_number']);
  const files = await filesOfPull(repository, issue);
  return page(request, files.slice(0, 3_000), (file) => fileJson(repository, issue.pull.headSha, file));
}

/** @param {ApiRequest} request */
function requestReviewers({ repository, params, body }) {
  const issue = findPull(repository, params['pull_number']);
  const reviewers = /** @type {string[]} */ (body['reviewers'] ?? []);
  const teams = /** @type {string[]} */ (body['team_reviewers'] ?? []);
  const knows = (/** @type {string[]} */ list, /** @type {string} */ name) =>
    list.some((one) => one.toLowerCase() === name.toLowerCase());
  if (reviewers.some((login) => issue.author.login.toLowerCase() === login.toLowerCase())) {
    throw unprocessable('Review cannot be requested from pull request author.');
  }
  const people = [...repository.collaborators, repository.owner.login];
  if (!reviewers.every((login) => knows(people, login)) || !teams.every((slug) => knows(repository.teams, slug))) {
    throw unprocessable(
      'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a ' +
        `collaborator of the ${repository.fullName} repository.`,
    );
  }
  issue.pull.reviewers = [...new Set([...issue.pull.reviewers, ...reviewers])];
  issue.pull.teams = [...new Set([...issue.pull.teams, ...teams])];
  return created(pullJson(repository, issue));
}

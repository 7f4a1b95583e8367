// @ts-check
import { listCommits, readCommits } from '../git/read.mjs';
import { created, GitHubError, noContent, notFound, ok, unprocessable, validationFailed } from '../http/answers.mjs';
import { requireToken } from '../http/access.mjs';
import { limitBody, limitTitle, requireFields, requireMember } from '../http/fields.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { setState } from '../model/issues.mjs';
import {
  filesOfPull,
  findPull,
  headLabel,
  mergeCommitOf,
  openPull,
  pullRequestsOf,
  writePullRefs,
} from '../model/pulls.mjs';
import { pushRef } from '../model/push.mjs';
import { diffText } from './commits.mjs';
import { sorted } from './issues.mjs';
import { accountJson } from './shapes/accounts.mjs';
import { commitJson, fileJson } from './shapes/git.mjs';
import { fullPullJson, pullJson } from './shapes/pulls.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */
/** @typedef {import('../model/pulls.mjs').PullRequest} PullRequest */
/** @typedef {import('../model/repository.mjs').Repository} Repository */

const PULLS = '/repos/{owner}/{repo}/pulls';
const ONE = `${PULLS}/{number}`;
const read = (/** @type {string} */ docs) => ({ permission: 'pull_requests:read', docs: `pulls/${docs}` });
const write = (/** @type {string} */ docs) => ({ permission: 'pull_requests:write', docs: `pulls/${docs}` });

export const pullRoutes = [
  route(`GET ${PULLS}`, read('pulls#list-pull-requests'), listPulls),
  route(`POST ${PULLS}`, write('pulls#create-a-pull-request'), createPull),
  route(`GET ${ONE}`, read('pulls#get-a-pull-request'), getPull),
  route(`PATCH ${ONE}`, write('pulls#update-a-pull-request'), updatePull),
  route(`GET ${ONE}/files`, read('pulls#list-pull-requests-files'), listFiles),
  route(`GET ${ONE}/commits`, read('pulls#list-commits-on-a-pull-request'), listCommitsOfPull),
  route(`GET ${ONE}/merge`, read('pulls#check-if-a-pull-request-has-been-merged'), isMerged),
  route(`PUT ${ONE}/merge`, { permission: 'contents:write', docs: 'pulls/pulls#merge-a-pull-request' }, mergePull),
  route(
    `GET ${ONE}/requested_reviewers`,
    read('review-requests#get-all-requested-reviewers-for-a-pull-request'),
    listReviewers,
  ),
  route(
    `POST ${ONE}/requested_reviewers`,
    write('review-requests#request-reviewers-for-a-pull-request'),
    requestReviewers,
  ),
];

/** @param {ApiRequest} request */
function listPulls(request) {
  const { repository, query } = request;
  const state = query.get('state') ?? 'open';
  requireMember(state, ['open', 'closed', 'all']);
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
  requireFields(body, { head: 'string', base: 'string', title: 'string?', body: 'string?', draft: 'boolean?' });
  const { title = '', head, base, draft, maintainer_can_modify: maintainerCanModify } = body;
  limitTitle('PullRequest', title);
  limitBody('PullRequest', body['body']);
  const input = { title, body: body['body'], head, base, draft, maintainerCanModify };
  const { account } = requireToken(token);
  const issue = await repository.exclusively(() => openPull(repository, input, { account, token }));
  return created(await show(repository, issue));
}

/**
 * @param {Repository} repository
 * @param {PullRequest} issue
 */
async function show(repository, issue) {
  const [files, commits] = await Promise.all([filesOfPull(repository, issue), commitsOf(repository, issue)]);
  return fullPullJson(repository, issue, files, commits.length);
}

/**
 * @param {Repository} repository
 * @param {PullRequest} issue
 */
function commitsOf({ directory }, { pull }) {
  return listCommits(directory, '--reverse', `${pull.baseSha}..${pull.headSha}`);
}

/** @param {ApiRequest} request */
async function getPull({ repository, params, accept }) {
  const issue = findPull(repository, params['number']);
  if (/diff|patch/.test(accept)) {
    const { baseSha, headSha } = issue.pull;
    return ok(await diffText(repository, baseSha, headSha), { 'content-type': `${accept}; charset=utf-8` });
  }
  return ok(await show(repository, issue));
}

/** @param {ApiRequest} request */
async function updatePull({ repository, token, params, body }) {
  requireFields(body, { title: 'string?', body: 'string?', state: 'string?', base: 'string?' });
  requireMember(body['state'], ['open', 'closed']);
  limitTitle('PullRequest', body['title']);
  limitBody('PullRequest', body['body']);
  const issue = findPull(repository, params['number']);
  const { pull } = issue;
  if (body['state'] === 'open' && issue.state === 'closed') {
    await requireReopenable(repository, issue);
  }
  if (body['base'] && (await repository.head(body['base'])) === undefined) {
    throw validationFailed({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  }
  if (typeof body['title'] === 'string') {
    issue.title = body['title'];
  }
  if (body['body'] !== undefined) {
    issue.body = body['body'];
  }
  if (body['base']) {
    Object.assign(pull, { base: body['base'], baseSha: await repository.head(body['base']) });
    await repository.exclusively(() => writePullRefs(repository, issue));
  }
  setState(repository, issue, body['state'] ?? issue.state, requireToken(token).account);
  return ok(await show(repository, issue));
}

/**
 * @param {Repository} repository
 * @param {PullRequest} issue
 */
async function requireReopenable(repository, issue) {
  const { pull } = issue;
  const refuse = (/** @type {string} */ why) =>
    validationFailed({
      resource: 'PullRequest',
      code: 'custom',
      field: 'state',
      message: `state cannot be changed. ${why}`,
    });
  if (pull.mergedAt) {
    throw refuse('The pull request has been merged.');
  }
  const head = await pull.headRepository.head(pull.head);
  if (head === undefined) {
    throw refuse(`The ${pull.head} branch has been deleted.`);
  }
  if (head !== pull.headSha) {
    throw refuse(`The ${pull.head} branch was force-pushed or recreated.`);
  }
  const open = pullRequestsOf(repository).filter((other) => other.state === 'open');
  if (open.some((other) => headLabel(other) === headLabel(issue) && other.pull.base === pull.base)) {
    throw refuse(`There is already an open pull request from ${headLabel(issue)} to ${pull.base}.`);
  }
}

/** @param {ApiRequest} request */
async function listFiles(request) {
  const { repository, params } = request;
  const issue = findPull(repository, params['number']);
  const files = await filesOfPull(repository, issue);
  return page(request, files.slice(0, 3_000), (file) => fileJson(repository, issue.pull.headSha, file));
}

/** @param {ApiRequest} request */
async function listCommitsOfPull(request) {
  const { repository, params } = request;
  const shas = await commitsOf(repository, findPull(repository, params['number']));
  const commits = await readCommits(repository.directory, shas.slice(0, 250));
  return page(request, commits, (commit) => commitJson(repository, commit));
}

/** @param {ApiRequest} request */
function isMerged({ repository, params }) {
  if (!findPull(repository, params['number']).pull.mergedAt) {
    throw notFound();
  }
  return noContent();
}

/** @param {ApiRequest} request */
async function mergePull({ repository, token, params, body, world }) {
  requireMember(body['merge_method'], ['merge', 'squash', 'rebase']);
  const issue = findPull(repository, params['number']);
  const { pull } = issue;
  return repository.exclusively(async () => {
    if (issue.state === 'closed' || pull.draft || !pull.mergeable) {
      throw new GitHubError(405, 'Pull Request is not mergeable');
    }
    if (body['sha'] && body['sha'] !== pull.headSha) {
      throw new GitHubError(409, 'Head branch was modified. Review and try the merge again.');
    }
    const by = requireToken(token).account;
    const texts = { title: body['commit_title'], message: body['commit_message'] };
    const sha = await mergeCommitOf(repository, issue, { by, method: body['merge_method'], ...texts });
    setState(repository, issue, 'closed', by);
    Object.assign(pull, { mergedAt: world.now(), mergedBy: by, mergeSha: sha });
    await pushRef(repository, { ref: `refs/heads/${pull.base}`, from: pull.baseSha, to: sha, token: undefined });
    return ok({ sha, merged: true, message: 'Pull Request successfully merged' });
  });
}

/** @param {ApiRequest} request */
function listReviewers({ repository, params, world }) {
  const { pull } = findPull(repository, params['number']);
  return ok({
    users: pull.reviewers.map((login) => accountJson(world, world.accounts.get(login))),
    teams: pull.teams.map((slug) => ({ slug, name: slug })),
  });
}

/** @param {ApiRequest} request */
function requestReviewers({ repository, params, body }) {
  requireFields(body, { reviewers: 'array?', team_reviewers: 'array?' });
  const issue = findPull(repository, params['number']);
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

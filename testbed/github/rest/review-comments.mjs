// @ts-check
/**
 * Comments on single lines of a pull request's diff.
 */
import { listCommits } from '../git/read.mjs';
import { created, noContent, notFound, validationFailed } from '../http/answers.mjs';
import { requireToken } from '../http/access.mjs';
import { limitTexts } from '../http/fields.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { filesOfPull, findPull, hunkUpTo, pullRequestsOf } from '../model/pulls.mjs';
import { reviewCommentJson } from './shapes/pulls.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */

const PULLS = '/repos/{owner}/{repo}/pulls';
const WRITE = 'pull_requests:write';

export const reviewCommentRoutes = [
  route(`DELETE ${PULLS}/comments/{comment_id}`, { permission: WRITE }, deleteComment),
  route(`GET ${PULLS}/{pull_number}/comments`, { permission: 'pull_requests:read' }, listComments),
  route(
    `POST ${PULLS}/{pull_number}/comments`,
    { permission: WRITE, body: 'body commit_id path line side' },
    createComment,
  ),
];

/** @param {ApiRequest} request */
function listComments(request) {
  const { repository, params } = request;
  const issue = findPull(repository, params['pull_number']);
  return page(request, issue.pull.comments, (comment) => reviewCommentJson(repository, issue, comment));
}

/** @param {ApiRequest} request */
function deleteComment({ repository, params }) {
  for (const { pull } of pullRequestsOf(repository)) {
    const index = pull.comments.findIndex((one) => one.id === Number(params['comment_id']));
    if (index >= 0) {
      pull.comments.splice(index, 1);
      return noContent();
    }
  }
  throw notFound();
}

/** @param {ApiRequest} request */
async function createComment({ repository, token, params, body, world }) {
  limitTexts('PullRequestReviewComment', body);
  const issue = findPull(repository, params['pull_number']);
  const { pull } = issue;
  const { path, line, side = 'RIGHT', commit_id: commitId } = body;
  if (!(await listCommits(repository.directory, `${pull.baseSha}..${pull.headSha}`)).includes(commitId)) {
    throw validationFailed({ resource: 'PullRequestReviewComment', field: 'commit_id', code: 'invalid' });
  }
  const file = (await filesOfPull(repository, issue)).find(({ filename }) => filename === path);
  const diffHunk = file && hunkUpTo(file.patch ?? '', side, line);
  if (diffHunk === undefined) {
    const field = `pull_request_review_thread.${file ? 'line' : 'path'}`;
    const resource = 'PullRequestReviewComment';
    throw validationFailed({ resource, code: 'custom', field, message: 'could not be resolved' });
  }
  const id = world.nextId();
  const now = world.now();
  /** @type {import('../model/pulls.mjs').ReviewComment} */
  const comment = {
    id,
    nodeId: `PRRC_${id}`,
    path,
    line,
    side,
    diffHunk,
    body: body['body'],
    author: requireToken(token).account,
    commitId,
    outdated: false,
    createdAt: now,
    updatedAt: now,
  };
  pull.comments.push(comment);
  issue.updatedAt = now;
  return created(reviewCommentJson(repository, issue, comment));
}

// @ts-check
/**
 * Reviews, and comments on lines of a pull request.
 */
import { listCommits } from '../git/read.mjs';
import { created, GitHubError, noContent, notFound, ok, unprocessable, validationFailed } from '../http/answers.mjs';
import { requireToken } from '../http/access.mjs';
import { limitBody, requireFields, requireMember } from '../http/fields.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { findPull, pullRequestsOf } from '../model/pulls.mjs';
import { anchor, anchorsOf, createReview, submitReview } from '../model/reviews.mjs';
import { isGitHubActions } from '../model/tokens.mjs';
import { reviewCommentJson, reviewJson } from './shapes/pulls.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */
/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('../model/reviews.mjs').CommentInput} CommentInput */

const PULLS = '/repos/{owner}/{repo}/pulls';
const ONE = `${PULLS}/{number}`;
const read = (/** @type {string} */ docs) => ({ permission: 'pull_requests:read', docs: `pulls/${docs}` });
const write = (/** @type {string} */ docs) => ({ permission: 'pull_requests:write', docs: `pulls/${docs}` });

export const reviewRoutes = [
  route(`GET ${PULLS}/comments`, read('comments#list-review-comments-in-a-repository'), listAllComments),
  route(`GET ${PULLS}/comments/{id}`, read('comments#get-a-review-comment-for-a-pull-request'), getComment),
  route(`PATCH ${PULLS}/comments/{id}`, write('comments#update-a-review-comment-for-a-pull-request'), updateComment),
  route(`DELETE ${PULLS}/comments/{id}`, write('comments#delete-a-review-comment-for-a-pull-request'), deleteComment),
  route(`GET ${ONE}/comments`, read('comments#list-review-comments-on-a-pull-request'), listComments),
  route(`POST ${ONE}/comments`, write('comments#create-a-review-comment-for-a-pull-request'), createComment),
  route(`POST ${ONE}/comments/{id}/replies`, write('comments#create-a-reply-for-a-review-comment'), (request) =>
    createComment({ ...request, body: { ...request.body, in_reply_to: Number(request.params['id']) } }),
  ),
  route(`GET ${ONE}/reviews`, read('reviews#list-reviews-for-a-pull-request'), listReviews),
  route(`POST ${ONE}/reviews`, write('reviews#create-a-review-for-a-pull-request'), createOne),
  route(`GET ${ONE}/reviews/{id}/comments`, read('reviews#list-comments-for-a-pull-request-review'), listOfReview),
];

/** @param {ApiRequest} request */
function listComments(request) {
  const { repository, params } = request;
  const issue = findPull(repository, params['number']);
  return page(request, issue.pull.comments, (comment) => reviewCommentJson(repository, issue, comment));
}

/** @param {ApiRequest} request */
function listAllComments(request) {
  const { repository } = request;
  const all = pullRequestsOf(repository).flatMap((issue) => issue.pull.comments.map((comment) => ({ issue, comment })));
  return page(request, all, ({ issue, comment }) => reviewCommentJson(repository, issue, comment));
}

/**
 * @param {Repository} repository
 * @param {string | undefined} id
 */
function findReviewComment(repository, id) {
  for (const issue of pullRequestsOf(repository)) {
    const comment = issue.pull.comments.find((one) => one.id === Number(id));
    if (comment) {
      return { issue, comment };
    }
  }
  throw notFound();
}

/** @param {ApiRequest} request */
function getComment({ repository, params }) {
  const { issue, comment } = findReviewComment(repository, params['id']);
  return ok(reviewCommentJson(repository, issue, comment));
}

/** @param {ApiRequest} request */
function updateComment({ repository, params, body, world }) {
  requireFields(body, { body: 'string' });
  limitBody('PullRequestReviewComment', body['body']);
  const { issue, comment } = findReviewComment(repository, params['id']);
  Object.assign(comment, { body: body['body'], updatedAt: world.now() });
  return ok(reviewCommentJson(repository, issue, comment));
}

/** @param {ApiRequest} request */
function deleteComment({ repository, params }) {
  const { issue, comment } = findReviewComment(repository, params['id']);
  issue.pull.comments.splice(issue.pull.comments.indexOf(comment), 1);
  return noContent();
}

const COMMENT = /** @type {const} */ ({
  body: 'string',
  path: 'string?',
  line: 'integer?',
  side: 'string?',
  start_line: 'integer?',
  start_side: 'string?',
  subject_type: 'string?',
});

/** @param {ApiRequest} request */
async function createComment({ repository, token, params, body }) {
  requireFields(body, { ...COMMENT, commit_id: 'string?', in_reply_to: 'integer?' });
  requireMember(body['side'], ['LEFT', 'RIGHT']);
  limitBody('PullRequestReviewComment', body['body']);
  const issue = findPull(repository, params['number']);
  const { account } = requireToken(token);
  if (body['in_reply_to']) {
    const { comment } = findReviewComment(repository, String(body['in_reply_to']));
    const review = createReview(repository, { by: account, state: 'COMMENTED', commitId: comment.commitId });
    const reply = { ...comment, body: body['body'], inReplyTo: comment.inReplyTo ?? comment.id };
    const [added] = submitReview(repository, issue, review, [reply]);
    return created(added && reviewCommentJson(repository, issue, added));
  }
  requireFields(body, { commit_id: 'string', path: 'string' });
  if (!body['line'] && body['subject_type'] !== 'file') {
    throw validationFailed({ resource: 'PullRequestReviewComment', field: 'line', code: 'missing_field' });
  }
  const commitId = await requireCommitOfPull(repository, issue, body['commit_id']);
  const anchored = anchor(await anchorsOf(repository, issue), inputOf(body));
  if ('unresolved' in anchored) {
    const field = `pull_request_review_thread.${anchored.unresolved.toLowerCase()}`;
    const resource = 'PullRequestReviewComment';
    throw validationFailed({ resource, code: 'custom', field, message: 'could not be resolved' });
  }
  const review = createReview(repository, { by: account, state: 'COMMENTED', commitId });
  const [comment] = submitReview(repository, issue, review, [anchored]);
  return created(comment && reviewCommentJson(repository, issue, comment));
}

/**
 * @param {Repository} repository
 * @param {import('../model/pulls.mjs').PullRequest} issue
 * @param {string} sha
 */
async function requireCommitOfPull(repository, { pull }, sha) {
  const commits = await listCommits(repository.directory, `${pull.baseSha}..${pull.headSha}`);
  if (!commits.includes(sha)) {
    throw validationFailed({ resource: 'PullRequestReviewComment', field: 'commit_id', code: 'invalid' });
  }
  return sha;
}

/** @param {Record<string, any>} body @returns {CommentInput} */
function inputOf(body) {
  return {
    path: body['path'],
    body: body['body'],
    line: body['line'] ?? null,
    side: body['side'] ?? 'RIGHT',
    startLine: body['start_line'] ?? null,
    startSide: body['start_side'] ?? null,
    subjectType: body['subject_type'] ?? 'line',
  };
}

/** @param {ApiRequest} request */
function listReviews(request) {
  const { repository, params } = request;
  const issue = findPull(repository, params['number']);
  return page(request, issue.pull.reviews, (review) => reviewJson(repository, issue, review));
}

/** @param {ApiRequest} request */
function listOfReview(request) {
  const { repository, params } = request;
  const issue = findPull(repository, params['number']);
  const comments = issue.pull.comments.filter((comment) => comment.reviewId === Number(params['id']));
  return page(request, comments, (comment) => reviewCommentJson(repository, issue, comment));
}

const STATE = /** @type {const} */ ({
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
});

/**
 * All or nothing: one comment beside the diff refuses the whole review, and GitHub does not say which.
 *
 * @param {ApiRequest} request
 */
async function createOne({ repository, token, params, body }) {
  requireFields(body, { body: 'string?', event: 'string?', commit_id: 'string?', comments: 'array?' });
  requireMember(body['event'], Object.keys(STATE));
  limitBody('PullRequestReview', body['body']);
  const issue = findPull(repository, params['number']);
  const { account } = requireToken(token);
  const event = /** @type {keyof typeof STATE | undefined} */ (body['event']);
  if (event === 'APPROVE' && isGitHubActions(token) && !repository.actionsMayCreatePullRequests) {
    throw unprocessable('GitHub Actions is not permitted to approve pull requests.');
  }
  if (event && event !== 'COMMENT' && account === issue.author) {
    const verb = event === 'APPROVE' ? 'approve' : 'request changes on';
    throw new GitHubError(422, 'Unprocessable Entity', { errors: [`Review Can not ${verb} your own pull request`] });
  }
  const comments = /** @type {Record<string, any>[]} */ (body['comments'] ?? []);
  if (event && event !== 'APPROVE' && !body['body'] && comments.length === 0) {
    throw new GitHubError(422, 'Unprocessable Entity', { errors: ["Body can't be blank"] });
  }
  comments.forEach((comment) => requireFields(comment, { ...COMMENT, path: 'string' }));
  const anchors = await anchorsOf(repository, issue);
  const anchored = comments.map((comment) => anchor(anchors, inputOf(comment)));
  const unresolved = anchored.flatMap((one) =>
    'unresolved' in one ? [`${one.unresolved} could not be resolved`] : [],
  );
  if (unresolved.length > 0) {
    throw new GitHubError(422, 'Unprocessable Entity', { errors: [sentence(unresolved)] });
  }
  const review = createReview(repository, {
    by: account,
    body: body['body'] ?? '',
    state: event ? STATE[event] : 'PENDING',
    commitId: body['commit_id'] ?? issue.pull.headSha,
  });
  submitReview(
    repository,
    issue,
    review,
    anchored.flatMap((one) => ('unresolved' in one ? [] : [one])),
  );
  return ok(reviewJson(repository, issue, review));
}

/** @param {string[]} parts `a, b, and c` */
function sentence(parts) {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(parts);
}

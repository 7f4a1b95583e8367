// @ts-check
/**
 * Reviews of a pull request, and where their comments may stand: on lines of the diff only.
 */
import { hunksOf } from '../git/diff.mjs';
import { filesOfPull, hunkUpTo } from './pulls.mjs';

/** @typedef {import('./accounts.mjs').Account} Account */
/** @typedef {import('./pulls.mjs').PullRequest} PullRequest */
/** @typedef {import('./pulls.mjs').Review} Review */
/** @typedef {import('./pulls.mjs').ReviewComment} ReviewComment */
/** @typedef {import('./repository.mjs').Repository} Repository */

/** @typedef {Pick<ReviewComment, 'path' | 'body' | 'line' | 'side' | 'startLine' | 'startSide' | 'subjectType'>} CommentInput */
/** @typedef {CommentInput & Pick<ReviewComment, 'diffHunk' | 'inReplyTo'>} AnchoredComment */

/**
 * The patches of the changed files.
 *
 * @param {Repository} repository
 * @param {PullRequest} issue
 * @returns {Promise<Map<string, string>>}
 */
export async function anchorsOf(repository, issue) {
  const files = await filesOfPull(repository, issue);
  return new Map(files.map((file) => [file.filename, file.patch ?? '']));
}

/**
 * @param {Map<string, string>} patches
 * @param {CommentInput} input
 * @returns {AnchoredComment | { unresolved: 'Path' | 'Line' | 'Start line' }}
 */
export function anchor(patches, input) {
  const patch = patches.get(input.path);
  if (patch === undefined) {
    return { unresolved: 'Path' };
  }
  if (input.subjectType === 'file') {
    return { ...input, line: null, startLine: null, diffHunk: patch, inReplyTo: null };
  }
  const diffHunk = input.line === null ? undefined : hunkUpTo(patch, input.side, input.line);
  if (diffHunk === undefined) {
    return { unresolved: 'Line' };
  }
  if (input.startLine !== null) {
    const startSide = input.startSide ?? input.side;
    const hunk = hunksOf(patch).find((one) => one[keyOf(input.side)].has(Number(input.line)));
    const lines = hunk?.[keyOf(startSide)];
    if (!lines?.has(input.startLine) || input.startLine >= Number(input.line)) {
      return { unresolved: 'Start line' };
    }
    return { ...input, startSide, diffHunk, inReplyTo: null };
  }
  return { ...input, diffHunk, inReplyTo: null };
}

/** @param {'LEFT' | 'RIGHT'} side */
function keyOf(side) {
  return side === 'LEFT' ? 'left' : 'right';
}

/**
 * @param {Repository} repository
 * @param {{ by: Account, body?: string, state: Review['state'], commitId: string }} input
 * @returns {Review} not yet part of the pull request
 */
export function createReview({ world }, { by, body = '', state, commitId }) {
  const id = world.nextId();
  const submittedAt = state === 'PENDING' ? null : world.now();
  return { id, nodeId: `PRR_${id}`, author: by, body, state, commitId, submittedAt };
}

/**
 * @param {Repository} repository
 * @param {PullRequest} issue
 * @param {Review} review
 * @param {AnchoredComment[]} comments
 * @returns {ReviewComment[]}
 */
export function submitReview({ world }, issue, review, comments) {
  const now = world.now();
  const added = comments.map((comment) => {
    const id = world.nextId();
    /** @type {ReviewComment} */
    const complete = {
      id,
      nodeId: `PRRC_${id}`,
      reviewId: review.id,
      path: comment.path,
      subjectType: comment.subjectType,
      line: comment.line,
      startLine: comment.startLine,
      side: comment.side,
      startSide: comment.startSide,
      diffHunk: comment.diffHunk,
      body: comment.body,
      author: review.author,
      commitId: review.commitId,
      inReplyTo: comment.inReplyTo,
      outdated: false,
      resolved: false,
      minimized: null,
      createdAt: now,
      updatedAt: now,
    };
    return complete;
  });
  issue.pull.reviews.push(review);
  issue.pull.comments.push(...added);
  issue.updatedAt = now;
  return added;
}

// @ts-check
import { headLabel } from '../../model/pulls.mjs';
import { accountJson, associationOf } from './accounts.mjs';
import { labelsJson } from './issues.mjs';
import { links } from './links.mjs';
import { apiUrl, htmlUrl, repositoryJson } from './repositories.mjs';

/** @typedef {import('../../model/pulls.mjs').PullRequest} PullRequest */
/** @typedef {import('../../model/pulls.mjs').ReviewComment} ReviewComment */
/** @typedef {import('../../model/repository.mjs').Repository} Repository */

/**
 * As a list gives it.
 *
 * @param {Repository} repository
 * @param {PullRequest} issue
 */
export function pullJson(repository, issue) {
  const { world, owner } = repository;
  const { number, pull } = issue;
  const url = `${apiUrl(repository)}/pulls/${number}`;
  const issueUrl = `${apiUrl(repository)}/issues/${number}`;
  const page = `${htmlUrl(repository)}/pull/${number}`;
  const others = {
    review_comments_url: `${url}/comments`,
    review_comment_url: `${apiUrl(repository)}/pulls/comments{/number}`,
    comments_url: `${issueUrl}/comments`,
    statuses_url: `${apiUrl(repository)}/statuses/${pull.headSha}`,
  };
  return {
    id: issue.id,
    node_id: issue.nodeId,
    number,
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl,
    commits_url: `${url}/commits`,
    ...others,
    _links: hrefs({
      self: url,
      html: page,
      issue: issueUrl,
      comments: others.comments_url,
      review_comments: others.review_comments_url,
      review_comment: others.review_comment_url,
      commits: `${url}/commits`,
      statuses: others.statuses_url,
    }),
    title: issue.title,
    body: issue.body,
    state: issue.state,
    locked: false,
    draft: pull.draft,
    user: accountJson(world, issue.author),
    author_association: associationOf(repository, issue.author),
    labels: labelsJson(repository, issue.labels),
    assignee: null,
    assignees: [],
    milestone: null,
    auto_merge: null,
    requested_reviewers: pull.reviewers.map((login) => accountJson(world, world.accounts.get(login))),
    requested_teams: pull.teams.map((slug) => teamJson(repository, slug)),
    head: {
      label: headLabel(issue),
      ref: pull.head,
      sha: pull.headSha,
      user: accountJson(world, pull.headRepository.owner),
      repo: repositoryJson(pull.headRepository),
    },
    base: {
      label: `${owner.login}:${pull.base}`,
      ref: pull.base,
      sha: pull.baseSha,
      user: accountJson(world, owner),
      repo: repositoryJson(repository),
    },
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeSha,
  };
}

/**
 * On its own: with what GitHub computes only when asked.
 *
 * @param {Repository} repository
 * @param {PullRequest} issue
 * @param {import('../../git/diff.mjs').ChangedFile[]} files
 * @param {number} commits
 */
export function fullPullJson(repository, issue, files, commits) {
  const { pull } = issue;
  const mergeable = pull.mergedAt ? null : pull.mergeable;
  return {
    ...pullJson(repository, issue),
    merged: pull.mergedAt !== null,
    merged_by: pull.mergedBy ? accountJson(repository.world, pull.mergedBy) : null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : mergeable ? (pull.draft ? 'draft' : 'clean') : 'dirty',
    maintainer_can_modify: pull.maintainerCanModify,
    comments: issue.comments.length,
    review_comments: pull.comments.length,
    commits,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

/**
 * A comment whose line has changed meanwhile has no `line` any more, only an original one.
 *
 * @param {Repository} repository
 * @param {PullRequest} issue
 * @param {ReviewComment} comment
 */
export function reviewCommentJson(repository, { number, pull }, comment) {
  const { id, outdated, line } = comment;
  const html = `${htmlUrl(repository)}/pull/${number}#discussion_r${id}`;
  const self = `${apiUrl(repository)}/pulls/comments/${id}`;
  const pullUrl = `${apiUrl(repository)}/pulls/${number}`;
  return {
    id,
    node_id: comment.nodeId,
    pull_request_review_id: null,
    url: self,
    html_url: html,
    pull_request_url: pullUrl,
    _links: hrefs({ self, html, pull_request: pullUrl }),
    path: comment.path,
    diff_hunk: comment.diffHunk,
    body: comment.body,
    user: accountJson(repository.world, comment.author),
    author_association: associationOf(repository, comment.author),
    commit_id: outdated ? comment.commitId : pull.headSha,
    original_commit_id: comment.commitId,
    side: comment.side,
    subject_type: 'line',
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    line: outdated ? null : line,
    original_line: line,
  };
}

/** @param {Record<string, string>} urls */
function hrefs(urls) {
  return Object.fromEntries(Object.entries(urls).map(([name, href]) => [name, { href }]));
}

/** @param {Repository} repository @param {string} slug */
function teamJson({ owner, world }, slug) {
  const url = `${world.url}/orgs/${owner.login}/teams/${slug}`;
  return {
    id: 1,
    node_id: `T_${slug}`,
    name: slug,
    slug,
    description: null,
    permission: 'pull',
    type: 'organization',
    parent: null,
    url,
    html_url: `https://github.com/orgs/${owner.login}/teams/${slug}`,
    ...links(url, 'members{/member} repositories'),
  };
}

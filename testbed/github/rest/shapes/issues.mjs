// @ts-check
import { accountJson, appJson, associationOf } from './accounts.mjs';
import { apiUrl, htmlUrl } from './repositories.mjs';

/** @typedef {import('../../model/issues.mjs').Comment} Comment */
/** @typedef {import('../../model/issues.mjs').Issue} Issue */
/** @typedef {import('../../model/issues.mjs').Label} Label */
/** @typedef {import('../../model/repository.mjs').Repository} Repository */

/**
 * @param {Repository} repository
 * @param {Issue} issue
 */
export function issueJson(repository, issue) {
  const { world } = repository;
  const { number, pull } = issue;
  const url = `${apiUrl(repository)}/issues/${number}`;
  const page = `${htmlUrl(repository)}/${pull ? 'pull' : 'issues'}/${number}`;
  return {
    id: issue.id,
    node_id: issue.nodeId,
    number,
    url,
    repository_url: apiUrl(repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    state_reason: issue.stateReason,
    locked: false,
    labels: labelsJson(repository, issue.labels),
    assignee: null,
    assignees: [],
    milestone: null,
    comments: issue.comments.length,
    user: accountJson(world, issue.author),
    author_association: associationOf(repository, issue.author),
    performed_via_github_app: appJson(world, issue.author.app),
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    closed_by: issue.closedBy ? accountJson(world, issue.closedBy) : null,
    ...(pull
      ? {
          draft: pull.draft,
          pull_request: {
            url: `${apiUrl(repository)}/pulls/${number}`,
            html_url: page,
            diff_url: `${page}.diff`,
            patch_url: `${page}.patch`,
            merged_at: pull.mergedAt,
          },
        }
      : {}),
  };
}

/**
 * @param {Repository} repository
 * @param {Issue} issue
 * @param {Comment} comment
 */
export function commentJson(repository, { number, pull }, { id, nodeId, body, author, createdAt, updatedAt }) {
  return {
    id,
    node_id: nodeId,
    url: `${apiUrl(repository)}/issues/comments/${id}`,
    html_url: `${htmlUrl(repository)}/${pull ? 'pull' : 'issues'}/${number}#issuecomment-${id}`,
    issue_url: `${apiUrl(repository)}/issues/${number}`,
    body,
    user: accountJson(repository.world, author),
    author_association: associationOf(repository, author),
    performed_via_github_app: appJson(repository.world, author.app),
    created_at: createdAt,
    updated_at: updatedAt,
  };
}

/**
 * @param {Repository} repository
 * @param {string[]} names
 */
export function labelsJson(repository, names) {
  return names.flatMap((name) => {
    const label = repository.labels.get(name.toLowerCase());
    return label ? [labelJson(repository, label)] : [];
  });
}

/**
 * @param {Repository} repository
 * @param {Label} label
 */
function labelJson(repository, { id, nodeId, name, color, description }) {
  const url = `${apiUrl(repository)}/labels/${encodeURIComponent(name)}`;
  return { id, node_id: nodeId, url, name, color, description, default: false };
}

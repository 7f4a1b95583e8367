// @ts-check
/**
 * Issues, their comments and labels. A pull request is an issue too; what only it has is in `pull`.
 */
import { notFound } from '../http/answers.mjs';

/** @typedef {import('./accounts.mjs').Account} Account */
/** @typedef {import('./repository.mjs').Repository} Repository */

/**
 * @typedef {object} Issue
 * @property {number} id
 * @property {string} nodeId
 * @property {number} number
 * @property {string} title
 * @property {string | null} body
 * @property {'open' | 'closed'} state
 * @property {'completed' | 'not_planned' | 'reopened' | 'duplicate' | null} stateReason
 * @property {string[]} labels names
 * @property {Account} author
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string | null} closedAt
 * @property {Account | null} closedBy
 * @property {Comment[]} comments
 * @property {import('./pulls.mjs').Pull} [pull]
 */

/**
 * @typedef {object} Comment
 * @property {number} id
 * @property {string} nodeId
 * @property {string} body
 * @property {Account} author
 * @property {string} createdAt
 * @property {string} updatedAt
 */

/** @typedef {{ id: number, nodeId: string, name: string, color: string, description: string | null }} Label */

/**
 * @param {Repository} repository
 * @param {{ title: string, body?: string | null, labels?: string[], by: Account }} input
 * @returns {Issue}
 */
export function openIssue(repository, { title, body = null, labels = [], by }) {
  const { world } = repository;
  const now = world.now();
  const id = world.nextId();
  /** @type {Issue} */
  const issue = {
    id,
    nodeId: `I_${id}`,
    number: repository.issues.length + 1,
    title,
    body,
    state: 'open',
    stateReason: null,
    labels: [],
    author: by,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    closedBy: null,
    comments: [],
  };
  repository.issues.push(issue);
  addLabels(repository, issue, labels);
  return issue;
}

/**
 * @param {Repository} repository
 * @param {number | string | undefined} number
 * @returns {Issue} pull requests included
 */
export function findIssue(repository, number) {
  const issue = repository.issues.find((one) => one.number === Number(number));
  if (!issue) {
    throw notFound();
  }
  return issue;
}

/**
 * @param {Repository} repository
 * @param {Issue} issue
 * @param {'open' | 'closed'} state
 * @param {Account | null} by
 * @param {Issue['stateReason']} [reason]
 */
export function setState(repository, issue, state, by, reason) {
  const now = repository.world.now();
  if (issue.state !== state) {
    issue.closedAt = state === 'closed' ? now : null;
    issue.closedBy = state === 'closed' ? by : null;
    issue.stateReason = issue.pull ? null : state === 'closed' ? 'completed' : 'reopened';
  }
  issue.state = state;
  if (reason) {
    issue.stateReason = reason;
  }
  issue.updatedAt = now;
}

/**
 * @param {Repository} repository
 * @param {Issue} issue
 * @param {string} body
 * @param {Account} by
 * @returns {Comment}
 */
export function addComment(repository, issue, body, by) {
  const { world } = repository;
  const now = world.now();
  const id = world.nextId();
  const comment = { id, nodeId: `IC_${id}`, body, author: by, createdAt: now, updatedAt: now };
  issue.comments.push(comment);
  issue.updatedAt = now;
  return comment;
}

/**
 * @param {Repository} repository
 * @param {number | string | undefined} id
 * @returns {{ issue: Issue, comment: Comment }}
 */
export function findComment(repository, id) {
  for (const issue of repository.issues) {
    const comment = issue.comments.find((one) => one.id === Number(id));
    if (comment) {
      return { issue, comment };
    }
  }
  throw notFound();
}

/**
 * @param {Repository} repository
 * @param {string} name
 * @returns {Label}
 */
function createLabel(repository, name) {
  const id = repository.world.nextId();
  const label = { id, nodeId: `LA_${id}`, name, color: 'ededed', description: null };
  repository.labels.set(name.toLowerCase(), label);
  return label;
}

/**
 * Labels that the repository lacks are made, as GitHub does for everybody who may write.
 *
 * @param {Repository} repository
 * @param {Issue} issue
 * @param {string[]} names
 */
export function addLabels(repository, issue, names) {
  for (const name of names) {
    const label = repository.labels.get(name.toLowerCase()) ?? createLabel(repository, name);
    if (!issue.labels.includes(label.name)) {
      issue.labels.push(label.name);
    }
  }
}

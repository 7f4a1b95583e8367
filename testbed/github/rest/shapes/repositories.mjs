// @ts-check
import { mayDo, reaches } from '../../model/tokens.mjs';
import { accountJson } from './accounts.mjs';

/** @typedef {import('../../model/repository.mjs').Repository} Repository */
/** @typedef {import('../../model/tokens.mjs').Token} Token */
/** @template {keyof import('./sketch.mjs').Schemas} Name @typedef {import('./sketch.mjs').Shape<Name>} Shape */

/** @param {Repository} repository */
export function apiUrl({ world, fullName }) {
  return `${world.url}/repos/${fullName}`;
}

/** @param {Repository} repository */
export function htmlUrl({ fullName }) {
  return `https://github.com/${fullName}`;
}

/**
 * @param {Repository} repository
 * @param {Token} [token] whose permissions are told
 * @returns {Shape<'repository'>}
 */
export function repositoryJson(repository, token) {
  const { id, nodeId, name, fullName, owner, visibility, world } = repository;
  const may = (/** @type {import('../../model/tokens.mjs').Level} */ level) =>
    token !== undefined && reaches(token, repository) && mayDo(token, 'contents', level);
  const admin = token?.permissions === 'all';
  return {
    id,
    node_id: nodeId,
    name,
    full_name: fullName,
    private: visibility === 'private',
    owner: accountJson(world, owner),
    html_url: htmlUrl(repository),
    description: null,
    fork: repository.parent !== undefined,
    url: apiUrl(repository),
    clone_url: `${htmlUrl(repository)}.git`,
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    default_branch: repository.defaultBranch,
    visibility,
    has_issues: repository.hasIssues,
    archived: false,
    disabled: false,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    pushed_at: repository.createdAt,
    ...(token
      ? { permissions: { admin, maintain: admin, push: may('write'), triage: may('write'), pull: may('read') } }
      : {}),
  };
}

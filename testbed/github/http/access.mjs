// @ts-check
/**
 * Who may call what: 401, 403 and 404 as GitHub gives them.
 */
import { inaccessible, mayDo, reaches, sees } from '../model/tokens.mjs';
import { GitHubError, notFound } from './answers.mjs';

/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('../model/tokens.mjs').Level} Level */
/** @typedef {import('../model/tokens.mjs').Token} Token */
/** @typedef {import('../model/tokens.mjs').Tokens} Tokens */

/**
 * @param {Tokens} tokens
 * @param {string | undefined} authorization
 * @returns {Token | undefined} undefined for a call without any credentials
 */
export function authenticate(tokens, authorization) {
  if (!authorization) {
    return undefined;
  }
  const token = tokens.find(authorization.replace(/^\S+ +/, ''));
  if (!token) {
    throw new GitHubError(401, 'Bad credentials');
  }
  return token;
}

/**
 * @param {Repository | undefined} repository
 * @param {Token | undefined} token
 * @param {string | undefined} permission `issues:write|pull_requests:write`
 * @returns {Repository}
 */
export function authorize(repository, token, permission) {
  if (!repository || !sees(token, repository)) {
    throw notFound();
  }
  if (permission === undefined || isPermitted(repository, token, permission)) {
    return repository;
  }
  if (!token) {
    throw new GitHubError(401, 'Requires authentication');
  }
  const accepted = permission.replaceAll(':', '=').replaceAll('|', '; ');
  throw new GitHubError(403, inaccessible(token), { headers: { 'x-accepted-github-permissions': accepted } });
}

/**
 * @param {Repository} repository
 * @param {Token | undefined} token
 * @param {string} permission
 */
export function isPermitted(repository, token, permission) {
  return permission.split('|').some((alternative) => {
    const [name = '', level] = alternative.split(':');
    if (level === 'read' && repository.visibility === 'public' && name !== 'administration') {
      return true;
    }
    return token !== undefined && reaches(token, repository) && mayDo(token, name, /** @type {Level} */ (level));
  });
}

/**
 * For whom the answer to this call is written down.
 *
 * @param {Token | undefined} token
 * @returns {Token}
 */
export function requireToken(token) {
  if (!token) {
    throw new GitHubError(401, 'Requires authentication');
  }
  return token;
}

// @ts-check
/**
 * Tokens: who calls, and what for.
 */
import { randomBytes } from 'node:crypto';

/** @typedef {import('./accounts.mjs').Account} Account */
/** @typedef {import('./accounts.mjs').Accounts} Accounts */
/** @typedef {import('./repository.mjs').Repository} Repository */

/** @typedef {'read' | 'write'} Level */

/**
 * Names as in the REST documentation's list of permissions: `contents`, `pull_requests`, `issues`, `checks`,
 * `statuses`, `actions`, `workflows`, `administration`. Everybody who can see a repository has `metadata`.
 *
 * @typedef {Record<string, Level>} Permissions
 */

/**
 * `installation`: of an app, so also the GITHUB_TOKEN of a job. `fine-grained` and `classic`: a person's.
 *
 * @typedef {'installation' | 'fine-grained' | 'classic'} TokenKind
 */

/**
 * @typedef {object} Token
 * @property {string} value
 * @property {Account} account
 * @property {TokenKind} kind
 * @property {Permissions | 'all'} permissions may be changed
 * @property {string[] | undefined} repositories full names; undefined: every one
 */

/**
 * @typedef {object} TokenOptions
 * @property {string} [login] `github-actions[bot]` by default
 * @property {number} [id]
 * @property {'User' | 'Bot'} [type]
 * @property {TokenKind} [kind] `installation` for bots; for people `fine-grained` where permissions are given
 * @property {Permissions} [permissions] everything where left out; but `workflows` is no bot's by default
 * @property {string[]} [repositories]
 */

/**
 * @typedef {object} Tokens
 * @property {Token} githubToken of github-actions[bot], with every permission that a job can have
 * @property {Token} readOnly of github-actions[bot], as jobs of forks and of Dependabot get it
 * @property {(options?: TokenOptions) => Token} create
 * @property {(value: string) => Token | undefined} find
 */

/** What `permissions: write-all` gives. A job cannot get `workflows` or `administration`. */
const EVERYTHING_OF_A_JOB = [
  'actions',
  'checks',
  'contents',
  'deployments',
  'issues',
  'packages',
  'pull_requests',
  'security_events',
  'statuses',
];

const PREFIX = { installation: 'ghs_', 'fine-grained': 'github_pat_', classic: 'ghp_' };

/**
 * @param {Accounts} accounts
 * @returns {Tokens}
 */
export function createTokens(accounts) {
  /** @type {Map<string, Token>} */
  const tokens = new Map();
  /** @type {Tokens['create']} */
  const create = ({ login = 'github-actions[bot]', id, type, kind, permissions, repositories } = {}) => {
    const account = accounts.get(login, { ...(id === undefined ? {} : { id }), ...(type ? { type } : {}) });
    const own = account.type === 'Bot' ? 'installation' : permissions ? 'fine-grained' : 'classic';
    /** @type {Token} */
    const token = {
      value: `${PREFIX[kind ?? own]}${randomBytes(18).toString('hex')}`,
      account,
      kind: kind ?? own,
      permissions: permissions ?? (own === 'installation' ? permissionsOfJob('write') : 'all'),
      repositories,
    };
    tokens.set(token.value, token);
    return token;
  };
  return {
    githubToken: create(),
    readOnly: create({ permissions: permissionsOfJob('read') }),
    create,
    find: (value) => tokens.get(value),
  };
}

/** @param {Level} level @returns {Permissions} */
export function permissionsOfJob(level) {
  return Object.fromEntries(EVERYTHING_OF_A_JOB.map((name) => [name, level]));
}

/**
 * @param {Token} token
 * @param {string} permission
 * @param {Level} level
 * @returns {boolean}
 */
export function mayDo({ permissions }, permission, level) {
  if (permissions === 'all') {
    return true;
  }
  const has = permission === 'metadata' ? 'read' : permissions[permission];
  return has === 'write' || has === level;
}

/**
 * @param {Token | undefined} token
 * @param {Repository} repository
 * @returns {boolean} whether the repository is in the token's reach, whatever it may do there
 */
export function reaches(token, repository) {
  const { repositories } = token ?? { repositories: [] };
  return !repositories || repositories.some((name) => name.toLowerCase() === repository.fullName.toLowerCase());
}

/**
 * @param {Token | undefined} token
 * @param {Repository} repository
 * @returns {boolean} whether the bearer learns that the repository exists
 */
export function sees(token, repository) {
  return repository.visibility === 'public' || reaches(token, repository);
}

/** @param {Token | undefined} token */
export function isGitHubActions(token) {
  return token?.account.app?.slug === 'github-actions';
}

/**
 * How GitHub says that the permission is missing.
 *
 * @param {Token | undefined} token
 */
export function inaccessible(token) {
  const bearer = token && token.kind !== 'installation' ? 'personal access token' : 'integration';
  return `Resource not accessible by ${bearer}`;
}

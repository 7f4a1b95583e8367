// @ts-check
/**
 * Workflow runs: whose artifacts, and whose identity tokens.
 */
import { randomUUID } from 'node:crypto';

/** @typedef {import('../model/repository.mjs').Repository} Repository */

/**
 * @typedef {object} Run
 * @property {number} id GITHUB_RUN_ID
 * @property {string} backendId as the artifact service calls the run
 * @property {string} jobBackendId
 * @property {string} runtimeToken ACTIONS_RUNTIME_TOKEN
 * @property {string} requestToken ACTIONS_ID_TOKEN_REQUEST_TOKEN
 * @property {Repository | undefined} repository
 * @property {Record<string, unknown>} claims of its identity tokens
 */

/**
 * @typedef {object} Runs
 * @property {(repository?: Repository, claims?: Record<string, unknown>) => Run} create
 * @property {(authorization: string | undefined) => Run | undefined} ofRuntimeToken
 * @property {(authorization: string | undefined) => Run | undefined} ofRequestToken
 */

/**
 * @param {() => number} nextId
 * @returns {Runs}
 */
export function createRuns(nextId) {
  /** @type {Run[]} */
  const runs = [];
  const bearer = (/** @type {string | undefined} */ authorization) => authorization?.replace(/^bearer /i, '');
  return {
    create(repository, claims = {}) {
      const backendId = randomUUID();
      const jobBackendId = randomUUID();
      const run = {
        id: nextId(),
        backendId,
        jobBackendId,
        runtimeToken: runtimeToken(backendId, jobBackendId),
        requestToken: randomUUID(),
        repository,
        claims,
      };
      runs.push(run);
      return run;
    },
    ofRuntimeToken: (authorization) => runs.find((run) => run.runtimeToken === bearer(authorization)),
    ofRequestToken: (authorization) => runs.find((run) => run.requestToken === bearer(authorization)),
  };
}

/**
 * @actions/artifact reads the ids of run and job out of it, and verifies nothing.
 *
 * @param {string} backendId
 * @param {string} jobBackendId
 */
function runtimeToken(backendId, jobBackendId) {
  const encode = (/** @type {object} */ part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = { scp: `Actions.Results:${backendId}:${jobBackendId}`, exp: Math.floor(Date.now() / 1000) + 21_600 };
  return `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}.${encode([randomUUID()])}`;
}

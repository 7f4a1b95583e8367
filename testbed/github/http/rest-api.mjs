// @ts-check
/**
 * Answers REST requests, each held against GitHub's description: what the request says, and what is answered.
 */
import { PushRefused, RefMoved, WorkflowRefused } from '../model/push.mjs';
import { restRoutes } from '../rest/index.mjs';
import { authorize } from './access.mjs';
import { GitHubError, invalidRequest, Unimplemented, unprocessable } from './answers.mjs';
import { differencesFrom, documentationOf } from './description.mjs';
import { findRoute } from './routes.mjs';

/** @typedef {import('./answers.mjs').Answer} Answer */
/** @typedef {import('./routes.mjs').ApiRequest} ApiRequest */
/** @typedef {import('./routes.mjs').Route} Route */

/**
 * @param {Pick<ApiRequest, 'world' | 'path' | 'query' | 'body' | 'accept' | 'href' | 'token'> & { method: string }} request
 * @returns {Promise<Answer>}
 */
export async function answerRest({ method, ...request }) {
  const { world, path, token } = request;
  const found = findRoute(restRoutes, method, path);
  if (!found) {
    throw new Unimplemented(`${method} ${path}`);
  }
  const { route, params } = found;
  const { owner = '', repo = '' } = params;
  try {
    const repository = authorize(world.findRepository(owner, repo), token, route.needs.permission);
    requireDescribed(route, request);
    return described(route, await route.handle({ ...request, params, repository }));
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) {
      return described(route, refusal.answer(documentationOf(route.signature)));
    }
    throw error;
  }
}

/**
 * What the stand-in would drop silently it refuses, too.
 *
 * @param {Route} route
 * @param {Pick<ApiRequest, 'query' | 'body'>} request
 */
function requireDescribed({ signature, method, needs }, { query, body }) {
  const parameters = Object.fromEntries(query);
  const known = new Set(`page per_page ${needs.query ?? ''} ${needs.body ?? ''}`.split(' '));
  const stray = [...Object.keys(parameters), ...Object.keys(body)].find((name) => !known.has(name));
  if (stray !== undefined) {
    throw new Unimplemented(`${stray} of ${signature}`);
  }
  const isRead = method === 'GET' || method === 'DELETE';
  const complaint = isRead ? differencesFrom(signature, 'query', parameters) : differencesFrom(signature, 'body', body);
  if (complaint) {
    throw invalidRequest(complaint);
  }
}

/**
 * The answer, if it is one that GitHub could give: a mistake of the stand-in must not look like GitHub.
 *
 * @param {Route} route
 * @param {Answer} answer
 */
function described({ signature }, answer) {
  const { status, body } = answer;
  const differences = Buffer.isBuffer(body) ? '' : differencesFrom(signature, status, body);
  if (differences) {
    throw new Error(`the answer ${status} to ${signature} differs from GitHub's description:\n${differences}`);
  }
  return answer;
}

/** @param {unknown} error @returns {GitHubError | undefined} */
function refusalOf(error) {
  if (error instanceof PushRefused) {
    return unprocessable(error.message);
  }
  if (error instanceof WorkflowRefused) {
    return new GitHubError(403, error.message);
  }
  if (error instanceof RefMoved) {
    return unprocessable('Reference update failed');
  }
  return error instanceof GitHubError ? error : undefined;
}

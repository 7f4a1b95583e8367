// @ts-check
/**
 * Answers REST requests.
 */
import { PushRefused, RefMoved, WorkflowRefused } from '../model/push.mjs';
import { restRoutes } from '../rest/index.mjs';
import { authorize } from './access.mjs';
import { GitHubError, ok, Unimplemented, unprocessable } from './answers.mjs';
import { findRoute } from './routes.mjs';

/** @typedef {import('../model/tokens.mjs').Token} Token */
/** @typedef {import('../model/world.mjs').World} World */
/** @typedef {import('./answers.mjs').Answer} Answer */
/** @typedef {import('./routes.mjs').ApiRequest} ApiRequest */

/**
 * @param {Pick<ApiRequest, 'world' | 'path' | 'query' | 'body' | 'accept' | 'href' | 'token'> & { method: string }} request
 * @returns {Promise<Answer>}
 */
export async function answerRest({ method, ...request }) {
  const { world, path, token } = request;
  if (method === 'GET' && path === '/rate_limit') {
    return ok(rateLimitJson(world, token));
  }
  const found = findRoute(restRoutes, method, path);
  if (!found) {
    throw new Unimplemented(`${method} ${path}`);
  }
  const { route, params } = found;
  const { owner, repo } = params;
  const repository = owner && repo ? world.findRepository(owner, repo) : undefined;
  try {
    if (owner && repo) {
      authorize(repository, token, route.needs.permission);
    }
    // Handlers of paths without a repository do not look at it.
    return await route.handle(/** @type {ApiRequest} */ ({ ...request, params, repository }));
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) {
      return refusal.answer(route.needs.docs);
    }
    throw error;
  }
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

/**
 * @param {World} world
 * @param {Token | undefined} token
 */
function rateLimitJson({ rateLimits }, token) {
  const show = (/** @type {import('./rate-limits.mjs').Resource} */ resource) => {
    const { limit, used, reset } = rateLimits.of(token, resource);
    return { limit, used, remaining: Math.max(limit - used, 0), reset };
  };
  return { resources: { core: show('core'), graphql: show('graphql') }, rate: show('core') };
}

// @ts-check
/**
 * Answers REST requests.
 */
import { PushRefused, RefMoved, WorkflowRefused } from '../model/push.mjs';
import { restRoutes } from '../rest/index.mjs';
import { authorize } from './access.mjs';
import { GitHubError, Unimplemented, unprocessable } from './answers.mjs';
import { findRoute } from './routes.mjs';

/** @typedef {import('./answers.mjs').Answer} Answer */
/** @typedef {import('./routes.mjs').ApiRequest} ApiRequest */

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
  const unknown = [...request.query.keys()].find(
    (name) => !['page', 'per_page', ...(route.needs.query ?? [])].includes(name),
  );
  if (unknown !== undefined) {
    throw new Unimplemented(`the parameter ${unknown} of ${method} ${path}`);
  }
  const { owner = '', repo = '' } = params;
  try {
    const repository = authorize(world.findRepository(owner, repo), token, route.needs.permission);
    return await route.handle({ ...request, params, repository });
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

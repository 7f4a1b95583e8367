// @ts-check
/**
 * Finds the part of GitHub that answers a request.
 */
import { answerIdentity } from '../actions/oidc.mjs';
import { executeGraphql } from '../graphql/execute.mjs';
import { rootOf } from '../graphql/root.mjs';
import { authenticate } from './access.mjs';
import { GitHubError, Unimplemented } from './answers.mjs';
import { answerRest } from './rest-api.mjs';

/** @typedef {import('../model/tokens.mjs').Token} Token */
/** @typedef {import('../model/world.mjs').World} World */
/** @typedef {import('./answers.mjs').Answer} Answer */

/**
 * @typedef {object} RawRequest
 * @property {string} method
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {URL} url as it was called
 * @property {string} path without /api/v3 and /api
 * @property {Buffer} raw the body
 */

/**
 * @param {World} world
 * @param {RawRequest} request
 * @returns {Promise<Answer>}
 */
export function answerRequest(world, request) {
  const isApi = !request.path.startsWith('/_') && !request.path.startsWith('/twirp/');
  return isApi ? answerApi(world, request) : answerServices(world, request);
}

/**
 * @param {World} world
 * @param {RawRequest} request
 * @returns {Promise<Answer>}
 */
async function answerApi(world, { method, headers, url, path, raw }) {
  const isGraphql = path === '/graphql';
  try {
    if (!headers['user-agent']) {
      throw new GitHubError(
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
      );
    }
    const token = authenticate(world.tokens, headers.authorization);
    const body = parseJson(raw.toString());
    if (body === undefined) {
      throw new GitHubError(400, 'Problems parsing JSON');
    }
    if (isGraphql) {
      return { status: 200, body: await executeGraphql(rootOf({ world, token: requireLogin(token) }), body) };
    }
    const { searchParams: query, href } = url;
    return await answerRest({ method, world, token, path, query, body, accept: headers.accept ?? '', href });
  } catch (error) {
    return failureOf(error);
  }
}

/** @param {Token | undefined} token @returns {Token} */
function requireLogin(token) {
  if (!token) {
    throw new GitHubError(401, 'This endpoint requires you to be authenticated.');
  }
  return token;
}

/** @param {unknown} error @returns {Answer} */
function failureOf(error) {
  if (error instanceof GitHubError) {
    return error.answer();
  }
  if (error instanceof Unimplemented) {
    return { status: 501, body: { message: error.message } };
  }
  return { status: 500, body: { message: `GitHub stand-in: ${error instanceof Error ? error.stack : error}` } };
}

/**
 * What is not GitHub's API: the services behind a job.
 *
 * @param {World} world
 * @param {RawRequest} request
 * @returns {Promise<Answer>}
 */
async function answerServices({ artifacts, runs }, { method, headers: { authorization }, url, path, raw }) {
  const query = url.searchParams;
  const [, call] = /^\/twirp\/github\.actions\.results\.api\.v1\.ArtifactService\/(\w+)$/.exec(path) ?? [];
  if (call) {
    return artifacts.call(call, parseJson(raw.toString()) ?? {}, authorization);
  }
  return path.startsWith('/_blob/')
    ? artifacts.blob({ method, path, query, body: raw })
    : answerIdentity(runs, { query, authorization });
}

/** @param {string} text @returns {Record<string, any> | undefined} undefined: not JSON */
export function parseJson(text) {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}

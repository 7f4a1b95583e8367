// @ts-check
/**
 * The table of the REST endpoints: an operation of GitHub's description → what it needs → who answers.
 */

/** @typedef {import('./answers.mjs').Answer} Answer */
/** @typedef {import('../model/repository.mjs').Repository} Repository */
/** @typedef {import('../model/tokens.mjs').Token} Token */
/** @typedef {import('../model/world.mjs').World} World */

/**
 * @typedef {object} ApiRequest
 * @property {World} world
 * @property {string} path without /api/v3
 * @property {Record<string, string>} params of the path, decoded
 * @property {URLSearchParams} query
 * @property {Record<string, any>} body
 * @property {string} accept
 * @property {string} href the address that was called, for links to other pages
 * @property {Repository} repository
 * @property {Token | undefined} token
 */

/**
 * @typedef {object} Needs
 * @property {string} [permission] `contents:read`; alternatives by `|`. Everybody may where left out
 * @property {string} [query] names of the parameters that are looked at, in addition to those of pages; any other is refused
 * @property {string} [body] names of the input fields that are looked at; any other is refused
 */

/** @typedef {(request: ApiRequest) => Answer | Promise<Answer>} Handler */

/** @typedef {{ signature: string, method: string, pattern: RegExp, needs: Needs, handle: Handler }} Route */

/** Parameters of the path with slashes in them. */
const LONG = new Set(['basehead', 'branch', 'path', 'ref']);

/**
 * @param {string} signature as the description has it: `GET /repos/{owner}/{repo}/git/ref/{ref}`
 * @param {Needs} needs
 * @param {Handler} handle
 * @returns {Route}
 */
export function route(signature, needs, handle) {
  const [method = '', path = ''] = signature.split(' ');
  const source = path.replace(/\{(\w+)\}/g, (_, name) => `(?<${name}>${LONG.has(name) ? '.+' : '[^/]+'})`);
  return { signature, method, pattern: new RegExp(`^${source}$`), needs, handle };
}

/**
 * @param {Route[]} routes
 * @param {string} method
 * @param {string} path
 * @returns {{ route: Route, params: Record<string, string> } | undefined}
 */
export function findRoute(routes, method, path) {
  for (const candidate of routes) {
    const match = candidate.method === method ? candidate.pattern.exec(path) : null;
    if (match) {
      const groups = Object.entries(match.groups ?? {});
      return { route: candidate, params: Object.fromEntries(groups.map(([name, text]) => [name, decode(text)])) };
    }
  }
  return undefined;
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// @ts-check
/**
 * The table of the REST endpoints: path → what it needs → who answers.
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
 * @property {string[]} [query] parameters that are looked at, besides those of pages; any other is refused
 * @property {string} docs where GitHub describes the endpoint, below docs.github.com/rest/
 */

/** @typedef {(request: ApiRequest) => Answer | Promise<Answer>} Handler */

/** @typedef {{ method: string, pattern: RegExp, needs: Needs, handle: Handler }} Route */

/**
 * @param {string} signature `GET /repos/{owner}/{repo}/git/ref/{ref*}`; a star takes slashes too
 * @param {Needs} needs
 * @param {Handler} handle
 * @returns {Route}
 */
export function route(signature, needs, handle) {
  const [method = '', path = ''] = signature.split(' ');
  const source = path.replace(/\{(\w+)(\*?)\}/g, (_, name, star) => `(?<${name}>${star ? '.+' : '[^/]+'})`);
  return { method, pattern: new RegExp(`^${source}$`), needs, handle };
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

// @ts-check
/**
 * What goes wrong on purpose, in the manner of the proxy's rules.
 */
import { GitHubError } from './answers.mjs';
import { primaryLimit, rateLimitedGraphql, secondaryLimit } from './rate-limits.mjs';

/** @typedef {import('../model/tokens.mjs').Token} Token */
/** @typedef {import('./answers.mjs').Answer} Answer */

/**
 * One rule. The first one that matches a request decides the answer. Rules are read at each request and may be changed,
 * added and removed at any time.
 *
 * @typedef {object} FaultRule
 * @property {RegExp} [match] on `METHOD /path?query`, for GraphQL on `graphql:field` with the names of the fields
 *   that are asked for (`graphql:createCommitOnBranch`); without it every request
 * @property {number} [times] applies to that many requests; counts down
 * @property {Fault} fault
 */

/**
 * - `status`: this answer, in GitHub's shape where only a message is given
 * - `error`: for GraphQL: HTTP 200 with this error, nothing done; for REST like `status` with 422
 * - `rate-limit`: the primary limit (`remaining: 0` and the time of the reset; GraphQL answers 200 with
 *   RATE_LIMITED) or the secondary one (with retry-after)
 * - `reset`: the connection is reset before anything is done
 * - `hang`: no answer at all
 * - `lose-response`: done, the connection is reset instead of the answer
 * - `truncate`: done, half of the answer arrives
 *
 * @typedef {{ kind: 'status', status: number, message?: string, body?: unknown, headers?: Record<string, string> }
 *   | { kind: 'error', type?: string, message: string }
 *   | { kind: 'rate-limit', limit?: 'primary' | 'secondary', status?: 403 | 429, retryAfter?: number, type?: string }
 *   | { kind: 'reset' } | { kind: 'hang' } | { kind: 'lose-response' } | { kind: 'truncate' }} Fault
 */

/**
 * @param {FaultRule[]} rules
 * @param {{ method: string, path: string, operation: string }} call
 * @returns {Fault | undefined}
 */
export function faultFor(rules, { method, path, operation }) {
  const text = operation ? `graphql:${operation}` : `${method} ${path}`;
  const rule = rules.find(({ match, times = 1 }) => times > 0 && (!match || match.test(text)));
  if (rule?.times !== undefined) {
    rule.times--;
  }
  return rule?.fault;
}

/**
 * @param {Fault} fault
 * @param {{ token: Token | undefined, isGraphql: boolean }} call
 * @returns {Answer | undefined} undefined where the request is to be answered anyway
 */
export function faultAnswer(fault, call) {
  switch (fault.kind) {
    case 'status': {
      const { status, message = 'fault', body = { message, status: String(status) }, headers = {} } = fault;
      return { status, body, headers };
    }
    case 'error': {
      const { type = 'UNPROCESSABLE', message } = fault;
      return call.isGraphql
        ? { status: 200, body: { data: null, errors: [{ type, message }] } }
        : new GitHubError(422, message).answer();
    }
    case 'rate-limit':
      return limitAnswer(fault, call);
    default:
      return undefined;
  }
}

/**
 * @param {Extract<Fault, { kind: 'rate-limit' }>} fault
 * @param {{ token: Token | undefined, isGraphql: boolean }} call
 * @returns {Answer}
 */
function limitAnswer({ limit, type, retryAfter = 60, status = 403 }, { token, isGraphql }) {
  if (limit === 'secondary') {
    return secondaryLimit(retryAfter, status).answer();
  }
  const reset = Math.ceil(Date.now() / 1000 + retryAfter);
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
  const refusal = primaryLimit(token, status);
  return { ...(isGraphql ? rateLimitedGraphql(refusal.message, type) : refusal.answer()), headers };
}

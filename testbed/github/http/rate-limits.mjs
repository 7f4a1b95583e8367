// @ts-check
/**
 * GitHub's limits: the hourly one of each token, and the secondary ones against bursts.
 */
import { GitHubError } from './answers.mjs';

/** @typedef {import('../model/tokens.mjs').Token} Token */
/** @typedef {'core' | 'graphql'} Resource */

/**
 * Each may be changed at any time.
 *
 * @typedef {object} RateLimit
 * @property {number} limit
 * @property {number} used
 * @property {number} reset seconds since 1970
 */

/**
 * @typedef {object} RateLimits
 * @property {(token: Token | undefined, resource: Resource) => RateLimit} of
 * @property {403 | 429} status of a refusal; GitHub uses both
 * @property {number} contentPerMinute calls that write something; a token that makes more runs into the secondary
 *   limit. Infinity by default, 80 on GitHub
 * @property {(token: Token | undefined, resource: Resource) => void} spend throws where nothing is left
 * @property {(token: Token | undefined) => void} write throws where the secondary limit is reached
 * @property {(token: Token | undefined, resource: Resource) => Record<string, string>} headers
 */

const HOUR = 3600;

/** @returns {RateLimits} */
export function createRateLimits() {
  /** @type {WeakMap<object, Record<Resource, RateLimit>>} */
  const limits = new WeakMap();
  /** @type {WeakMap<object, number[]>} */
  const writes = new WeakMap();
  const anonymous = {};

  /** @type {RateLimits} */
  const rateLimits = {
    status: 403,
    contentPerMinute: Infinity,
    of(token, resource) {
      const key = token ?? anonymous;
      const found = limits.get(key) ?? { core: fresh(token), graphql: fresh(token) };
      limits.set(key, found);
      const limit = found[resource];
      if (limit.reset <= seconds()) {
        Object.assign(limit, { used: 0, reset: seconds() + HOUR });
      }
      return limit;
    },
    spend(token, resource) {
      const limit = rateLimits.of(token, resource);
      if (limit.used >= limit.limit) {
        throw primaryLimit(token, rateLimits.status);
      }
      limit.used++;
    },
    write(token) {
      const key = token ?? anonymous;
      const recent = (writes.get(key) ?? []).filter((time) => time > Date.now() - 60_000);
      if (recent.length >= rateLimits.contentPerMinute) {
        throw secondaryLimit(60, rateLimits.status);
      }
      writes.set(key, [...recent, Date.now()]);
    },
    headers(token, resource) {
      const { limit, used, reset } = rateLimits.of(token, resource);
      return {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(Math.max(limit - used, 0)),
        'x-ratelimit-used': String(used),
        'x-ratelimit-reset': String(reset),
        'x-ratelimit-resource': resource,
      };
    },
  };
  return rateLimits;
}

/** @param {Token | undefined} token @returns {RateLimit} */
function fresh(token) {
  // A job's token has a limit of its own for each repository.
  const limit = !token ? 60 : token.kind === 'installation' ? 1_000 : 5_000;
  return { limit, used: 0, reset: seconds() + HOUR };
}

function seconds() {
  return Math.floor(Date.now() / 1000);
}

/**
 * @param {Token | undefined} token
 * @param {number} status
 */
export function primaryLimit(token, status) {
  const bearer = token?.kind === 'installation' ? 'installation' : 'user';
  const whose = token ? `${bearer} ID ${token.account.id}` : '127.0.0.1';
  return new GitHubError(status, `API rate limit exceeded for ${whose}.`, {
    docs: 'using-the-rest-api/rate-limits-for-the-rest-api',
  });
}

/**
 * @param {number} retryAfter seconds
 * @param {number} status
 */
export function secondaryLimit(retryAfter, status) {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  return new GitHubError(status, message, {
    headers: { 'retry-after': String(retryAfter) },
    docs: 'using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits',
  });
}

/**
 * GraphQL says it with HTTP 200.
 *
 * @param {string} message
 * @param {string} [type]
 * @returns {import('./answers.mjs').Answer}
 */
export function rateLimitedGraphql(message, type = 'RATE_LIMITED') {
  return { status: 200, body: { errors: [{ type, message }] } };
}

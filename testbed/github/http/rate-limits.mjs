// @ts-check
/**
 * How GitHub refuses a call beyond its limits: the hourly one of each token, and the secondary ones against bursts.
 */
import { GitHubError } from './answers.mjs';

/** @typedef {import('../model/tokens.mjs').Token} Token */
/**
 * @param {Token | undefined} token
 * @param {number} status
 */
export function primaryLimit(token, status) {
  const bearer = token?.kind === 'installation' ? 'installation' : 'user';
  const whose = token ? `${bearer} ID ${token.account.id}` : '127.0.0.1';
  return new GitHubError(status, `API rate limit exceeded for ${whose}.`, {
    docs: 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api',
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
    docs: 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits',
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

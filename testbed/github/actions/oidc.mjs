// @ts-check
/**
 * Identity tokens of jobs. Nobody here verifies a signature, so they have none.
 */
import { randomUUID } from 'node:crypto';

/** @typedef {import('../http/answers.mjs').Answer} Answer */
/** @typedef {import('./runs.mjs').Runs} Runs */

const ISSUER = 'https://token.actions.githubusercontent.com';
const LIFETIME_SECONDS = 300;

/**
 * @param {Runs} runs
 * @param {{ query: URLSearchParams, authorization: string | undefined }} request
 * @returns {Answer}
 */
export function answerIdentity(runs, { query, authorization }) {
  const run = runs.ofRequestToken(authorization);
  if (!run) {
    return { status: 401, body: { message: 'Unauthorized' } };
  }
  const aud = query.get('audience') ?? `https://github.com/${run.claims['repository_owner'] ?? ''}`;
  const iat = Math.floor(Date.now() / 1000);
  const times = { nbf: iat - LIFETIME_SECONDS, iat, exp: iat + LIFETIME_SECONDS };
  const encode = (/** @type {object} */ part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = { jti: randomUUID(), iss: ISSUER, aud, ...times, ...run.claims };
  const value = `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.x`;
  return { status: 200, body: { count: value.length, value } };
}

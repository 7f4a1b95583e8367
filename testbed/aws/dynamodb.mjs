// @ts-check
/**
 * Single calls of DynamoDB, signed by hand: its SDK client would be a dependency for a handful of requests.
 */
import { createHash, createHmac } from 'node:crypto';

/** @typedef {{ accessKeyId: string, secretAccessKey: string, sessionToken?: string }} Credentials */

/**
 * @param {{ endpoint: string, region: string, credentials: Credentials }} where
 * @param {string} operation such as `PutItem`
 * @param {object} input
 * @returns {Promise<Record<string, unknown>>} the answer; throws an Error with AWS's code as its name
 */
export async function dynamodb({ endpoint, region, credentials }, operation, input) {
  const url = new URL(endpoint);
  const body = JSON.stringify(input);
  const now = new Date().toISOString().replace(/[:-]|\.\d{3}/g, '');
  /** @type {Record<string, string>} */
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    host: url.host,
    'x-amz-date': now,
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    ...(credentials.sessionToken ? { 'x-amz-security-token': credentials.sessionToken } : {}),
  };
  const authorization = sign(headers, body, now, region, credentials);
  const answer = await fetch(url, { method: 'POST', body, headers: { ...headers, authorization } });
  const value = /** @type {Record<string, unknown>} */ (await answer.json());
  if (answer.ok) return value;
  const error = new Error(String(value['message'] ?? value['Message'] ?? ''));
  error.name = String(value['__type'] ?? answer.status).replace(/^.*#/, '');
  throw error;
}

/**
 * Signature Version 4. Source: IAM User Guide, "Create a signed AWS API request".
 *
 * @param {Record<string, string>} headers in the order of their names
 * @param {string} body
 * @param {string} now
 * @param {string} region
 * @param {Credentials} credentials
 */
function sign(headers, body, now, region, { accessKeyId, secretAccessKey }) {
  const names = Object.keys(headers).toSorted();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const request = ['POST', '/', '', lines, names.join(';'), hash(body)].join('\n');
  const scope = `${now.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', now, scope, hash(request)].join('\n');
  const key = scope
    .split('/')
    .reduce((/** @type {string | Buffer} */ secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  const signature = hmac(key, text).toString('hex');
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
}

/** @param {string} text */
function hash(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** @param {string | Buffer} key @param {string} text */
function hmac(key, text) {
  return createHmac('sha256', key).update(text).digest();
}

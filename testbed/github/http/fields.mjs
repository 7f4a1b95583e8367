// @ts-check
/**
 * Checks the fields of a request as GitHub does, and in its words.
 */
import { invalidRequest, Unimplemented, validationFailed } from './answers.mjs';

/** @typedef {'string' | 'integer' | 'boolean' | 'array' | 'object'} Kind */

/**
 * GitHub names the first wrong type, but all missing fields together. What the stand-in would drop silently it refuses.
 *
 * @param {Record<string, any>} body
 * @param {Record<string, Kind | `${Kind}?`>} fields a question mark: may be left out or null
 */
export function requireFields(body, fields) {
  const stray = Object.keys(body).find((name) => !(name in fields));
  if (stray !== undefined) {
    throw new Unimplemented(`the input field ${stray}`);
  }
  const missing = [];
  for (const [name, kind] of Object.entries(fields)) {
    const optional = kind.endsWith('?');
    const value = body[name];
    if (value === undefined || value === null) {
      if (!optional) {
        missing.push(`"${name}"`);
      }
    } else if (!isOf(/** @type {Kind} */ (kind.replace('?', '')), value)) {
      const article = /^[aio]/.test(kind) ? 'an' : 'a';
      throw invalidRequest(`For 'properties/${name}', ${show(value)} is not ${article} ${kind.replace('?', '')}.`);
    }
  }
  if (missing.length > 0) {
    throw invalidRequest(`${missing.join(', ')} ${missing.length === 1 ? "wasn't" : "weren't"} supplied.`);
  }
}

/** @param {Kind} kind @param {unknown} value */
function isOf(kind, value) {
  switch (kind) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    default:
      return typeof value === kind;
  }
}

/** @param {unknown} value */
function show(value) {
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
}

/**
 * @param {unknown} value
 * @param {string[]} members
 */
export function requireMember(value, members) {
  if (value !== undefined && value !== null && !members.includes(/** @type {string} */ (value))) {
    throw invalidRequest(`${show(value)} is not a member of ${JSON.stringify(members)}.`);
  }
}

/** Characters as GitHub counts them: an emoji is one. */
export function lengthOf(/** @type {string} */ text) {
  return [...text].length;
}

/** The limit of every body that people read: issues, pull requests, comments, reviews. */
const BODY_LIMIT = 65_536;

/**
 * @param {string} resource
 * @param {string | null | undefined} text
 */
export function limitBody(resource, text) {
  if (text && lengthOf(text) > BODY_LIMIT) {
    const message = `body is too long (maximum is ${BODY_LIMIT} characters)`;
    throw validationFailed({ resource, code: 'custom', field: 'body', message });
  }
}

/**
 * @param {string} resource
 * @param {string | null | undefined} title
 */
export function limitTitle(resource, title) {
  if (title === '') {
    throw validationFailed({ resource, code: 'missing_field', field: 'title' });
  }
  if (title && lengthOf(title) > 256) {
    const message = 'title is too long (maximum is 256 characters)';
    throw validationFailed({ resource, code: 'custom', field: 'title', message });
  }
}

// @ts-check
/**
 * The shapes in which GitHub answers, its refusals above all.
 */

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {unknown} [body] a Buffer or a string leaves as it is, anything else as JSON
 * @property {Record<string, string>} [headers]
 */

/**
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 * @returns {Answer}
 */
export function ok(body, headers = {}) {
  return { status: 200, body, headers };
}

/** @param {unknown} body @returns {Answer} */
export function created(body) {
  return { status: 201, body };
}

/** @returns {Answer} */
export function noContent() {
  return { status: 204 };
}

/**
 * @typedef {object} ErrorItem
 * @property {string} [resource] `PullRequest`, `IssueComment`, …
 * @property {string} [field]
 * @property {string} code `missing_field`, `invalid`, `already_exists`, `custom`, …
 * @property {string} [message]
 * @property {string} [value]
 */

/** A refusal in GitHub's shape; the documentation's address is added where the answer leaves. */
export class GitHubError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   * @param {object} [more]
   * @param {(ErrorItem | string)[]} [more.errors]
   * @param {Record<string, string>} [more.headers]
   * @param {string} [more.docs] where GitHub documents it, if not with the endpoint
   */
  constructor(status, message, { errors, headers = {}, docs } = {}) {
    super(message);
    this.name = 'GitHubError';
    this.status = status;
    this.errors = errors;
    this.headers = headers;
    this.docs = docs;
  }

  /**
   * @param {string} [docs] address of the endpoint's documentation
   * @returns {Answer}
   */
  answer(docs = 'https://docs.github.com/rest') {
    return {
      status: this.status,
      headers: this.headers,
      body: {
        message: this.message,
        ...(this.errors ? { errors: this.errors } : {}),
        documentation_url: this.docs ?? docs,
        status: String(this.status),
      },
    };
  }
}

export function notFound(message = 'Not Found') {
  return new GitHubError(404, message);
}

/** @param {string} message */
export function forbidden(message) {
  return new GitHubError(403, message);
}

/**
 * What the request says contradicts what there is.
 *
 * @param {string} message
 */
export function unprocessable(message) {
  return new GitHubError(422, message);
}

/**
 * What the request says does not fit the endpoint's schema.
 *
 * @param {string} complaint
 */
export function invalidRequest(complaint) {
  return new GitHubError(422, `Invalid request.\n\n${complaint}`);
}

/** @param {ErrorItem[]} errors */
export function validationFailed(...errors) {
  return new GitHubError(422, 'Validation Failed', { errors });
}

/**
 * @param {string} resource
 * @param {string} message
 */
export function refused(resource, message) {
  return validationFailed({ resource, code: 'custom', message });
}

/** What this stand-in does not know must not look like an answer of GitHub's. */
export class Unimplemented extends Error {
  /** @param {string} what */
  constructor(what) {
    super(`MOCK_UNIMPLEMENTED: the GitHub stand-in does not implement ${what}`);
    this.name = 'Unimplemented';
  }
}

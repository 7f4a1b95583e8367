// @ts-check
/**
 * Check runs and commit statuses.
 */

/** @typedef {import('./accounts.mjs').App} App */

/**
 * @typedef {object} Annotation
 * @property {string} path
 * @property {number} start_line
 * @property {number} end_line
 * @property {number | null} start_column
 * @property {number | null} end_column
 * @property {'notice' | 'warning' | 'failure'} annotation_level
 * @property {string | null} title
 * @property {string} message
 * @property {string | null} raw_details
 */

/**
 * @typedef {object} CheckRun
 * @property {number} id
 * @property {string} nodeId
 * @property {string} name
 * @property {string} headSha
 * @property {App} app
 * @property {'queued' | 'in_progress' | 'completed'} status
 * @property {string | null} conclusion
 * @property {string} startedAt
 * @property {string | null} completedAt
 * @property {string | null} detailsUrl
 * @property {string} externalId
 * @property {{ title: string | null, summary: string | null, text: string | null }} output
 * @property {Annotation[]} annotations
 */

/**
 * @typedef {object} Status
 * @property {number} id
 * @property {string} sha
 * @property {'error' | 'failure' | 'pending' | 'success'} state
 * @property {string} context
 * @property {string | null} description
 * @property {string | null} targetUrl
 * @property {import('./accounts.mjs').Account} creator
 * @property {string} createdAt
 */

export {};

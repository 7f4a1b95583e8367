// @ts-check
/**
 * Check runs.
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
 * @property {{ title: string | null, summary: string | null }} output
 * @property {Annotation[]} annotations
 */

export {};

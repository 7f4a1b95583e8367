// @ts-check
/**
 * What GitHub gives the jobs of a workflow, read from the workflow: so that a run shows whether it is enough.
 */
import { parse } from 'yaml';

/** @typedef {import('../../github/index.mjs').JobOptions} JobOptions */

/** What a workflow without `permissions` gets in repositories with GitHub's restricted default. */
const DEFAULT = { contents: 'read', packages: 'read' };

/**
 * Of all jobs together, since act has one token for all.
 *
 * @param {string} workflow its text
 * @returns {Pick<JobOptions, 'permissions' | 'idToken' | 'environment'>}
 */
export function grantsOf(workflow) {
  const { permissions: common = DEFAULT, jobs } = parse(workflow);
  const all = Object.values(jobs);
  /** @type {Record<string, 'read' | 'write'>} */
  const permissions = {};
  let idToken = false;
  for (const [scope, level] of all.flatMap((job) => Object.entries(job.permissions ?? common))) {
    const name = scope.replaceAll('-', '_');
    if (scope === 'id-token') {
      idToken ||= level === 'write';
    } else if (level !== 'none' && permissions[name] !== 'write') {
      permissions[name] = level;
    }
  }
  const environment = all.map((job) => job.environment?.name ?? job.environment).find(Boolean);
  return { permissions, idToken, ...(environment ? { environment } : {}) };
}

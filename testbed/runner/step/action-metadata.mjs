// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/**
 * What the runner needs of an action.yml.
 *
 * @typedef {object} ActionMetadata
 * @property {Record<string, { required?: boolean, default?: unknown } | null>} [inputs]
 * @property {Record<string, unknown>} [outputs]
 * @property {{ pre?: string, main?: string, post?: string, 'post-if'?: string }} runs
 */

/** @typedef {'pre' | 'main' | 'post'} StepName */

/**
 * @param {string} actionDirectory
 * @returns {ActionMetadata}
 */
export function readActionMetadata(actionDirectory) {
  return parse(readFileSync(join(actionDirectory, 'action.yml'), 'utf8'));
}

/**
 * Whether a step runs. A failed pre ends the job before main; post runs always unless `post-if` says
 * otherwise.
 *
 * @param {StepName} step
 * @param {ActionMetadata} metadata
 * @param {boolean} failed whether an earlier step did
 * @returns {boolean}
 */
export function isDue(step, metadata, failed) {
  if (step !== 'post') {
    return !failed;
  }
  const condition = metadata.runs['post-if'] ?? 'always()';
  switch (condition) {
    case 'always()':
      return true;
    case 'success()':
      return !failed;
    case 'failure()':
      return failed;
    default:
      throw new Error(`runAction does not evaluate post-if: ${condition}`);
  }
}

// @ts-check
import { readFileSync } from 'node:fs';

/**
 * @param {string} name of a workflow of this folder's own
 * @returns {string} its text
 */
export function workflowNamed(name) {
  return readFileSync(new URL(`../workflows/${name}.yml`, import.meta.url), 'utf8');
}

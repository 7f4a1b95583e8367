// @ts-check
/** The way into this room of the test bed: whoever is outside imports this file only. */

export { ensureGoTool } from './go-tool.mjs';
export { runAction } from './run-action.mjs';

/** @typedef {import('./run-action.mjs').RunOptions} RunOptions */
/** @typedef {import('./run-action.mjs').RunResult} RunResult */

// @ts-check
/** The way into this room of the test bed: whoever is outside imports this file only. */

export { gitEnvironment } from './git/git.mjs';
export { startEmulate } from './emulate/emulate.mjs';
export { startGitHub } from './github.mjs';

/** @typedef {import('./http/faults.mjs').Fault} Fault */
/** @typedef {import('./github.mjs').GitHub} GitHub */
/** @typedef {import('./model/issues.mjs').Issue} Issue */
/** @typedef {import('./github.mjs').JobOptions} JobOptions */
/** @typedef {import('./model/pulls.mjs').PullRequest} PullRequest */
/** @typedef {import('./github.mjs').Repository} Repository */
/** @typedef {import('./github.mjs').RepositoryOptions} RepositoryOptions */

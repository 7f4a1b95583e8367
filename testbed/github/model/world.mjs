// @ts-check
/**
 * Everything that one stand-in knows.
 */
import { isoSeconds } from '../git/read.mjs';
import { createArtifacts } from '../actions/artifacts.mjs';
import { createRuns } from '../actions/runs.mjs';
import { createAccounts } from './accounts.mjs';
import { createTokens } from './tokens.mjs';

/** @typedef {import('./accounts.mjs').Account} Account */
/** @typedef {import('./repository.mjs').Repository} Repository */

/**
 * @typedef {object} World
 * @property {string} url where the stand-in listens
 * @property {string} folder temporary; the bare repositories are in `repositories/<owner>/<name>.git` below it
 * @property {Map<string, Repository>} repositories by full name, in lower case
 * @property {import('./accounts.mjs').Accounts} accounts
 * @property {import('./tokens.mjs').Tokens} tokens
 * @property {import('../actions/runs.mjs').Runs} runs
 * @property {import('../actions/artifacts.mjs').Artifacts} artifacts
 * @property {() => number} nextId
 * @property {() => string} now
 * @property {(owner: string, name: string) => Repository | undefined} findRepository
 */

/**
 * @param {string} folder
 * @returns {World}
 */
export function createWorld(folder) {
  let lastId = 1000;
  const nextId = () => ++lastId;
  const accounts = createAccounts(nextId);
  /** @type {World['repositories']} */
  const repositories = new Map();
  const runs = createRuns(nextId);
  const world = /** @type {World} */ ({
    url: '',
    folder,
    repositories,
    accounts,
    tokens: createTokens(accounts),
    runs,
    nextId,
    now: () => isoSeconds(new Date()),
    findRepository: (owner, name) => repositories.get(`${owner}/${name}`.toLowerCase()),
  });
  world.artifacts = createArtifacts(world, runs);
  return world;
}

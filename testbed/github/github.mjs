// @ts-check
/**
 * A stand-in for GitHub: the part of its REST and GraphQL APIs that the product uses, over real git repositories, and the
 * services behind a job (identity tokens, artifacts).
 *
 * What it answers is what GitHub documents, or what others saw; nothing was recorded from GitHub.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJob, serviceVariables } from './actions/job.mjs';
import { openGit, requireGit } from './git/git.mjs';
import { startServer } from './http/server.mjs';
import { createRepository } from './model/repository.mjs';
import { createWorld } from './model/world.mjs';

/** @typedef {import('./actions/job.mjs').Job} Job */
/** @typedef {import('./actions/job.mjs').JobOptions} JobOptions */
/** @typedef {import('./http/faults.mjs').FaultRule} FaultRule */
/** @typedef {import('./http/server.mjs').Call} Call */
/** @typedef {import('./model/repository.mjs').Repository} Repository */
/** @typedef {import('./model/repository.mjs').RepositoryOptions} RepositoryOptions */

/**
 * @typedef {object} GitHub
 * @property {string} url of the API: REST below it, GraphQL at `/graphql`; as an Enterprise Server has them, also
 *   at `/api/v3` and `/api/graphql`
 * @property {Record<string, string>} env the addresses for a child process, and the GITHUB_TOKEN
 * @property {(owner: string, name: string, options?: RepositoryOptions) => Promise<Repository>} repository makes one
 * @property {(repository: Repository, options: JobOptions) => Promise<Job>} jobEnvironment
 * @property {import('./model/tokens.mjs').Tokens} tokens
 * @property {import('./actions/artifacts.mjs').Artifacts} artifacts
 * @property {FaultRule[]} faults
 * @property {Call[]} log every request in the order of arrival
 * @property {() => void} reset forgets faults and log; the repositories stay
 * @property {() => Promise<void>} close cuts what is open and removes the repositories; may be called twice
 */

/**
 * Needs the git binary.
 *
 * @returns {Promise<GitHub>}
 */
export async function startGitHub() {
  requireGit();
  const folder = mkdtempSync(join(tmpdir(), 'github-'));
  const closeGit = openGit(folder);
  const world = createWorld(folder);
  /** @type {Call[]} */
  const log = [];
  const server = await startServer({ world, faults: () => github.faults, log });
  world.url = server.url;
  /** @type {Promise<void> | undefined} */
  let closing;
  const close = async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
    await closeGit();
  };
  /** @type {GitHub} */
  const github = {
    url: server.url,
    env: {
      ...serviceVariables(world, world.runs.create()),
      GITHUB_TOKEN: world.tokens.githubToken.value,
    },
    repository: (owner, name, options = {}) => createRepository(world, owner, name, options),
    jobEnvironment: (repository, options) => createJob(world, repository, options),
    tokens: world.tokens,
    artifacts: world.artifacts,
    faults: [],
    log,
    reset() {
      github.faults.length = 0;
      log.length = 0;
    },
    close: () => (closing ??= close()),
  };
  return github;
}

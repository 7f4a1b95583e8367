// @ts-check
/**
 * Moves a branch, if the rules let it.
 */
import { changedFiles } from '../git/diff.mjs';
import { GitFailure } from '../git/git.mjs';
import { moveRef } from '../git/write.mjs';
import { syncPulls } from './pulls.mjs';
import { violationOf } from './rules.mjs';
import { mayDo } from './tokens.mjs';

/** @typedef {import('./repository.mjs').Repository} Repository */
/** @typedef {import('./tokens.mjs').Token} Token */

/** Each part of the API words the same refusal differently. */
export class PushRefused extends Error {
  /**
   * @param {string} ref
   * @param {{ source: 'ruleset' | 'protection', message: string }} violation
   */
  constructor(ref, { source, message }) {
    super(source === 'ruleset' ? `Repository rule violations found\n\n${message}\n\n` : message);
    this.name = 'PushRefused';
    this.ref = ref;
    this.source = source;
  }
}

/** Only apps with the permission `workflows` may touch these; a job's own token cannot have it. */
export class WorkflowRefused extends Error {
  /** @param {string} path */
  constructor(path) {
    super(`refusing to allow a GitHub App to create or update workflow \`${path}\` without \`workflows\` permission`);
    this.name = 'WorkflowRefused';
  }
}

/** The branch is not where the push expected it. */
export class RefMoved extends Error {}

/**
 * To be called inside of `repository.exclusively`.
 *
 * @param {Repository} repository
 * @param {{ ref: string, from: string | null, to: string | null, token: Token | undefined }} push without a token
 *   no rule holds
 * @returns {Promise<void>}
 */
export async function pushRef(repository, { ref, from, to, token }) {
  if (token && ref.startsWith('refs/heads/')) {
    const violation = violationOf(repository, { ref, from, to });
    if (violation) {
      throw new PushRefused(ref, violation);
    }
    if (to !== null) {
      // What a new branch brings along that the default branch has already was not written by this push.
      const base = from ?? (await repository.head(repository.defaultBranch));
      const files = base && mustNotTouchWorkflows(token) ? await changedFiles(repository.directory, base, to) : [];
      refuseWorkflows(
        token,
        files.map((file) => file.filename),
      );
    }
  }
  try {
    await moveRef(repository.directory, ref, to, from);
  } catch (error) {
    throw error instanceof GitFailure && /cannot lock ref/.test(error.message) ? new RefMoved(error.message) : error;
  }
  await syncPulls(repository);
}

/** @param {Token} token */
function mustNotTouchWorkflows(token) {
  return token.kind !== 'classic' && !mayDo(token, 'workflows', 'write');
}

/**
 * @param {Token} token
 * @param {string[]} paths
 */
export function refuseWorkflows(token, paths) {
  const workflow = paths.find((path) => path.startsWith('.github/workflows/'));
  if (workflow !== undefined && mustNotTouchWorkflows(token)) {
    throw new WorkflowRefused(workflow);
  }
}

// @ts-check
/**
 * What the checks of the GitHub stand-in share: clients as actions use them, and short forms of refusals.
 */
import { getOctokit } from '@actions/github';

/** @typedef {import('../github.mjs').GitHub} GitHub */
/** @typedef {import('../github.mjs').Repository} Repository */
/** @typedef {import('../model/tokens.mjs').Token} Token */
/** @typedef {ReturnType<typeof getOctokit>} Octokit */

/**
 * @param {GitHub} github
 * @param {Token} [token]
 * @param {string} [baseUrl]
 * @returns {Octokit}
 */
export function octokitOf(github, token = github.tokens.githubToken, baseUrl = github.url) {
  return getOctokit(token.value, { baseUrl, log: SILENT });
}

const silence = () => {};
/** Otherwise Octokit prints what it dislikes. */
const SILENT = { debug: silence, info: silence, warn: silence, error: silence };

/** @param {Repository} repository */
export function placeOf(repository) {
  return { owner: repository.owner.login, repo: repository.name };
}

/**
 * `201` or `422 Validation Failed`; for GraphQL `STALE_DATA Expected branch …`.
 *
 * @param {() => Promise<any>} attempt
 * @returns {Promise<string>}
 */
export async function outcomeOf(attempt) {
  try {
    const answer = await attempt();
    return typeof answer?.status === 'number' ? String(answer.status) : 'done';
  } catch (error) {
    const { status, response, errors } = /** @type {any} */ (error);
    const [first] = errors ?? [];
    if (first && !status) {
      return first.type ? `${first.type} ${first.message}` : first.message;
    }
    return status && response ? `${status} ${response.data.message}` : String(error);
  }
}

/**
 * The list below `errors` of a refusal.
 *
 * @param {() => Promise<unknown>} attempt
 * @returns {Promise<any>}
 */
export async function errorsOf(attempt) {
  try {
    await attempt();
    return 'no error';
  } catch (error) {
    return /** @type {any} */ (error).response?.data?.errors;
  }
}

export const COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

/**
 * @param {Repository} repository
 * @param {string} expectedHeadOid
 * @param {Record<string, string | null>} files null deletes
 * @param {string} [branchName]
 */
export function commitInput(repository, expectedHeadOid, files, branchName = 'main') {
  const entries = Object.entries(files);
  return {
    input: {
      branch: { repositoryNameWithOwner: repository.fullName, branchName },
      message: { headline: 'Update', body: 'By a test.' },
      expectedHeadOid,
      fileChanges: {
        additions: entries.flatMap(([path, text]) =>
          text === null ? [] : [{ path, contents: Buffer.from(text).toString('base64') }],
        ),
        deletions: entries.flatMap(([path, text]) => (text === null ? [{ path }] : [])),
      },
    },
  };
}

// @ts-check
/**
 * Commits of the repository, what lies between two of them, and merging without a pull request.
 */
import { changedFiles } from '../git/diff.mjs';
import { gitText } from '../git/git.mjs';
import { isAncestor, listCommits, mergeBase, readCommit, readCommits, resolveCommit } from '../git/read.mjs';
import { mergedTree, writeCommit } from '../git/write.mjs';
import { created, GitHubError, noContent, notFound, ok, unprocessable } from '../http/answers.mjs';
import { requireToken } from '../http/access.mjs';
import { requireFields } from '../http/fields.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { gitIdentity, WEB_FLOW } from '../model/accounts.mjs';
import { pushRef } from '../model/push.mjs';
import { commitJson, fileJson } from './shapes/git.mjs';
import { apiUrl } from './shapes/repositories.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */
/** @typedef {import('../model/repository.mjs').Repository} Repository */

const REPOSITORY = '/repos/{owner}/{repo}';

export const commitRoutes = [
  route(
    `GET ${REPOSITORY}/commits`,
    { permission: 'contents:read', docs: 'commits/commits#list-commits' },
    listCommitsOf,
  ),
  route(
    `GET ${REPOSITORY}/commits/{ref*}`,
    { permission: 'contents:read', docs: 'commits/commits#get-a-commit' },
    getCommit,
  ),
  route(
    `GET ${REPOSITORY}/compare/{range*}`,
    { permission: 'contents:read', docs: 'commits/commits#compare-two-commits' },
    compare,
  ),
  route(
    `POST ${REPOSITORY}/merges`,
    { permission: 'contents:write', docs: 'branches/branches#merge-a-branch' },
    mergeBranch,
  ),
];

/** @param {ApiRequest} request */
async function listCommitsOf(request) {
  const { repository, query } = request;
  const start = await resolveCommit(repository.directory, query.get('sha') || repository.defaultBranch);
  if (start === undefined) {
    throw notFound();
  }
  const path = query.get('path');
  const shas = await listCommits(repository.directory, start, ...(path ? ['--', path] : []));
  const commits = await readCommits(repository.directory, shas);
  return page(request, commits, (commit) => commitJson(repository, commit));
}

/** @param {ApiRequest} request */
async function getCommit({ repository, params: { ref = '' }, accept }) {
  const { directory } = repository;
  const sha = await resolveCommit(directory, ref);
  if (sha === undefined) {
    throw unprocessable(`No commit found for SHA: ${ref}`);
  }
  if (accept.includes('sha')) {
    return ok(sha, { 'content-type': 'application/vnd.github.sha; charset=utf-8' });
  }
  const commit = await readCommit(directory, sha);
  const files = commit.parents[0] === undefined ? [] : await changedFiles(directory, commit.parents[0], sha);
  return ok(commitJson(repository, commit, files));
}

/**
 * As the docs say: the files are those changed since the two went apart, and are on the first page only; without pages
 * there are 250 commits at most.
 *
 * @param {ApiRequest} request
 */
async function compare(request) {
  const { repository, query, params } = request;
  const { range = '' } = params;
  const { directory } = repository;
  const names = range.split('...').map((name) => name.replace(/^.*:/, ''));
  const [base, head] = await Promise.all(names.map((name) => resolveCommit(directory, name)));
  if (names.length !== 2 || base === undefined || head === undefined) {
    throw notFound();
  }
  const common = await mergeBase(directory, base, head);
  if (common === undefined) {
    throw notFound(`No common ancestor between ${names.join(' and ')}.`);
  }
  const ahead = await listCommits(directory, '--reverse', `${base}..${head}`);
  const behind = await listCommits(directory, `${head}..${base}`);
  const [baseCommit, commonCommit, ...commits] = await readCommits(directory, [base, common, ...ahead]);
  const files = await changedFiles(directory, common, head);
  const status =
    ahead.length > 0 ? (behind.length > 0 ? 'diverged' : 'ahead') : behind.length > 0 ? 'behind' : 'identical';
  const show = (/** @type {import('../git/read.mjs').Commit | undefined} */ commit) =>
    commit && commitJson(repository, commit);
  const answer = (/** @type {unknown} */ shown, isFirst = true) => ({
    url: `${apiUrl(repository)}/compare/${range}`,
    status,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    base_commit: show(baseCommit),
    merge_base_commit: show(commonCommit),
    commits: shown,
    files: isFirst ? files.slice(0, 300).map((file) => fileJson(repository, head, file)) : [],
  });
  const isFirst = Number(query.get('page') ?? 1) <= 1;
  return query.has('page') || query.has('per_page')
    ? page(request, commits, show, (shown) => answer(shown, isFirst))
    : ok(answer(commits.slice(0, 250).map(show)));
}

/** @param {ApiRequest} request */
async function mergeBranch({ repository, token, body }) {
  requireFields(body, { base: 'string', head: 'string', commit_message: 'string?' });
  const { directory, world } = repository;
  const { account } = requireToken(token);
  return repository.exclusively(async () => {
    const base = await repository.head(body['base']);
    const head = await resolveCommit(directory, body['head']);
    if (base === undefined || head === undefined) {
      throw notFound(base === undefined ? 'Base does not exist' : 'Head does not exist');
    }
    if (await isAncestor(directory, head, base)) {
      return noContent();
    }
    const tree = await mergedTree(directory, base, head);
    if (tree === undefined) {
      throw new GitHubError(409, 'Merge conflict');
    }
    const date = world.now();
    const sha = await writeCommit(directory, {
      tree,
      parents: [base, head],
      message: body['commit_message'] ?? `Merge ${body['head']} into ${body['base']}`,
      author: { ...gitIdentity(account), date },
      committer: { ...WEB_FLOW, date },
      signed: true,
    });
    await pushRef(repository, { ref: `refs/heads/${body['base']}`, from: base, to: sha, token });
    return created(commitJson(repository, await readCommit(directory, sha)));
  });
}

/**
 * @param {Repository} repository
 * @param {string} base
 * @param {string} head
 * @returns {Promise<string>} the whole diff, for the media type `diff`
 */
export function diffText({ directory }, base, head) {
  return gitText(directory, 'diff-tree', '-r', '-p', '-M', '--no-color', base, head);
}

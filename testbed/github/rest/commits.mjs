// @ts-check
/**
 * Commits of the repository, and what lies between two of them.
 */
import { changedFiles } from '../git/diff.mjs';
import { listCommits, mergeBase, readCommit, readCommits, resolveCommit } from '../git/read.mjs';
import { notFound, ok, unprocessable } from '../http/answers.mjs';
import { page } from '../http/paging.mjs';
import { route } from '../http/routes.mjs';
import { commitJson, fileJson } from './shapes/git.mjs';
import { apiUrl, htmlUrl } from './shapes/repositories.mjs';

/** @typedef {import('../http/routes.mjs').ApiRequest} ApiRequest */

const REPOSITORY = '/repos/{owner}/{repo}';

export const commitRoutes = [
  route(`GET ${REPOSITORY}/commits/{ref}`, { permission: 'contents:read' }, getCommit),
  route(`GET ${REPOSITORY}/compare/{basehead}`, { permission: 'contents:read' }, compare),
];

/** @param {ApiRequest} request */
async function getCommit({ repository, params: { ref = '' } }) {
  const { directory } = repository;
  const sha = await resolveCommit(directory, ref);
  if (sha === undefined) {
    throw unprocessable(`No commit found for SHA: ${ref}`);
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
  const { basehead: range = '' } = params;
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
  const html = `${htmlUrl(repository)}/compare/${range}`;
  const answer = (/** @type {unknown} */ shown, isFirst = true) => ({
    url: `${apiUrl(repository)}/compare/${range}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
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

// @ts-check
/**
 * The repositories: refs, commits and files.
 */
import { octokitOf, outcomeOf, placeOf } from './check-tools.mjs';

/** @typedef {import('../github.mjs').GitHub} GitHub */
/** @typedef {import('../../checks.mjs').Checks} Checks */

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
export async function checkGitHubGit(checks, github) {
  const bare = await github.repository('octo', 'bare', { files: {}, defaultBranch: 'trunk' });
  checks.equal('git: no files', [await bare.files(), (await bare.log('trunk')).length], [{}, 1]);
  await checkRefs(checks, github);
  await checkCommits(checks, github);
  await checkContents(checks, github);
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkRefs(checks, github) {
  const repository = await github.repository('octo', 'refs');
  const { git: api } = octokitOf(github).rest;
  const place = placeOf(repository);
  const sha = String(await repository.head());
  const ref = 'refs/heads/topic/a';
  checks.equal('refs: get', (await api.getRef({ ...place, ref: 'heads/main' })).data.object, {
    sha,
    type: 'commit',
    url: `${github.url}/repos/octo/refs/git/commits/${sha}`,
  });
  checks.equal('refs: unknown', await outcomeOf(() => api.getRef({ ...place, ref: 'heads/x' })), '404 Not Found');
  checks.equal('refs: create', (await api.createRef({ ...place, ref, sha })).data.ref, ref);
  checks.equal(
    'refs: create again',
    await outcomeOf(() => api.createRef({ ...place, ref, sha })),
    '422 Reference already exists',
  );
  checks.equal(
    'refs: of nothing',
    await outcomeOf(() => api.createRef({ ...place, ref: 'refs/heads/y', sha: 'a'.repeat(40) })),
    '422 Object does not exist',
  );
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkCommits(checks, github) {
  const repository = await github.repository('octo', 'objects', { files: { 'a/one.txt': '1\n', 'two.txt': '2\n' } });
  const { repos } = octokitOf(github).rest;
  const place = placeOf(repository);
  const base = String(await repository.head());
  await repository.commit({ files: { 'run.sh': Buffer.from([0, 255]), 'two.txt': null } });
  checks.equal('commits: binary content', await repository.readBytes('run.sh'), Buffer.from([0, 255]));
  const { data: commit } = await repos.getCommit({ ...place, ref: 'main' });
  checks.equal('commits: a person’s is unsigned', commit.commit.verification?.reason, 'unsigned');
  checks.equal(
    'commits: files',
    commit.files?.map(({ filename, status }) => [filename, status]),
    [
      ['run.sh', 'added'],
      ['two.txt', 'removed'],
    ],
  );
  await repository.commit({ branch: 'side', from: base, files: { 'side.txt': 's' } });
  const pages = [1, 2].map(async (page) => {
    const { data } = await repos.compareCommitsWithBasehead({ ...place, basehead: 'side...main', per_page: 1, page });
    return data.commits.length + (data.files?.length ? ' with files' : '');
  });
  checks.equal('compare: pages, the files on the first', await Promise.all(pages), ['1 with files', '0']);
  const { data: comparison } = await repos.compareCommitsWithBasehead({ ...place, basehead: 'side...main' });
  checks.equal(
    'compare',
    [
      comparison.status,
      comparison.ahead_by,
      comparison.behind_by,
      comparison.files?.length,
      comparison.merge_base_commit.sha,
    ],
    ['diverged', 1, 1, 2, base],
  );
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkContents(checks, github) {
  const path = 'dir/a b#ü.json';
  const repository = await github.repository('octo', 'contents', { files: { [path]: '{}\n', top: 't' } });
  const { repos } = octokitOf(github).rest;
  const place = placeOf(repository);
  const raw = (/** @type {{ path: string, ref?: string }} */ file) =>
    repos.getContent({ ...place, ...file, mediaType: { format: 'raw' } });
  checks.equal('contents: a file', (await raw({ path })).data, '{}\n');
  await repository.commit({ branch: 'next', files: { top: 'changed' } });
  checks.equal('contents: of a ref', (await raw({ path: 'top', ref: 'next' })).data, 'changed');
  checks.equal('contents: absent', await outcomeOf(() => raw({ path: 'no' })), '404 Not Found');
  checks.equal(
    'contents: of no ref',
    await outcomeOf(() => raw({ path: 'top', ref: 'no' })),
    '404 No commit found for the ref no',
  );
  checks.holds(
    'contents: a folder is not implemented',
    (await outcomeOf(() => raw({ path: 'dir' }))).startsWith('501 MOCK_UNIMPLEMENTED'),
  );
}

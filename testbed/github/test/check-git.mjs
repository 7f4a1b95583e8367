// @ts-check
/**
 * The repositories: real git, over HTTP and by the API below /git.
 */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { octokitOf, outcomeOf, placeOf } from './check-tools.mjs';

/** @typedef {import('../github.mjs').GitHub} GitHub */
/** @typedef {import('../../checks.mjs').Checks} Checks */

/**
 * @param {Checks} checks
 * @param {GitHub} github
 * @param {string} folder
 */
export async function checkGitHubGit(checks, github, folder) {
  await checkGitClient(checks, github, folder);
  await checkRefs(checks, github);
  await checkObjects(checks, github);
  await checkContents(checks, github);
}

/** @param {string[]} args @param {string} [cwd] */
async function git(args, cwd) {
  const identity = ['-c', 'user.name=Cleo', '-c', 'user.email=cleo@example.com'];
  try {
    const { stdout } = await promisify(execFile)('git', [...identity, ...args], {
      cwd,
      env: { PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', HOME: '/nonexistent' },
    });
    return stdout.trim();
  } catch (error) {
    return `failed: ${/** @type {{ stderr: string }} */ (error).stderr}`;
  }
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 * @param {string} folder
 */
async function checkGitClient(checks, github, folder) {
  const bare = await github.repository('octo', 'bare', { files: {}, defaultBranch: 'trunk' });
  checks.equal('git: no files', [await bare.files(), (await bare.log('trunk')).length], [{}, 1]);
  const repository = await github.repository('octo', 'cloned', {
    files: { 'README.md': '# cloned\n', 'bin/a b ü.dat': Buffer.from([0, 255, 10]) },
    rulesets: [{ include: ['refs/heads/release/**'], rules: [{ type: 'pull_request' }] }],
  });
  await repository.setBranch('release/1');
  const clone = join(folder, 'clone');
  checks.equal('git: clone', await git(['clone', '--quiet', repository.cloneUrl(), clone]), '');
  checks.equal('git: binary content', readFileSync(join(clone, 'bin', 'a b ü.dat')), Buffer.from([0, 255, 10]));
  checks.equal('git: the same commit', await git(['rev-parse', 'HEAD'], clone), await repository.head());
  const anonymous = `${github.url}/octo/cloned.git`;
  checks.holds('git: a private repository', (await git(['ls-remote', anonymous])).includes('could not read Username'));
  const header = Buffer.from(`x-access-token:${github.tokens.readOnly.value}`).toString('base64');
  const asCheckout = ['-c', `http.extraheader=AUTHORIZATION: basic ${header}`];
  checks.holds(
    'git: the header that actions/checkout sends',
    (await git([...asCheckout, 'ls-remote', anonymous, 'main'])).endsWith('refs/heads/main'),
  );

  writeFileSync(join(clone, 'pushed.txt'), 'pushed\n');
  await git(['add', '.'], clone);
  await git(['commit', '--quiet', '--message', 'Pushed'], clone);
  checks.equal('git: push', await git(['push', '--quiet'], clone), '');
  checks.equal('git: what was pushed', await repository.read('pushed.txt'), 'pushed\n');
  const [pushed] = await repository.log();
  checks.equal('git: a person’s commit is unsigned', [pushed?.author.name, pushed?.verified], ['Cleo', false]);
  const readOnly = repository.cloneUrl(github.tokens.readOnly);
  checks.holds('git: push without permission', (await git(['push', readOnly, 'HEAD:x'], clone)).includes('403'));
  const protectedPush = await git(['push', '--quiet', 'origin', 'HEAD:release/1'], clone);
  checks.holds(
    'git: push against a rule',
    /GH013[^]*- Changes must be made through/.test(protectedPush),
    protectedPush,
  );
  await git(['checkout', '--quiet', '-b', 'workflows'], clone);
  await git(['mv', 'pushed.txt', 'README.md', '--force'], clone);
  await promisify(execFile)('mkdir', ['-p', join(clone, '.github', 'workflows')]);
  writeFileSync(join(clone, '.github', 'workflows', 'ci.yml'), 'on: push\n');
  await git(['add', '.'], clone);
  await git(['commit', '--quiet', '--message', 'Workflow'], clone);
  const workflowPush = await git(['push', '--quiet', 'origin', 'HEAD'], clone);
  const words = 'create or update workflow `.github/workflows/ci.yml` without `workflows` permission';
  checks.holds('git: no workflows by a job’s token', workflowPush.includes(words), workflowPush);
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkRefs(checks, github) {
  const repository = await github.repository('octo', 'refs');
  const { git: api, repos } = octokitOf(github).rest;
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
  const ahead = await repository.commit({ files: { x: '1' } });
  const behind = await repository.commit({ branch: 'side', from: sha, files: { y: '1' } });
  const update = { ...place, ref: 'heads/topic/a', sha: ahead };
  checks.equal('refs: forward', await outcomeOf(() => api.updateRef(update)), '200');
  checks.equal(
    'refs: sideways',
    await outcomeOf(() => api.updateRef({ ...update, sha: behind })),
    '422 Update is not a fast forward',
  );
  checks.equal('refs: by force', await outcomeOf(() => api.updateRef({ ...update, sha: behind, force: true })), '200');
  checks.equal('refs: matching', (await api.listMatchingRefs({ ...place, ref: 'heads/t' })).data.length, 1);
  checks.equal(
    'branches: with a slash',
    (await repos.getBranch({ ...place, branch: 'topic/a' })).data.commit.sha,
    behind,
  );
  checks.equal('refs: delete', await outcomeOf(() => api.deleteRef({ ...place, ref: 'heads/topic/a' })), '204');
  checks.equal(
    'refs: delete again',
    await outcomeOf(() => api.deleteRef({ ...place, ref: 'heads/topic/a' })),
    '422 Reference does not exist',
  );
  checks.equal('branches: list', (await repos.listBranches(place)).data.map((branch) => branch.name).sort(), [
    'main',
    'side',
  ]);
  checks.equal(
    'branches: unknown',
    await outcomeOf(() => repos.getBranch({ ...place, branch: 'x' })),
    '404 Branch not found',
  );
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkObjects(checks, github) {
  const repository = await github.repository('octo', 'objects', { files: { 'a/one.txt': '1\n', 'two.txt': '2\n' } });
  const { git: api, repos } = octokitOf(github).rest;
  const place = placeOf(repository);
  const base = String(await repository.head());
  const { data: tree } = await api.getTree({ ...place, tree_sha: 'main', recursive: '1' });
  checks.equal(
    'trees: recursive',
    tree.tree.map(({ path, type }) => [path, type]),
    [
      ['a', 'tree'],
      ['a/one.txt', 'blob'],
      ['two.txt', 'blob'],
    ],
  );
  const { data: blob } = await api.createBlob({ ...place, content: 'AP8=', encoding: 'base64' });
  const { data: read } = await api.getBlob({ ...place, file_sha: blob.sha });
  checks.equal('blobs: there and back', Buffer.from(read.content, 'base64'), Buffer.from([0, 255]));
  const { data: made } = await api.createTree({
    ...place,
    base_tree: base,
    tree: [
      { path: 'run.sh', mode: '100755', type: 'blob', sha: blob.sha },
      { path: 'two.txt', mode: '100644', type: 'blob', sha: null },
    ],
  });
  const author = { name: 'Dan', email: 'dan@example.com' };
  const mine = await api.createCommit({ ...place, message: 'm', tree: made.sha, parents: [base] });
  const dans = await api.createCommit({ ...place, message: 'm', tree: made.sha, parents: [base], author });
  checks.equal('commits: signed for a bot', mine.data.verification.verified, true);
  checks.equal('commits: unsigned for a named author', dans.data.verification.reason, 'unsigned');
  await api.updateRef({ ...place, ref: 'heads/main', sha: mine.data.sha });
  checks.equal(
    'trees: modes and deletions',
    Object.entries(await repository.tree()).map(([path, { mode }]) => [path, mode]),
    [
      ['a/one.txt', '100644'],
      ['run.sh', '100755'],
    ],
  );
  const { data: commit } = await repos.getCommit({ ...place, ref: 'main' });
  checks.equal('commits: who', [commit.author?.login, commit.committer?.login], ['github-actions[bot]', 'web-flow']);
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
  checks.equal('compare: pages, the files on the first', (await Promise.all(pages))[0], '1 with files');
  checks.equal('compare: no files on later pages', (await Promise.all(pages))[1]?.includes('files'), false);
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
  checks.equal('merges', await outcomeOf(() => repos.merge({ ...place, base: 'main', head: 'side' })), '201');
  checks.equal('merges: both sides', Object.keys(await repository.tree()).sort(), ['a/one.txt', 'run.sh', 'side.txt']);
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkContents(checks, github) {
  const repository = await github.repository('octo', 'contents', { files: { 'dir/a b#ü.json': '{}\n', top: 't' } });
  const { repos } = octokitOf(github).rest;
  const place = placeOf(repository);
  const path = 'dir/a b#ü.json';
  const { data: file } = await repos.getContent({ ...place, path });
  checks.equal(
    'contents: a file',
    !Array.isArray(file) && file.type === 'file' ? [file.path, file.encoding, file.content] : file,
    [path, 'base64', 'e30K\n'],
  );
  const raw = await repos.getContent({ ...place, path, mediaType: { format: 'raw' } });
  checks.equal('contents: raw', raw.data, '{}\n');
  const { data: listed } = await repos.getContent({ ...place, path: '' });
  checks.equal('contents: a folder', Array.isArray(listed) && listed.map(({ name, type }) => [name, type]), [
    ['dir', 'dir'],
    ['top', 'file'],
  ]);
  await repository.commit({ branch: 'next', files: { top: 'changed' } });
  const next = await repos.getContent({ ...place, path: 'top', ref: 'next', mediaType: { format: 'raw' } });
  checks.equal('contents: of a ref', next.data, 'changed');
  checks.equal('contents: absent', await outcomeOf(() => repos.getContent({ ...place, path: 'no' })), '404 Not Found');
  checks.equal(
    'contents: of no ref',
    await outcomeOf(() => repos.getContent({ ...place, path: 'top', ref: 'no' })),
    '404 No commit found for the ref no',
  );
}

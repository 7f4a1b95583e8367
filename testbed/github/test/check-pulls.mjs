// @ts-check
/**
 * Pull requests, and the comments on their lines.
 */
import { errorsOf, octokitOf, outcomeOf, placeOf } from './check-tools.mjs';

/** @typedef {import('../github.mjs').GitHub} GitHub */
/** @typedef {import('../github.mjs').Repository} Repository */
/** @typedef {import('../../checks.mjs').Checks} Checks */

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
export async function checkGitHubPulls(checks, github) {
  await checkLife(checks, github);
  await checkBranches(checks, github);
  await checkLineComments(checks, github);
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkLife(checks, github) {
  const repository = await github.repository('octo', 'pulls', { collaborators: ['ann', 'bob'], teams: ['core'] });
  await repository.commit({ branch: 'topic', files: { 'x.txt': '1\n' } });
  await repository.setBranch('empty');
  const { pulls } = octokitOf(github).rest;
  const place = placeOf(repository);
  const create = (/** @type {object} */ more) =>
    pulls.create({ ...place, title: 'T', head: 'topic', base: 'main', ...more });

  repository.actionsMayCreatePullRequests = false;
  checks.equal(
    'pulls: the setting is off',
    await outcomeOf(() => create({})),
    '403 GitHub Actions is not permitted to create or approve pull requests.',
  );
  repository.actionsMayCreatePullRequests = true;
  const { data: made } = await create({ body: 'B', draft: true });
  checks.equal(
    'pulls: create',
    [
      made.number,
      made.state,
      made.draft,
      made.user.login,
      made.head.label,
      made.mergeable,
      made.commits,
      made.changed_files,
    ],
    [1, 'open', true, 'github-actions[bot]', 'octo:topic', true, 1, 1],
  );
  checks.equal('pulls: create again', await errorsOf(() => create({})), [
    { resource: 'PullRequest', code: 'custom', message: 'A pull request already exists for octo:topic.' },
  ]);
  checks.equal('pulls: nothing in it', await errorsOf(() => create({ head: 'empty' })), [
    { resource: 'PullRequest', code: 'custom', message: 'No commits between main and empty' },
  ]);
  checks.equal('pulls: no such branch', await errorsOf(() => create({ head: 'no' })), [
    { resource: 'PullRequest', field: 'head', code: 'invalid' },
  ]);
  checks.equal('pulls: too long', await errorsOf(() => create({ head: 'empty', body: 'x'.repeat(65_537) })), [
    {
      resource: 'PullRequest',
      code: 'custom',
      field: 'body',
      message: 'body is too long (maximum is 65536 characters)',
    },
  ]);
  const request = (/** @type {object} */ who) => pulls.requestReviewers({ ...place, pull_number: 1, ...who });
  checks.equal('pulls: reviewers', (await request({ reviewers: ['bob'], team_reviewers: ['core'] })).status, 201);
  checks.holds(
    'pulls: unknown reviewers',
    (await outcomeOf(() => request({ reviewers: ['nobody'] }))).startsWith('422 Reviews may only be requested from'),
  );
  const closed = await pulls.update({ ...place, pull_number: 1, state: 'closed' });
  checks.equal('pulls: close', [closed.data.state, closed.data.merged], ['closed', false]);
  checks.holds(
    'pulls: reopening is not implemented',
    (await outcomeOf(() => pulls.update({ ...place, pull_number: 1, state: 'open' }))).startsWith(
      '501 MOCK_UNIMPLEMENTED',
    ),
  );
  await create({});
  checks.equal(
    'pulls: another one from the same branch',
    (await pulls.list({ ...place, state: 'all' })).data.map((pull) => pull.number),
    [2, 1],
  );
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkBranches(checks, github) {
  const repository = await github.repository('octo', 'followed');
  const { pulls } = octokitOf(github).rest;
  const place = placeOf(repository);
  // A change of nothing: there is no other way to ask for a single one.
  const get = async (/** @type {number} */ number) => (await pulls.update({ ...place, pull_number: number })).data;
  await repository.commit({ branch: 'a', files: { 'x.txt': 'a' } });
  await repository.openPullRequest({ head: 'a' });
  const next = await repository.commit({ branch: 'a', files: { 'y.txt': 'a' } });
  checks.equal('pulls: follow their branch', [(await get(1)).head.sha, (await get(1)).commits], [next, 2]);
  checks.equal('pulls: a ref for their head', (await repository.refs())['refs/pull/1/head'], next);
  const merge = String((await repository.refs())['refs/pull/1/merge']);
  checks.equal('pulls: a ref for the test merge', (await repository.log(merge))[0]?.parents, [
    await repository.head(),
    next,
  ]);
  await repository.commit({ files: { 'x.txt': 'main' } });
  checks.equal('pulls: conflicts', [(await get(1)).mergeable, (await get(1)).mergeable_state], [false, 'dirty']);

  await repository.commit({ branch: 'b', files: { 'b.txt': 'b' } });
  await repository.openPullRequest({ head: 'b' });
  const merged = await repository.mergePullRequest(2);
  checks.equal(
    'pulls: merged',
    [(await get(2)).merged, (await get(2)).merge_commit_sha, await repository.head()],
    [true, merged, merged],
  );

  await repository.commit({ branch: 'c', files: { 'c.txt': 'c' } });
  await repository.openPullRequest({ head: 'c' });
  await repository.setBranch('c', 'main');
  checks.equal(
    'pulls: reset to their base they close',
    [(await get(3)).state, (await get(3)).merged],
    ['closed', false],
  );

  await repository.commit({ branch: 'd', files: { 'd.txt': 'd' } });
  const { data: made } = await pulls.create({ ...place, title: 'd', head: 'd', base: 'main' });
  await repository.deleteBranch('d');
  checks.equal('pulls: without their branch they close', (await get(made.number)).state, 'closed');

  const fork = await github.repository('mallory', 'followed', { forkOf: repository });
  const sha = await fork.commit({ branch: 'evil', files: { 'evil.txt': 'e' } });
  const issue = await repository.openPullRequest({ head: 'mallory:evil', login: 'mallory' });
  const { head } = await get(issue.number);
  checks.equal('pulls: from a fork', [head.sha, head.repo.full_name, head.repo.fork], [sha, 'mallory/followed', true]);
  const more = await fork.commit({ branch: 'evil', files: { 'evil.txt': 'ee' } });
  checks.equal('pulls: follow a fork’s branch', (await get(issue.number)).head.sha, more);
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkLineComments(checks, github) {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
  const repository = await github.repository('octo', 'reviewed', {
    files: { 'm.yml': `${lines.join('\n')}\n`, 'x.txt': '' },
  });
  lines[19] = 'changed 20';
  await repository.commit({
    branch: 'topic',
    files: { 'm.yml': `${lines.join('\n')}\n`, 'bin.dat': Buffer.from([0, 1]) },
  });
  await repository.openPullRequest({ head: 'topic' });
  const { pulls } = octokitOf(github).rest;
  const place = { ...placeOf(repository), pull_number: 1 };
  const commit_id = String(await repository.head('topic'));
  const comment = (/** @type {object} */ more) =>
    pulls.createReviewComment({ ...place, commit_id, path: 'm.yml', body: '```suggestion\nx\n```', line: 20, ...more });
  const { data: made } = await comment({ side: 'RIGHT' });
  checks.equal(
    'review comments: create',
    [made.line, made.side, made.user?.login, made.diff_hunk.split('\n').at(-1)],
    [20, 'RIGHT', 'github-actions[bot]', '+changed 20'],
  );
  checks.equal('review comments: unchanged lines nearby', (await comment({ line: 23 })).status, 201);
  checks.holds(
    'review comments: several lines are not implemented',
    (await outcomeOf(() => comment({ start_line: 18 }))).startsWith('501 MOCK_UNIMPLEMENTED'),
  );
  checks.equal('review comments: beside the diff', await errorsOf(() => comment({ line: 5 })), [
    {
      resource: 'PullRequestReviewComment',
      code: 'custom',
      field: 'pull_request_review_thread.line',
      message: 'could not be resolved',
    },
  ]);
  checks.equal(
    'review comments: a commit from elsewhere',
    await outcomeOf(() => comment({ commit_id: 'a'.repeat(40) })),
    '422 Validation Failed',
  );
  await comment({});
  const id = { ...placeOf(repository), comment_id: made.id };
  checks.equal('review comments: delete', (await pulls.deleteReviewComment(id)).status, 204);
  checks.equal('review comments: list', (await pulls.listReviewComments(place)).data.length, 2);
  lines[19] = 'changed again';
  await repository.commit({ branch: 'topic', files: { 'm.yml': `${lines.join('\n')}\n` } });
  const { data: after } = await pulls.listReviewComments(place);
  checks.equal(
    'review comments: outdated by a push',
    after.map((one) => one.line ?? null),
    [23, null],
  );
}

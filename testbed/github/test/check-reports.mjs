// @ts-check
/**
 * Issues, comments, labels and check runs.
 */
import { octokitOf, outcomeOf, placeOf } from './check-tools.mjs';

/** @typedef {import('../github.mjs').GitHub} GitHub */
/** @typedef {import('../../checks.mjs').Checks} Checks */

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
export async function checkGitHubReports(checks, github) {
  await checkIssues(checks, github);
  await checkComments(checks, github);
  await checkCheckRuns(checks, github);
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkIssues(checks, github) {
  const repository = await github.repository('octo', 'issues');
  await repository.commit({ branch: 'topic', files: { x: '1' } });
  await repository.openPullRequest({ head: 'topic' });
  const { issues } = octokitOf(github).rest;
  const place = placeOf(repository);
  const { data: made } = await issues.create({ ...place, title: 'Drift', body: 'B', labels: ['drift', 'auth'] });
  checks.equal(
    'issues: create',
    [made.number, made.user?.login, made.labels.map((label) => (typeof label === 'string' ? label : label.name))],
    [2, 'github-actions[bot]', ['drift', 'auth']],
  );
  const { data: closed } = await issues.update({
    ...place,
    issue_number: 2,
    state: 'closed',
    state_reason: 'not_planned',
  });
  checks.equal(
    'issues: close',
    [closed.state, closed.state_reason, closed.closed_by?.login],
    ['closed', 'not_planned', 'github-actions[bot]'],
  );
  const { data: reopened } = await issues.update({ ...place, issue_number: 2, state: 'open' });
  checks.equal('issues: reopen', [reopened.state, reopened.state_reason], ['open', 'reopened']);
  checks.equal(
    'issues: unknown',
    await outcomeOf(() => issues.update({ ...place, issue_number: 9, title: 'x' })),
    '404 Not Found',
  );
  const { data: labels } = await issues.addLabels({ ...place, issue_number: 2, labels: ['DRIFT', 'new'] });
  checks.equal(
    'labels: add',
    labels.map((label) => label.name),
    ['drift', 'auth', 'new'],
  );
  checks.holds(
    'issues: an input field that is not implemented',
    (await outcomeOf(() => issues.update({ ...place, issue_number: 2, assignees: ['ann'] }))).startsWith(
      '501 MOCK_UNIMPLEMENTED',
    ),
  );
  checks.holds(
    'issues: a parameter that is not implemented',
    (await outcomeOf(() => issues.listForRepo({ ...place, creator: 'ann' }))).startsWith('501 MOCK_UNIMPLEMENTED'),
  );
  const [issue] = repository.issues;
  Object.assign(issue ?? {}, { title: 7 });
  checks.holds(
    'answers: one that differs from the description is an error of the stand-in, and says where',
    /^500 .* differs from GitHub's description:\n\/1\/title must be string/.test(
      await outcomeOf(() => issues.listForRepo(place)),
    ),
  );
  Object.assign(issue ?? {}, { title: 'topic' });
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkComments(checks, github) {
  const repository = await github.repository('octo', 'comments');
  const { number } = repository.openIssue({ title: 'Talk' });
  const { issues } = octokitOf(github).rest;
  const place = { ...placeOf(repository), issue_number: number };
  const { data: mine } = await issues.createComment({ ...place, body: '<!-- mark -->' });
  checks.equal(
    'comments: who wrote them',
    [mine.user?.login, mine.user?.id, mine.user?.type, mine.performed_via_github_app?.slug],
    ['github-actions[bot]', 41898282, 'Bot', 'github-actions'],
  );
  const long = (/** @type {string} */ body) => outcomeOf(() => issues.createComment({ ...place, body }));
  checks.equal('comments: 65,536 characters', await long('ü'.repeat(65_536)), '201');
  checks.equal('comments: one more', await long('ü'.repeat(65_537)), '422 Validation Failed');
  checks.equal(
    'comments: wrong type',
    await outcomeOf(() => issues.createComment({ ...place, body: /** @type {any} */ (7) })),
    '422 Invalid request.\n\n/body must be string',
  );
  checks.equal(
    'comments: nothing said',
    await outcomeOf(() => issues.createComment({ ...place, body: /** @type {any} */ (undefined) })),
    "422 Invalid request.\n\nit must have required property 'body'",
  );
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkCheckRuns(checks, github) {
  const repository = await github.repository('octo', 'checked');
  const octokit = octokitOf(github);
  const { checks: api } = octokit.rest;
  const place = placeOf(repository);
  const head_sha = String(await repository.head());
  const annotations = (/** @type {number} */ count, /** @type {object} */ more = {}) =>
    Array.from({ length: count }, (_, index) => ({
      path: 'amplify-auth.yml',
      start_line: index + 1,
      end_line: index + 1,
      annotation_level: /** @type {const} */ ('failure'),
      message: `m${index}`,
      ...more,
    }));
  const output = (/** @type {object} */ more) => ({ title: 'T', summary: 'S', ...more });
  const create = (/** @type {object} */ more = {}) =>
    api.create({ ...place, name: 'auth', head_sha, output: output(more) });
  const { data: made } = await create({ annotations: annotations(50) });
  checks.equal(
    'checks: create',
    [made.status, made.app?.slug, made.output.annotations_count],
    ['queued', 'github-actions', 50],
  );
  const update = { ...place, check_run_id: made.id, conclusion: /** @type {const} */ ('failure') };
  const { data: done } = await api.update({ ...update, output: output({ annotations: annotations(30) }) });
  checks.equal(
    'checks: annotations add up',
    [done.status, done.conclusion, done.output.annotations_count],
    ['completed', 'failure', 80],
  );
  const refusal = (/** @type {object} */ more) => outcomeOf(() => create(more));
  checks.equal(
    'checks: 51 annotations',
    await refusal({ annotations: annotations(51) }),
    '422 Invalid request.\n\n/output/annotations must NOT have more than 50 items',
  );
  checks.equal('checks: a full summary', await refusal({ summary: 'x'.repeat(65_535) }), '201');
  checks.equal(
    'checks: too long a summary',
    await refusal({ summary: 'x'.repeat(65_536) }),
    '422 Invalid request.\n\n/output/summary must NOT have more than 65535 characters',
  );
  checks.equal(
    'checks: too long a title',
    await refusal({ annotations: annotations(1, { title: 'x'.repeat(256) }) }),
    '422 Invalid request.\n\nOnly 255 characters are allowed; 256 were supplied.',
  );
  checks.holds(
    'checks: too long a message',
    (await refusal({ annotations: annotations(1, { message: 'x'.repeat(65_537) }) })).startsWith('422'),
  );
  checks.holds(
    'checks: columns over several lines',
    (await refusal({ annotations: annotations(1, { end_line: 9, start_column: 1 }) })).startsWith('422'),
  );
  checks.holds(
    'checks: an unknown level',
    (await refusal({ annotations: annotations(1, { annotation_level: 'error' }) })).includes(
      '/annotation_level must be equal to one of the allowed values: ["notice","warning","failure"]',
    ),
  );
  checks.equal(
    'checks: no such commit',
    await outcomeOf(() => api.create({ ...place, name: 'x', head_sha: 'a'.repeat(40) })),
    `422 No commit found for SHA: ${'a'.repeat(40)}`,
  );
  const person = octokitOf(github, github.tokens.create({ login: 'ann' }));
  checks.equal(
    'checks: not for people',
    await outcomeOf(() => person.rest.checks.create({ ...place, name: 'x', head_sha })),
    '403 You must authenticate via a GitHub App.',
  );
}

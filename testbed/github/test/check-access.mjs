// @ts-check
/**
 * Who may do what, and what goes wrong on purpose.
 */
import { COMMIT, commitInput, octokitOf, outcomeOf, placeOf } from './check-tools.mjs';

/** @typedef {import('../github.mjs').GitHub} GitHub */
/** @typedef {import('../../checks.mjs').Checks} Checks */

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
export async function checkGitHubAccess(checks, github) {
  await checkTokens(checks, github);
  await checkFaults(checks, github);
  await checkServer(checks, github);
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkTokens(checks, github) {
  const repository = await github.repository('octo', 'guarded');
  const open = await github.repository('octo', 'open', { visibility: 'public' });
  const place = placeOf(repository);
  repository.openIssue({ title: 'I' });
  const stranger = github.tokens.create({ login: 'x', permissions: {}, repositories: ['octo/other'] });
  const { rest } = octokitOf(github, stranger);
  checks.equal('access: out of reach', await outcomeOf(() => rest.repos.get(place)), '404 Not Found');
  checks.equal('access: public', await outcomeOf(() => rest.repos.get(placeOf(open))), '200');
  checks.equal(
    'access: public, but not to write',
    await outcomeOf(() => rest.issues.create({ ...placeOf(open), title: 't' })),
    '403 Resource not accessible by personal access token',
  );
  const unknown = octokitOf(github, { ...stranger, value: 'ghp_unknown' });
  checks.equal('access: unknown token', await outcomeOf(() => unknown.rest.repos.get(place)), '401 Bad credentials');
  const reader = octokitOf(github, github.tokens.readOnly).rest;
  const comment = { ...place, issue_number: 1, body: 'b' };
  const integration = '403 Resource not accessible by integration';
  checks.equal('access: read', await outcomeOf(() => reader.git.getRef({ ...place, ref: 'heads/main' })), '200');
  checks.equal('access: comment', await outcomeOf(() => reader.issues.createComment(comment)), integration);
  checks.equal(
    'access: check run',
    await outcomeOf(() => reader.checks.create({ ...place, name: 'x', head_sha: 'x' })),
    integration,
  );
  const pullsOnly = octokitOf(github, github.tokens.create({ permissions: { pull_requests: 'write' } })).rest;
  checks.equal(
    'access: an issue is no pull request',
    await outcomeOf(() => pullsOnly.issues.createComment(comment)),
    integration,
  );
  await repository.commit({ branch: 'topic', files: { x: '1' } });
  const { number } = await repository.openPullRequest({ head: 'topic' });
  checks.equal(
    'access: but a pull request is an issue',
    await outcomeOf(() => pullsOnly.issues.createComment({ ...comment, issue_number: number })),
    '201',
  );
  checks.equal(
    'access: contents missing',
    await outcomeOf(() => pullsOnly.git.getRef({ ...place, ref: 'heads/main' })),
    integration,
  );
  const anonymous = await fetch(`${github.url}/repos/octo/open/issues`, { method: 'POST', body: '{"title":"t"}' });
  checks.equal(
    'access: nobody at all',
    [anonymous.status, await anonymous.json()],
    [
      401,
      {
        message: 'Requires authentication',
        documentation_url: 'https://docs.github.com/rest/issues/issues#create-an-issue',
        status: '401',
      },
    ],
  );
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkFaults(checks, github) {
  const repository = await github.repository('octo', 'faulty');
  const place = placeOf(repository);
  const { rest, graphql } = octokitOf(github);
  /**
   * @param {import('../http/faults.mjs').FaultRule} rule
   * @param {() => Promise<unknown>} attempt
   */
  const under = async (rule, attempt) => {
    github.reset();
    github.faults.push(rule);
    const outcome = await outcomeOf(attempt);
    github.faults.length = 0;
    return outcome;
  };
  const get = () => rest.repos.get(place);
  const unavailable = /** @type {const} */ ({ kind: 'status', status: 502, message: 'Bad Gateway' });
  checks.equal('faults: status', await under({ times: 1, fault: unavailable }, get), '502 Bad Gateway');
  checks.equal('faults: another path', await under({ match: /^PUT /, fault: unavailable }, get), '200');
  checks.holds('faults: reset', (await under({ fault: { kind: 'reset' } }, get)).startsWith('HttpError'));
  github.faults.push({ times: 1, fault: { kind: 'truncate' } });
  // Octokit takes what arrived for the whole.
  checks.equal('faults: truncated', (await get()).data, '');
  const limited = await rest.repos.get(place).catch(() => {});
  checks.holds('faults: none', limited !== undefined);
  github.faults.push({ times: 1, fault: { kind: 'rate-limit', limit: 'secondary', status: 429, retryAfter: 7 } });
  const refusal = await get().catch((error) => error);
  checks.equal('faults: secondary limit', [refusal.status, refusal.response.headers['retry-after']], [429, '7']);
  github.faults.push({ times: 1, fault: { kind: 'rate-limit' } });
  const primary = await get().catch((error) => error);
  checks.equal(
    'faults: primary limit',
    [primary.status, primary.response.headers['x-ratelimit-remaining']],
    [403, '0'],
  );
  const hanging = () => rest.repos.get({ ...place, request: { signal: AbortSignal.timeout(80) } });
  checks.holds('faults: hang', (await under({ fault: { kind: 'hang' } }, hanging)) !== '200');

  const head = String(await repository.head());
  const commit = () => graphql(COMMIT, commitInput(repository, head, { 'lost.txt': 'x' }));
  const stale = /** @type {const} */ ({ kind: 'error', type: 'STALE_DATA', message: 'Expected branch …' });
  checks.equal(
    'faults: a GraphQL error',
    await under({ match: /^graphql:createCommitOnBranch$/, fault: stale }, commit),
    'STALE_DATA Expected branch …',
  );
  checks.equal('faults: and nothing was done', await repository.head(), head);
  checks.holds('faults: the answer is lost', (await under({ fault: { kind: 'lose-response' } }, commit)) !== 'done');
  checks.equal('faults: but it was done', await repository.read('lost.txt'), 'x');
  checks.holds('faults: trying again meets a moved branch', (await outcomeOf(commit)).startsWith('STALE_DATA'));
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkServer(checks, github) {
  const repository = await github.repository('octo', 'served');
  const place = placeOf(repository);
  const enterprise = octokitOf(github, github.tokens.githubToken, `${github.url}/api/v3`);
  github.reset();
  const { data: rules } = await enterprise.rest.repos.getBranchRules({ ...place, branch: 'main', per_page: 1 });
  checks.equal('server: as on an Enterprise Server', rules, []);
  checks.equal(
    'server: GraphQL too',
    await enterprise.graphql('{ repository(owner: "octo", name: "served") { nameWithOwner } }'),
    { repository: { nameWithOwner: 'octo/served' } },
  );
  checks.equal(
    'server: the log',
    github.log.map(({ method, path, operation, status, login }) => [method, path, operation, status, login]),
    [
      ['GET', '/repos/octo/served/rules/branches/main?per_page=1', '', 200, 'github-actions[bot]'],
      ['POST', '/graphql', 'repository', 200, 'github-actions[bot]'],
    ],
  );
  const unknown = await fetch(`${github.url}/octocat`);
  checks.holds(
    'server: what it does not know it says',
    unknown.status === 501 && (await unknown.text()).includes('MOCK_UNIMPLEMENTED'),
  );
}

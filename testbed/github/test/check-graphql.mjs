// @ts-check
/**
 * GraphQL, and the mutation that commits.
 */
import { COMMIT, commitInput, octokitOf, outcomeOf, placeOf } from './check-tools.mjs';

/** @typedef {import('../github.mjs').GitHub} GitHub */
/** @typedef {import('../../checks.mjs').Checks} Checks */

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
export async function checkGitHubGraphql(checks, github) {
  await checkCommit(checks, github);
  await checkRefusals(checks, github);
  await checkQueries(checks, github);
  await checkMutations(checks, github);
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkCommit(checks, github) {
  const repository = await github.repository('octo', 'commits', { files: { 'old.txt': 'o', 'same.txt': 's' } });
  const { graphql, rest } = octokitOf(github);
  const first = String(await repository.head());
  const files = { 'old.txt': null, 'a/b "c" ü.txt': 'ü\n', 'empty.txt': '', 'same.txt': 'S' };
  /** @type {any} */
  const made = await graphql(COMMIT, commitInput(repository, first, files));
  const { oid } = made.createCommitOnBranch.commit;
  checks.equal(
    'commit: the branch is there',
    [await repository.head(), made.createCommitOnBranch.ref.name],
    [oid, 'main'],
  );
  checks.equal('commit: its files', await repository.files(), {
    'a/b "c" ü.txt': 'ü\n',
    'empty.txt': '',
    'same.txt': 'S',
  });
  const [commit] = await repository.log();
  checks.equal('commit: who and what', commit, {
    sha: oid,
    message: 'Update\n\nBy a test.',
    parents: [first],
    author: { name: 'github-actions[bot]', email: '41898282+github-actions[bot]@users.noreply.github.com' },
    committer: { name: 'GitHub', email: 'noreply@github.com' },
    verified: true,
  });
  const { data } = await rest.git.getCommit({ ...placeOf(repository), commit_sha: oid });
  checks.equal('commit: verified', [data.verification.verified, data.verification.reason], [true, 'valid']);
  checks.holds('commit: a signature', /^-----BEGIN PGP SIGNATURE-----/.test(String(data.verification.signature)));

  const attempt = (/** @type {string} */ text) =>
    outcomeOf(() => graphql(COMMIT, commitInput(repository, oid, { 'race.txt': text })));
  const race = await Promise.all([attempt('one'), attempt('other')]);
  const stale = `STALE_DATA Expected branch to point to "${oid}" but it did not.  Pull and try again.`;
  checks.equal('commit: of two at once one loses', race.sort(), [stale, 'done']);
  checks.equal('commit: and only one commit came of it', (await repository.log()).length, 3);

  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`many/${index}.json`, `{"n":${index}}`]));
  await graphql(COMMIT, commitInput(repository, String(await repository.head()), many));
  checks.equal('commit: 300 files in one', Object.keys(await repository.tree()).length, 304);
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkRefusals(checks, github) {
  const ruled = await github.repository('octo', 'ruled', {
    rulesets: [
      {
        rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 1 } }],
        bypass: ['release-bot[bot]'],
      },
    ],
    protection: { stable: { pullRequest: true, checks: ['ci', 'lint'] } },
  });
  await ruled.setBranch('stable');
  const head = String(await ruled.head());
  const { graphql, rest } = octokitOf(github);
  const refusal = (/** @type {any} */ variables) => outcomeOf(() => graphql(COMMIT, variables));
  checks.equal(
    'refused: a ruleset',
    await refusal(commitInput(ruled, head, { x: '1' })),
    'FORBIDDEN Repository rule violations found\n\nChanges must be made through a pull request.\n\n',
  );
  checks.equal(
    'refused: protection',
    await refusal(commitInput(ruled, head, { x: '1' }, 'stable')),
    "FORBIDDEN protected branch 'stable' check failed:\nChanges must be made through a pull request.\n" +
      '2 of 2 required status checks are expected.',
  );
  checks.equal(
    'refused: REST says it too',
    await outcomeOf(() => rest.git.deleteRef({ ...placeOf(ruled), ref: 'heads/stable' })),
    '422 Cannot delete this branch',
  );
  const rules = await rest.repos.getBranchRules({ ...placeOf(ruled), branch: 'main' });
  checks.equal(
    'rules of a branch',
    rules.data.map(({ type, ...rule }) => [type, 'parameters' in rule && rule.parameters]),
    [['pull_request', { required_approving_review_count: 1 }]],
  );
  checks.equal(
    'rules of a free branch',
    (await rest.repos.getBranchRules({ ...placeOf(ruled), branch: 'x' })).data,
    [],
  );
  const bot = octokitOf(github, github.tokens.create({ login: 'release-bot[bot]' }));
  checks.equal('a bypass', await outcomeOf(() => bot.graphql(COMMIT, commitInput(ruled, head, { x: '1' }))), 'done');

  const free = await github.repository('octo', 'free');
  const base = String(await free.head());
  checks.equal(
    'refused: no such branch',
    await refusal(commitInput(free, base, { x: '1' }, 'no')),
    'NOT_FOUND Branch not found',
  );
  checks.equal(
    'refused: no such path',
    await refusal(commitInput(free, base, { 'no.txt': null })),
    `UNPROCESSABLE A path was requested for deletion which does not exist as of commit oid \`${base}\``,
  );
  checks.holds(
    'refused: a workflow',
    (await refusal(commitInput(free, base, { '.github/workflows/x.yml': 'on: push' }))).includes(
      '`workflows` permission',
    ),
  );
  checks.holds('refused: a path out of it', (await refusal(commitInput(free, base, { '../x': '' }))).includes('path'));
  const garbled = commitInput(free, base, { x: '1' });
  garbled.input.fileChanges.additions = [{ path: 'x', contents: 'MQ' }];
  checks.holds('refused: base64 without padding', (await refusal(garbled)).includes('base64'));
  const mebibytes = commitInput(free, base, { big: 'x'.repeat(40 * 1024 * 1024) });
  checks.holds('refused: 40 MiB', (await refusal(mebibytes)).startsWith('UNPROCESSABLE'));
  const reader = octokitOf(github, github.tokens.readOnly);
  checks.equal(
    'refused: a token that may only read',
    await outcomeOf(() => reader.graphql(COMMIT, commitInput(free, base, { x: '1' }))),
    'FORBIDDEN Resource not accessible by integration',
  );
  checks.equal('refused: and nothing was done', await free.head(), base);
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkQueries(checks, github) {
  const repository = await github.repository('octo', 'queried', { files: { 'a/x.json': '{}' } });
  await repository.commit({ branch: 'topic', files: { 'a/x.json': '[]' } });
  const { number } = await repository.openPullRequest({ head: 'topic', title: 'Title' });
  repository.comment(number, 'One');
  const { graphql } = octokitOf(github);
  /** @type {any} */
  const answer = await graphql(
    `
      query ($owner: String!, $name: String!, $number: Int!) {
        repository(owner: $owner, name: $name) {
          id
          isPrivate
          viewerPermission
          defaultBranchRef {
            name
            target {
              oid
              ... on Commit {
                history(first: 5) {
                  totalCount
                  nodes {
                    messageHeadline
                  }
                }
              }
            }
          }
          ref(qualifiedName: "refs/heads/no") {
            id
          }
          object(expression: "main:a/x.json") {
            ... on Blob {
              text
              byteSize
            }
          }
          pullRequest(number: $number) {
            title
            state
            headRefName
            mergeable
            headRef {
              target {
                oid
              }
            }
            comments(first: 10) {
              nodes {
                body
                author {
                  login
                  __typename
                }
                viewerDidAuthor
              }
              pageInfo {
                hasNextPage
              }
            }
          }
        }
        rateLimit {
          remaining
        }
      }
    `,
    { owner: 'octo', name: 'queried', number },
  );
  const { repository: shown } = answer;
  checks.equal('query: the default branch', shown.defaultBranchRef, {
    name: 'main',
    target: {
      oid: await repository.head(),
      history: { totalCount: 1, nodes: [{ messageHeadline: 'Initial commit' }] },
    },
  });
  checks.equal('query: a ref that is not there', shown.ref, null);
  checks.equal('query: a file', shown.object, { text: '{}', byteSize: 2 });
  checks.equal('query: a pull request', shown.pullRequest, {
    title: 'Title',
    state: 'OPEN',
    headRefName: 'topic',
    mergeable: 'MERGEABLE',
    headRef: { target: { oid: await repository.head('topic') } },
    comments: {
      nodes: [{ body: 'One', author: { login: 'ann', __typename: 'User' }, viewerDidAuthor: false }],
      pageInfo: { hasNextPage: false },
    },
  });
  checks.equal(
    'query: a job’s token has no viewer',
    await outcomeOf(() => graphql('{ viewer { login } }')),
    'FORBIDDEN Resource not accessible by integration',
  );
  const person = octokitOf(github, github.tokens.create({ login: 'ann' }));
  checks.equal('query: a person has', await person.graphql('{ viewer { login } }'), { viewer: { login: 'ann' } });
  checks.equal(
    'query: no such repository',
    await outcomeOf(() => graphql('{ repository(owner: "octo", name: "no") { id } }')),
    "NOT_FOUND Could not resolve to a Repository with the name 'octo/no'.",
  );
  checks.holds(
    'query: what the schema does not know',
    (await outcomeOf(() => graphql('{ repository(owner: "octo", name: "queried") { nonsense } }'))).includes(
      'nonsense',
    ),
  );
  checks.holds(
    'query: what the stand-in does not know',
    (await outcomeOf(() => graphql('{ repository(owner: "octo", name: "queried") { stargazerCount } }'))).startsWith(
      'MOCK_UNIMPLEMENTED',
    ),
  );
  checks.holds(
    'query: lists need a length',
    (
      await outcomeOf(() => graphql('{ repository(owner: "octo", name: "queried") { pullRequests { totalCount } } }'))
    ).startsWith('MISSING_PAGINATION_BOUNDARIES'),
  );
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkMutations(checks, github) {
  const repository = await github.repository('octo', 'mutated');
  const oid = await repository.commit({ branch: 'from', files: { x: '1' } });
  const { graphql } = octokitOf(github);
  const call = async (/** @type {string} */ name, /** @type {string} */ fields, /** @type {object} */ input) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`;
    return /** @type {any} */ (await graphql(query, { input }))[name];
  };
  const { ref } = await call('createRef', 'ref { id name }', {
    repositoryId: repository.nodeId,
    name: 'refs/heads/made',
    oid,
  });
  checks.equal('mutation: createRef', [ref.name, await repository.head('made')], ['made', oid]);
  const { pullRequest } = await call('createPullRequest', 'pullRequest { id number }', {
    repositoryId: repository.nodeId,
    title: 'T',
    headRefName: 'made',
    baseRefName: 'main',
  });
  checks.equal('mutation: createPullRequest', pullRequest.number, 1);
  const { commentEdge } = await call('addComment', 'commentEdge { node { id author { login } } }', {
    subjectId: pullRequest.id,
    body: 'Hello',
  });
  checks.equal('mutation: addComment', commentEdge.node.author.login, 'github-actions');
  const { minimizedComment } = await call('minimizeComment', 'minimizedComment { isMinimized minimizedReason }', {
    subjectId: commentEdge.node.id,
    classifier: 'OUTDATED',
  });
  checks.equal('mutation: minimizeComment', minimizedComment, { isMinimized: true, minimizedReason: 'outdated' });
  await call('deleteRef', 'clientMutationId', { refId: ref.id });
  checks.equal('mutation: a pull request without its branch is closed', repository.issues[0]?.state, 'closed');
}

// @ts-check
/**
 * GraphQL: files of a repository, and the mutations that commit and move branches.
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
  await checkUpdateRefs(checks, github);
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
  checks.equal('commit: the branch is there', await repository.head(), oid);
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
  const { data } = await rest.repos.getCommit({ ...placeOf(repository), ref: oid });
  const { verified, reason, signature } = data.commit.verification ?? {};
  checks.equal('commit: verified', [verified, reason], [true, 'valid']);
  checks.holds('commit: a signature', /^-----BEGIN PGP SIGNATURE-----/.test(String(signature)));
  checks.equal('commit: whose', [data.author?.login, data.committer?.login], ['github-actions[bot]', 'web-flow']);

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
    rulesets: [{ rules: [{ type: 'pull_request' }] }],
    protection: { stable: { pullRequest: true } },
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
    "FORBIDDEN protected branch 'stable' check failed:\nChanges must be made through a pull request.",
  );
  const rules = await rest.repos.getBranchRules({ ...placeOf(ruled), branch: 'main' });
  checks.equal(
    'rules of a branch',
    rules.data.map(({ type }) => type),
    ['pull_request'],
  );
  checks.equal(
    'rules of a free branch',
    (await rest.repos.getBranchRules({ ...placeOf(ruled), branch: 'x' })).data,
    [],
  );
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
  const { graphql } = octokitOf(github);
  const ask = (/** @type {string} */ fields) =>
    graphql(`query ($name: String!) { repository(owner: "octo", name: $name) { ${fields} } }`, { name: 'queried' });
  checks.equal(
    'query: files, and one that is not there',
    await ask(`
      id
      file: object(expression: "main:a/x.json") { ... on Blob { text isBinary } }
      none: object(expression: "main:no") { ... on Blob { text } }
    `),
    { repository: { id: repository.nodeId, file: { text: '{}', isBinary: false }, none: null } },
  );
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
  checks.holds('query: what the schema does not know', (await outcomeOf(() => ask('nonsense'))).includes('nonsense'));
  for (const fields of ['stargazerCount', 'object(expression: "main") { oid }']) {
    checks.holds(
      `query: what the stand-in does not know: ${fields}`,
      (await outcomeOf(() => ask(fields))).startsWith('MOCK_UNIMPLEMENTED'),
    );
  }
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkUpdateRefs(checks, github) {
  const repository = await github.repository('octo', 'mutated');
  const tip = await repository.commit({ branch: 'topic', files: { x: '1' } });
  const aside = await repository.commit({ branch: 'aside', files: { y: '1' } });
  await repository.openPullRequest({ head: 'topic' });
  const { graphql } = octokitOf(github);
  const update = (/** @type {string} */ beforeOid, /** @type {string} */ afterOid, force = true) =>
    outcomeOf(() =>
      graphql('mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }', {
        input: {
          repositoryId: repository.nodeId,
          refUpdates: [{ name: 'refs/heads/topic', beforeOid, afterOid, force }],
        },
      }),
    );
  checks.equal(
    'updateRefs: from elsewhere',
    await update(aside, tip),
    `UNPROCESSABLE The ref refs/heads/topic does not point to ${aside}.`,
  );
  checks.equal(
    'updateRefs: sideways without force is not implemented',
    (await update(tip, aside, false)).replace(/:.*/, ''),
    'MOCK_UNIMPLEMENTED MOCK_UNIMPLEMENTED',
  );
  checks.equal('updateRefs: by force', [await update(tip, aside), await repository.head('topic')], ['done', aside]);
  checks.equal(
    'updateRefs: to nowhere',
    [await update(aside, '0'.repeat(40)), await repository.head('topic')],
    ['done', undefined],
  );
  checks.equal('updateRefs: a pull request without its branch is closed', repository.issues[0]?.state, 'closed');
  checks.holds(
    'mutation: what the stand-in does not know',
    (
      await outcomeOf(() =>
        graphql('mutation ($id: ID!) { deleteRef(input: { refId: $id }) { clientMutationId } }', { id: 'x' }),
      )
    ).startsWith('MOCK_UNIMPLEMENTED'),
  );
}

// @ts-check
import { readFileSync } from 'node:fs';
import { ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { makeCiRole, READS, seedEnvironment, trustsGitHub, WRITES } from '../../../aws/index.mjs';

/** @typedef {import('../../../checks.mjs').Checks} Checks */
/** @typedef {import('../../../aws/index.mjs').Environment} Environment */
/** @typedef {import('../stage.mjs').Stage} Stage */

const ENVS = { shop: ['dev', 'test', 'prod'], blog: ['dev', 'prod'] };
const BRANCH = 'amplify-import-auth/fleet';

/**
 * `examples/matrix.yml`: matrix, three shards that apply, collect; one commit, and the other way of publishing one pull request.
 *
 * @param {Checks} checks
 * @param {Stage} stage
 */
export async function checkMatrix(checks, stage) {
  const example = readFileSync(new URL('../../../../examples/matrix.yml', import.meta.url), 'utf8');
  // Five envs would be one shard by default.
  const workflow = example.replace('command: matrix', 'command: matrix\n          shards: 3');
  const { files, seeded } = await manifests(stage);
  await checkPullRequest(checks, stage, workflow, files, seeded);
  await checkCommit(checks, stage, workflow.replace('publish: pull-request', 'publish: commit'), files);
}

/**
 * @param {Stage} stage
 * @returns {Promise<{ files: Record<string, string>, seeded: Environment[] }>}
 */
async function manifests({ aws }) {
  const trust = trustsGitHub(aws.account, 'repo:octo/*:environment:amplify-auth');
  const role = await makeCiRole(aws, 'matrix-write', trust, [...READS, ...WRITES]);
  /** @type {Record<string, string>} */
  const files = {};
  /** @type {Environment[]} */
  const seeded = [];
  for (const [project, names] of Object.entries(ENVS)) {
    const lines = ['version: 1', `project: ${project}`, 'outputs:'];
    lines.push('  - { format: amplify-outputs, path: "config/{env}/amplify_outputs.json" }');
    lines.push('defaults:', `  roleToAssume: ${role}`, 'envs:');
    for (const name of names) {
      const env = await seedEnvironment(aws);
      seeded.push(env);
      const ids = `userPoolId: ${env.userPoolId}, webClientId: ${env.webClientId}, identityPoolId: "${env.identityPoolId}"`;
      const rights = `categories: { storage: [{ bucket: ${env.bucket}, auth: [read] }] }`;
      lines.push(`  ${name}: { ${ids}, ${rights} }`);
    }
    files[`apps/${project}/amplify-auth.yml`] = `${lines.join('\n')}\n`;
  }
  return { files, seeded };
}

/** What a fleet leaves in a repository. */
const MADE = Object.entries(ENVS).flatMap(([project, names]) => [
  `apps/${project}/amplify-auth.lock.json`,
  ...names.map((name) => `apps/${project}/config/${name}/amplify_outputs.json`),
]);

/**
 * @param {Checks} checks
 * @param {Stage} stage
 * @param {string} workflow
 * @param {Record<string, string>} files
 * @param {Environment[]} seeded
 */
async function checkPullRequest(checks, stage, workflow, files, seeded) {
  const repository = await stage.repository('matrix', workflow, files);
  const head = await repository.head();
  const run = await stage.run(repository, { event: 'push', credentials: false });
  const jobs = { shards: 'success', apply: 'success', collect: 'success' };
  checks.equal('matrix.yml: all jobs succeed', [run.exitCode, run.jobs], [0, jobs]);
  const { include = [] } = JSON.parse(run.outputs['shards.auth']?.['matrix'] ?? '{}');
  checks.equal(
    'matrix.yml: three shards',
    include.map((/** @type {{ shard: string }} */ { shard }) => shard),
    ['1/3', '2/3', '3/3'],
  );
  checks.equal(
    'matrix.yml: one pull request with one commit, and nothing on the branch itself',
    [repository.issues.map(({ pull }) => pull?.head), (await repository.log(BRANCH)).length, await repository.head()],
    [[BRANCH], 2, head],
  );
  const there = await Promise.all(MADE.map(async (path) => (await repository.read(path, BRANCH)) !== undefined));
  checks.equal('matrix.yml: files and locks of all envs of both manifests are in it', there.includes(false), false);
  const policies = await Promise.all(
    seeded.map(({ authRoleName }) => stage.aws.iam.send(new ListRolePoliciesCommand({ RoleName: authRoleName }))),
  );
  checks.equal(
    'matrix.yml: every env has its policy',
    policies.map(
      ({ PolicyNames = [] }) => PolicyNames.filter((name) => name.startsWith('amplify-import-auth.')).length,
    ),
    seeded.map(() => 1),
  );
}

/**
 * @param {Checks} checks
 * @param {Stage} stage
 * @param {string} workflow
 * @param {Record<string, string>} files
 */
async function checkCommit(checks, stage, workflow, files) {
  const repository = await stage.repository('matrix-commit', workflow, files);
  const run = await stage.run(repository, { event: 'push', credentials: false });
  checks.equal(
    'matrix.yml, publish: commit: ends in one commit',
    [run.exitCode, (await repository.log()).length],
    [0, 2],
  );
  const there = await Promise.all(MADE.map(async (path) => (await repository.read(path)) !== undefined));
  checks.equal('matrix.yml, publish: commit: with everything', there.includes(false), false);
  const again = await stage.run(repository, { event: 'push', credentials: false });
  checks.equal(
    'matrix.yml, publish: commit: then nothing is left',
    [again.exitCode, (await repository.log()).length],
    [0, 2],
  );
}

// @ts-check
import { DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import { readFileSync } from 'node:fs';
import { makeCiRole, READS, seedEnvironment, trustsGitHub, WRITES } from '../../../aws/index.mjs';
import { GENERATED, LOCK, MANIFEST, manifestOf } from '../shop.mjs';

/** @typedef {import('../../../github/index.mjs').Repository} Repository */
/** @typedef {import('../../../checks.mjs').Checks} Checks */
/** @typedef {import('../stage.mjs').Stage} Stage */

const WORKFLOW = '.github/workflows/auth.yml';

/**
 * The workflows of `examples/`, as they are, with the permissions that they ask for: no AWS credentials but by OIDC.
 *
 * @param {Checks} checks
 * @param {Stage} stage
 */
export async function checkExamples(checks, stage) {
  const dev = await seedEnvironment(stage.aws);
  const manifest = manifestOf(dev, await ciRoles(stage));
  const repository = await stage.repository('examples', example('apply-pull-request'), { [MANIFEST]: manifest });
  await checkApplyByPullRequest(checks, stage, repository);
  await checkDrift(checks, stage, repository, dev);
  await checkPullRequests(checks, stage, repository);
  await checkApplyByCommit(checks, stage, manifest);
}

/** @param {string} name */
function example(name) {
  return readFileSync(new URL(`../../../../examples/${name}.yml`, import.meta.url), 'utf8');
}

/**
 * The one may be assumed by every job, and only read; the other by jobs of the environment.
 *
 * @param {Stage} stage
 * @returns {Promise<string[]>} lines of the env
 */
async function ciRoles({ aws }) {
  const everyJob = trustsGitHub(aws.account, 'repo:octo/*:*');
  const environment = trustsGitHub(aws.account, 'repo:octo/*:environment:amplify-auth');
  const read = await makeCiRole(aws, 'examples-read', everyJob);
  const write = await makeCiRole(aws, 'examples-write', environment, [...READS, ...WRITES]);
  return [`roleToAssume: { read: "${read}", write: "${write}" }`];
}

/**
 * @param {Checks} checks
 * @param {Stage} stage
 * @param {Repository} repository
 */
async function checkApplyByPullRequest(checks, stage, repository) {
  const run = await stage.run(repository, { event: 'push', credentials: false });
  checks.equal('apply-pull-request.yml: succeeds', [run.exitCode, troubles(run)], [0, []]);
  const [pull] = repository.issues;
  checks.equal(
    'apply-pull-request.yml: opens a pull request with its label',
    [pull?.pull?.head, pull?.labels],
    ['amplify-import-auth/shop', ['amplify-auth']],
  );
  checks.holds('apply-pull-request.yml: says where it is', run.log.includes('To be merged, https://'), run.log);
  await repository.mergePullRequest(pull?.number ?? 0, { deleteBranch: true });
  checks.holds('apply-pull-request.yml: the file is merged', (await repository.read(GENERATED)) !== undefined);

  const again = await stage.run(repository, { event: 'push', credentials: false });
  checks.equal(
    'apply-pull-request.yml: then nothing is left to do',
    [again.exitCode, repository.issues.length],
    [0, 1],
  );
}

/**
 * @param {Checks} checks
 * @param {Stage} stage
 * @param {Repository} repository
 * @param {import('../shop.mjs').Environment} dev
 */
async function checkDrift(checks, stage, repository, dev) {
  await repository.commit({ files: { [WORKFLOW]: example('drift') } });
  const known = repository.issues.length;
  const opened = () => repository.issues.slice(known);
  const clean = await stage.run(repository, { event: 'schedule', credentials: false });
  checks.equal('drift.yml: no drift, no issue', [clean.exitCode, troubles(clean), opened()], [0, [], []]);

  const policy = { RoleName: dev.authRoleName, PolicyName: 'amplify-import-auth.shop.dev.storage' };
  await stage.aws.iam.send(new DeleteRolePolicyCommand(policy));
  const drifted = await stage.run(repository, { event: 'schedule', credentials: false });
  checks.equal(
    'drift.yml: a policy that is gone fails it',
    [drifted.exitCode, troubles(drifted)],
    [1, ['drift/policy']],
  );
  checks.equal(
    'drift.yml: and opens one issue',
    opened().map(({ title, state }) => [title, state]),
    [['Drift in shop', 'open']],
  );

  await repository.commit({ files: { [WORKFLOW]: example('apply-pull-request') } });
  await stage.run(repository, { event: 'push', credentials: false });
  await repository.commit({ files: { [WORKFLOW]: example('drift') } });
  await stage.run(repository, { event: 'schedule', credentials: false });
  checks.equal(
    'drift.yml: the issue is closed once all is well',
    opened().map(({ state }) => state),
    ['closed'],
  );
}

/**
 * @param {Checks} checks
 * @param {Stage} stage
 * @param {Repository} repository
 */
async function checkPullRequests(checks, stage, repository) {
  await repository.commit({ files: { [WORKFLOW]: example('pull-request') } });
  const manifest = String(await repository.read(MANIFEST));
  const files = { [MANIFEST]: manifest.replace('update, delete]', 'update]') };

  await repository.commit({ branch: 'topic', files });
  const own = await repository.openPullRequest({ head: 'topic' });
  const checked = await stage.run(repository, { event: 'pull_request', number: own.number, credentials: false });
  checks.equal('pull-request.yml: is green', [checked.exitCode, troubles(checked)], [0, []]);
  const [comment] = own.comments;
  checks.holds(
    'pull-request.yml: a comment says what would change',
    comment?.author.login === 'github-actions[bot]' && comment.body.includes('amplify-import-auth.shop.dev.storage'),
    comment,
  );

  const fork = await stage.github.repository('mallory', 'examples', { forkOf: repository });
  await fork.commit({ branch: 'topic', files });
  const foreign = await repository.openPullRequest({ head: 'mallory:topic', login: 'mallory' });
  stage.awsCalls.length = 0;
  const options = /** @type {const} */ ({ event: 'pull_request', number: foreign.number, actor: 'mallory' });
  const offline = await stage.run(repository, { ...options, credentials: false });
  checks.equal(
    'pull-request.yml: is green for a fork',
    [offline.exitCode, stage.awsCalls, foreign.comments],
    [0, [], []],
  );
}

/**
 * @param {Checks} checks
 * @param {Stage} stage
 * @param {string} manifest
 */
async function checkApplyByCommit(checks, stage, manifest) {
  const repository = await stage.repository('examples-commit', example('apply-commit'), { [MANIFEST]: manifest });
  const run = await stage.run(repository, { event: 'push', credentials: false });
  checks.equal('apply-commit.yml: succeeds', [run.exitCode, troubles(run)], [0, []]);
  const [newest] = await repository.log();
  checks.equal(
    'apply-commit.yml: its commit has the message that was asked for, and the lock',
    [newest?.message.split('\n')[0], (await repository.read(LOCK)) !== undefined],
    ['chore: update imported Amplify auth', true],
  );
}

/**
 * Rules of errors and warnings, and what GitHub refused for want of a permission.
 *
 * @param {import('../act-log.mjs').ActRun} run
 */
function troubles({ annotations }) {
  const isRefusal = (/** @type {string} */ message) => /did not take|could not be seen|refused/.test(message);
  return annotations
    .filter(({ level, message }) => level !== 'notice' || isRefusal(message))
    .map(({ level, message, properties }) => (level === 'notice' ? message : properties['title']));
}

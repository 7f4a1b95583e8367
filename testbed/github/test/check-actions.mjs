// @ts-check
/**
 * What a job finds around it: events, variables, identity tokens and artifacts.
 */
import { execFile } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runAction } from '../../runner/index.mjs';
import { octokitOf, outcomeOf, placeOf } from './check-tools.mjs';

/** @typedef {import('../github.mjs').GitHub} GitHub */
/** @typedef {import('../../checks.mjs').Checks} Checks */

/**
 * @param {Checks} checks
 * @param {GitHub} github
 * @param {string} folder
 */
export async function checkGitHubActions(checks, github, folder) {
  await checkEvents(checks, github);
  await checkAction(checks, github, folder);
  await checkIdentity(checks, github);
  await checkArtifacts(checks, github, folder);
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkEvents(checks, github) {
  const repository = await github.repository('octo', 'jobs');
  await repository.commit({ branch: 'topic', files: { x: '1' } });
  const { number } = await repository.openPullRequest({ head: 'topic' });
  const main = String(await repository.head());

  const push = await github.jobEnvironment(repository, { event: 'push' });
  checks.equal(
    'job: push',
    [push.sha, push.ref, push.event['after'], push.event['head_commit'].message],
    [main, 'refs/heads/main', main, 'Initial commit'],
  );
  checks.equal('job: no token in its variables', 'GITHUB_TOKEN' in push.env, false);
  const own = octokitOf(github, push.token).rest;
  checks.equal(
    'job: its token',
    await outcomeOf(() => own.issues.create({ ...placeOf(repository), title: 't' })),
    '201',
  );
  const other = await github.repository('octo', 'other');
  checks.equal('job: is for its repository', await outcomeOf(() => own.repos.get(placeOf(other))), '404 Not Found');

  const pull = await github.jobEnvironment(repository, { event: 'pull_request', number });
  const merge = (await repository.refs())[`refs/pull/${number}/merge`];
  checks.equal(
    'job: pull request',
    [pull.ref, pull.sha, pull.env['GITHUB_HEAD_REF'], pull.env['GITHUB_BASE_REF'], pull.event['pull_request'].head.sha],
    [`refs/pull/${number}/merge`, merge, 'topic', 'main', await repository.head('topic')],
  );
  const fork = await github.repository('mallory', 'jobs', { forkOf: repository });
  await fork.commit({ branch: 'evil', files: { y: '1' } });
  const foreign = await repository.openPullRequest({ head: 'mallory:evil', login: 'mallory' });
  const comment = { ...placeOf(repository), issue_number: foreign.number, body: 'b' };
  const restricted = async (/** @type {import('../github.mjs').JobOptions} */ options) => {
    const job = await github.jobEnvironment(repository, options);
    const outcome = await outcomeOf(() => octokitOf(github, job.token).rest.issues.createComment(comment));
    return [outcome, 'ACTIONS_ID_TOKEN_REQUEST_URL' in job.env, job.event['pull_request']?.head.repo.full_name];
  };
  const refused = '403 Resource not accessible by integration';
  checks.equal('job: of a fork', await restricted({ event: 'pull_request', number: foreign.number }), [
    refused,
    false,
    'mallory/jobs',
  ]);
  checks.equal('job: pull_request_target', await restricted({ event: 'pull_request_target', number: foreign.number }), [
    '201',
    true,
    'mallory/jobs',
  ]);
  checks.equal('job: of Dependabot', await restricted({ event: 'pull_request', number, actor: 'dependabot[bot]' }), [
    refused,
    false,
    'octo/jobs',
  ]);
  const schedule = await github.jobEnvironment(repository, { event: 'schedule' });
  checks.equal('job: schedule', [schedule.ref, Object.keys(schedule.event)], ['refs/heads/main', ['schedule']]);
  const dispatch = await github.jobEnvironment(repository, {
    event: 'workflow_dispatch',
    branch: 'topic',
    inputs: { a: 'b' },
  });
  checks.equal('job: workflow_dispatch', [dispatch.ref, dispatch.event['inputs']], ['refs/heads/topic', { a: 'b' }]);
  const group = await github.jobEnvironment(repository, { event: 'merge_group', number });
  checks.equal(
    'job: merge_group',
    [group.ref, group.event['merge_group'].base_sha, (await repository.log(group.sha))[0]?.parents.length],
    [`refs/heads/gh-readonly-queue/main/pr-${number}-${main}`, main, 2],
  );
}

const MAIN = `
import { readFileSync, appendFileSync } from 'node:fs';
const { env } = process;
const { number } = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
const address = env.GITHUB_API_URL + '/repos/' + env.GITHUB_REPOSITORY + '/pulls/' + number + '/files';
const answer = await fetch(address, { headers: { authorization: 'Bearer ' + env.INPUT_TOKEN } });
appendFileSync(env.GITHUB_OUTPUT, 'seen=' + answer.status + ' ' + env.GITHUB_HEAD_REF + ' ' + env.GITHUB_SHA);
`;

/**
 * @param {Checks} checks
 * @param {GitHub} github
 * @param {string} folder
 */
async function checkAction(checks, github, folder) {
  const repository = await github.repository('octo', 'action');
  await repository.commit({ branch: 'topic', files: { x: '1' } });
  const { number } = await repository.openPullRequest({ head: 'topic' });
  const action = join(folder, 'job-action');
  mkdirSync(action);
  writeFileSync(join(action, 'main.mjs'), MAIN);
  const metadata = "inputs: { token: { default: '${{ github.token }}' } }\nruns: { using: node24, main: main.mjs }";
  writeFileSync(join(action, 'action.yml'), metadata);
  const job = await github.jobEnvironment(repository, { event: 'pull_request', number });
  const run = await runAction(action, job);
  checks.equal('job: runs an action', [run.exitCode, run.outputs['seen']], [0, `200 topic ${job.sha}`]);
  run.dispose();
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 */
async function checkIdentity(checks, github) {
  const repository = await github.repository('octo', 'trusted');
  const job = await github.jobEnvironment(repository, { event: 'push', environment: 'prod' });
  const ask = (/** @type {string} */ bearer) =>
    fetch(`${job.env['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience=sts.amazonaws.com`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
  checks.equal('identity: a wrong bearer', (await ask('x')).status, 401);
  const { value } = await json(ask(String(job.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'])));
  const claims = await verified(github, value);
  checks.equal(
    'identity: a signed token',
    [claims.iss, claims.aud, claims.sub, claims.repository],
    [
      'https://token.actions.githubusercontent.com',
      'sts.amazonaws.com',
      'repo:octo/trusted:environment:prod',
      'octo/trusted',
    ],
  );
  github.oidc.claims['sub'] = 'repo:octo@1/trusted@2:ref:refs/heads/main';
  const other = await json(ask(String(job.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'])));
  checks.equal('identity: settable claims', (await verified(github, other.value)).sub, github.oidc.claims['sub']);
  delete github.oidc.claims['sub'];
}

/** @param {Promise<Response>} answer @returns {Promise<any>} */
async function json(answer) {
  return (await answer).json();
}

/**
 * @param {GitHub} github
 * @param {string} token
 * @returns {Promise<any>} its claims
 */
async function verified(github, token) {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { keys } = await json(fetch(`${github.url}/_oidc/.well-known/jwks`));
  const read = (/** @type {string} */ part) => JSON.parse(Buffer.from(part, 'base64url').toString());
  const key = keys.find((/** @type {{ kid: string }} */ { kid }) => kid === read(header).kid);
  const text = Buffer.from(`${header}.${payload}`);
  const isValid = verify(
    'RSA-SHA256',
    text,
    createPublicKey({ key, format: 'jwk' }),
    Buffer.from(signature, 'base64url'),
  );
  return isValid ? read(payload) : {};
}

/**
 * @param {Checks} checks
 * @param {GitHub} github
 * @param {string} folder
 */
async function checkArtifacts(checks, github, folder) {
  const repository = await github.repository('octo', 'artifacts');
  const job = await github.jobEnvironment(repository, { event: 'push' });
  const files = join(folder, 'artifact');
  mkdirSync(join(files, 'sub'), { recursive: true });
  writeFileSync(join(files, 'a.json'), '{"a":1}');
  writeFileSync(join(files, 'sub', 'b.txt'), 'b'.repeat(100_000));
  const script = fileURLToPath(new URL('check-client.mjs', import.meta.url));
  const args = [script, files];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...job.env, PATH: process.env['PATH'], GITHUB_WORKSPACE: files },
  });
  const found = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
  const artifact = github.artifacts.find('auth-shop');
  checks.equal('artifacts: upload', found.made, ['number', true, artifact?.digest?.replace('sha256:', '')]);
  checks.holds('artifacts: the same name again', /409[^]*already exists/.test(found.again), found.again);
  checks.equal('artifacts: list', found.names, ['auth-shop', 'a.json']);
  checks.equal('artifacts: content', github.artifacts.files('auth-shop'), {
    'a.json': '{"a":1}',
    'sub/b.txt': 'b'.repeat(100_000),
  });
  checks.equal('artifacts: download', readFileSync(join(files, 'internal', 'sub', 'b.txt'), 'utf8').length, 100_000);
  checks.equal('artifacts: digests', found.digestMismatch, false);
  checks.holds('artifacts: retention', String(artifact?.expiresAt) > new Date().toISOString(), artifact?.expiresAt);
  checks.equal(
    'artifacts: of the run',
    github.artifacts.list({ runId: job.runId }).map(({ name }) => name),
    ['auth-shop', 'a.json'],
  );
  const second = await github.jobEnvironment(repository, { event: 'push', sameRun: job.runId });
  checks.equal(
    'artifacts: shared by the jobs of a run',
    second.env['ACTIONS_RUNTIME_TOKEN'],
    job.env['ACTIONS_RUNTIME_TOKEN'],
  );
}

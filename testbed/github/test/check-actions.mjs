// @ts-check
/**
 * What a job finds around it: events and variables. Tests of the product upload and download artifacts.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  checks.equal('job: of Dependabot', await restricted({ event: 'pull_request', number, actor: 'dependabot[bot]' }), [
    refused,
    false,
    'octo/jobs',
  ]);
  const schedule = await github.jobEnvironment(repository, { event: 'schedule' });
  checks.equal('job: schedule', [schedule.ref, Object.keys(schedule.event)], ['refs/heads/main', ['schedule']]);
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

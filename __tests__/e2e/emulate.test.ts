import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import { type AwsClients, type Environment, seedEnvironment } from '@amplify-import-auth/testbed/aws';
import { startEmulate } from '@amplify-import-auth/testbed/github';
import { clientsFor, freshAccount } from '../helpers/emulator.ts';
import { Checkout, manifestOf, step, type StepResult } from '../helpers/step.ts';

// The other tests of this folder run against a stand-in that we wrote; these few against one that others wrote, so that a
// misunderstanding that product and stand-in share comes to light.

const MANIFEST = 'amplify-auth.yml';
const LOCK = 'amplify-auth.lock.json';
const BRANCH = 'amplify-import-auth/shop';
const OWNER = 'octo';

let emulate: Awaited<ReturnType<typeof startEmulate>>;
let repositories = 0;
let repo: string;
let account: string;
let clients: AwsClients;
let dev: Environment;

beforeAll(async () => {
  emulate = await startEmulate();
});

beforeEach(async () => {
  repo = `demo-${(repositories += 1)}`;
  account = freshAccount();
  clients = clientsFor(account);
  dev = await seedEnvironment(clients);
  await emulate.repository(repo, { [MANIFEST]: manifestOf({ dev }) });
  emulate.writes.length = 0;
});

afterEach(() => {
  clients.destroy();
});

afterAll(() => emulate.close());

interface Job {
  readonly eventName: string;
  readonly ref: string;
  readonly sha: string;
  readonly event?: object;
}

async function headOf(branch: string): Promise<string> {
  const { data } = await emulate.person.rest.git.getRef({ owner: OWNER, repo, ref: `heads/${branch}` });
  return data.object.sha;
}

/** Runs the committed bundle as a step of a job, on what is checked out for the event. */
async function run(inputs: Record<string, string>, job: Partial<Job> = {}): Promise<StepResult> {
  const sha = job.sha ?? (await headOf('main'));
  const checkout = new Checkout(await emulate.files(repo, sha));
  const { data: repository } = await emulate.person.rest.repos.get({ owner: OWNER, repo });
  try {
    return await step(checkout, account, inputs, {
      eventName: 'push',
      ref: 'refs/heads/main',
      ...job,
      sha,
      event: { repository, ...job.event },
      repository: `${OWNER}/${repo}`,
      githubToken: emulate.token,
      env: { GITHUB_API_URL: emulate.url, GITHUB_GRAPHQL_URL: `${emulate.url}/graphql` },
    });
  } finally {
    checkout.dispose();
  }
}

async function pulls() {
  const { data } = await emulate.person.rest.pulls.list({ owner: OWNER, repo, state: 'all' });
  return data.map(({ number, state, user, body, head }) => ({
    number,
    state,
    login: user?.login,
    body,
    head: head.ref,
  }));
}

test('apply by commit: files and lock are on the branch, and the second run writes nothing', async () => {
  const first = await run({ command: 'apply', publish: 'commit' });
  expect([first.exitCode, first.outputs['commit-sha']]).toEqual([0, await headOf('main')]);
  const files = await emulate.files(repo, 'main');
  expect(files['config/dev/amplify_outputs.json']).toContain(dev.userPoolId);
  expect(files[LOCK]).toContain(dev.userPoolId);
  expect(emulate.writes.filter((write) => write === 'createCommitOnBranch').length).toBeGreaterThan(0);

  emulate.writes.length = 0;
  const again = await run({ command: 'apply', publish: 'commit' });
  expect([again.exitCode, again.outputs['has-changes']]).toEqual([0, 'false']);
  expect(emulate.writes).toEqual([]);
});

test('apply by pull request: one is opened, updated in place, and closed when nothing is left', async () => {
  const apply = { command: 'apply', publish: 'pull-request', 'pr-labels': 'auth' };
  const base = await headOf('main');
  const first = await run(apply);
  expect(first.exitCode).toBe(0);
  const [pull, ...others] = await pulls();
  expect(others).toEqual([]);
  expect(pull).toMatchObject({ state: 'open', login: 'robot', head: BRANCH });
  expect(pull?.body).toContain('config/dev/amplify_outputs.json');
  expect(first.outputs['pull-request-number']).toBe(String(pull?.number));
  expect(await headOf('main')).toBe(base);
  const tip = await headOf(BRANCH);
  expect(first.outputs['commit-sha']).toBe(tip);

  // The same again: the branch stays.
  expect((await run(apply)).exitCode).toBe(0);
  expect(await headOf(BRANCH)).toBe(tip);

  // The base moves on, with another output to make: the branch is made anew on it, in one commit.
  const more = manifestOf({ dev }).replace('envs:\n', '  - {format: amplify-outputs, path: "web/{env}.json"}\nenvs:\n');
  const moved = await emulate.commit(repo, 'main', { [MANIFEST]: more });
  expect((await run(apply)).exitCode).toBe(0);
  const { data: commit } = await emulate.person.rest.git.getCommit({
    owner: OWNER,
    repo,
    commit_sha: await headOf(BRANCH),
  });
  expect(commit.parents.map(({ sha }) => sha)).toEqual([moved]);
  expect((await emulate.files(repo, BRANCH))['web/dev.json']).toBeDefined();
  expect((await pulls()).map(({ number, state }) => [number, state])).toEqual([[pull?.number, 'open']]);

  await emulate.commit(repo, 'main', await emulate.files(repo, BRANCH));
  expect((await run(apply)).exitCode).toBe(0);
  expect((await pulls()).map(({ state }) => state)).toEqual(['closed']);
  await expect(headOf(BRANCH)).rejects.toMatchObject({ status: 404 });
});

test('plan on a pull request: one comment, which follows the change', async () => {
  const narrower = manifestOf({ dev }).replace('create, read, update, delete', 'read');
  await emulate.commit(repo, 'topic', { [MANIFEST]: narrower });
  const place = { owner: OWNER, repo };
  const { data: pull } = await emulate.person.rest.pulls.create({ ...place, head: 'topic', base: 'main', title: 'T' });
  const plan = async () => {
    const { data } = await emulate.person.rest.pulls.get({ ...place, pull_number: pull.number });
    // There, a pull request does not follow its branch.
    const sha = await headOf('topic');
    const head = { ...data.head, sha };
    const event = { number: pull.number, action: 'synchronize', pull_request: { ...data, head } };
    return run({ command: 'plan' }, { eventName: 'pull_request', ref: `refs/pull/${pull.number}/merge`, sha, event });
  };
  const comments = async () =>
    (await emulate.person.rest.issues.listComments({ ...place, issue_number: pull.number })).data;

  expect((await plan()).exitCode).toBe(0);
  const [comment, ...others] = await comments();
  expect(others).toEqual([]);
  expect(comment?.user?.login).toBe('robot');
  expect(comment?.body).toContain('amplify-import-auth.shop.dev.storage');

  emulate.writes.length = 0;
  await plan();
  expect(emulate.writes).toEqual([]);

  await emulate.commit(repo, 'topic', { [MANIFEST]: narrower.replace('[read]', '[create]') });
  await plan();
  const after = await comments();
  expect(after.map(({ id }) => id)).toEqual([comment?.id]);
  expect(after[0]?.body).not.toBe(comment?.body);
});

test('drift opens one issue, and closes it once all is well', async () => {
  await run({ command: 'apply', publish: 'commit' });
  const drift = () => run({ command: 'drift', 'drift-issue': 'true' }, { eventName: 'schedule' });
  const issues = async () => (await emulate.person.rest.issues.listForRepo({ owner: OWNER, repo, state: 'all' })).data;
  expect((await drift()).outputs['has-drift']).toBe('false');
  expect(await issues()).toEqual([]);

  const policy = { RoleName: dev.authRoleName, PolicyName: 'amplify-import-auth.shop.dev.storage' };
  await clients.iam.send(new DeleteRolePolicyCommand(policy));
  await drift();
  const drifted = await drift();
  const [issue, ...others] = await issues();
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ title: 'Drift in shop', state: 'open' });
  expect(issue?.body).toContain('drift/policy');
  expect(drifted.outputs['issue-number']).toBe(String(issue?.number));

  await run({ command: 'apply', publish: 'commit' });
  expect((await drift()).exitCode).toBe(0);
  expect((await issues()).map(({ state }) => state)).toEqual(['closed']);
});

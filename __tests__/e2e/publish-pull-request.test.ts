import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { PullRequest } from '@amplify-import-auth/testbed/github';
import { createHash } from 'node:crypto';
import { findingsOf, GENERATED, LOCK, MANIFEST, noticesOf, Stage, type Shop } from '../helpers/github-shop.ts';

const APPLY = { command: 'apply', publish: 'pull-request' };
const BRANCH = 'amplify-import-auth/shop';
const OUTPUT = 'config/dev/amplify_outputs.json';
let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open();
});

beforeEach(() => {
  stage.reset();
});

afterAll(() => stage.close());

function pulls({ repository }: Shop): readonly PullRequest[] {
  return repository.issues.filter((issue): issue is PullRequest => issue.pull !== undefined);
}

/** A shop whose first apply has opened a pull request. */
async function opened(): Promise<{ readonly shop: Shop; readonly pull: PullRequest }> {
  const shop = await stage.shop();
  const run = await shop.run(APPLY);
  const [pull] = pulls(shop);
  if (run.exitCode !== 0 || pull === undefined) throw new Error(run.output);
  stage.reset();
  return { shop, pull };
}

/** Another output: the next apply has something to add to the branch. */
const MORE = ['  - {format: amplify-outputs, path: "web/{env}.json"}'];

describe('one pull request', () => {
  test('is opened, with labels, reviewers and the plan; the second run changes nothing of it', async () => {
    const shop = await stage.shop({ collaborators: ['bob'], teams: ['core'] });
    const base = await shop.repository.head();
    const inputs = { ...APPLY, 'pr-labels': 'auth, generated', 'pr-reviewers': 'bob, octo/core', 'pr-draft': 'true' };
    const run = await shop.run(inputs);
    expect(run.exitCode).toBe(0);
    const [pull, ...others] = pulls(shop);
    expect(others).toEqual([]);
    expect(pull).toMatchObject({
      title: 'Update imported Amplify auth of shop',
      labels: ['auth', 'generated'],
      pull: { head: BRANCH, base: 'main', draft: true },
    });
    expect(pull?.body).toContain('amplify-import-auth.shop.dev.storage');
    for (const path of GENERATED) expect(pull?.body).toContain(path);
    expect(run.outputs).toMatchObject({
      'pull-request-number': String(pull?.number),
      'pull-request-url': expect.stringContaining(`/pull/${pull?.number}`) as unknown,
      'commit-sha': await shop.repository.head(BRANCH),
    });
    const [commit] = await shop.repository.log(BRANCH);
    expect(commit).toMatchObject({ verified: true, parents: [base] });
    expect(await shop.repository.head()).toBe(base);

    stage.reset();
    const again = await shop.run(inputs);
    expect(again.exitCode).toBe(0);
    expect(await shop.repository.head(BRANCH)).toBe(commit?.sha);
    expect(pulls(shop)).toHaveLength(1);
    // The text tells of the latest run, which found nothing left to do in AWS.
    expect(shop.writes.filter((write) => write !== `PATCH /pulls/${pull?.number}`)).toEqual([]);
  });

  test('is updated in place: the branch is made anew on the base of today, in one commit', async () => {
    const { shop, pull } = await opened();
    const text = shop.manifest().replace('envs:\n', `${MORE.join('\n')}\nenvs:\n`);
    const base = await shop.repository.commit({ files: { [MANIFEST]: text, 'README.md': 'Theirs\n' } });
    const run = await shop.run(APPLY);
    expect(run.exitCode).toBe(0);
    expect(pulls(shop)).toMatchObject([{ number: pull.number, state: 'open' }]);
    const [commit] = await shop.repository.log(BRANCH);
    expect(commit).toMatchObject({ parents: [base], verified: true, sha: run.outputs['commit-sha'] });
    const files = await shop.repository.files(BRANCH);
    expect(files['README.md']).toBe('Theirs\n');
    expect(files['web/dev.json']).toBeDefined();
    // Nothing of the way there is left.
    expect(Object.keys(await shop.repository.refs()).filter((ref) => ref.startsWith('refs/heads/'))).toEqual([
      `refs/heads/${BRANCH}`,
      'refs/heads/main',
    ]);
  });

  test('is closed, and its branch removed, when nothing is left to change', async () => {
    const { shop, pull } = await opened();
    const files = await shop.repository.files(BRANCH);
    await shop.repository.commit({ files });
    const run = await shop.run(APPLY);
    expect(run.exitCode).toBe(0);
    expect(pull.state).toBe('closed');
    expect(pull.pull.mergedAt).toBeFalsy();
    expect(await shop.repository.head(BRANCH)).toBeUndefined();
    expect(noticesOf(run).join('\n')).toContain(`Pull request ${pull.number} was closed: nothing is left to change.`);
    expect(run.outputs['pull-request-number']).toBe('');
  });

  test('is not opened again once it is merged', async () => {
    const { shop, pull } = await opened();
    await shop.repository.mergePullRequest(pull.number, { method: 'squash', deleteBranch: true });
    const run = await shop.run(APPLY);
    expect(run.exitCode).toBe(0);
    expect(run.outputs['has-changes']).toBe('false');
    expect(pulls(shop)).toHaveLength(1);
    expect(await shop.repository.head(BRANCH)).toBeUndefined();
    expect(shop.writes).toEqual([]);
  });
});

describe("a person's commit on the branch", () => {
  test('stays, and ours go on top of it', async () => {
    const { shop, pull } = await opened();
    const theirs = await shop.repository.commit({ branch: BRANCH, files: { 'NOTES.md': 'By hand\n' } });
    const text = shop.manifest().replace('envs:\n', `${MORE.join('\n')}\nenvs:\n`);
    await shop.repository.commit({ files: { [MANIFEST]: text } });
    const run = await shop.run(APPLY);
    expect(run.exitCode).toBe(0);
    const [newest] = await shop.repository.log(BRANCH);
    expect(newest).toMatchObject({ sha: run.outputs['commit-sha'], parents: [theirs], verified: true });
    const files = await shop.repository.files(BRANCH);
    expect(files['NOTES.md']).toBe('By hand\n');
    expect(files['web/dev.json']).toBeDefined();
    expect(pulls(shop)).toMatchObject([{ number: pull.number, state: 'open' }]);
  });

  test('to a generated file is not overwritten; what was made is rescued', async () => {
    const { shop } = await opened();
    const theirs = await shop.repository.commit({ branch: BRANCH, files: { [OUTPUT]: '{"mine": true}\n' } });
    const run = await shop.run(APPLY);
    expect(run.exitCode).toBe(1);
    expect(findingsOf(run)).toEqual([
      `publish/refused ${OUTPUT} was changed by hand on ${BRANCH}, and this run wants it otherwise`,
    ]);
    expect(await shop.repository.head(BRANCH)).toBe(theirs);
    const rescued = shop.rescued;
    expect(rescued[OUTPUT]).toContain(shop.dev.userPoolId);
    // The lock is on the branch already, and there it stays.
    expect(await shop.repository.read(LOCK, BRANCH)).toContain(shop.dev.userPoolId);
  });
});

describe('a branch that is not ours', () => {
  /** What the run wants is merged already: there is nothing to do. */
  async function settled(): Promise<Shop> {
    const { shop } = await opened();
    await shop.repository.commit({ files: await shop.repository.files(BRANCH) });
    await shop.repository.deleteBranch(BRANCH);
    return shop;
  }

  const refsOf = async (shop: Shop) => {
    const refs = Object.entries(await shop.repository.refs());
    return Object.fromEntries(refs.filter(([name]) => name.startsWith('refs/heads/')));
  };

  test.each<[string, Record<string, string>, string]>([
    ['the base', { branch: 'main', base: 'main' }, 'a pull request needs two branches'],
    ['the base, written in full', { branch: 'refs/heads/main', base: 'main' }, 'a pull request needs two branches'],
    ['the base in other letters', { branch: 'MAIN', base: 'refs/heads/main' }, 'a pull request needs two branches'],
    ['the current branch', { branch: 'main' }, 'is the base of the pull request'],
    ['the current branch, written in full', { branch: 'refs/heads/main' }, 'is the base of the pull request'],
    ['the current branch in other letters', { branch: 'Main' }, 'cannot be beside main'],
    ['a branch below the current one', { branch: 'main/auth' }, 'cannot be beside main'],
    ['the default branch', { branch: 'main', base: 'develop' }, 'is the default branch'],
    ['a tag', { branch: 'v1' }, 'v1 is the name of a tag'],
    ['the ref of a tag', { branch: 'refs/tags/v1' }, 'input "branch" is "refs/tags/v1"'],
    ['no name that git takes', { branch: 'a..b' }, 'input "branch" is "a..b"'],
    ['a base that git does not take', { base: 'refs/pull/1/head' }, 'input "base" is "refs/pull/1/head"'],
  ])('%s is an input error, before anything is written', async (_, inputs, message) => {
    const shop = await stage.shop();
    await shop.repository.setBranch('develop');
    await tag(shop, 'v1');
    const before = await refsOf(shop);
    const run = await shop.run({ ...APPLY, ...inputs });
    expect(run.exitCode).toBe(1);
    expect(findingsOf(run).join('\n')).toMatch(/^input\/invalid /);
    expect(findingsOf(run).join('\n')).toContain(message);
    expect(shop.awsWrites).toEqual([]);
    expect(shop.writes).toEqual([]);
    expect(await refsOf(shop)).toEqual(before);
  });

  test('with nothing of its own is left unchanged where there is nothing to do', async () => {
    const shop = await settled();
    await shop.repository.setBranch('feature');
    const before = await refsOf(shop);
    stage.reset();
    const run = await shop.run({ ...APPLY, branch: 'feature' });
    expect(run.exitCode).toBe(0);
    expect(await refsOf(shop)).toEqual(before);
    expect(shop.writes).toEqual([]);
  });

  test.each<[string, (shop: Shop) => Promise<unknown>]>([
    ['with nothing of its own', ({ repository }) => repository.setBranch('feature')],
    [
      'with a commit of theirs',
      ({ repository }) => repository.commit({ branch: 'feature', files: { 'NOTES.md': 'Mine\n' } }),
    ],
  ])('%s is not moved, and nothing is written in AWS', async (_, make) => {
    const shop = await stage.shop();
    await make(shop);
    const before = await refsOf(shop);
    const run = await shop.run({ ...APPLY, branch: 'feature' });
    expect(run.exitCode).toBe(1);
    expect(findingsOf(run).join('\n')).toContain('publish/refused the branch feature was not made by this action');
    expect(run.report.findings[0]?.hint).toContain('`branch`');
    expect(await refsOf(shop)).toEqual(before);
    expect(shop.awsWrites).toEqual([]);
    expect(shop.writes).toEqual([]);
  });

  test('and has our name for a rebuild stays', async () => {
    const { shop } = await opened();
    const name = `amplify-import-auth-staging/${createHash('sha256').update(BRANCH).digest('hex').slice(0, 16)}`;
    const theirs = await shop.repository.commit({ branch: name, files: { 'NOTES.md': 'Mine\n' } });
    const ours = await shop.repository.head(BRANCH);
    const text = shop.manifest().replace('envs:\n', `${MORE.join('\n')}\nenvs:\n`);
    await shop.repository.commit({ files: { [MANIFEST]: text } });
    const run = await shop.run(APPLY);
    expect(run.exitCode).toBe(1);
    expect(findingsOf(run).join('\n')).toContain(`publish/refused the branch ${name} was not made by this action`);
    expect(await shop.repository.head(name)).toBe(theirs);
    expect(await shop.repository.head(BRANCH)).toBe(ours);
  });

  test('once it was: merged with a merge commit and kept, it begins anew', async () => {
    const { shop, pull } = await opened();
    await shop.repository.mergePullRequest(pull.number);
    expect(await shop.repository.head(BRANCH)).toBeDefined();
    const text = shop.manifest().replace('envs:\n', `${MORE.join('\n')}\nenvs:\n`);
    const base = await shop.repository.commit({ files: { [MANIFEST]: text } });
    const run = await shop.run(APPLY);
    expect(run.exitCode).toBe(0);
    const [newest] = await shop.repository.log(BRANCH);
    expect(newest).toMatchObject({ parents: [base], sha: run.outputs['commit-sha'] });
    expect(pulls(shop)).toMatchObject([{ state: 'closed' }, { state: 'open' }]);
  });

  async function tag({ repository }: Shop, name: string): Promise<void> {
    const sha = await repository.head();
    const answer = await fetch(`${stage.github.url}/repos/${repository.fullName}/git/refs`, {
      method: 'POST',
      headers: {
        authorization: `bearer ${stage.github.tokens.create({ login: 'ann' }).value}`,
        'content-type': 'application/json',
        'user-agent': 'test',
      },
      body: JSON.stringify({ ref: `refs/tags/${name}`, sha }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    stage.reset();
  }
});

describe('what goes wrong on the way', () => {
  test.each(['lose-response', 'truncate'] as const)('an answer (%s): no second one of anything', async (kind) => {
    const shop = await stage.shop();
    const once = (match: RegExp) => stage.github.faults.push({ match, times: 1, fault: { kind } });
    once(/^graphql:createCommitOnBranch$/);
    once(/^POST .*\/git\/refs$/);
    once(/^POST .*\/pulls$/);
    const run = await shop.run(APPLY);
    expect(run.exitCode).toBe(0);
    expect(pulls(shop)).toMatchObject([{ number: Number(run.outputs['pull-request-number']), state: 'open' }]);
    expect(await shop.repository.log(BRANCH)).toHaveLength(2);
    expect(await shop.repository.head(BRANCH)).toBe(run.outputs['commit-sha']);
  });

  test('while the branch is made anew: it is neither lost nor left beside', async () => {
    const { shop, pull } = await opened();
    const text = shop.manifest().replace('envs:\n', `${MORE.join('\n')}\nenvs:\n`);
    const base = await shop.repository.commit({ files: { [MANIFEST]: text } });
    stage.github.faults.push({ match: /^graphql:updateRefs$/, times: 1, fault: { kind: 'lose-response' } });
    stage.github.faults.push({ match: /^DELETE .*\/git\/refs\//, times: 1, fault: { kind: 'lose-response' } });
    const run = await shop.run(APPLY);
    expect(run.exitCode).toBe(0);
    const [commit, parent] = await shop.repository.log(BRANCH);
    expect([commit?.sha, parent?.sha]).toEqual([run.outputs['commit-sha'], base]);
    expect(pull.state).toBe('open');
    const heads = Object.keys(await shop.repository.refs()).filter((ref) => ref.startsWith('refs/heads/'));
    expect(heads).toHaveLength(2);
  });

  test('Actions may not open pull requests: the setting is named, and files and lock are rescued', async () => {
    const shop = await stage.shop({ actionsMayCreatePullRequests: false });
    const run = await shop.run(APPLY);
    expect(run.exitCode).toBe(1);
    expect(run.report.findings).toMatchObject([{ rule: 'publish/refused' }]);
    expect(run.report.findings[0]?.hint).toContain('Allow GitHub Actions to create and approve pull requests');
    expect(shop.rescued[LOCK]).toBeDefined();
  });

  test.each([
    ['contents', { contents: 'read', pull_requests: 'write' }, 'contents: write'],
    ['pull requests', { contents: 'write', pull_requests: 'read' }, 'pull-requests: write'],
  ] as const)('the token may only read %s: the error names the permission', async (_, permissions, named) => {
    const shop = await stage.shop();
    const run = await shop.run(APPLY, { permissions });
    expect(run.exitCode).toBe(1);
    expect(run.report.findings).toMatchObject([{ rule: 'publish/refused' }]);
    expect(run.report.findings[0]?.hint).toContain(named);
    expect(pulls(shop)).toEqual([]);
  });

  test('labels and reviewers that GitHub refuses are notices', async () => {
    const shop = await stage.shop();
    const run = await shop.run({ ...APPLY, 'pr-reviewers': 'nobody' });
    expect(run.exitCode).toBe(0);
    expect(pulls(shop)).toHaveLength(1);
    expect(noticesOf(run).join('\n')).toMatch(/GitHub refused the reviewers of pull request \d+/);
  });
});

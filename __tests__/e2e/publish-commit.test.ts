import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { findingsOf, GENERATED, LOCK, MANIFEST, errorsOf, Stage } from '../helpers/github-shop.ts';

const COMMIT = { command: 'apply', publish: 'commit' };
const MUTATION = /^graphql:createCommitOnBranch$/;
let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open();
});

beforeEach(() => {
  stage.reset();
});

afterAll(() => stage.close());

describe('a commit', () => {
  test('one, verified, with files and lock; the second run has nothing to add', async () => {
    const shop = await stage.shop();
    const before = await shop.repository.head();
    const run = await shop.run({ ...COMMIT, 'commit-message': 'Import auth' });
    expect(run.exitCode).toBe(0);
    const [newest, ...older] = await shop.repository.log();
    expect(newest).toMatchObject({
      sha: run.outputs['commit-sha'],
      parents: [before],
      verified: true,
      author: { name: 'github-actions[bot]' },
      committer: { name: 'GitHub' },
      message: expect.stringMatching(/^Import auth\n\nAmplify-Import-Auth-Plan: [0-9a-f]{64}$/) as unknown,
    });
    expect(older).toHaveLength(1);
    expect(Object.keys(await shop.repository.files()).toSorted()).toEqual(
      [...GENERATED, LOCK, MANIFEST, 'README.md'].toSorted(),
    );
    const outputs = JSON.parse((await shop.repository.read('config/dev/amplify_outputs.json')) ?? '') as {
      auth: { user_pool_id: string };
    };
    expect(outputs.auth.user_pool_id).toBe(shop.dev.userPoolId);

    stage.reset();
    const again = await shop.run(COMMIT);
    expect(again.exitCode).toBe(0);
    expect(again.outputs).toMatchObject({ 'commit-sha': '', 'has-changes': 'false' });
    expect(shop.writes).toEqual([]);
    expect(await shop.repository.head()).toBe(newest?.sha);
  });

  test('on top of what others have committed meanwhile', async () => {
    const shop = await stage.shop();
    let theirs = '';
    const run = await shop.run(COMMIT, {
      meanwhile: async () => {
        theirs = await shop.repository.commit({ files: { 'README.md': 'Theirs\n' } });
      },
    });
    expect(run.exitCode).toBe(0);
    const [newest] = await shop.repository.log();
    expect(newest).toMatchObject({ sha: run.outputs['commit-sha'], parents: [theirs] });
    expect(await shop.repository.read('README.md')).toBe('Theirs\n');
  });

  test('tried again where somebody commits between the look and the commit', async () => {
    const shop = await stage.shop();
    const message = 'Expected branch to point to "x" but it did not.  Pull and try again.';
    stage.github.faults.push({ match: MUTATION, times: 2, fault: { kind: 'error', type: 'STALE_DATA', message } });
    const run = await shop.run(COMMIT);
    expect(run.exitCode).toBe(0);
    expect(shop.writes).toEqual(Array.from({ length: 3 }, () => 'createCommitOnBranch'));
    expect(await shop.repository.log()).toHaveLength(2);
  });

  test('none where the manifest is another by now: an error', async () => {
    const shop = await stage.shop();
    let theirs = '';
    const run = await shop.run(COMMIT, {
      meanwhile: async () => {
        theirs = await shop.repository.commit({ files: { [MANIFEST]: shop.manifest('read') } });
      },
    });
    expect(run.exitCode).toBe(1);
    expect(await shop.repository.head()).toBe(theirs);
    expect(shop.writes).toEqual([]);
    expect(run.outputs['commit-sha']).toBe('');
    expect(errorsOf(run).join('\n')).toContain(
      `nothing was committed: ${MANIFEST} has changed on main since this run began`,
    );
    // What AWS has by now is not lost.
    expect(Object.keys(shop.rescued).toSorted()).toEqual([...GENERATED, LOCK].toSorted());
  });

  test.each(['lose-response', 'truncate'] as const)('one, although its answer is gone (%s)', async (kind) => {
    const shop = await stage.shop();
    stage.github.faults.push({ match: MUTATION, times: 1, fault: { kind } });
    const run = await shop.run(COMMIT);
    expect(run.exitCode).toBe(0);
    expect(shop.writes).toEqual(['createCommitOnBranch']);
    const log = await shop.repository.log();
    expect(log).toHaveLength(2);
    expect(run.outputs['commit-sha']).toBe(log[0]?.sha);
  });
});

describe('a branch that takes no commits', () => {
  test('by its rules: nothing is written in AWS either', async () => {
    const shop = await stage.shop({ rulesets: [{ rules: [{ type: 'pull_request' }] }] });
    const before = await shop.repository.head();
    const run = await shop.run(COMMIT);
    expect(run.exitCode).toBe(1);
    expect(run.report.findings).toMatchObject([
      {
        rule: 'publish/refused',
        message: 'the branch main takes changes only by pull requests',
        hint: expect.stringContaining('publish: pull-request') as unknown,
      },
    ]);
    expect(shop.awsWrites).toEqual([]);
    expect(await shop.policies()).toEqual([]);
    expect(shop.writes).toEqual([]);
    expect(await shop.repository.head()).toBe(before);
  });

  test('unless the token may bypass them', async () => {
    const shop = await stage.shop({ rulesets: [{ rules: [{ type: 'pull_request' }], bypass: 'always' }] });
    const run = await shop.run(COMMIT);
    expect(findingsOf(run)).toEqual([]);
    expect(await shop.repository.head()).toBe(run.outputs['commit-sha']);
  });

  test('by its rules, also where pull requests alone may bypass them, or one of two rulesets cannot be bypassed', async () => {
    const rules = [{ type: 'pull_request' as const }];
    for (const rulesets of [
      [{ rules, bypass: 'pull_requests_only' as const }],
      [{ rules, bypass: 'always' as const }, { rules }],
    ]) {
      const shop = await stage.shop({ rulesets });
      expect(findingsOf(await shop.run(COMMIT))).toEqual([
        'publish/refused the branch main takes changes only by pull requests',
      ]);
      expect(shop.awsWrites).toEqual([]);
    }
  });

  test('by the older protection, which cannot be seen before: files and lock are rescued', async () => {
    const shop = await stage.shop({ protection: { main: { pullRequest: true } } });
    const run = await shop.run(COMMIT);
    expect(run.exitCode).toBe(1);
    expect(findingsOf(run)).toEqual([
      expect.stringMatching(/^publish\/refused GitHub refused main: .*Changes must be made through a pull request/s),
    ]);
    const hint = run.report.findings[0]?.hint;
    expect(hint).toContain('Use `publish: pull-request`');
    const rescue = shop.artifact('amplify-import-auth-shop-rescue');
    expect(hint).toContain(`the artifact amplify-import-auth-shop-rescue (https://github.com/`);
    expect(hint).toContain(`/artifacts/${rescue?.id}`);
    const lock = JSON.parse(shop.rescued[LOCK] ?? '') as {
      envs: Record<string, { userPoolId: string }>;
    };
    expect(lock.envs['dev']?.userPoolId).toBe(shop.dev.userPoolId);
    expect(await shop.policies()).toEqual(['amplify-import-auth.shop.dev.storage']);
  });

  test('with a token that may only read: the error names the permission', async () => {
    const shop = await stage.shop();
    const run = await shop.run(COMMIT, { permissions: { contents: 'read' } });
    expect(run.exitCode).toBe(1);
    expect(run.report.findings).toMatchObject([
      { rule: 'publish/refused', hint: expect.stringContaining('contents: write') as unknown },
    ]);
    expect(run.outputs).toMatchObject({ result: 'failure', 'commit-sha': '' });
    expect(await shop.repository.log()).toHaveLength(1);
  });

  test.each([
    ['primary', 2],
    ['secondary', 2],
  ] as const)('a %s rate limit that is soon over is waited for', async (limit, retryAfter) => {
    const shop = await stage.shop();
    stage.github.faults.push(
      { match: MUTATION, times: 1, fault: { kind: 'rate-limit', limit, retryAfter } },
      { match: /^GET .*\/git\/ref\//, times: 1, fault: { kind: 'rate-limit', limit, retryAfter: 1 } },
    );
    const run = await shop.run(COMMIT);
    expect(run.exitCode).toBe(0);
    expect(await shop.repository.log()).toHaveLength(2);
    const tries = stage.github.log.filter(({ operation }) => operation === 'createCommitOnBranch');
    expect(tries).toHaveLength(2);
    // Not before GitHub said so.
    expect(tries[1]!.start - tries[0]!.end).toBeGreaterThanOrEqual(1_000 * (retryAfter - 1));
  });

  test('a limit that lasts for long is reported as one, and not as a lack of permissions', async () => {
    const shop = await stage.shop();
    stage.github.faults.push({ match: MUTATION, fault: { kind: 'rate-limit', limit: 'primary', retryAfter: 3_000 } });
    const run = await shop.run(COMMIT);
    expect(run.exitCode).toBe(1);
    const [finding] = run.report.findings;
    expect(finding).toMatchObject({
      rule: 'publish/refused',
      message: expect.stringMatching(/rate limit/i) as unknown,
    });
    expect(finding?.hint).toContain('run it again later');
    expect(finding?.hint).not.toContain('permissions');
    expect(shop.rescued[LOCK]).toBeDefined();
  });
});

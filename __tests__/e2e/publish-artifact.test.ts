import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { findingsOf, GENERATED, LOCK, errorsOf, noticesOf, Stage } from '../helpers/github-shop.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open();
});

beforeEach(() => {
  stage.reset();
});

afterAll(() => stage.close());

const CONTENT = [...GENERATED, LOCK, 'plan.json', 'report.json'].toSorted();

describe('an artifact', () => {
  test('has the generated files, the lock, plan and report; nothing is committed', async () => {
    const shop = await stage.shop();
    const head = await shop.repository.head();
    const run = await shop.run({ command: 'apply', publish: 'artifact' });
    expect(run.exitCode).toBe(0);
    const artifact = shop.artifact('amplify-import-auth-shop');
    expect(run.outputs).toMatchObject({
      'artifact-id': artifact?.id,
      'artifact-url': expect.stringMatching(
        new RegExp(`^https://github.com/${shop.repository.fullName}/actions/runs/\\d+/artifacts/${artifact?.id}$`),
      ) as unknown,
      'commit-sha': '',
    });
    const files = artifact?.files ?? {};
    expect(Object.keys(files).toSorted()).toEqual(CONTENT);
    expect(JSON.parse(files['config/dev/amplify_outputs.json'] ?? '')).toMatchObject({
      auth: { user_pool_id: shop.dev.userPoolId },
    });
    expect(JSON.parse(files['report.json'] ?? '')).toMatchObject({ version: 1, command: 'apply', result: 'success' });
    expect(await shop.repository.head()).toBe(head);
    // Without the lock in the repository the next run starts from nothing, and that is said.
    expect(noticesOf(run).join('\n')).toContain('The lock was written and not committed');
  });

  test('goes with a commit, and still has all files when none has changed', async () => {
    const shop = await stage.shop();
    for (const has of ['true', 'false']) {
      const run = await shop.run({ command: 'apply', publish: 'commit, artifact', 'artifact-name': 'auth' });
      expect(run.exitCode).toBe(0);
      expect(run.outputs['has-changes']).toBe(has);
      expect(Object.keys(shop.artifact('auth-shop')?.files ?? {}).toSorted()).toEqual(
        has === 'true' ? CONTENT : CONTENT.filter((path) => path !== LOCK),
      );
    }
  });

  test('that cannot be uploaded is an error with the folder', async () => {
    const shop = await stage.shop();
    const run = await shop.run({ command: 'apply', publish: 'artifact' }, { env: { ACTIONS_RUNTIME_TOKEN: 'x.y.z' } });
    expect(run.exitCode).toBe(1);
    expect(errorsOf(run).join('\n')).toMatch(
      /the artifact amplify-import-auth-shop could not be uploaded \(.+\)\. Its files are in \/.+/,
    );
    expect(run.outputs['artifact-id']).toBe('');
  });
});

describe('on an Enterprise Server', () => {
  test('a commit and a pull request go to its own addresses', async () => {
    const shop = await stage.shop();
    // Nothing but the environment says where it is: github.com is out of reach here.
    const committed = await shop.run({ command: 'apply', publish: 'commit' }, { enterprise: true });
    expect(committed.exitCode).toBe(0);
    expect(await shop.repository.head()).toBe(committed.outputs['commit-sha']);
    await shop.repository.commit({ files: { [GENERATED[0]!]: null } });
    const opened = await shop.run({ command: 'apply', publish: 'pull-request' }, { enterprise: true });
    expect(opened.exitCode).toBe(0);
    expect(opened.outputs['pull-request-url']).not.toBe('');
  });

  test('artifacts are not supported: an error with a clear message and the path', async () => {
    const shop = await stage.shop();
    const run = await shop.run({ command: 'apply', publish: 'artifact' }, { enterprise: true });
    expect(run.exitCode).toBe(1);
    const error = errorsOf(run).find((text) => text.includes('artifact'));
    expect(error).toMatch(/not (currently )?supported on GHES/i);
    expect(error).toMatch(/Its files are in \/.+amplify-import-auth-shop/);
    expect(run.outputs).toMatchObject({ 'artifact-id': '', 'artifact-url': '' });
    expect(shop.artifact('amplify-import-auth-shop')).toBeUndefined();
  });

  test('what could not be committed is reported by its path there', async () => {
    const shop = await stage.shop({ protection: { main: { pullRequest: true } } });
    const run = await shop.run({ command: 'apply', publish: 'commit' }, { enterprise: true });
    expect(run.exitCode).toBe(1);
    expect(findingsOf(run)).toEqual([expect.stringMatching(/^publish\/refused /)]);
    expect(run.report.findings[0]?.hint).toMatch(
      /The files and the lock are in the folder \/.+amplify-import-auth-shop-rescue of the runner/,
    );
  });
});

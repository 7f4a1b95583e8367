import { describe, expect, test } from '@jest/globals';
import { Shop } from '../helpers/shop.ts';

const LOCK = 'amplify-auth.lock.json';
const FILE = (env: string) => `config/${env}/amplify_outputs.json`;

/** A shop whose repository is what is checked out. */
function shopOf(...envs: readonly string[]): Shop {
  const shop = new Shop(...envs);
  shop.push();
  return shop;
}

describe('commit', () => {
  test('files and lock reach the branch; a second run has nothing to commit', async () => {
    const shop = shopOf('dev', 'prod');
    const { code } = await shop.step('apply', { publish: 'commit', 'github-token': 'token' });
    expect(code).toBe(0);
    expect([...shop.repository.at('main').keys()].toSorted()).toEqual([
      LOCK,
      'amplify-auth.yml',
      FILE('dev'),
      FILE('prod'),
    ]);
    expect(Object.fromEntries(shop.repository.at('main'))).toEqual(Object.fromEntries(shop.workspace.files));
    expect(shop.results.outputs.get('commit-sha')).toBe(shop.repository.refs.get('main'));

    const writes = shop.repository.writes.length;
    await shop.step('apply', { publish: 'commit', 'github-token': 'token' });
    expect(shop.repository.writes).toHaveLength(writes);
    expect(shop.results.outputs.get('commit-sha')).toBe('');
  });

  test.each([
    ['a protected branch', 'pull-request-required', /only by pull requests/],
    ['a locked branch', 'locked', /is locked/],
    ['required checks', 'status-checks-required', /passed its checks/],
  ] as const)('%s is reported before AWS is written', async (_, obstacle, message) => {
    const shop = shopOf('dev');
    shop.repository.forbidding.set('main', [obstacle]);
    const report = await shop.run('apply', { publish: 'commit' });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['publish/refused']);
    expect(report.findings[0]?.message).toMatch(message);
    expect(report.findings[0]?.hint).toMatch(/publish: pull-request/);
    expect(shop.aws.writes).toEqual([]);
    expect(shop.workspace.files.has(LOCK)).toBe(false);
  });

  test('a refusal puts nothing back, and offers the files as an artifact', async () => {
    const shop = shopOf('dev');
    shop.repository.fate = (call) =>
      call.startsWith('branches.commit') ? { status: 403, message: 'Resource not accessible by integration' } : 'do';
    const report = await shop.run('apply', { publish: 'commit' });
    expect(report.result).toBe('failure');
    expect(report.findings.map(({ rule }) => rule)).toEqual(['publish/refused']);
    expect(report.findings[0]?.hint).toMatch(/contents: write.*amplify-import-auth-shop-rescue \(https:/);
    expect(shop.uploads.uploads).toEqual([{ name: 'amplify-import-auth-shop-rescue', files: [FILE('dev'), LOCK] }]);
    expect(shop.inline('dev-auth').size).toBe(1);
  });

  test('no answer at all, and no artifacts either: the files are in a folder of the runner', async () => {
    const shop = shopOf('dev');
    shop.repository.fate = (call) => (call.startsWith('branches.commit') ? 'lose' : 'do');
    shop.uploads.failure = new Error('GHES');
    const report = await shop.run('apply', { publish: 'commit' });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['publish/refused']);
    expect(report.findings[0]?.hint).toContain('the folder /reports/amplify-import-auth-shop-rescue');
    expect(shop.results.files.get(`amplify-import-auth-shop-rescue/${LOCK}`)).toBe(shop.workspace.files.get(LOCK));
  });

  test('a repository that has moved on: an error and the artifact', async () => {
    const shop = shopOf('dev');
    shop.aws.beforeWrite = () => {
      shop.repository.push('main', { 'amplify-auth.yml': 'version: 1\n' });
      return 'do';
    };
    const report = await shop.run('apply', { publish: 'commit' });
    expect(report.result).toBe('failure');
    expect(report.findings).toMatchObject([
      {
        rule: 'publish/refused',
        message: expect.stringMatching(/^nothing was committed: amplify-auth.yml has changed/) as unknown,
      },
    ]);
    expect(report.findings[0]?.hint).toMatch(/Run it again on the tip of the branch.*-rescue/);
    expect(shop.uploads.uploads.map(({ name }) => name)).toEqual(['amplify-import-auth-shop-rescue']);
    expect(shop.repository.at('main').has(LOCK)).toBe(false);
  });

  test('others who keep committing: an error and the artifact', async () => {
    const shop = shopOf('dev');
    let count = 0;
    shop.repository.fate = (call) => {
      if (call.startsWith('branches.commit')) shop.repository.push('main', { [`other-${(count += 1)}`]: 'x' });
      return 'do';
    };
    const report = await shop.run('apply', { publish: 'commit' });
    expect(report.findings.map(({ rule, message }) => [rule, message])).toEqual([
      ['publish/refused', 'nothing was committed: others kept committing to main'],
    ]);
    expect(report.result).toBe('failure');
    expect(shop.uploads.uploads.map(({ name }) => name)).toEqual(['amplify-import-auth-shop-rescue']);
  });

  test('an artifact that is refused: an error, and its files are in a folder', async () => {
    const shop = shopOf('dev');
    shop.uploads.failure = new Error('403 Forbidden');
    const report = await shop.run('apply', { publish: 'artifact' });
    expect(report.findings.map(({ rule, message }) => [rule, message])).toEqual([
      [
        'publish/refused',
        'the artifact amplify-import-auth-shop could not be uploaded (403 Forbidden). Its files are in /reports/amplify-import-auth-shop',
      ],
    ]);
    expect(report.result).toBe('failure');
  });

  test('a bug of this action while publishing: an error that does not blame GitHub, and the artifact', async () => {
    const shop = shopOf('dev');
    shop.repository.fate = (call) => {
      if (call.startsWith('branches.commit')) throw new TypeError("Cannot read properties of undefined (reading 'x')");
      return 'do';
    };
    const report = await shop.run('apply', { publish: 'commit' });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['publish/refused']);
    expect(report.findings[0]?.message).toMatch(/^publishing failed by a bug: Cannot read/);
    expect(report.findings[0]?.message).not.toContain('GitHub');
    expect(shop.uploads.uploads.map(({ name }) => name)).toEqual(['amplify-import-auth-shop-rescue']);
  });
});

describe('pull request', () => {
  const inputs = { publish: 'pull-request', 'github-token': 'token' };

  test('env by env, in one', async () => {
    const shop = shopOf('dev', 'prod');
    await shop.step('apply', { ...inputs, envs: 'dev' });
    // The next job has a checkout of its own.
    const files = new Map(shop.workspace.files);
    for (const path of [LOCK, FILE('dev')]) shop.workspace.files.delete(path);
    await shop.step('apply', { ...inputs, envs: 'prod' });
    const [pull, ...more] = shop.repository.pulls;
    expect(more).toEqual([]);
    expect(pull).toMatchObject({ head: 'amplify-import-auth/shop', base: 'main', open: true });
    const branch = shop.repository.at('amplify-import-auth/shop');
    expect([...branch.keys()].toSorted()).toEqual([LOCK, 'amplify-auth.yml', FILE('dev'), FILE('prod')]);
    expect(branch.get(FILE('dev'))).toBe(files.get(FILE('dev')));
    expect(Object.keys((JSON.parse(branch.get(LOCK) ?? '') as { envs: object }).envs)).toEqual(['dev', 'prod']);
    expect(pull?.body).toContain('config/dev/amplify');
    expect(shop.results.outputs.get('pull-request-number')).toBe(String(pull?.number));
  });

  test('the lock of the open one counts: what it says is not written again', async () => {
    const shop = shopOf('dev');
    await shop.step('apply', inputs);
    for (const path of [LOCK, FILE('dev')]) shop.workspace.files.delete(path);
    const writes = shop.aws.writes.length;
    const { report } = await shop.step('apply', inputs);
    expect(shop.aws.writes).toHaveLength(writes);
    expect(report.notes.join('\n')).toMatch(/newer in the open pull request 1/);
    expect(shop.repository.pulls).toHaveLength(1);
  });

  test('another run without changes leaves the description unchanged', async () => {
    const shop = shopOf('dev');
    await shop.step('apply', inputs);
    const [pull] = shop.repository.pulls;
    const before = pull?.body;
    expect(before).toContain('create');
    const calls = shop.repository.log.length;
    await shop.step('apply', inputs);
    expect(pull?.body).toBe(before);
    expect(shop.repository.log.slice(calls).filter((call) => call.startsWith('pullRequests.update'))).toEqual([]);
  });

  test('not from a pull request', async () => {
    const shop = shopOf('dev');
    shop.runtime.eventName = 'pull_request';
    const report = await shop.run('apply', inputs);
    expect(report.findings.map(({ rule }) => rule)).toEqual(['input/invalid']);
    expect([...shop.aws.log, ...shop.repository.log]).toEqual([]);
  });

  test('a body that would be too long is cut', async () => {
    const shop = new Shop(...Array.from({ length: 60 }, (_, index) => `env${index}`));
    shop.push();
    await shop.step('apply', inputs);
    const size = Buffer.byteLength(shop.repository.pulls[0]?.body ?? '');
    expect(size).toBeGreaterThan(1_000);
    expect(size).toBeLessThan(65_536);
  });
});

describe('artifact', () => {
  test('with every command, with files, lock, plan and report', async () => {
    const shop = shopOf('dev');
    await shop.step('apply', { publish: 'artifact' });
    expect(shop.uploads.uploads).toEqual([
      { name: 'amplify-import-auth-shop', files: [FILE('dev'), LOCK, 'plan.json', 'report.json'] },
    ]);
    expect(shop.results.outputs.get('artifact-id')).toBe('1');
    for (const command of ['validate', 'plan', 'drift']) await shop.step(command, { publish: 'artifact' });
    expect(shop.uploads.uploads).toHaveLength(4);
  });

  test('a lock that nobody commits is mentioned', async () => {
    const shop = shopOf('dev');
    const { report } = await shop.step('apply', { publish: 'artifact' });
    expect(report.notes.join('\n')).toMatch(/not committed by this run/);
  });

  test('where there are none: an error with the folder', async () => {
    const shop = shopOf('dev');
    shop.uploads.failure = new Error('@actions/artifact v2.0.0+ is not currently supported on GHES.');
    const { code, report } = await shop.step('apply', { publish: 'artifact' });
    expect(code).toBe(1);
    expect(JSON.stringify(report.findings)).toMatch(
      /not currently supported on GHES.*\/reports\/amplify-import-auth-shop/,
    );
  });

  test('beside a commit', async () => {
    const shop = shopOf('dev');
    await shop.step('apply', { publish: 'commit, artifact' });
    expect(shop.uploads.uploads).toHaveLength(1);
    expect(shop.repository.at('main').has(LOCK)).toBe(true);
  });
});

describe('what counts is what git has', () => {
  test.each(['commit', 'pull-request'])(
    'a manifest that an earlier step made is no change on main (%s)',
    async (publish) => {
      const shop = shopOf('dev');
      shop.workspace.files.set(
        'amplify-auth.yml',
        `${shop.workspace.files.get('amplify-auth.yml')!}# by an earlier step\n`,
      );
      const report = await shop.run('apply', { publish, 'github-token': 'token' });
      expect(report.findings).toEqual([]);
      const branch = publish === 'commit' ? 'main' : 'amplify-import-auth/shop';
      expect(shop.repository.at(branch).has(LOCK)).toBe(true);
      expect(shop.repository.at(branch).get('amplify-auth.yml')).not.toContain('earlier step');
    },
  );

  test.each(['commit', 'pull-request'])(
    'files and lock of an earlier step are published with the next (%s)',
    async (publish) => {
      const shop = shopOf('dev');
      await shop.run('apply');
      expect(shop.repository.at('main').has(FILE('dev'))).toBe(false);
      const report = await shop.run('apply', { publish, 'github-token': 'token' });
      expect(report.findings).toEqual([]);
      const branch = shop.repository.at(publish === 'commit' ? 'main' : 'amplify-import-auth/shop');
      for (const path of [FILE('dev'), LOCK]) expect(branch.get(path)).toBe(shop.workspace.files.get(path));
    },
  );

  test('what somebody has changed on main meanwhile still is a change there', async () => {
    const shop = shopOf('dev');
    await shop.run('apply');
    shop.repository.push('main', { [FILE('dev')]: 'by hand' });
    const report = await shop.run('apply', { publish: 'commit' });
    expect(report.findings.map(({ rule, message }) => [rule, message])).toEqual([
      ['publish/refused', `nothing was committed: ${FILE('dev')} has changed on main since this run began`],
    ]);
    expect(shop.repository.at('main').get(FILE('dev'))).toBe('by hand');
  });

  test('a checkout with CRLF: nothing to plan, no drift, and a change is published', async () => {
    const shop = shopOf('dev');
    await shop.run('apply', { publish: 'commit' });
    const crlf = () => {
      for (const [path, text] of shop.workspace.files) shop.workspace.files.set(path, text.replace(/\r?\n/g, '\r\n'));
    };
    crlf();
    expect((await shop.run('plan')).plan.changes).toEqual([]);
    expect((await shop.run('drift')).findings).toEqual([]);
    const env = shop.envs.get('dev')!;
    shop.aws.clients.delete(`${env.userPoolId} ${env.webClientId}`);
    const other = shop.aws.clients.get(`${env.userPoolId} ${env.nativeClientId}`)!;
    shop.aws.clients.set(`${env.userPoolId} ${env.webClientId}`, {
      ...other,
      id: env.webClientId,
      callbackUrls: ['https://new.example.com/'],
    });
    const report = await shop.run('apply', { publish: 'commit' });
    expect(report.findings.filter(({ rule }) => rule === 'publish/refused')).toEqual([]);
    expect(shop.repository.at('main').get('amplify-auth.yml')).not.toContain('\r');
    expect(shop.repository.at('main').get(LOCK)).toContain('new.example.com');
  });
});

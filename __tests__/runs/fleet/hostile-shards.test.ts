import { describe, expect, test } from '@jest/globals';
import { MAX_SHARD_BYTES } from '../../../src/fleet/read-shard-file.ts';
import { fileOf, Fleet, LOCK, type ShardJson } from '../../helpers/fleet.ts';

// An artifact is whatever a job of the workflow run uploads under that name: nothing in it is taken on trust.
const COMMIT = { publish: 'commit', 'github-token': 'token' };
const NAME = 'amplify-import-auth-shop-1-of-2';

/** Two shards of one env each; the first is `dev`. */
async function applied(): Promise<Fleet> {
  const fleet = new Fleet('dev', 'prod');
  await fleet.shards(2, 'apply');
  return fleet;
}

/** Collects, and expects that what is wrong with the first shard is reported, and the second published. */
async function expectRefused(fleet: Fleet, message: RegExp): Promise<void> {
  const { code, report } = await fleet.job('collect', COMMIT);
  expect(report.findings.map(({ rule }) => rule)).toEqual(['collect/shard-missing']);
  expect(JSON.stringify(report.findings)).toMatch(message);
  expect(code).toBe(1);
  const files = fleet.repository.at('main');
  expect([...files.keys()].toSorted()).toEqual([LOCK, 'amplify-auth.yml', fileOf('prod')].toSorted());
  expect(Object.keys((JSON.parse(files.get(LOCK) ?? '') as { envs: object }).envs)).toEqual(['prod']);
  expect([...fleet.workspace.files.keys()].toSorted()).toEqual([...files.keys()].toSorted());
}

type Env = ShardJson['envs'][number];

const withEnv = (change: (env: Env) => Env | readonly Env[]) => (shard: ShardJson) => ({
  ...shard,
  envs: shard.envs.flatMap((env) => change(env)),
});
const withFile = (path: string) => withEnv((env) => ({ ...env, files: [...env.files, { path, after: 'evil' }] }));
const withEntry = (change: (entry: Record<string, unknown>) => unknown) =>
  withEnv((env) => {
    const lock = JSON.parse(env.lock ?? '') as { envs: { entry: Record<string, unknown> } };
    return { ...env, lock: `${JSON.stringify({ ...lock, envs: { entry: change(lock.envs.entry) } }, undefined, 2)}\n` };
  });

describe('is refused, and the other shard is published', () => {
  test.each<[string, (shard: ShardJson) => unknown, RegExp]>([
    [
      'of another commit',
      (shard) => ({ ...shard, sha: 'f'.repeat(40) }),
      /rests on the commit f{40}, and this job on c0ffee/,
    ],
    ['of another project', (shard) => ({ ...shard, project: 'blog' }), /of another manifest/],
    ['of another manifest', (shard) => ({ ...shard, manifest: 'apps/amplify-auth.yml' }), /of another manifest/],
    ['of another release', (shard) => ({ ...shard, version: '9.9.9', envs: 'new' }), /of release 9\.9\.9, and this is/],
    ['of another shard', (shard) => ({ ...shard, shard: '2/2' }), /of the shard 2\/2/],
    [
      'on another manifest text',
      (shard) => ({ ...shard, basis: { ...shard.basis, 'amplify-auth.yml': 'sha256:0' } }),
      /another amplify-auth\.yml than/,
    ],
    [
      'on a lock that is not there',
      (shard) => ({ ...shard, basis: { ...shard.basis, [LOCK]: 'sha256:0' } }),
      /another amplify-auth\.lock\.json than/,
    ],
    ['without a version', ({ version: _, ...shard }) => shard, /cannot be understood: it has no version/],
    ['without envs', ({ envs: _, ...shard }) => shard, /cannot be understood: envs/],
    ['no object', () => [1, 2], /cannot be understood/],
    [
      'with findings of an unknown rule',
      (shard) => ({
        ...shard,
        report: {
          ...shard.report,
          findings: [{ rule: 'constructor', severity: 'error', message: '', env: null, place: {} }],
        },
      }),
      /cannot be understood: report\.findings\.0\.rule/,
    ],
    [
      'of a command that has no shards',
      (shard) => ({ ...shard, report: { ...shard.report, command: 'collect' } }),
      /cannot be understood: report\.command/,
    ],
    [
      'with a file outside of the workspace',
      withFile('../../etc/cron.d/evil'),
      /the file \.\.\/\.\.\/etc\/cron\.d\/evil, which is none of the env dev/,
    ],
    [
      'with code where a config belongs',
      withEnv((env) => ({ ...env, files: env.files.map((file) => ({ ...file, after: 'process.exit()' })) })),
      /has a file config\/dev\/amplify_outputs\.json that is no amplify-outputs file/,
    ],
    ['with an absolute path', withFile('/etc/passwd'), /the file \/etc\/passwd, which is none/],
    ['with a workflow', withFile('.github/workflows/evil.yml'), /evil\.yml, which is none of the env dev/],
    ['with the manifest', withFile('amplify-auth.yml'), /the file amplify-auth\.yml, which is none/],
    ['with the lock', withFile(LOCK), /the file amplify-auth\.lock\.json, which is none/],
    ['with a file of another env', withFile(fileOf('prod')), /the file config\/prod\/.*, which is none of the env dev/],
    [
      'with a detour to a file of its own',
      withFile('config/../config/dev/amplify_outputs.json'),
      /which is none of the env dev/,
    ],
    [
      'with a part of a file that envs do not share',
      withEnv((env) => ({ ...env, parts: [{ path: fileOf('dev'), after: '{}' }] })),
      /a part of config\/dev\/.* that cannot be one/,
    ],
    [
      'with an unknown env',
      withEnv((env) => ({ ...env, env: '__proto__', files: [] })),
      /the env __proto__, which neither the manifest nor the lock has/,
    ],
    [
      'with an entry of the lock that is none',
      withEnv((env) => ({ ...env, lock: '{"version":1}' })),
      /an entry of the lock for dev that cannot be understood/,
    ],
    [
      'with an entry that is no JSON',
      withEnv((env) => ({ ...env, lock: 'evil' })),
      /an entry of the lock for dev that cannot be understood/,
    ],
    [
      'with two entries',
      withEnv((env) => ({ ...env, lock: env.lock?.replace('"entry"', '"evil": {}, "entry"') ?? '' })),
      /an entry of the lock for dev that cannot be understood/,
    ],
    [
      'with an entry that lists files of others',
      withEntry((entry) => ({
        ...entry,
        files: (entry['files'] as object[]).map((file) => ({ ...file, path: '../secret' })),
      })),
      /an entry of the lock for dev with the file \.\.\/secret/,
    ],
  ])('%s', async (_, change, message) => {
    const fleet = await applied();
    fleet.tamper(NAME, change);
    await expectRefused(fleet, message);
  });

  test.each([
    ['no JSON', { 'shard.json': '<html>' }, /cannot be understood: it is no JSON/],
    ['empty', { 'shard.json': '' }, /cannot be understood/],
    ['an artifact without a shard', { 'report.json': '{}' }, /holds no shard\.json/],
    ['too large', { 'shard.json': ' '.repeat(MAX_SHARD_BYTES + 1) }, /larger than 67108864 bytes/],
  ])('%s', async (_, files, message) => {
    const fleet = await applied();
    fleet.uploads.forge(NAME, files);
    await expectRefused(fleet, message);
  });
});

test('what nobody has touched passes: the cases above fail for their own reasons', async () => {
  const fleet = await applied();
  fleet.tamper(
    NAME,
    withEntry((entry) => entry),
  );
  expect((await fleet.job('collect', COMMIT)).code).toBe(0);
});

test('an env in two shards is taken once, from the one that comes first', async () => {
  const fleet = await applied();
  const dev = (JSON.parse(fleet.uploads.text(NAME, 'shard.json') ?? '') as ShardJson).envs[0]!;
  const evil = { ...dev, files: [{ path: fileOf('dev'), after: 'evil' }] };
  fleet.tamper('amplify-import-auth-shop-2-of-2', (shard) => ({ ...shard, envs: [...shard.envs, evil] }));
  const { code, report } = await fleet.job('collect', COMMIT);
  expect(code).toBe(1);
  expect(JSON.stringify(report.findings)).toMatch(/shard 2\/2 has the env dev, and so has shard 1\/2/);
  expect(fleet.repository.at('main').get(fileOf('dev'))).toBe(dev.files[0]?.after);
  expect(fleet.repository.at('main').has(fileOf('prod'))).toBe(true);
});

test('names that ask for too many shards are no shards', async () => {
  const fleet = await applied();
  for (const name of ['1-of-999999999', '3-of-2', '0-of-2', '1-of-2-evil', 'rescue']) {
    fleet.uploads.forge(`amplify-import-auth-shop-${name}`, { 'shard.json': 'evil' });
  }
  expect((await fleet.job('collect', COMMIT)).code).toBe(0);
});

test('how many shards there are is what the newest says: those of an earlier attempt do not count', async () => {
  const fleet = await applied();
  await fleet.shards(1, 'apply');
  const { code, report } = await fleet.job('collect', COMMIT);
  expect([code, report.findings]).toEqual([0, []]);
  expect(report.notes).toContain('Collected from 1 shard(s).');
  expect(fleet.repository.at('main').has(fileOf('dev'))).toBe(true);
});

test('shards of two commands under one name do not mix', async () => {
  const fleet = new Fleet('dev', 'prod');
  await fleet.job('apply', { shard: '1/2' });
  await fleet.job('plan', { shard: '2/2' });
  await expect(fleet.job('collect', COMMIT)).resolves.toMatchObject({ code: 1 });
  expect(fleet.repository.at('main').has(fileOf('dev'))).toBe(true);
  expect(fleet.repository.at('main').has(fileOf('prod'))).toBe(false);
});

test('text from a shard is made harmless where it is reported', async () => {
  const fleet = await applied();
  const place = { file: 'amplify-auth.yml', line: 1, column: 1, endLine: 1, endColumn: 1 };
  const finding = { rule: 'role/shared', severity: 'warning', message: '<img src=x> @everyone', env: 'dev', place };
  fleet.tamper(NAME, (shard) => ({ ...shard, report: { ...shard.report, findings: [finding] } }));
  await fleet.job('collect', COMMIT);
  expect(fleet.results.summaries).toContain('role/shared');
  expect(fleet.results.summaries).not.toContain('<img');
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { LiveShop, type State } from '../../helpers/live-shop.ts';
import { Shop } from '../../helpers/shop.ts';

// Envs that are in the lock and no longer in the manifest.
const ENVS = ['dev', 'test', 'prod'] as const;
type Env = (typeof ENVS)[number] | 'demo';
const OWN = (env: Env) => `amplify-import-auth.shop.${env}.storage`;
const FILE = (env: Env) => `config/${env}/amplify_outputs.json`;
const DOCUMENT =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::theirs/*"}]}';
let shop: LiveShop;
let before: State;

/** `demo` keeps the resources of dev, and wants rights of its own. */
const DEMO = ['extends: dev', 'categories: {storage: [{bucket: demo, auth: [read], guest: [read]}]}'];

function write(...envs: readonly Env[]): void {
  const own = (env: Env) => [
    ...shop.ids(env),
    `categories: {storage: [{bucket: files-${env}, auth: [read], guest: [read]}]}`,
  ];
  shop.write(Object.fromEntries(envs.map((env) => [env, env === 'demo' ? DEMO : own(env)])));
}

beforeAll(async () => {
  shop = await LiveShop.open(ENVS);
  write('dev', 'test', 'prod', 'demo');
  expect((await shop.run('apply')).findings).toEqual([]);
  before = await shop.state();
});

beforeEach(() => shop.restore(before));

afterAll(() => shop.close());

/** What is left of each env: its policies, its file, its entry in the lock. */
async function left(): Promise<Readonly<Record<string, string>>> {
  const { policies, files } = await shop.state();
  const lock = JSON.parse(files['amplify-auth.lock.json']!) as { envs: object };
  const of = (env: Env) => {
    const roles = Object.values(policies).filter((inline) => OWN(env) in inline).length;
    return `${roles} policies${FILE(env) in files ? ', file' : ''}${env in lock.envs ? ', lock' : ''}`;
  };
  return Object.fromEntries((['dev', 'test', 'prod', 'demo'] as const).map((env) => [env, of(env)]));
}

const ALL = '2 policies, file, lock';
const NONE = '0 policies';
const brief = (findings: readonly { rule: string; env: string | null }[]) =>
  findings.map(({ rule, env }) => `${rule} ${env ?? ''}`);

describe('without prune', () => {
  test.each(['validate', 'plan', 'apply'])('%s says so and leaves them', async (command) => {
    write('dev', 'demo');
    const report = await shop.run(command);
    expect(brief(report.findings)).toEqual(['lock/orphaned-env prod', 'lock/orphaned-env test']);
    expect(report.findings.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    expect(report.result).toBe('success');
    expect(await shop.state()).toEqual(before);
  });

  test('a manifest with errors makes no env an orphan', async () => {
    shop.write({ dev: [...shop.ids('dev')] }, ['project: again']);
    const report = await shop.run('apply', { prune: 'true' });
    expect(brief(report.findings).filter((one) => one.startsWith('lock/'))).toEqual([]);
    expect(await shop.state()).toEqual(before);
  });
});

describe('with prune', () => {
  test.each<[string, readonly Env[], Record<string, string>, Readonly<Record<string, string>>]>([
    ['all that are gone', ['dev', 'demo'], {}, { dev: ALL, test: NONE, prod: NONE, demo: ALL }],
    ['those that `envs` lets in', ['dev', 'demo'], { envs: 'te*' }, { dev: ALL, test: NONE, prod: ALL, demo: ALL }],
    [
      'not those that `exclude-envs` keeps out',
      ['dev', 'demo'],
      { 'exclude-envs': 'te*' },
      { dev: ALL, test: ALL, prod: NONE, demo: ALL },
    ],
    [
      'an env whose roles a live one shares',
      ['dev', 'test', 'prod'],
      {},
      { dev: ALL, test: ALL, prod: ALL, demo: NONE },
    ],
  ])('unlinks %s', async (_what, envs, inputs, expected) => {
    write(...envs);
    const report = await shop.run('apply', { prune: 'true', ...inputs });
    expect(report.findings).toEqual([]);
    expect(await left()).toEqual(expected);
    // What the live envs have is as it was, to the byte.
    const { policies, files } = await shop.state();
    for (const env of envs) {
      for (const role of env === 'demo' ? [] : shop.roles(env)) {
        expect(policies[role]![OWN(env)]).toBe(before.policies[role]![OWN(env)]);
      }
      expect(files[FILE(env)]).toBe(before.files[FILE(env)]);
    }
    expect((await shop.run('apply', { prune: 'true', ...inputs })).plan.changes).toEqual([]);
  });

  test('a file that somebody has edited is left', async () => {
    shop.checkout.write(FILE('test'), '{"mine": true}\n');
    write('dev', 'prod', 'demo');
    expect((await shop.run('apply', { prune: 'true' })).findings).toEqual([]);
    expect(await left()).toEqual({ dev: ALL, test: '0 policies, file', prod: ALL, demo: ALL });
    expect(shop.files()[FILE('test')]).toBe('{"mine": true}\n');
  });

  test('a file that is gone already is no problem', async () => {
    const { [FILE('test')]: gone, ...files } = before.files;
    expect(gone).toBeDefined();
    await shop.restore({ ...before, files });
    write('dev', 'prod', 'demo');
    expect((await shop.run('apply', { prune: 'true' })).findings).toEqual([]);
    expect(await left()).toEqual({ dev: ALL, test: NONE, prod: ALL, demo: ALL });
  });

  test('a policy that somebody has changed goes, too: it bears our name', async () => {
    await shop.put(shop.roles('test')[0]!, OWN('test'), DOCUMENT);
    write('dev', 'prod', 'demo');
    expect((await shop.run('apply', { prune: 'true' })).findings).toEqual([]);
    expect(await left()).toEqual({ dev: ALL, test: NONE, prod: ALL, demo: ALL });
  });

  test.each(['check', 'off'])('with policies: %s no policy may be written, so the env stays', async (policies) => {
    write('dev', 'prod', 'demo');
    const report = await shop.run('apply', { prune: 'true', policies });
    expect(brief(report.findings)).toEqual(['lock/orphaned-env test']);
    expect(report.findings[0]!.hint).toContain('policies: manage');
    expect(await left()).toEqual({ dev: ALL, test: ALL, prod: ALL, demo: ALL });
  });

  test('a refused deletion leaves the env as it was, and the next run unlinks it', async () => {
    write('dev', 'prod', 'demo');
    shop.proxy.rules.push({
      match: /DeleteRolePolicy/,
      skip: 1,
      times: 1,
      fault: { kind: 'error', code: 'AccessDenied', status: 403 },
    });
    const report = await shop.run('apply', { prune: 'true' });
    expect(brief(report.findings)).toEqual(['apply/failed test']);
    expect(await shop.state()).toEqual(before);
    await shop.run('apply', { prune: 'true' });
    expect(await left()).toEqual({ dev: ALL, test: NONE, prod: ALL, demo: ALL });
  });

  test('a role that cannot be read leaves the env as it was', async () => {
    write('dev', 'prod', 'demo');
    const denied = shop.roles('test')[1]!;
    shop.proxy.rules.push({
      match: /ListRolePolicies/,
      body: new RegExp(`RoleName=${denied}`),
      fault: { kind: 'error', code: 'AccessDenied', status: 403 },
    });
    const report = await shop.run('apply', { prune: 'true' });
    expect(brief(report.findings)).toEqual(['apply/failed test']);
    expect(await shop.state()).toEqual(before);
  });
});

test('roles that are gone altogether leave nothing to do but files and lock', async () => {
  const memory = new Shop('dev', 'prod');
  await memory.run('apply');
  for (const role of ['prod-auth', 'prod-guest']) memory.aws.roles.delete(role);
  memory.write({ prod: '' });
  const report = await memory.run('apply', { prune: 'true' });
  expect(report.findings).toEqual([]);
  expect(report.outcomes.map(({ env, kind, action }) => `${env} ${action} ${kind}`)).toEqual([
    'prod delete file',
    'prod delete lock',
  ]);
});

import { describe, expect, test } from '@jest/globals';
import { fileOf, Fleet, LOCK } from '../../helpers/fleet.ts';

const COMMIT = { publish: 'commit', 'github-token': 'token' };
const PULL_REQUEST = { publish: 'pull-request', 'github-token': 'token' };
const NAMES = ['dev', 'test', 'stage', 'prod', 'demo'];

const rulesOf = ({ findings }: { readonly findings: readonly { readonly rule: string }[] }) =>
  findings.map(({ rule }) => rule);

describe('apply in shards', () => {
  test.each([1, 2, 3, 5, 9])(
    '%i of them and collect give what one run would have given, to the byte',
    async (count) => {
      const fleet = new Fleet(...NAMES);
      expect(new Set(await fleet.shards(count, 'apply'))).toEqual(new Set([0]));
      expect(fleet.repository.writes).toEqual([]);
      const before = fleet.repository.history('main').length;
      const { code, report } = await fleet.job('collect', COMMIT);
      expect([code, rulesOf(report)]).toEqual([0, []]);
      expect(fleet.repository.history('main')).toHaveLength(before + 1);
      expect(Object.fromEntries(fleet.repository.at('main'))).toEqual(
        await Fleet.unsharded(new Fleet(...NAMES), 'apply'),
      );
      // The checkout has the files, too.
      expect(Object.fromEntries(fleet.workspace.files)).toEqual(Object.fromEntries(fleet.repository.at('main')));
      expect((await fleet.job('apply', COMMIT)).report).toMatchObject({ result: 'success', plan: { changes: [] } });
    },
  );

  test('one pull request, with the changes of all', async () => {
    const fleet = new Fleet(...NAMES);
    await fleet.shards(3, 'apply');
    await fleet.job('collect', PULL_REQUEST);
    const [pull, ...others] = fleet.repository.pulls;
    expect(others).toEqual([]);
    expect(pull).toMatchObject({ head: 'amplify-import-auth/shop', base: 'main', open: true });
    for (const name of NAMES) expect(pull?.body).toContain(`amplify-import-auth.shop.${name}.storage`);
    const twin = new Fleet(...NAMES);
    await twin.job('apply', PULL_REQUEST);
    expect(Object.fromEntries(fleet.repository.at('amplify-import-auth/shop'))).toEqual(
      Object.fromEntries(twin.repository.at('amplify-import-auth/shop')),
    );
  });

  test('the report is that of one run: envs in their order, plan, digest, calls', async () => {
    const fleet = new Fleet(...NAMES);
    await fleet.shards(3, 'apply');
    const { report } = await fleet.job('collect', COMMIT);
    const { report: whole } = await new Fleet(...NAMES).job('apply', COMMIT);
    const parts = (one: object) => one as { envs: object; plan: object; outcomes: object; calls: { total: number } };
    expect(Object.keys(parts(report).envs)).toEqual(NAMES);
    expect(parts(report).envs).toEqual(parts(whole).envs);
    expect(parts(report).plan).toEqual(parts(whole).plan);
    expect(parts(report).outcomes).toEqual(parts(whole).outcomes);
    expect(parts(report).calls.total).toBe(fleet.callsOfShards);
    expect(report).toMatchObject({ command: 'collect', mode: 'live' });
  });

  test('the artifact of collect holds all files', async () => {
    const fleet = new Fleet('dev', 'prod');
    await fleet.shards(2, 'apply');
    await fleet.job('collect', { publish: 'artifact' });
    expect(fleet.uploads.uploads.at(-1)).toEqual({
      name: 'amplify-import-auth-shop',
      files: [fileOf('dev'), fileOf('prod'), LOCK, 'plan.json', 'report.json'],
    });
  });

  test('a shard asks for no commit, and says nothing of a lock that is not kept', async () => {
    const fleet = new Fleet('dev', 'prod');
    await expect(fleet.job('apply', { shard: '1/2', publish: 'commit' })).rejects.toThrow(/collect publish/);
    const { report } = await fleet.job('apply', { shard: '1/2' });
    expect(report.notes.join()).not.toMatch(/not committed/);
    await fleet.job('apply', { shard: '2/2' });
    const collected = await fleet.job('collect');
    expect(collected.report.notes.join()).toMatch(/not committed by this run/);
  });

  test('a shard that cannot upload has failed', async () => {
    const fleet = new Fleet('dev');
    fleet.uploads.failure = new Error('storage quota has been hit');
    const { code, report } = await fleet.job('apply', { shard: '1/1' });
    expect([code, rulesOf(report)]).toEqual([1, ['publish/refused']]);
  });

  test('each shard looks at its own envs and at no other', async () => {
    const fleet = new Fleet(...NAMES);
    const seen: string[][] = [];
    for (const shard of ['1/3', '2/3', '3/3']) {
      fleet.aws.log.length = 0;
      await fleet.job('apply', { shard });
      seen.push(NAMES.filter((name) => fleet.aws.log.some((call) => call.includes(`_Pool${name}`))));
    }
    expect(seen.map((names) => names.length)).toEqual([2, 2, 1]);
    expect(seen.flat().toSorted()).toEqual(NAMES.toSorted());
  });
});

describe('a shard that is missing', () => {
  test('is named with its envs; the others are published, and a second collect adds it', async () => {
    const fleet = new Fleet(...NAMES);
    await fleet.shards(3, 'apply');
    const name = 'amplify-import-auth-shop-2-of-3';
    const kept = fleet.uploads.text(name, 'shard.json') ?? '';
    const lost = (JSON.parse(kept) as { envs: { env: string }[] }).envs.map(({ env }) => env).toSorted();
    fleet.uploads.forget(name);
    const { code, report } = await fleet.job('collect', PULL_REQUEST);
    expect([code, rulesOf(report)]).toEqual([1, ['collect/shard-missing']]);
    expect(JSON.stringify(report.findings)).toContain(`shard 2 of 3 has uploaded nothing (${lost.join(', ')})`);
    const branch = () => Object.keys(Object.fromEntries(fleet.repository.at('amplify-import-auth/shop')));
    const others = NAMES.filter((env) => !lost.includes(env));
    expect(branch().toSorted()).toEqual([LOCK, 'amplify-auth.yml', ...others.map(fileOf)].toSorted());

    fleet.uploads.forge(name, { 'shard.json': kept });
    expect((await fleet.job('collect', PULL_REQUEST)).code).toBe(0);
    expect(branch().toSorted()).toEqual([LOCK, 'amplify-auth.yml', ...NAMES.map(fileOf)].toSorted());
    expect(fleet.repository.pulls).toHaveLength(1);
  });

  test('all of them, or no artifacts at all', async () => {
    const fleet = new Fleet('dev');
    const none = await fleet.job('collect', COMMIT);
    expect(rulesOf(none.report)).toEqual(['collect/shard-missing']);
    expect(fleet.repository.writes).toEqual([]);
    fleet.uploads.failure = new Error('no artifacts here');
    const { code, report } = await fleet.job('collect', COMMIT);
    expect([code, rulesOf(report)]).toEqual([1, ['collect/shard-missing']]);
    expect(JSON.stringify(report.findings)).toContain('no artifacts here');
  });

  test('an env that fails keeps its state; the finding of the shard stands in the whole', async () => {
    const fleet = new Fleet('dev', 'prod');
    fleet.aws.roles.delete('prod-auth');
    const codes = await fleet.shards(2, 'apply');
    expect(codes.toSorted()).toEqual([0, 1]);
    const { code, report } = await fleet.job('collect', COMMIT);
    expect(code).toBe(1);
    expect(rulesOf(report)).toContain('role/not-found');
    expect(rulesOf(report)).not.toContain('collect/shard-missing');
    expect(fleet.repository.at('main').has(fileOf('dev'))).toBe(true);
    expect(fleet.repository.at('main').has(fileOf('prod'))).toBe(false);
  });
});

describe('other commands in shards', () => {
  test('unlink', async () => {
    const applied = async () => {
      const fleet = new Fleet(...NAMES);
      await fleet.job('apply', COMMIT);
      return fleet;
    };
    const [fleet, twin] = [await applied(), await applied()];
    const inputs = { envs: 'dev, prod' };
    await fleet.shards(2, 'unlink', inputs);
    const { code } = await fleet.job('collect', { ...inputs, ...COMMIT });
    expect(code).toBe(0);
    const files = Object.fromEntries(fleet.repository.at('main'));
    expect(files).toEqual(await Fleet.unsharded(twin, 'unlink', inputs));
    expect(Object.keys(files)).not.toContain(fileOf('dev'));
    expect(fleet.inline('dev-auth').size + fleet.inline('prod-auth').size).toBe(0);
    expect(fleet.inline('test-auth').size).toBe(1);
  });

  test.each([1, 2, 3, 4])('prune, of %i shards', async (count) => {
    const orphaned = async () => {
      const fleet = new Fleet(...NAMES);
      await fleet.job('apply', COMMIT);
      fleet.envs.delete('test');
      fleet.envs.delete('demo');
      fleet.checkOut();
      fleet.write({});
      fleet.push();
      return fleet;
    };
    const [fleet, twin] = [await orphaned(), await orphaned()];
    await fleet.shards(count, 'apply', { prune: 'true' });
    expect((await fleet.job('collect', COMMIT)).code).toBe(0);
    const files = Object.fromEntries(fleet.repository.at('main'));
    expect(files).toEqual(await Fleet.unsharded(twin, 'apply', { prune: 'true' }));
    expect(Object.keys(files)).not.toContain(fileOf('test'));
    expect(fleet.inline('test-auth').size).toBe(0);
  });

  test('plan and validate have nothing to publish', async () => {
    for (const command of ['plan', 'validate']) {
      const fleet = new Fleet('dev', 'prod');
      await fleet.shards(2, command);
      const { code, report } = await fleet.job('collect', COMMIT);
      expect([code, report.findings]).toEqual([0, []]);
      expect(fleet.repository.writes).toEqual([]);
      expect(fleet.workspace.files.has(LOCK)).toBe(false);
    }
  });

  test('the digest of a plan in shards is the one of a plan, and apply takes it', async () => {
    const fleet = new Fleet(...NAMES);
    await fleet.shards(3, 'plan');
    const { report } = await fleet.job('collect');
    const digest = (one: object) => (one as { plan: { digest: string } }).plan.digest;
    expect(digest(report)).toBe(digest((await new Fleet(...NAMES).job('plan')).report));
    expect(await fleet.shards(2, 'apply', { 'plan-digest': digest(report) })).toEqual([0, 0]);
  });

  test('drift keeps one issue, which only a whole fleet without drift closes', async () => {
    const fleet = new Fleet(...NAMES);
    await fleet.job('apply', COMMIT);
    fleet.aws.roles.get('dev-auth')?.inline.clear();
    const night = async (count: number, lost?: string) => {
      await fleet.shards(count, 'drift', { 'artifact-name': `night-${count}` });
      if (lost !== undefined) fleet.uploads.forget(lost);
      return fleet.job('collect', {
        'artifact-name': `night-${count}`,
        'drift-issue': 'true',
        'github-token': 'token',
      });
    };
    const { report } = await night(2);
    expect(rulesOf(report)).toEqual(['drift/policy']);
    expect(fleet.repository.tickets.map(({ title, open }) => [title, open])).toEqual([['Drift in shop', true]]);
    await fleet.job('apply', COMMIT);
    await night(3, 'night-3-shop-1-of-3');
    expect(fleet.repository.tickets.map(({ open }) => open)).toEqual([true]);
    expect((await night(4)).code).toBe(0);
    expect(fleet.repository.tickets.map(({ open }) => open)).toEqual([false]);
  });
});

describe('on a pull request', () => {
  test('shards say nothing on GitHub, and collect says it once, suggestions included', async () => {
    const fleet = new Fleet(...NAMES);
    fleet.runtime.eventName = 'pull_request';
    fleet.runtime.trigger = {
      ...fleet.runtime.trigger,
      branch: undefined,
      pullRequest: { number: 7, headSha: 'head', readOnly: false },
    };
    const name = NAMES[0]!;
    const healthy = fleet.repository.at('main').get('amplify-auth.yml')!;
    fleet.repository.push('main', {
      'amplify-auth.yml': healthy.replace(`webClientId: web${name}`, `webClientId: wab${name}`),
    });
    fleet.aws.clients.delete(`eu-west-1_Pool${name} native${name}`);
    const line = healthy.split('\n').findIndex((text) => text.includes(`webClientId: web${name}`)) + 1;
    fleet.repository.diff.set('7 amplify-auth.yml', [line]);
    const telling = { comment: 'always', 'github-token': 'token' };
    await fleet.shards(2, 'validate', telling);
    expect(fleet.repository.threads).toEqual([]);
    expect(fleet.repository.lineComments).toEqual([]);
    await fleet.job('collect', telling);
    expect(fleet.repository.threads).toHaveLength(1);
    expect(fleet.repository.lineComments).toMatchObject([
      { path: 'amplify-auth.yml', line, body: expect.stringContaining(`    webClientId: web${name}\n`) as unknown },
    ]);
  });
});

describe('two manifests', () => {
  const inputs = { manifest: 'apps/*/amplify-auth.yml' };
  const make = () => Fleet.ofTwo(['dev', 'test', 'prod'], ['dev', 'prod']);

  test.each([1, 2, 3])('%i shards, one pull request', async (count) => {
    const [fleet, twin] = [make(), make()];
    await fleet.shards(count, 'apply', inputs);
    const { code, report } = await fleet.job('collect', { ...inputs, ...PULL_REQUEST });
    expect([code, rulesOf(report)]).toEqual([0, []]);
    const { report: whole } = await twin.job('apply', { ...inputs, ...PULL_REQUEST });
    const branch = 'amplify-import-auth/fleet';
    expect(Object.fromEntries(fleet.repository.at(branch))).toEqual(Object.fromEntries(twin.repository.at(branch)));
    const envsOf = (one: object) => (one as { envs: object }).envs;
    expect(Object.keys(envsOf(report)).toSorted()).toEqual([
      'blog/dev',
      'blog/prod',
      'shop/dev',
      'shop/prod',
      'shop/test',
    ]);
    expect(envsOf(report)).toEqual(envsOf(whole));
    expect(report.calls.total).toBe(fleet.callsOfShards);
  });

  test('a shard that is missing is reported for the manifests that it has envs of', async () => {
    const fleet = make();
    await fleet.shards(2, 'apply', inputs);
    const uploads = fleet.uploads.uploads.map(({ name }) => name);
    for (const name of uploads.filter((one) => one.endsWith('-1-of-2'))) fleet.uploads.forget(name);
    const { report } = await fleet.job('collect', { ...inputs, ...COMMIT });
    expect(rulesOf(report)).toEqual(
      uploads.filter((one) => one.endsWith('-1-of-2')).map(() => 'collect/shard-missing'),
    );
    const files = [...fleet.repository.at('main').keys()].filter((path) => path.endsWith('amplify_outputs.json'));
    expect(files).toHaveLength(2);
  });
});

test('the repository has moved on: nothing is committed, which is an error, and the artifact has it all', async () => {
  const fleet = new Fleet('dev', 'prod');
  await fleet.shards(2, 'apply');
  fleet.checkOut();
  fleet.repository.push('main', { [fileOf('dev')]: 'by hand' });
  const { code, report } = await fleet.step('collect', COMMIT);
  expect(code).toBe(1);
  expect(JSON.stringify(report.findings)).toMatch(/nothing was committed.*-rescue/);
  expect(fleet.repository.at('main').has(LOCK)).toBe(false);
});

test('on events that refuse apply nothing is published', async () => {
  const fleet = new Fleet('dev');
  await fleet.shards(1, 'apply');
  fleet.runtime.eventName = 'pull_request';
  await fleet.job('collect', COMMIT);
  expect(fleet.repository.writes).toEqual([]);
});

describe('matrix', () => {
  const rows = (fleet: Fleet) =>
    (JSON.parse(fleet.results.outputs.get('matrix') ?? '') as { include: Record<string, string>[] }).include;

  test('its shards are those that apply has; nothing is asked of AWS', async () => {
    const fleet = new Fleet(...NAMES);
    expect((await fleet.job('matrix', { shards: '3' })).code).toBe(0);
    expect(fleet.aws.log).toEqual([]);
    expect(rows(fleet).map(({ shard, region }) => [shard, region])).toEqual([
      ['1/3', 'eu-west-1'],
      ['2/3', 'eu-west-1'],
      ['3/3', 'eu-west-1'],
    ]);
    for (const { shard = '' } of rows(fleet)) await fleet.job('apply', { shard });
    expect((await fleet.job('collect', COMMIT)).code).toBe(0);
    expect(fleet.repository.at('main').size).toBe(2 + NAMES.length);
  });

  test('more shards than envs: those without any are no jobs, and are missed by nobody', async () => {
    const fleet = new Fleet('dev', 'prod');
    await fleet.job('matrix', { shards: '7' });
    expect(rows(fleet)).toHaveLength(2);
    for (const { shard = '' } of rows(fleet)) await fleet.job('apply', { shard });
    const { code, report } = await fleet.job('collect', COMMIT);
    expect([code, rulesOf(report)]).toEqual([0, []]);
  });

  test('by env: an env that is no longer in the manifest only with prune', async () => {
    const fleet = new Fleet('dev', 'prod');
    await fleet.job('apply', COMMIT);
    fleet.envs.delete('dev');
    fleet.write({});
    fleet.push();
    await fleet.job('matrix', { 'matrix-by': 'env' });
    expect(rows(fleet).map(({ envs }) => envs)).toEqual(['prod']);
    await fleet.job('matrix', { 'matrix-by': 'env', prune: 'true' });
    expect(rows(fleet).map(({ envs }) => envs)).toEqual(['prod', 'dev']);
  });

  test('more jobs than GitHub takes are an error', async () => {
    const fleet = new Fleet(...Array.from({ length: 257 }, (_, index) => `e${index}`));
    const { code, report } = await fleet.job('matrix', { 'matrix-by': 'env' });
    expect([code, rulesOf(report), rows(fleet)]).toEqual([1, ['input/invalid'], []]);
    expect((await fleet.job('matrix')).code).toBe(0);
    expect(rows(fleet)).toHaveLength(11);
  });
});

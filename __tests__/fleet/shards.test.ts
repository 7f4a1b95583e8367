import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultShards, placed, quotaShare, shardsOf } from '../../src/fleet/shards.ts';
import { parseShard, shardName } from '../../src/domain/shard.ts';
import { envOf, manyEnvs, type SomeEnv } from '../helpers/placed-envs.ts';

const nameOf = ({ manifest, env }: SomeEnv) => `${manifest.project}/${env.name}`;
const shardCount = fc.integer({ min: 1, max: 256 });

describe('shardsOf', () => {
  test('every env is in exactly one shard, and no shard has two more than another', () => {
    fc.assert(
      fc.property(manyEnvs, shardCount, (envs, count) => {
        const shards = shardsOf(envs, count);
        expect(shards).toHaveLength(count);
        expect(shards.flat().map(nameOf).toSorted()).toEqual(envs.map(nameOf).toSorted());
        const sizes = shards.map((shard) => shard.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('the same in every job, in whatever order the envs come', () => {
    const withOrder = manyEnvs.chain((envs) =>
      fc.tuple(fc.constant(envs), fc.shuffledSubarray(envs, { minLength: envs.length })),
    );
    fc.assert(
      fc.property(withOrder, shardCount, ([envs, shuffled], count) => {
        const names = (all: readonly SomeEnv[]) => shardsOf(all, count).map((shard) => shard.map(nameOf));
        expect(names(shuffled)).toEqual(names(envs));
      }),
    );
  });

  test('an account and region are on as few shards as their envs need, and at most one more', () => {
    fc.assert(
      fc.property(manyEnvs, fc.integer({ min: 1, max: 20 }), (envs, count) => {
        const shards = shardsOf(envs, count);
        const least = Math.max(1, Math.floor(envs.length / count));
        const places = new Set(envs.map(({ accountId, region }) => `${accountId} ${region}`));
        for (const place of places) {
          const isThere = ({ accountId, region }: SomeEnv) => `${accountId} ${region}` === place;
          const needed = Math.ceil(envs.filter(isThere).length / least);
          expect(shards.filter((shard) => shard.some(isThere)).length).toBeLessThanOrEqual(needed + 1);
        }
      }),
    );
  });

  test('where there are more shards than envs, the first one is never empty', () => {
    const shards = shardsOf([envOf('a'), envOf('b'), envOf('c')], 7);
    expect(shards[0]).toHaveLength(1);
    expect(shards.flat()).toHaveLength(3);
  });
});

describe('quotaShare', () => {
  test('the stretches of all shards make one whole, for every account and region', () => {
    const elsewhere = { account: '999999999999', region: 'sa-east-1' };
    fc.assert(
      fc.property(manyEnvs, fc.integer({ min: 1, max: 30 }), (envs, count) => {
        fc.pre(envs.length > 0);
        const shards = shardsOf(envs, count);
        const shares = shards.map((_, index) => quotaShare(shards, index));
        const places = envs.flatMap(({ accountId: account, region }) => [
          { account, region },
          { account, region: '' },
        ]);
        for (const place of [...places, elsewhere]) {
          let end = 0;
          for (const share of shares) {
            const { from, part } = share(place);
            expect(Math.abs(from - end)).toBeLessThan(1e-9);
            end = from + part;
          }
          expect(Math.abs(end - 1)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  test('each is as long as its part of the envs of the place; IAM is one for all regions', () => {
    const [a, b] = [envOf('a'), envOf('b')];
    const [c, d] = [envOf('c', { region: 'us-east-1' }), envOf('d', { accountId: '222233334444' })];
    const share = quotaShare([[b], [a, c], [d]], 1);
    const account = a.accountId;
    expect(share({ account, region: 'eu-west-1' })).toEqual({ from: 1 / 2, part: 1 / 2 });
    expect(share({ account, region: 'us-east-1' })).toEqual({ from: 0, part: 1 });
    expect(share({ account, region: '' })).toEqual({ from: 1 / 3, part: 2 / 3 });
    expect(share({ account: '222233334444', region: 'eu-west-1' })).toEqual({ from: 0, part: 0 });
  });

  test('an env of an unknown account counts in every one', () => {
    const shards = [[envOf('a')], [envOf('b', { accountId: '' })]];
    expect(quotaShare(shards, 1)({ account: '111122223333', region: 'eu-west-1' }).part).toBe(1 / 2);
    expect(quotaShare(shards, 1)({ account: '999999999999', region: 'eu-west-1' }).part).toBe(1);
  });
});

test.each([
  [0, 1],
  [1, 1],
  [25, 1],
  [26, 2],
  [1_000, 40],
  [6_400, 256],
  [100_000, 256],
])('%d envs get %d shards by default', (envs, shards) => {
  expect(defaultShards(envs)).toBe(shards);
});

describe('parseShard', () => {
  test.each([
    ['1/1', { index: 1, count: 1 }],
    ['2/5', { index: 2, count: 5 }],
    ['256/256', { index: 256, count: 256 }],
  ])('%s', (text, shard) => {
    expect(parseShard(text)).toEqual(shard);
    expect(shardName(shard)).toBe(text);
  });

  test.each([
    '',
    '1',
    '/',
    '1/',
    '/1',
    '0/1',
    '2/1',
    '1/257',
    '257/257',
    '01/2',
    '1/02',
    '1/2/3',
    '-1/2',
    '1.5/2',
    ' 1/2',
    '1/2\n',
    '1e1/20',
    '١/٢',
    '99999999999/99999999999',
  ])('not %j', (text) => {
    expect(parseShard(text)).toBeUndefined();
  });
});

test('account and region are those of the manifest, else of the lock', () => {
  const { manifest, env } = envOf('a', { region: undefined, accountId: undefined });
  expect(placed(manifest, env, undefined)).toMatchObject({ accountId: '', region: '' });
  const entry = { accountId: '444455556666', region: 'us-west-2' } as Parameters<typeof placed>[2];
  expect(placed(manifest, env, entry)).toMatchObject({ accountId: '444455556666', region: 'us-west-2' });
  const own = { ...env, accountId: '111122223333', region: 'eu-west-1' };
  expect(placed(manifest, own, entry)).toMatchObject({ accountId: '111122223333', region: 'eu-west-1' });
});

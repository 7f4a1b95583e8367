import { describe, expect, test } from '@jest/globals';
import type { MatrixRow } from '../../src/domain/report.ts';
import { matrixRows } from '../../src/fleet/matrix.ts';
import { MATRIX_BY } from '../../src/domain/shard.ts';
import { placed } from '../../src/fleet/shards.ts';
import { manifestWith } from '../helpers/placed-envs.ts';

const shop = manifestWith('shop', [
  'dev: {userPoolId: eu-west-1_Dev, accountId: "111122223333"}',
  'test: {userPoolId: eu-west-1_Test, accountId: "111122223333"}',
  'prod: {userPoolId: us-east-1_Prod, accountId: "222233334444", environment: production}',
]);
const blog = manifestWith('blog', [
  'prod: {userPoolId: us-east-1_Blog, accountId: "222233334444", environment: production}',
]);
const shopEnvs = shop.envs.map((env) => placed(shop, env, undefined));
const both = [...shopEnvs, ...blog.envs.map((env) => placed(blog, env, undefined))];

const row = (some: Partial<MatrixRow>): MatrixRow => ({
  name: '',
  manifest: '',
  envs: '',
  shard: '',
  accountId: '',
  region: '',
  environment: '',
  ...some,
});
const dev = { accountId: '111122223333', region: 'eu-west-1' };
const prod = { accountId: '222233334444', region: 'us-east-1', environment: 'production' };

describe('by shard', () => {
  test('the rest of the row is what all its envs have in common', () => {
    expect(matrixRows(both, 'shard', 2, true)).toEqual([
      row({ name: 'shard 1 of 2', shard: '1/2', ...dev }),
      row({ name: 'shard 2 of 2', shard: '2/2', ...prod }),
    ]);
    expect(matrixRows(both, 'shard', undefined, true)).toEqual([row({ name: 'shard 1 of 1', shard: '1/1' })]);
  });

  test('a shard without envs is no job, and the others keep their count', () => {
    expect(matrixRows(shopEnvs, 'shard', 5, false).map(({ shard }) => shard)).toEqual(['1/5', '2/5', '4/5']);
  });

  test('never more jobs than GitHub takes', () => {
    const many = Array.from({ length: 7_000 }, (_, index) => ({
      ...shopEnvs[0]!,
      env: { ...shopEnvs[0]!.env, name: `e${index}` },
    }));
    expect(matrixRows(many, 'shard', undefined, false)).toHaveLength(256);
    expect(matrixRows(many, 'env', undefined, false)).toHaveLength(7_000);
  });
});

test('by env', () => {
  const { file: manifest } = shop;
  expect(matrixRows(shopEnvs, 'env', undefined, false)).toEqual([
    row({ name: 'dev', envs: 'dev', manifest, ...dev }),
    row({ name: 'test', envs: 'test', manifest, ...dev }),
    row({ name: 'prod', envs: 'prod', manifest, ...prod }),
  ]);
  expect(matrixRows(both, 'env', undefined, true).map(({ name }) => name)).toEqual([
    'shop/dev',
    'shop/test',
    'shop/prod',
    'blog/prod',
  ]);
});

test('by account: one manifest each, since two may have envs of one name', () => {
  expect(matrixRows(both, 'account', undefined, true)).toEqual([
    row({ name: '111122223333 shop', envs: 'dev,test', manifest: shop.file, ...dev }),
    row({ name: '222233334444 shop', envs: 'prod', manifest: shop.file, ...prod }),
    row({ name: '222233334444 blog', envs: 'prod', manifest: blog.file, ...prod }),
  ]);
  const unknown = shopEnvs.map((one) => ({ ...one, accountId: '' }));
  expect(matrixRows(unknown, 'account', undefined, false)).toEqual([
    row({ name: 'account unknown', envs: 'dev,test,prod', manifest: shop.file }),
  ]);
});

test('by manifest', () => {
  expect(matrixRows(both, 'manifest', undefined, true)).toEqual([
    row({ name: 'shop', envs: 'dev,test,prod', manifest: shop.file }),
    row({ name: 'blog', envs: 'prod', manifest: blog.file, ...prod }),
  ]);
});

test.each(MATRIX_BY)('by %s: all texts, and nothing without envs', (by) => {
  const values = matrixRows(both, by, undefined, true).flatMap((one) => Object.values(one) as unknown[]);
  expect(new Set(values.map((value) => typeof value))).toEqual(new Set(['string']));
  expect(matrixRows([], by, 3, false)).toEqual([]);
});

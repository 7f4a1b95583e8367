import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { collected, type Grounds } from '../../src/fleet/collected.ts';
import type { MadeEnv, ShardFile } from '../../src/fleet/shard-file.ts';
import type { Lock } from '../../src/lock/model.ts';
import { amplifyOutputs } from '../../src/formats/amplify-outputs/format.ts';
import { emptyLock, lockPart, lockParts } from '../../src/lock/lock-parts.ts';
import { textHash } from '../../src/domain/file.ts';
import { PLAIN, render } from '../helpers/configs.ts';
import { manifestWith } from '../helpers/placed-envs.ts';

// A file that all envs share stands here in the form of a lock: each env has its entry.
const NAMES = ['dev', 'test', 'stage', 'prod'];
const manifest = manifestWith(
  'shop',
  NAMES.map((name) => `${name}: {userPoolId: eu-west-1_${name}}`),
);
const SHARED = 'apps/shop/shared.json';
const OURS = render(amplifyOutputs, PLAIN, { platform: 'javascript' });
const grounds: Grounds = {
  manifest,
  lock: emptyLock('shop'),
  present: new Map(),
  shared: new Map([[SHARED, { parts: lockParts('shared'), before: null }]]),
};
const entry = (env: string) =>
  lockPart({
    accountId: '111122223333',
    region: 'eu-west-1',
    roleToAssume: null,
    userPoolId: 'eu-west-1_A',
    webClientId: env,
    nativeClientId: null,
    identityPoolId: null,
    authRoleArn: null,
    guestRoleArn: null,
    groups: {},
    facts: {},
    policies: [],
    files: [],
  });

const made = (env: string): MadeEnv => ({ env, files: [], parts: [{ path: SHARED, after: entry(env) }] });
const shardOf = (shard: string, ...names: readonly string[]) =>
  ({ shard, envs: names.map(made) }) as unknown as ShardFile;

test('parts of one file from all shards come together, whatever the order of the shards', () => {
  const whole = collected(grounds, [shardOf('1/1', ...NAMES)]);
  expect(whole.refused).toEqual([]);
  expect([...(whole.parts.get(SHARED) ?? [])]).toEqual(NAMES.map((name) => [name, entry(name)]));
  const dealt = fc.tuple(fc.shuffledSubarray(NAMES, { minLength: 4 }), fc.nat({ max: 4 }), fc.boolean());
  fc.assert(
    fc.property(dealt, ([names, cut, swapped]) => {
      const shards = [shardOf('1/2', ...names.slice(0, cut)), shardOf('2/2', ...names.slice(cut))];
      const { parts, refused } = collected(grounds, swapped ? shards.toReversed() : shards);
      expect(refused).toEqual([]);
      expect([...(parts.get(SHARED) ?? [])]).toEqual([...(whole.parts.get(SHARED) ?? [])]);
    }),
  );
});

test('a part that takes itself out', () => {
  const gone = { shard: '1/1', envs: [{ env: 'dev', files: [], parts: [{ path: SHARED, after: null }] }] };
  const { parts, refused } = collected(grounds, [gone as unknown as ShardFile]);
  expect(refused).toEqual([]);
  expect([...(parts.get(SHARED) ?? [])]).toEqual([['dev', undefined]]);
});

test.each([
  ['another file', 'apps/shop/other.json', entry('dev')],
  ['no part', SHARED, 'evil'],
  ['a part that would be written otherwise', SHARED, entry('dev').replaceAll('\n', '')],
])('%s is refused with all that the env has', (_, path, after) => {
  const shard = { shard: '1/1', envs: [{ ...made('dev'), parts: [{ path, after }] }, made('test')] };
  const { parts, refused } = collected(grounds, [shard as unknown as ShardFile]);
  expect(refused).toEqual([`shard 1/1 has a part of ${path} that cannot be one of the env dev`]);
  expect([...(parts.get(SHARED) ?? [])].map(([env]) => env)).toEqual(['test']);
});

test.each<[string, string, string, RegExp | undefined]>([
  ['a file managed by this action that the lock lists', 'dev.json', OURS, undefined],
  ['one that somebody has edited', 'dev.json', `${OURS}\n`, /edited by hand/],
  ['source that a forged lock lists', 'app.ts', 'code', /no amplify-outputs file/],
])('a shard takes away %s', (_, name, text, why) => {
  const dev = (JSON.parse(entry('dev')) as Lock).envs['entry'];
  if (dev === undefined) throw new Error('there is no entry');
  const files = [['dev.json', OURS] as const, ['app.ts', 'code'] as const].map(([path, content]) => {
    return { path, format: 'amplify-outputs', hash: textHash(content), published: true };
  });
  const lock = { ...emptyLock('shop'), envs: { dev: { ...dev, files } } };
  const path = `apps/shop/${name}`;
  const shard = { shard: '1/1', envs: [{ env: 'dev', files: [{ path, after: null }], parts: [] }] };
  const at = { ...grounds, lock, present: new Map([[path, text]]) };
  const { files: gone, refused } = collected(at, [shard as unknown as ShardFile]);
  expect([...gone]).toEqual(why === undefined ? [[path, null]] : []);
  expect(refused.join()).toMatch(why ?? /^$/);
});

import { describe, expect, test } from '@jest/globals';
import { entryOf, readLock, withLockEntry, writeLock } from '../../src/lock/lock-file.ts';
import { emptyLock } from '../../src/lock/lock-parts.ts';
import type { Lock, LockEntry } from '../../src/lock/model.ts';
import { arnOf, entryWith } from '../helpers/subject.ts';

const FULL = entryWith({
  roleToAssume: { read: arnOf('read'), write: null },
  groups: { editors: arnOf('path/editors') },
  protect: true,
  policies: [{ role: arnOf('auth'), name: 'amplify-import-auth.shop.dev.storage', hash: 'sha256:1' }],
  lambdas: [{ function: 'admin', role: arnOf('admin'), variable: 'AUTH_X_USERPOOLID', value: 'eu-west-1_AbC' }],
  files: [{ path: 'a.json', format: 'dotenv', hash: 'sha256:2', published: true }],
  facts: { authTrust: { Version: '2012-10-17', Statement: [] }, groupPrecedence: { editors: 1 } },
});
const lockWith = (entry: unknown, env = 'dev') =>
  JSON.stringify({ version: 1, project: 'shop', envs: { [env]: entry } });

/** The lock that a text holds; fails where it holds none. */
function read(text: string): Lock {
  const found = readLock(text);
  if (found.kind !== 'lock') throw new Error(JSON.stringify(found));
  return found.lock;
}
const reasonOf = (text: string) => {
  const found = readLock(text);
  return found.kind === 'unreadable' ? found.reason : found.kind;
};

test('what was written is read again', () => {
  const lock: Lock = { version: 1, project: 'shop', envs: { dev: FULL, prod: entryWith() } };
  expect(read(writeLock(lock))).toEqual(lock);
});

test('equal locks have equal texts, that end with a line break', () => {
  const [a, b] = [entryWith(), FULL];
  const text = writeLock({ version: 1, project: 'shop', envs: { a, b } });
  expect(writeLock({ envs: { b, a }, project: 'shop', version: 1 })).toBe(text);
  expect(text.endsWith('}\n')).toBe(true);
});

test('what a later release adds stays', () => {
  const more = { ...FULL, added: { by: 'a later release' }, facts: { ...FULL.facts, also: 1 } };
  expect(JSON.parse(writeLock(read(lockWith(more))))).toEqual(JSON.parse(lockWith(more)));
});

test.each<[string, string, string | RegExp]>([
  ['a newer version', '{"version": 2, "envs": 7}', 'newer'],
  ['an older version', '{"version": 0, "project": "shop", "envs": {}}', /^version: /],
  ['no version', '{"project": "shop", "envs": {}}', /^version: /],
  ['a version that is no number', '{"version": "2", "project": "shop", "envs": {}}', /^version: /],
  ['no project', '{"version": 1, "envs": {}}', /^project: /],
  ['no envs', '{"version": 1, "project": "shop"}', /^envs: /],
  ['null for envs', '{"version": 1, "project": "shop", "envs": null}', /^envs: /],
  ['no JSON', '<<<<<<< HEAD', /^it is no JSON \(.+\)$/],
  ['nothing', '', /^it is no JSON/],
  ['a list', '[]', /^: /],
  ['null', 'null', /^: /],
  ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`, 'it is nested deeper than 64 levels'],
  ['64 levels', `${'['.repeat(64)}${']'.repeat(64)}`, /^: /],
  ['64 Mi characters', ' '.repeat(64 * 1024 * 1024), /^it is no JSON/],
  ['one more', ' '.repeat(64 * 1024 * 1024 + 1), 'it has more than 67108864 characters'],
])('a lock with %s', (_, text, expected) => {
  expect(reasonOf(text)).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
});

test('a newer lock says which version it is', () => {
  expect(readLock('{"version": 12}')).toEqual({ kind: 'newer', version: 12 });
});

test.each([
  [20_000, /^envs\.e0\.accountId: /],
  [20_001, /^it has more than 20000 envs$/],
])('%i envs', (count, expected) => {
  const envs = Object.fromEntries(Array.from({ length: count }, (_, index) => [`e${index}`, {}]));
  expect(reasonOf(JSON.stringify({ version: 1, project: 'shop', envs }))).toMatch(expected);
});

test('a foreign text in a reason is clipped', () => {
  expect(reasonOf(lockWith({ ...FULL, groups: { ['g'.repeat(500)]: 7 } })).length).toBeLessThan(210);
});

describe('what has not the form that AWS gives it is refused, with its place', () => {
  const policy = FULL.policies[0]!;
  const lambda = FULL.lambdas![0]!;
  const file = FULL.files[0]!;
  test.each<[string, object]>([
    ['accountId', { accountId: '11112222333' }],
    ['accountId', { accountId: '1111222233334' }],
    ['region', { region: 'evil.example.com/eu-west-1' }],
    ['region', { region: `eu-${'a'.repeat(40)}-1` }],
    ['roleToAssume', { roleToAssume: 'x' }],
    ['roleToAssume.read', { roleToAssume: { read: 'x', write: null } }],
    ['roleToAssume.write', { roleToAssume: { read: null } }],
    ['userPoolId', { userPoolId: 'eu-west-1/../_a' }],
    ['webClientId', { webClientId: 'a b' }],
    ['webClientId', { webClientId: null }],
    ['nativeClientId', { nativeClientId: 'a/b' }],
    ['identityPoolId', { identityPoolId: 'eu-west-1_a' }],
    ['authRoleArn', { authRoleArn: arnOf('*') }],
    ['authRoleArn', { authRoleArn: `x${arnOf('auth')}` }],
    ['authRoleArn', { authRoleArn: `${arnOf('auth')} ` }],
    ['authRoleArn', { authRoleArn: arnOf('') }],
    ['authRoleArn', { authRoleArn: 'arn:aws:iam::1111:role/auth' }],
    ['guestRoleArn', { guestRoleArn: 'arn:aws:iam::111122223333:user/auth' }],
    ['guestRoleArn', { guestRoleArn: arnOf('a'.repeat(2048)) }],
    ['groups.g', { groups: { g: 'x' } }],
    ['groups', { groups: null }],
    ['facts', { facts: null }],
    ['facts.userPool.customAuth', { facts: { userPool: { customAuth: 'yes' } } }],
    ['protect', { protect: 'true' }],
    ['policies.0.role', { policies: [{ ...policy, role: 'x' }] }],
    ['policies.0.name', { policies: [{ ...policy, name: '' }] }],
    ['policies.0.name', { policies: [{ ...policy, name: 'a/b' }] }],
    ['policies.0.name', { policies: [{ ...policy, name: 'a'.repeat(129) }] }],
    ['policies.0.hash', { policies: [{ ...policy, hash: 1 }] }],
    ['lambdas.0.function', { lambdas: [{ ...lambda, function: 'arn:aws:lambda:eu-west-1:1:function:a' }] }],
    ['lambdas.0.function', { lambdas: [{ ...lambda, function: 'a'.repeat(65) }] }],
    ['lambdas.0.role', { lambdas: [{ ...lambda, role: 'x' }] }],
    ['lambdas.0.variable', { lambdas: [{ ...lambda, variable: 1 }] }],
    ['lambdas.0.value', { lambdas: [{ ...lambda, value: 'a'.repeat(2049) }] }],
    ['files.0.path', { files: [{ ...file, path: null }] }],
    ['files.0.published', { files: [{ ...file, published: 'no' }] }],
    ['files', { files: undefined }],
  ])('%s: %j', (place, change) => {
    expect(reasonOf(lockWith({ ...FULL, ...change }))).toMatch(
      new RegExp(`^envs\\.dev\\.${place.replaceAll('.', '\\.')}: `),
    );
  });

  test.each(['a/b', '', 'a b', '../x'])('the env %j', (env) => {
    expect(reasonOf(lockWith(FULL, env))).toMatch(/^envs/);
  });

  test.each<[string, Partial<LockEntry>]>([
    ['a role with a path and every printable character', { authRoleArn: arnOf('a/b!~+=,.@-_') }],
    ['a role of China', { authRoleArn: 'arn:aws-cn:iam::111122223333:role/auth' }],
    [
      'the longest names',
      { policies: [{ ...policy, name: 'a'.repeat(128) }], lambdas: [{ ...lambda, function: 'a'.repeat(64) }] },
    ],
    [
      'what may be null',
      { nativeClientId: null, identityPoolId: null, authRoleArn: null, guestRoleArn: null, roleToAssume: null },
    ],
    ['a function whose environment is left unchanged', { lambdas: [{ ...lambda, variable: null, value: null }] }],
  ])('but not %s', (_, change) => {
    expect(entryOf(read(lockWith({ ...FULL, ...change })), 'dev')).toEqual({ ...FULL, ...change });
  });
});

describe('entries', () => {
  test.each(['constructor', 'toString', '__proto__'])('an env called %s that is not there', (env) => {
    expect(entryOf(emptyLock('shop'), env)).toBeUndefined();
  });

  test('one is replaced, added or taken out, and all else stays', () => {
    const lock: Lock = { version: 1, project: 'shop', envs: { dev: FULL, prod: FULL } };
    const other = entryWith({ accountId: '999988887777' });
    expect(withLockEntry(lock, 'dev', other)).toEqual({ ...lock, envs: { dev: other, prod: FULL } });
    expect(withLockEntry(lock, 'test', other)).toEqual({ ...lock, envs: { dev: FULL, prod: FULL, test: other } });
    expect(withLockEntry(lock, 'dev', undefined)).toEqual({ ...lock, envs: { prod: FULL } });
    expect(lock.envs['dev']).toBe(FULL);
  });
});

import { describe, expect, test } from '@jest/globals';
import type { Grantee } from '../../src/categories/category.ts';
import { storage, type StorageEntry } from '../../src/categories/storage.ts';
import type { PolicyScope, Profile } from '../../src/domain/policy-scope.ts';
import { OWN } from '../../src/iam/statement.ts';
import { resolveManifest } from '../../src/manifest/resolve.ts';
import { IDS, manifestOf } from '../helpers/subject.ts';

const AUTH: Grantee = { kind: 'auth' };
const GUEST: Grantee = { kind: 'guest' };
const EDITORS: Grantee = { kind: 'group', name: 'editors' };
const WRITERS: Grantee = { kind: 'group', name: 'writers' };
const MEDIA: StorageEntry = {
  bucket: 'media',
  paths: {
    'media/*': { guest: ['read'], auth: ['read'], groups: { editors: ['create', 'read', 'delete'] } },
    'profile/{entity_id}/*': { auth: ['read'], entity: ['update', 'read'] },
  },
};

function statements(grantee: Grantee, profile: Profile = 'amplify', entry = MEDIA) {
  const scope: PolicyScope = { profile, partition: 'aws', region: 'eu-west-1', accountId: '111122223333' };
  return storage.statements(entry, grantee, scope);
}
const allowed = (action: string, grantee: Grantee, entry = MEDIA) =>
  statements(grantee, 'amplify', entry)
    .filter(({ Action }) => Action?.includes(action))
    .flatMap(({ Resource }) => Resource)
    .map((resource) => resource?.replace('arn:aws:s3:::media/', ''));

describe('each may do what its paths say', () => {
  test.each<[string, string, Grantee, readonly string[]]>([
    ['guests read', 's3:GetObject', GUEST, ['media/*']],
    ['guests write nothing', 's3:PutObject', GUEST, []],
    ["signed-in users read others' folders", 's3:GetObject', AUTH, ['media/*', 'profile/*', `profile/${OWN}/*`]],
    ['signed-in users write only their own', 's3:PutObject', AUTH, [`profile/${OWN}/*`]],
    ['members of a group keep their own folder', 's3:PutObject', EDITORS, ['media/*', `profile/${OWN}/*`]],
    ['a group that is not named gets nothing', 's3:GetObject', WRITERS, []],
  ])('%s', (_, action, grantee, resources) => {
    expect(allowed(action, grantee).toSorted()).toEqual([...resources].toSorted());
  });

  test('who reads also lists, with and without the slash at the end', () => {
    expect(statements(AUTH).at(-1)).toEqual({
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: ['arn:aws:s3:::media'],
      Condition: {
        StringLike: {
          's3:prefix': ['media/', 'media/*', 'profile/', 'profile/*', `profile/${OWN}/`, `profile/${OWN}/*`],
        },
      },
    });
  });

  test('strict: only in a bucket of the account', () => {
    for (const { Condition } of statements(EDITORS, 'strict'))
      expect(Condition).toMatchObject({ StringEquals: { 'aws:ResourceAccount': '111122223333' } });
  });

  test('the layout of the libraries can stand beside them', () => {
    expect(allowed('s3:GetObject', GUEST, { ...MEDIA, guest: ['read'] })).toEqual(
      expect.arrayContaining(['public/*', 'media/*']),
    );
  });

  test('what guests write is named with its path', () => {
    const entry: StorageEntry = {
      bucket: 'media',
      guest: ['delete'],
      paths: { 'in/*': { guest: ['create', 'read'] } },
    };
    expect(storage.guestWrites(entry)).toEqual(['delete', 'create on in/*']);
  });
});

/** The messages about an env with these entries. */
function faults(entries: string): readonly string[] {
  const ids = Object.entries(IDS).map(([key, id]) => `    ${key}: "${id}"`);
  const head = ['version: 1', 'project: shop', 'envs:', '  dev:', ...ids];
  const group = '    groups: {editors: "arn:aws:iam::111122223333:role/editors"}';
  const text = [...head, group, `    categories: {storage: ${entries}}`, ''].join('\n');
  return resolveManifest(text, 'amplify-auth.yml', '2026-12-01').findings.map(
    ({ message, hint = '' }) => `${message} ${hint}`,
  );
}
const withPaths = (paths: string) => faults(`[{bucket: media, paths: ${paths}}]`);

describe('a path that Gen 2 or IAM would not take', () => {
  test.each([
    ['/media/*', 'does not begin with'],
    ['media', 'ends with "/\\*"'],
    ['media*', 'ends with "/\\*"'],
    ['*', 'ends with "/\\*"'],
    ['a//b/*', 'no empty parts'],
    ['a/../b/*', 'no empty parts'],
    ['a/*/b/*', '"\\*" only at its end'],
    ['a?/*', '"\\*" only at its end'],
    ['${aws:userid}/*', 'only placeholder'],
    ['a$b/*', '"\\*" only at its end'],
    ['a\\u200bb/*', 'invisible'],
    ['{entity_id}/*', 'not the first part'],
    ['a/{entity_id}/b/*', 'the last one before'],
    ['a/x{entity_id}/*', 'only placeholder'],
    ['a/{identity}/*', 'only placeholder'],
    [`${'a/'.repeat(512)}*`, 'at most 1024 bytes'],
  ])('%s', (path, why) => {
    expect(withPaths(`{"${path}": {auth: [read]}}`)).toEqual([expect.stringMatching(why)]);
  });

  test.each(['media/*', 'a/b c/ü/*', "it's/(1)!/*", 'a/{entity_id}/*'])('%s is fine', (path) => {
    expect(withPaths(`{"${path}": {auth: [read]}}`)).toEqual([]);
  });

  test('rights in an own folder need one', () => {
    expect(withPaths('{"media/*": {entity: [read]}}')).toEqual([expect.stringContaining('"media/{entity_id}/*"')]);
  });

  test('a group needs a role here as elsewhere', () => {
    expect(withPaths('{"media/*": {groups: {nobody: [read]}}}')).toEqual([expect.stringContaining('nobody')]);
  });
});

describe('a path within another one', () => {
  test.each([
    ['that gives less than around it', '{"a/*": {auth: [read]}, "a/b/*": {guest: [read]}}', 'repeat auth: \\[read\\]'],
    ['for a group', '{"a/*": {groups: {editors: [delete]}}, "a/b/*": {}}', 'repeat groups.editors: \\[delete\\]'],
    ['in two others', '{"a/*": {}, "a/b/*": {}, "a/b/c/*": {}}', 'within 2'],
    ['with own folders', '{"a/*": {}, "a/{entity_id}/*": {}}', 'cannot lie within'],
  ])('%s', (_, paths, why) => {
    expect(withPaths(paths)).toEqual([expect.stringMatching(why)]);
  });

  test('that gives more is fine', () => {
    expect(withPaths('{"a/*": {auth: [read]}, "a/b/*": {auth: [read, create]}, "ab/*": {}}')).toEqual([]);
  });
});

test.each([
  [
    'two defaults',
    '[{bucket: one, isDefault: true}, {bucket: two, isDefault: true}]',
    'Only one bucket is the default',
  ],
  ['one name twice', '[{bucket: one, name: files}, {bucket: two, name: files}]', 'Another bucket has this name'],
  ['the name of a bucket', '[{bucket: one}, {bucket: two, name: one}]', 'Another bucket has this name'],
])('buckets side by side: %s', (_, entries, why) => {
  expect(faults(entries)).toEqual([expect.stringContaining(why)]);
});

test('two entries about one bucket are no conflict', () => {
  expect(
    manifestOf(['categories: {storage: [{bucket: one, auth: [read]}, {bucket: one, guest: [read]}]}']),
  ).toBeDefined();
});

import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { storage, type StorageEntry } from '../../src/policies/storage.ts';
import { canonicalPolicy, parsePolicy, policyOf } from '../../src/policies/document.ts';
import type { Grantee, PolicyScope } from '../../src/policies/category.ts';

const SCOPE: PolicyScope = { profile: 'amplify', partition: 'aws', region: 'eu-west-1', accountId: '111122223333' };
const ALL = ['create', 'read', 'update', 'delete'] as const;
const EDITORS: Grantee = { kind: 'group', name: 'editors' };

/** Golden documents are for people to read: what a role really gets. */
function golden(name: string): string {
  return readFileSync(new URL(`./golden/${name}.json`, import.meta.url), 'utf8');
}

describe('statements of the storage category', () => {
  test.each<{ name: string; entry: StorageEntry; grantee: Grantee; scope?: Partial<PolicyScope> }>([
    { name: 'storage.amplify.auth', entry: { bucket: 'files', auth: [...ALL] }, grantee: { kind: 'auth' } },
    { name: 'storage.amplify.guest-read', entry: { bucket: 'files', guest: ['read'] }, grantee: { kind: 'guest' } },
    { name: 'storage.amplify.group', entry: { bucket: 'files', groups: { editors: [...ALL] } }, grantee: EDITORS },
    {
      name: 'storage.strict.auth',
      entry: { bucket: 'files', auth: [...ALL] },
      grantee: { kind: 'auth' },
      scope: { profile: 'strict' },
    },
    {
      name: 'storage.strict.guest-read',
      entry: { bucket: 'files', guest: ['read'] },
      grantee: { kind: 'guest' },
      scope: { profile: 'strict' },
    },
    {
      name: 'storage.strict.group',
      entry: { bucket: 'files', groups: { editors: ['read'] } },
      grantee: EDITORS,
      scope: { profile: 'strict' },
    },
  ])('$name', ({ name, entry, grantee, scope }) => {
    const document = policyOf(storage.statements(entry, grantee, { ...SCOPE, ...scope }));
    const expected = parsePolicy(golden(name))!;
    expect(JSON.parse(canonicalPolicy(document))).toEqual(JSON.parse(canonicalPolicy(expected)));
  });

  test.each<[string, StorageEntry, Grantee]>([
    ['nobody is named', { bucket: 'files' }, { kind: 'auth' }],
    ['an empty list', { bucket: 'files', guest: [] }, { kind: 'guest' }],
    ['another group', { bucket: 'files', groups: { admins: ['read'] } }, EDITORS],
    ['a group that is called like a method', { bucket: 'files', groups: {} }, { kind: 'group', name: 'toString' }],
  ])('nothing is granted where %s', (_what, entry, grantee) => {
    expect(storage.statements(entry, grantee, SCOPE)).toEqual([]);
  });

  test.each(['aws', 'aws-us-gov', 'aws-cn'])('ARNs are of the partition %s', (partition) => {
    for (const profile of ['amplify', 'strict'] as const) {
      const statements = storage.statements(
        { bucket: 'files', auth: ['read'] },
        { kind: 'auth' },
        { ...SCOPE, partition, profile },
      );
      for (const { Resource } of statements)
        for (const arn of Resource as string[]) expect(arn).toMatch(new RegExp(`^arn:${partition}:s3:::files`));
    }
  });

  test('either create or update lets write, and neither lets read', () => {
    for (const right of ['create', 'update'] as const) {
      const statements = storage.statements({ bucket: 'files', guest: [right] }, { kind: 'guest' }, SCOPE);
      expect(statements.flatMap(({ Action }) => Action)).toEqual(['s3:PutObject', 's3:PutObject']);
    }
  });
});

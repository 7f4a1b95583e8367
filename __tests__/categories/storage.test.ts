import { describe, expect, test } from '@jest/globals';
import { storage } from '../../src/categories/storage.ts';
import type { Grantee } from '../../src/categories/category.ts';
import type { PolicyScope } from '../../src/domain/policy-scope.ts';

const SCOPE: PolicyScope = { profile: 'amplify', partition: 'aws', region: 'eu-west-1', accountId: '111122223333' };

test('either create or update lets write, and neither lets read', () => {
  for (const right of ['create', 'update'] as const) {
    const statements = storage.statements({ bucket: 'files', guest: [right] }, { kind: 'guest' }, SCOPE);
    expect(statements.flatMap(({ Action }) => Action)).toEqual(['s3:PutObject', 's3:PutObject']);
  }
});

describe('strict', () => {
  const resources = (grantee: Grantee) =>
    storage
      .statements(
        { bucket: 'files', auth: ['read', 'create'], guest: ['read'], groups: { editors: ['read', 'create'] } },
        grantee,
        { ...SCOPE, profile: 'strict' },
      )
      .flatMap(({ Resource }) => Resource)
      .join(' ');

  test('guests do not see what is protected', () => {
    expect(resources({ kind: 'guest' })).toBe('arn:aws:s3:::files/public/* arn:aws:s3:::files');
  });

  test('members of a group get what other signed-in users get, not the whole bucket', () => {
    expect(resources({ kind: 'group', name: 'editors' })).toBe(resources({ kind: 'auth' }));
  });
});

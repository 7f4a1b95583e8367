import { describe, expect, test } from '@jest/globals';
import { asList } from '../../src/domain/iam-policy.ts';
import type { Profile } from '../../src/domain/policy-scope.ts';
import { rest } from '../../src/categories/rest.ts';
import { GRANTEES, SCOPE } from '../helpers/statements.ts';

const API = { apiId: 'a1b2c3d4e5', stage: 'dev' };

/** What is granted on one path, as `METHOD/path`. */
function granted(
  path: string,
  rights: readonly ('create' | 'read' | 'update' | 'delete')[],
  profile: Profile,
  { who = 'auth', subpaths }: { who?: keyof typeof GRANTEES; subpaths?: boolean } = {},
): readonly string[] {
  const holder = who === 'group' ? { groups: { editors: [...rights] } } : { [who]: [...rights] };
  const entry = { ...API, paths: { [path]: { ...holder, subpaths } } };
  const statements = rest.statements(entry, GRANTEES[who], { ...SCOPE, profile });
  return statements.flatMap(({ Resource }) => asList(Resource)).map((arn) => arn.split('/dev/')[1]!);
}

describe('strict: the declared methods on the declared path', () => {
  test.each<[string, readonly ('create' | 'read' | 'update' | 'delete')[], readonly string[]]>([
    ['/items', ['read'], ['GET/items']],
    ['/items', ['update'], ['PUT/items', 'PATCH/items']],
    [
      '/items',
      ['create', 'read', 'update', 'delete', 'read'],
      ['POST/items', 'GET/items', 'PUT/items', 'PATCH/items', 'DELETE/items'],
    ],
    ['/items/{id}', ['read'], ['GET/items/*']],
    ['/items/{item_id}/lines', ['delete'], ['DELETE/items/*/lines']],
    ['/files/{proxy+}', ['read'], ['GET/files/*']],
    ['/', ['read'], ['GET/']],
  ])('%s %j', (path, rights, expected) => {
    for (const who of ['auth', 'guest', 'group'] as const)
      expect(granted(path, rights, 'strict', { who })).toEqual(expected);
  });

  test('what is below only where the manifest says so', () => {
    expect(granted('/items', ['read'], 'strict', { subpaths: true })).toEqual(['GET/items', 'GET/items/*']);
    expect(granted('/', ['read'], 'strict', { subpaths: true })).toEqual(['GET/', 'GET/*']);
  });
});

test('amplify grants what is below in any case', () => {
  for (const subpaths of [true, false])
    expect(granted('/items', ['read'], 'amplify', { subpaths })).toEqual(['GET/items/*', 'GET/items']);
});

test('every path of an entry, in one statement', () => {
  const entry = { ...API, paths: { '/a': { auth: ['read' as const] }, '/b': { auth: ['create' as const] }, '/c': {} } };
  const statements = rest.statements(entry, { kind: 'auth' }, { ...SCOPE, profile: 'strict' });
  expect(statements).toHaveLength(1);
  expect(asList(statements[0]!.Resource).map((arn) => arn.split('/dev/')[1])).toEqual(['GET/a', 'POST/b']);
});

test('guests that write are reported by path', () => {
  const paths = { '/a': { guest: ['read' as const, 'delete' as const] }, '/b': { guest: ['update' as const] } };
  expect(rest.guestWrites({ ...API, paths })).toEqual(['delete on /a', 'update on /b']);
});

describe('paths', () => {
  const fits = (path: string) => rest.entry.safeParse({ ...API, paths: { [path]: {} } }).success;

  test.each(['/', '/items', '/items/{id}', '/a/b/c', '/items/{item_id}', '/{proxy+}', '/v1.0/~x'.replace('~', '-')])(
    'fits: %s',
    (path) => {
      expect(fits(path)).toBe(true);
    },
  );

  test.each(['items', '', '/items/', '//', '/items/*', '/i?', '/{proxy+}/x', '/{id', '/a b', '/a/{x*}', '/${x}'])(
    'does not fit: "%s"',
    (path) => {
      expect(fits(path)).toBe(false);
    },
  );
});

test.each(['apiId', 'stage'] as const)('%s is needed as soon as there are rights', (key) => {
  const { [key]: _gone, ...others } = API;
  const entry = { ...others, paths: { '/items': { groups: { editors: ['read'] } } } };
  expect(rest.entry.safeParse(entry).error?.issues).toMatchObject([{ path: [key] }]);
  expect(rest.entry.safeParse({ ...others, paths: { '/items': { auth: [] } }, name: 'api' }).success).toBe(true);
});

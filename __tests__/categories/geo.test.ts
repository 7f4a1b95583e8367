import { expect, test } from '@jest/globals';
import { geo } from '../../src/categories/geo.ts';

const issues = (entry: object) => (geo.entry.safeParse(entry).error?.issues ?? []).map(({ path }) => path.join('.'));

test.each<[string, object, readonly string[]]>([
  ['none of the three', { auth: ['read'] }, ['map']],
  ['two of the three', { map: 'm', placeIndex: 'p' }, ['placeIndex']],
  ['maps are only read', { map: 'm', auth: ['read', 'create'] }, ['auth.1']],
  [
    'places too',
    { placeIndex: 'p', guest: ['list'], groups: { editors: ['delete'] } },
    ['guest.0', 'groups.editors.0'],
  ],
  ['geofences know all rights', { geofences: 'g', auth: ['create', 'read', 'update', 'delete', 'list'] }, []],
])('%s', (_what, entry, expected) => {
  expect(issues(entry)).toEqual(expected);
});

test('guests write geofences', () => {
  expect(geo.guestWrites({ geofences: 'g', guest: ['read', 'list', 'update', 'delete'] })).toEqual([
    'update',
    'delete',
  ]);
});

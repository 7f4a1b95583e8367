import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Category, type Grantee } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { grants, named, oneOf, region } from './options.ts';
import { allow, arn } from '../iam/statement.ts';

/**
 * Maps, place search and geofences of Amazon Location Service. Source of the `amplify` profile: `amplify-category-geo` of the Amplify
 * CLI 14.3, which gives geofences to groups alone. Its statements name one resource and the calls of the library, so `strict` has
 * nothing to take away.
 */

const RIGHTS = {
  read: 'draw the map, search places, get a geofence',
  create: 'put geofences (only for `geofences`, like all below)',
  update: 'the same as `create`',
  delete: 'delete geofences',
  list: 'list geofences',
} as const;
type Right = keyof typeof RIGHTS;

const resource = (description: string) => named(/^[A-Za-z0-9._-]{1,100}$/, description).optional();

const entry = z
  .strictObject({
    map: resource('Name of the map.'),
    placeIndex: resource('Name of the place index.'),
    geofences: resource('Name of the geofence collection.'),
    style: named(/^[A-Za-z0-9._-]{1,100}$/, 'Style of the map, for the files.', 'VectorEsriStreets').optional(),
    region,
    ...grants(oneOf(RIGHTS)),
  })
  .superRefine((given, context) => {
    const kinds = KINDS.filter((kind) => given[kind] !== undefined);
    const [first, second] = kinds;
    if (first === undefined) {
      context.addIssue({ code: 'custom', path: ['map'], message: `Name one of ${KINDS.join(', ')}.` });
    } else if (second !== undefined) {
      context.addIssue({ code: 'custom', path: [second], message: `An entry has one of ${KINDS.join(', ')}.` });
    } else if (given.style !== undefined && first !== 'map') {
      context.addIssue({ code: 'custom', path: ['style'], message: 'It belongs to `map`.' });
    } else if (first !== 'geofences') {
      for (const path of unreadable(given)) context.addIssue({ code: 'custom', path, message: 'Allowed: read.' });
    }
  });

const KINDS = ['map', 'placeIndex', 'geofences'] as const;

export type GeoEntry = z.infer<typeof entry>;

const MAP = ['geo:GetMapStyleDescriptor', 'geo:GetMapGlyphs', 'geo:GetMapSprites', 'geo:GetMapTile'];
const PLACES = [
  'geo:SearchPlaceIndexForPosition',
  'geo:SearchPlaceIndexForText',
  'geo:SearchPlaceIndexForSuggestions',
  'geo:GetPlace',
];
const PUT = ['geo:PutGeofence', 'geo:BatchPutGeofence'];
const GEOFENCES: Readonly<Record<Right, readonly string[]>> = {
  read: ['geo:GetGeofence'],
  create: PUT,
  update: PUT,
  delete: ['geo:BatchDeleteGeofence'],
  list: ['geo:ListGeofences'],
};

export const geo = {
  name: 'geo',
  entry,
  docs: {
    title: 'Maps, places and geofences',
    about: [
      'An entry names a `map`, a `placeIndex` or a collection of `geofences`. Both profiles give the same: the statements of the CLI',
      'name one resource and the calls of the library. The CLI gives geofences to groups alone; here whoever the manifest names has them.',
    ].join(' '),
    rights: RIGHTS,
    examples: [
      { map: 'shop-dev-map', auth: ['read'], guest: ['read'] },
      { placeIndex: 'shop-dev-places', auth: ['read'] },
      {
        geofences: 'shop-dev-areas',
        auth: ['read', 'list'],
        groups: { editors: ['create', 'read', 'delete', 'list'] },
      },
    ],
  },
  statements(given: GeoEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    const granted = rightsOf(given, grantee);
    if (granted.length === 0) return [];
    const on = (what: string) => [arn(scope, 'geo', what, given.region)];
    if (given.map !== undefined) return [allow(MAP, on(`map/${given.map}`))];
    if (given.placeIndex !== undefined) return [allow(PLACES, on(`place-index/${given.placeIndex}`))];
    return [
      allow(
        granted.flatMap((right) => GEOFENCES[right]),
        on(`geofence-collection/${given.geofences ?? ''}`),
      ),
    ];
  },
  guestWrites: ({ guest = [] }: GeoEntry): readonly string[] =>
    guest.filter((right) => right !== 'read' && right !== 'list'),
} as const satisfies Category<'geo', typeof entry>;

/** The ways to rights that only geofences know. */
function unreadable({ auth = [], guest = [], groups = {} }: Pick<GeoEntry, 'auth' | 'guest' | 'groups'>) {
  const lists = [
    [['auth'], auth] as const,
    [['guest'], guest] as const,
    ...Object.entries(groups).map(([name, rights]) => [['groups', name], rights] as const),
  ];
  return lists.flatMap(([path, rights]) =>
    rights.flatMap((right, index) => (right === 'read' ? [] : [[...path, index]])),
  );
}

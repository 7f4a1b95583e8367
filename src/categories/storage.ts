import { z } from 'zod';
import type { Conditions, Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Category, type Grantee, type GrantsAt } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { grants, named, oneOf, region } from './options.ts';
import { allow, OWN } from '../iam/statement.ts';
import {
  canWrite,
  grantsInPaths,
  objectActions,
  pathStatements,
  storagePaths,
  STORAGE_RIGHTS,
  type StorageRight,
} from './storage-paths.ts';

/**
 * Files in S3, in the key layout of the Amplify libraries: `public/` for everybody, `protected/<identity>/` written by its
 * owner and read by others, `private/<identity>/` only for its owner.
 *
 * Source of the `amplify` profile: the storage category of the Amplify CLI 14.3 (permission map and policy templates of
 * `amplify-category-storage`); it writes five inline policies, which are one here. The `strict` profile leaves out what the
 * libraries do not need: `uploads/`, other users' `private/` for groups, `protected/` for guests; and it binds the bucket to
 * the account, since a bucket's name can be taken by somebody else once it is deleted.
 */

const entry = z.strictObject({
  // S3's own rules for names; before 2018 us-east-1 also allowed capitals and underscores.
  bucket: named(/^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/, 'Name of the S3 bucket.'),
  name: named(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
    'Name of the bucket in the app, for the files; default: that of the bucket.',
  ).optional(),
  region: region,
  isDefault: z
    .boolean()
    .optional()
    .meta({ description: 'Whether the libraries use this bucket where the app names none; default: the first one.' }),
  ...grants(oneOf(STORAGE_RIGHTS)),
  paths: storagePaths,
});

export type StorageEntry = z.infer<typeof entry>;

export const storage = {
  name: 'storage',
  entry,
  together(entries: readonly StorageEntry[], context: z.RefinementCtx): void {
    for (const [index, { name, bucket, isDefault = false }] of entries.entries()) {
      const others = entries.slice(0, index).filter((other) => other.bucket !== bucket);
      const fault = (key: string, message: string) => {
        context.addIssue({ code: 'custom', path: [index, key], message });
      };
      if (isDefault && others.some((other) => other.isDefault === true))
        fault('isDefault', 'Only one bucket is the default.');
      if (others.some((other) => (other.name ?? other.bucket) === (name ?? bucket)))
        fault(name === undefined ? 'bucket' : 'name', 'Another bucket has this name in the app.');
    }
  },
  docs: {
    title: 'Files in S3',
    about: [
      'Keys are those of the Amplify libraries: `public/`, `protected/<identity>/` and `private/<identity>/`. For other keys, `paths` gives',
      'rights by path, as the storage of Gen 2 does: `{entity_id}` is the folder of the signed-in user, `entity` its rights there.',
      'The profile `strict` leaves out `uploads/`, does not show `protected/` to guests, keeps group members out of the private',
      'folders of others, and asks that the bucket belongs to the account of the roles.',
    ].join(' '),
    rights: STORAGE_RIGHTS,
    examples: [
      {
        bucket: 'shop-dev-uploads',
        auth: ['create', 'read', 'update', 'delete'],
        guest: ['read'],
        groups: { editors: ['create', 'read', 'update', 'delete'] },
      },
      {
        bucket: 'shop-dev-media',
        paths: {
          'media/*': { guest: ['read'], auth: ['read'], groups: { editors: ['create', 'read', 'update', 'delete'] } },
          'profile/{entity_id}/*': { entity: ['create', 'read', 'update', 'delete'], auth: ['read'] },
        },
      },
    ],
  },
  grants: grantsIn,
  statements(given: StorageEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    const root = `arn:${scope.partition}:s3:::${given.bucket}`;
    const condition = scope.profile === 'strict' ? ownAccount(scope.accountId) : undefined;
    return [...layout(given, root, grantee, scope), ...pathStatements(root, given.paths ?? {}, grantee, condition)];
  },
  guestWrites: (given: StorageEntry): readonly string[] =>
    grantsIn(given).flatMap(({ path, grants: { guest = [] } }) =>
      guest.filter((right) => right !== 'read').map((right) => [right, ...path.slice(1)].join(' on ')),
    ),
} as const satisfies Category<'storage', typeof entry>;

function grantsIn({ auth, guest, groups, paths }: StorageEntry): readonly GrantsAt<StorageRight>[] {
  return [{ path: [], grants: { auth, guest, groups } }, ...grantsInPaths(paths)];
}

/** What is granted in the layout of the libraries. */
function layout(given: StorageEntry, root: string, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
  const granted = rightsOf(given, grantee);
  if (granted.length === 0) return [];
  if (scope.profile === 'strict') return strict(root, granted, grantee, ownAccount(scope.accountId));
  return grantee.kind === 'group' ? amplifyGroup(root, granted) : amplify(root, granted, grantee.kind);
}

/** A bucket's name can be taken by somebody else once it is deleted. */
function ownAccount(accountId: string): Conditions {
  return { StringEquals: { 'aws:ResourceAccount': accountId } };
}

function amplify(root: string, granted: readonly StorageRight[], kind: 'auth' | 'guest'): readonly Statement[] {
  const actions = objectActions(granted);
  const statements = [allow(actions, [`${root}/public/*`])];
  if (kind === 'auth') {
    statements.push(allow(actions, [`${root}/protected/${OWN}/*`]), allow(actions, [`${root}/private/${OWN}/*`]));
  }
  if (canWrite(granted)) statements.push(allow(['s3:PutObject'], [`${root}/uploads/*`]));
  if (granted.includes('read')) {
    statements.push(
      allow(['s3:GetObject'], [`${root}/protected/*`]),
      allow(['s3:ListBucket'], [root], {
        StringLike: {
          's3:prefix': [
            ...folder('public'),
            ...folder('protected'),
            ...(kind === 'auth' ? folder(`private/${OWN}`) : []),
          ],
        },
      }),
    );
  }
  return statements;
}

/** Group members get the whole bucket from the CLI, `s3:ListBucket` on objects (which means nothing) included. */
function amplifyGroup(root: string, granted: readonly StorageRight[]): readonly Statement[] {
  const reads = granted.includes('read');
  const actions = [...objectActions(granted), ...(reads ? ['s3:ListBucket'] : [])];
  return [allow(actions, [`${root}/*`]), ...(reads ? [allow(['s3:ListBucket'], [root])] : [])];
}

/** A group's role replaces the authenticated role, so its members keep their own folders. */
function strict(
  root: string,
  granted: readonly StorageRight[],
  grantee: Grantee,
  account: Conditions,
): readonly Statement[] {
  const signedIn = grantee.kind !== 'guest';
  const reads = granted.includes('read');
  const own = signedIn ? [`${root}/protected/${OWN}/*`, `${root}/private/${OWN}/*`] : [];
  const listed = signedIn
    ? [...folder('public'), ...folder('protected'), ...folder(`private/${OWN}`)]
    : folder('public');
  return [
    allow(objectActions(granted), [`${root}/public/*`, ...own], account),
    ...(reads && signedIn ? [allow(['s3:GetObject'], [`${root}/protected/*`], account)] : []),
    ...(reads ? [allow(['s3:ListBucket'], [root], { StringLike: { 's3:prefix': listed }, ...account })] : []),
  ];
}

function folder(prefix: string): readonly string[] {
  return [`${prefix}/`, `${prefix}/*`];
}

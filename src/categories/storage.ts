import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Category, type Grantee } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { grants, named, oneOf } from './options.ts';
import { allow, OWN } from '../iam/statement.ts';

/**
 * Files in S3, in the key layout of the Amplify libraries: `public/` for everybody, `protected/<identity>/` written by its
 * owner and read by others, `private/<identity>/` only for its owner.
 *
 * Source of the `amplify` profile: the storage category of the Amplify CLI 14.3 (permission map and policy templates of
 * `amplify-category-storage`); it writes five inline policies, which are one here. The `strict` profile leaves out what the
 * libraries do not need: `uploads/`, other users' `private/` for groups, `protected/` for guests; and it binds the bucket to
 * the account, since a bucket's name can be taken by somebody else once it is deleted.
 */

const RIGHTS = {
  create: 'write objects (S3 does not distinguish a new object from a new version of an old one)',
  read: 'get and list objects',
  update: 'the same as `create`',
  delete: 'delete objects',
} as const;
type Right = keyof typeof RIGHTS;

const entry = z.strictObject({
  // S3's own rules for names; before 2018 us-east-1 also allowed capitals and underscores.
  bucket: named(/^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/, 'Name of the S3 bucket.'),
  ...grants(oneOf(RIGHTS)),
});

export type StorageEntry = z.infer<typeof entry>;

export const storage = {
  name: 'storage',
  entry,
  docs: {
    title: 'Files in S3',
    about: [
      'Keys are those of the Amplify libraries: `public/`, `protected/<identity>/` and `private/<identity>/`.',
      'The profile `strict` leaves out `uploads/`, does not show `protected/` to guests, keeps group members out of the private',
      'folders of others, and asks that the bucket belongs to the account of the roles.',
    ].join(' '),
    rights: RIGHTS,
    examples: [
      {
        bucket: 'shop-dev-uploads',
        auth: ['create', 'read', 'update', 'delete'],
        guest: ['read'],
        groups: { editors: ['create', 'read', 'update', 'delete'] },
      },
    ],
  },
  statements(given: StorageEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    const granted = rightsOf(given, grantee);
    if (granted.length === 0) return [];
    const root = `arn:${scope.partition}:s3:::${given.bucket}`;
    if (scope.profile === 'strict') return strict(root, granted, grantee, scope.accountId);
    return grantee.kind === 'group' ? amplifyGroup(root, granted) : amplify(root, granted, grantee.kind);
  },
  guestWrites: ({ guest = [] }: StorageEntry): readonly string[] => guest.filter((right) => right !== 'read'),
} as const satisfies Category<'storage', typeof entry>;

/** The CLI asks for "create/update" as one right. */
function objectActions(granted: readonly Right[]): readonly string[] {
  return [
    ...(canWrite(granted) ? ['s3:PutObject'] : []),
    ...(granted.includes('read') ? ['s3:GetObject'] : []),
    ...(granted.includes('delete') ? ['s3:DeleteObject'] : []),
  ];
}

function canWrite(granted: readonly Right[]): boolean {
  return granted.includes('create') || granted.includes('update');
}

function amplify(root: string, granted: readonly Right[], kind: 'auth' | 'guest'): readonly Statement[] {
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
function amplifyGroup(root: string, granted: readonly Right[]): readonly Statement[] {
  const reads = granted.includes('read');
  const actions = [...objectActions(granted), ...(reads ? ['s3:ListBucket'] : [])];
  return [allow(actions, [`${root}/*`]), ...(reads ? [allow(['s3:ListBucket'], [root])] : [])];
}

/** A group's role replaces the authenticated role, so its members keep their own folders. */
function strict(root: string, granted: readonly Right[], grantee: Grantee, accountId: string): readonly Statement[] {
  const ownAccount = { StringEquals: { 'aws:ResourceAccount': accountId } };
  const signedIn = grantee.kind !== 'guest';
  const reads = granted.includes('read');
  const own = signedIn ? [`${root}/protected/${OWN}/*`, `${root}/private/${OWN}/*`] : [];
  const listed = signedIn
    ? [...folder('public'), ...folder('protected'), ...folder(`private/${OWN}`)]
    : folder('public');
  return [
    allow(objectActions(granted), [`${root}/public/*`, ...own], ownAccount),
    ...(reads && signedIn ? [allow(['s3:GetObject'], [`${root}/protected/*`], ownAccount)] : []),
    ...(reads ? [allow(['s3:ListBucket'], [root], { StringLike: { 's3:prefix': listed }, ...ownAccount })] : []),
  ];
}

function folder(prefix: string): readonly string[] {
  return [`${prefix}/`, `${prefix}/*`];
}

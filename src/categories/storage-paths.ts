import { z } from 'zod';
import { groupedBy } from '../domain/ordering.ts';
import type { Conditions, Statement } from '../domain/iam-policy.ts';
import { allow, OWN } from '../iam/statement.ts';
import { granteesIn, rightsOf, type Grantee, type GrantsAt } from './category.ts';
import { grants, oneOf } from './options.ts';

/**
 * Paths of one's own in a bucket, as Gen 2's `defineStorage` has them: what may be done below which prefix, by whom. `{entity_id}` stands
 * for the identity id of the signed-in user.
 *
 * Source: `@aws-amplify/backend-storage` 1.6 (`validate_storage_access_paths`, `storage_access_orchestrator`,
 * `storage_access_policy_factory`).
 */

export const STORAGE_RIGHTS = {
  create: 'write objects (S3 does not distinguish a new object from a new version of an old one)',
  read: 'get and list objects',
  update: 'the same as `create`',
  delete: 'delete objects',
} as const;
export type StorageRight = keyof typeof STORAGE_RIGHTS;

/** Where a path names the folder of the signed-in user. */
const ENTITY = '{entity_id}';

const right = oneOf(STORAGE_RIGHTS);

const access = z.strictObject({
  ...grants(right),
  entity: z
    .array(right)
    .optional()
    .meta({ description: 'Rights of signed-in users below their own folder, for paths with `{entity_id}`.' }),
});

export const storagePaths = z
  .record(z.string(), access)
  .superRefine((paths, context) => {
    for (const [path, { entity = [] }] of Object.entries(paths)) {
      const wrong = faultOf(path) ?? nestingFault(path, paths);
      if (wrong !== undefined) context.addIssue({ code: 'custom', path: [path], message: wrong });
      else if (entity.length > 0 && !path.includes(ENTITY)) {
        const message = `Only a path with ${ENTITY}, such as "${path.slice(0, -1)}${ENTITY}/*", has folders of users.`;
        context.addIssue({ code: 'custom', path: [path, 'entity'], message });
      }
    }
  })
  .optional()
  .meta({
    description:
      'Rights by path, for keys that do not follow the layout of the Amplify libraries. A path ends with `/*`; `{entity_id}` is the folder of the signed-in user.',
    examples: [{ 'media/*': { guest: ['read'] }, 'profile/{entity_id}/*': { entity: ['create', 'read'] } }],
  });

export type StoragePaths = NonNullable<z.infer<typeof storagePaths>>;

/** S3 takes keys of up to 1,024 bytes. Source: Amazon S3 User Guide, "Naming Amazon S3 objects". */
const LONGEST = 1024;

/** Why Gen 2 or IAM would not take a path, if so. */
function faultOf(path: string): string | undefined {
  if (path.startsWith('/')) return 'A path does not begin with "/".';
  if (!path.endsWith('/*')) return 'A path ends with "/*": rights are for all that is below it.';
  const folders = path.slice(0, -2).split('/');
  if (folders.some((folder) => folder === '' || folder === '.' || folder === '..'))
    return 'A path has no empty parts, "." or "..".';
  const fixed = folders.at(-1) === ENTITY ? folders.slice(0, -1) : folders;
  if (fixed.length === 0) return `${ENTITY} is not the first part of a path: put a folder before it.`;
  if (fixed.some((folder) => folder.includes('{') || folder.includes('}')))
    return `${ENTITY} is the only placeholder of a path, and a part by itself: the last one before "/*".`;
  // `*`, `?` and `${` mean something to IAM, the others cannot be told from what stands around them in a policy or a file.
  if (/[*?$"\\\p{C}\p{Zl}\p{Zp}]/u.test(fixed.join('/')))
    return 'A path has "*" only at its end, and no "?", "$", quotes, backslashes or invisible characters.';
  return Buffer.byteLength(path) > LONGEST ? `A path has at most ${LONGEST} bytes.` : undefined;
}

/**
 * Rights add up in IAM: who may read `media/*` may read `media/drafts/*`. Gen 2 takes a right away below unless it is repeated there. Where
 * it is repeated both mean the same, so that is what is asked for.
 */
function nestingFault(path: string, paths: StoragePaths): string | undefined {
  const around = Object.keys(paths).filter((other) => other !== path && path.startsWith(other.slice(0, -1)));
  const [outer, second] = around.filter((other) => other.endsWith('/*'));
  if (outer === undefined) return undefined;
  if (path.includes(ENTITY)) return `A path with ${ENTITY} cannot lie within another one, here "${outer}".`;
  if (second !== undefined) return `A path can lie within one other path, and this one lies within ${around.length}.`;
  const inside = paths[path] ?? {};
  const whole = paths[outer] ?? {};
  for (const grantee of granteesIn(whole)) {
    const lost = rightsOf(whole, grantee).filter((one) => !rightsOf(inside, grantee).includes(one));
    const who = grantee.kind === 'group' ? `groups.${grantee.name}` : grantee.kind;
    if (lost.length > 0)
      return `It lies within "${outer}", whose rights hold here too: repeat ${who}: [${lost.join(', ')}].`;
  }
  return undefined;
}

/** Where paths give rights: an own folder is for signed-in users. */
export function grantsInPaths(paths: StoragePaths = {}): readonly GrantsAt<StorageRight>[] {
  return Object.entries(paths).map(([path, { auth = [], entity = [], guest, groups }]) => ({
    path: ['paths', path],
    grants: { auth: [...new Set([...auth, ...entity])], guest, groups },
  }));
}

/** What one grantee may do below a prefix; `at` ends with `/*`. */
export interface PathRights {
  readonly at: string;
  readonly rights: readonly StorageRight[];
  /** Whether it is the grantee's own folder. */
  readonly own: boolean;
}

/** What paths give to one grantee: for others' folders the whole of them, for the own one that with the policy variable. */
export function rightsInPaths(paths: StoragePaths, grantee: Grantee): readonly PathRights[] {
  // A group's role replaces the authenticated one: members that are given anything here keep their own folders.
  const named = Object.values(paths).some((holder) => rightsOf(holder, grantee).length > 0);
  const hasOwn = grantee.kind === 'auth' || (grantee.kind === 'group' && named);
  return Object.entries(paths).flatMap(([path, holder]) =>
    [
      { at: path.replace(`${ENTITY}/*`, '*'), rights: rightsOf(holder, grantee), own: false },
      { at: path.replace(ENTITY, OWN), rights: hasOwn ? (holder.entity ?? []) : [], own: true },
    ].filter(({ rights }) => rights.length > 0),
  );
}

/** The statements for them, as Gen 2 grants them. */
export function pathStatements(
  root: string,
  paths: StoragePaths,
  grantee: Grantee,
  condition: Conditions | undefined,
): readonly Statement[] {
  const given = rightsInPaths(paths, grantee);
  const byActions = groupedBy(given, ({ rights }) => objectActions(rights).join(' '));
  const objects = [...byActions].map(([actions, at]) =>
    allow(
      actions.split(' '),
      at.map((one) => `${root}/${one.at}`),
      condition,
    ),
  );
  const listed = given.filter(({ rights }) => rights.includes('read')).flatMap(({ at }) => [at.slice(0, -1), at]);
  const list = allow(['s3:ListBucket'], [root], { StringLike: { 's3:prefix': listed }, ...condition });
  return listed.length === 0 ? objects : [...objects, list];
}

/** The CLI asks for "create/update" as one right. */
export function objectActions(granted: readonly StorageRight[]): readonly string[] {
  return [
    ...(canWrite(granted) ? ['s3:PutObject'] : []),
    ...(granted.includes('read') ? ['s3:GetObject'] : []),
    ...(granted.includes('delete') ? ['s3:DeleteObject'] : []),
  ];
}

export function canWrite(granted: readonly StorageRight[]): boolean {
  return granted.includes('create') || granted.includes('update');
}

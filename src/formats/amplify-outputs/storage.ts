import type { Profile } from '../../domain/policy-scope.ts';
import type { BucketConfig } from '../buckets.ts';
import { compareText } from '../../domain/ordering.ts';
import type { StorageEntry } from '../../categories/storage.ts';
import { rightsInPaths, type StorageRight } from '../../categories/storage-paths.ts';
import { OWN } from '../../iam/statement.ts';

/** The schema's words for what may be done with objects, in its order. */
type AccessAction = 'get' | 'list' | 'write' | 'delete';
type Rights = readonly StorageRight[];

/** path → who (`guest`, `authenticated`, `entityidentity`, `groups<name>`) → what */
type Paths = ReadonlyMap<string, ReadonlyMap<string, readonly AccessAction[]>>;

/**
 * The section `storage`: all buckets with what users may do where, as the role policies grant it. The first one is the default. The
 * library puts the identity id of the signed-in user in the place of `OWN`. Source: `ENTITY_IDENTITY_URL` of `@aws-amplify/storage`.
 */
export function storageSection(
  buckets: readonly BucketConfig[],
  profile: Profile,
): Record<string, unknown> | undefined {
  const [first] = buckets;
  if (first === undefined) return undefined;
  return {
    aws_region: first.region,
    bucket_name: first.bucketName,
    buckets: buckets.map(({ name, bucketName, region, entries }) => {
      const paths = pathsOf(entries, profile);
      return { name, bucket_name: bucketName, aws_region: region, ...(paths.size === 0 ? {} : plain(paths)) };
    }),
  };
}

/**
 * Access by path, in the key layout of the Amplify libraries. It follows the statements of the category `storage`: own folders for
 * signed-in users, reading of `protected/` for whoever reads (guests in the profile amplify alone).
 */
function pathsOf(entries: readonly StorageEntry[], profile: Profile): Paths {
  const paths = new Map<string, Map<string, readonly AccessAction[]>>();
  const add = (path: string, who: string, actions: readonly AccessAction[]) => {
    if (actions.length === 0) return;
    const rules = paths.get(path) ?? new Map<string, readonly AccessAction[]>();
    rules.set(
      who,
      ORDER.filter((action) => actions.includes(action) || rules.get(who)?.includes(action)),
    );
    paths.set(path, rules);
  };
  for (const { auth = [], guest = [], groups = {}, paths: own = {} } of entries) {
    add('public/*', 'guest', actionsOf(guest));
    if (profile === 'amplify') add('protected/*', 'guest', readingOf(guest));
    add('public/*', 'authenticated', actionsOf(auth));
    add('protected/*', 'authenticated', readingOf(auth));
    for (const folder of ['protected', 'private']) add(`${folder}/${OWN}/*`, 'entityidentity', actionsOf(auth));
    for (const [name, rights] of Object.entries(groups).toSorted(([a], [b]) => compareText(a, b))) {
      const who = `groups${name}`;
      add('public/*', who, actionsOf(rights));
      // The Amplify CLI gives groups the whole bucket.
      add('protected/*', who, profile === 'amplify' ? actionsOf(rights) : readingOf(rights));
      if (profile === 'amplify') add('private/*', who, actionsOf(rights));
    }
    const named = Object.values(own).flatMap((access) => Object.keys(access.groups ?? {}));
    const groupsOf = [...new Set(named)].toSorted(compareText);
    for (const grantee of [GUEST, AUTH, ...groupsOf.map((name) => ({ kind: 'group', name }) as const)]) {
      for (const { at, rights, own: isOwn } of rightsInPaths(own, grantee)) {
        const who = grantee.kind === 'group' ? `groups${grantee.name}` : WHO[grantee.kind];
        // Own folders are everybody's who is signed in, whichever role they got.
        if (!isOwn) add(at, who, actionsOf(rights));
        else if (grantee.kind === 'auth') add(at, 'entityidentity', actionsOf(rights));
      }
    }
  }
  return paths;
}

const GUEST = { kind: 'guest' } as const;
const AUTH = { kind: 'auth' } as const;
const WHO = { guest: 'guest', auth: 'authenticated' } as const;

const ORDER: readonly AccessAction[] = ['get', 'list', 'write', 'delete'];

function actionsOf(rights: Rights): readonly AccessAction[] {
  const writes = rights.includes('create') || rights.includes('update');
  return [
    ...readingOf(rights),
    ...(writes ? (['write'] as const) : []),
    ...(rights.includes('delete') ? (['delete'] as const) : []),
  ];
}

function readingOf(rights: Rights): readonly AccessAction[] {
  return rights.includes('read') ? ['get', 'list'] : [];
}

function plain(paths: Paths): Record<string, unknown> {
  return { paths: Object.fromEntries([...paths].map(([path, rules]) => [path, Object.fromEntries(rules)])) };
}

import type { LockEntry } from '../../src/lock/model.ts';
import { filesOfPart, lockPart, lockParts } from '../../src/lock/lock-parts.ts';
import { readLock, writeLock } from '../../src/lock/lock-file.ts';
import type { Publication } from '../../src/publish/publication.ts';

export const MANIFEST = 'amplify-auth.yml';
export const LOCK = 'amplify-auth.lock.json';
const MANIFEST_TEXT = 'version: 1\nproject: shop\n';

/** What runs have done, env by env: the version of its pool that is in file and lock. */
export type Versions = Readonly<Record<string, number>>;

export function fileOf(env: string): string {
  return `config/${env}.json`;
}

export function fileText(env: string, version: number): string {
  return `{"env": "${env}", "version": ${version}}\n`;
}

export function entry(env: string, version: number): LockEntry {
  return {
    accountId: '111122223333',
    region: 'eu-west-1',
    roleToAssume: null,
    userPoolId: `eu-west-1_${env}${version}`,
    webClientId: `web${version}`,
    nativeClientId: null,
    identityPoolId: null,
    authRoleArn: null,
    guestRoleArn: null,
    groups: {},
    facts: {},
    policies: [],
    files: [{ path: fileOf(env), format: 'amplify-outputs', hash: `sha256:${version}`, published: true }],
  };
}

export function lockText(versions: Versions): string {
  const entries = Object.entries(versions).map(([env, version]) => [env, entry(env, version)] as const);
  return writeLock({ version: 1, project: 'shop', envs: Object.fromEntries(entries) });
}

/** A repository in which these versions are merged. */
export function repository(versions: Versions): Record<string, string> {
  const files = Object.entries(versions).map(([env, version]) => [fileOf(env), fileText(env, version)] as const);
  return {
    [MANIFEST]: MANIFEST_TEXT,
    'README.md': 'Hello\n',
    ...(files.length === 0 ? {} : { [LOCK]: lockText(versions) }),
    ...Object.fromEntries(files),
  };
}

/** What a run publishes that found `seen` in its checkout and brought the envs of `wanted` to other versions; null: unlinked. */
export function publication(seen: Versions, wanted: Readonly<Record<string, number | null>>): Publication {
  const files = Object.entries(wanted).map(([env, version]) => ({
    path: fileOf(env),
    before: env in seen ? fileText(env, seen[env] ?? 0) : null,
    after: version === null ? null : fileText(env, version),
  }));
  const own = new Map(
    Object.entries(wanted).map(([env, version]) => [env, version === null ? undefined : lockPart(entry(env, version))]),
  );
  const before = Object.keys(seen).length === 0 ? null : lockText(seen);
  return {
    files,
    basis: new Map([[MANIFEST, MANIFEST_TEXT], ...files.map((file) => [file.path, file.before] as const)]),
    shared: [
      {
        path: LOCK,
        before,
        parts: lockParts('shop'),
        own,
        filesOf: (part) => filesOfPart(part).map(({ path }) => path),
      },
    ],
  };
}

/** The versions that files and lock agree on; an env on which they do not is reported as such. */
export function versionsAt(files: ReadonlyMap<string, string>): Record<string, number | string> {
  const lock = readLock(files.get(LOCK) ?? lockText({}));
  const envs = lock.kind === 'lock' ? lock.lock.envs : {};
  const inLock = Object.entries(envs).map(([env, { webClientId }]) => [env, Number(webClientId.slice(3))] as const);
  const inFiles = [...files].flatMap(([path, text]) => {
    const env = /^config\/(.+)\.json$/.exec(path)?.[1];
    return env === undefined ? [] : [[env, (JSON.parse(text) as { version: number }).version] as const];
  });
  const all = new Set([...inLock, ...inFiles].map(([env]) => env));
  const [locked, made] = [new Map(inLock), new Map(inFiles)];
  return Object.fromEntries(
    [...all].toSorted().map((env) => {
      const [version, other] = [locked.get(env), made.get(env)];
      return [
        env,
        version !== undefined && version === other ? version : `lock ${version ?? '–'}, file ${other ?? '–'}`,
      ];
    }),
  );
}

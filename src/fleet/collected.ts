import type { Lock } from '../lock/model.ts';
import type { Manifest } from '../manifest/model.ts';
import { compareText } from '../domain/ordering.ts';
import type { PartChanges, Parts } from '../domain/file.ts';
import { entryOf } from '../lock/lock-file.ts';
import { filesOfPart, readLockPart } from '../lock/lock-parts.ts';
import { canBeWritten } from '../formats/index.ts';
import { fromFolderOf } from '../plan/paths.ts';
import { lockedPaths, whyKept } from '../plan/removable.ts';
import type { MadeEnv, ShardFile } from './shard-file.ts';

/** What all shards of one manifest have made together. */
export interface Collected {
  /** Generated files of single envs; null: it goes. */
  readonly files: ReadonlyMap<string, string | null>;
  /** Parts of shared files, by path and env. */
  readonly parts: ReadonlyMap<string, PartChanges>;
  /** Entries of the lock. */
  readonly entries: PartChanges;
  /** Every path where the envs may have files of their own. */
  readonly paths: ReadonlySet<string>;
  /** Why something in a shard was left out. */
  readonly refused: readonly string[];
}

/** Where the files of a manifest may be. */
export interface Grounds {
  readonly manifest: Manifest;
  readonly lock: Lock;
  /** What lies where envs may have files of their own, by path. */
  readonly present: ReadonlyMap<string, string | null>;
  /** Files that all envs share, with what is in them, by path. */
  readonly shared: ReadonlyMap<string, { readonly parts: Parts; readonly before: string | null }>;
}

/**
 * Puts the shards of one manifest together. Each env is in one shard, and each file and part belongs to one env, so nothing can
 * conflict; what does not keep to that was not made by a shard of this run, and is refused.
 */
export function collected(grounds: Grounds, shards: readonly ShardFile[]): Collected {
  const files = new Map<string, string | null>();
  const parts = new Map<string, Map<string, string | undefined>>();
  const entries = new Map<string, string | undefined>();
  const paths = new Set<string>();
  const refused: string[] = [];
  const owners = new Map<string, string>();
  const made = shards.flatMap(({ shard, envs }) => envs.map((one) => ({ shard, one })));
  for (const { shard, one } of made.toSorted((a, b) => compareEnvs(grounds.manifest, a.one.env, b.one.env))) {
    const { env } = one;
    const own = ownPaths(grounds, env);
    const other = owners.get(env);
    const fault = other === undefined ? faultOf(one, own, grounds) : `has the env ${env}, and so has shard ${other}`;
    if (fault !== undefined) {
      refused.push(`shard ${shard} ${fault}`);
      continue;
    }
    owners.set(env, shard);
    for (const path of own) paths.add(path);
    for (const { path, after } of one.files) files.set(path, after);
    for (const { path, after } of one.parts) {
      parts.set(path, (parts.get(path) ?? new Map<string, string | undefined>()).set(env, after ?? undefined));
    }
    if (one.lock !== undefined) entries.set(env, one.lock ?? undefined);
  }
  return { files, parts, entries, paths, refused };
}

/** As the manifest has them, and then those that it does not have. */
export function compareEnvs({ envs }: Manifest, a: string, b: string): number {
  const indexOf = (name: string) => {
    const index = envs.findIndex((env) => env.name === name);
    return index === -1 ? envs.length : index;
  };
  return indexOf(a) - indexOf(b) || compareText(a, b);
}

/** What an env must not have, if it has any of it. */
function faultOf(made: MadeEnv, own: ReadonlySet<string>, grounds: Grounds): string | undefined {
  const { manifest, lock, shared } = grounds;
  const { env, files, parts, lock: entry } = made;
  const known = manifest.envs.some(({ name }) => name === env) || entryOf(lock, env) !== undefined;
  if (!known) return `has the env ${env}, which neither the manifest nor the lock has`;
  const foreign = files.find(({ path }) => !own.has(path));
  if (foreign !== undefined) return `has the file ${foreign.path}, which is none of the env ${env}`;
  for (const file of files) {
    const fault =
      file.after === null ? removalFault(file.path, made, grounds) : writeFault(file.path, file.after, made, grounds);
    if (fault !== undefined) return fault;
  }
  const wrong = parts.find(({ path, after }) => !isPart(shared.get(path), env, after));
  if (wrong !== undefined) return `has a part of ${wrong.path} that cannot be one of the env ${env}`;
  if (entry === undefined || entry === null) return undefined;
  if (readLockPart(entry) === undefined) return `has an entry of the lock for ${env} that cannot be understood`;
  const listed = filesOfPart(entry).map(({ path }) => fromFolderOf(manifest.file, path));
  const stray = listed.find((path) => !own.has(path) && !shared.has(path));
  return stray && `has an entry of the lock for ${env} with the file ${stray}, which is none of the env's`;
}

/** A file is written only where the manifest has it, and only with what its format can hold. */
function writeFault(path: string, text: string, { env }: MadeEnv, { manifest }: Grounds): string | undefined {
  const output = manifest.outputs.find(({ targets }) =>
    targets.some((target) => target.path === path && target.env === env),
  );
  if (output === undefined) return `writes the file ${path}, which no output of the env ${env} leads to`;
  return canBeWritten(output, text, path) ? undefined : `has a file ${path} that is no ${output.format} file`;
}

/** A file goes only as it would without shards: see {@link whyKept}. */
function removalFault(path: string, { env }: MadeEnv, { manifest, lock, present }: Grounds): string | undefined {
  const text = present.get(path) ?? null;
  if (text === null) return undefined;
  const former = entryOf(lock, env)?.files.find((file) => fromFolderOf(manifest.file, file.path) === path);
  const kept = former === undefined ? 'the lock has no such file' : whyKept(manifest, path, former, text);
  return kept && `removes the file ${path}, which has to stay: ${kept}`;
}

/** Whether a text can be an env's part of a file, to the letter. */
function isPart(
  file: { readonly parts: Parts; readonly before: string | null } | undefined,
  env: string,
  after: string | null,
): boolean {
  if (file === undefined) return false;
  const { parts, before } = file;
  if (parts.parts(before) === undefined) return false;
  try {
    const text = parts.withParts(before, new Map([[env, after ?? undefined]]));
    return (parts.parts(text)?.get(env) ?? null) === after;
  } catch {
    return false;
  }
}

/** Where an env may have files: its outputs, and what the lock says of earlier ones. */
export function ownPaths({ manifest, lock, shared }: Omit<Grounds, 'present'>, env: string): ReadonlySet<string> {
  const targets = manifest.outputs.flatMap((output) => output.targets).filter((target) => target.env === env);
  const former = entryOf(lock, env)?.files ?? [];
  const paths = [...targets.map(({ path }) => path), ...lockedPaths(manifest.file, former)];
  return new Set(paths.filter((path) => !shared.has(path)));
}

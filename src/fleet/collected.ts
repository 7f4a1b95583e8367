import type { Manifest } from '../domain/manifest.ts';
import type { PartChanges } from '../domain/parts.ts';
import { fromFolderOf } from '../planning/paths.ts';
import type { Lock } from '../domain/lock.ts';
import { entryOf } from '../lock/lock-file.ts';
import type { MadeEnv, ShardFile } from './shard-file.ts';

/** What all shards of one manifest have made together. */
export interface Collected {
  /** Generated files of single envs. */
  readonly files: ReadonlyMap<string, string | null>;
  /** Parts of shared files, by path and env. */
  readonly parts: ReadonlyMap<string, PartChanges>;
  /** Entries of the lock. */
  readonly entries: PartChanges;
  /** Why something in a shard was left out. */
  readonly refused: readonly string[];
}

/**
 * Puts the shards of one manifest together. Each env is in one shard, and each file and part belongs to one env, so nothing can
 * conflict; what does not keep to that was not made by a shard of this run, and is refused.
 */
export function collected(manifest: Manifest, lock: Lock, shards: readonly ShardFile[]): Collected {
  const files = new Map<string, string | null>();
  const parts = new Map<string, Map<string, string | undefined>>();
  const entries = new Map<string, string | undefined>();
  const refused: string[] = [];
  const owners = new Map<string, string>();
  for (const { shard, envs } of shards) {
    for (const made of envs) {
      const other = owners.get(made.env);
      if (other !== undefined) {
        refused.push(`the env ${made.env} is in the shards ${other} and ${shard}`);
        continue;
      }
      owners.set(made.env, shard);
      const own = ownPaths(manifest, lock, made.env);
      const foreign = made.files.find(({ path }) => !own.has(path));
      if (foreign !== undefined) {
        refused.push(`shard ${shard} has the file ${foreign.path}, which is none of the env ${made.env}`);
        continue;
      }
      take(made, files, parts, entries);
    }
  }
  return { files, parts, entries, refused };
}

function take(
  made: MadeEnv,
  files: Map<string, string | null>,
  parts: Map<string, Map<string, string | undefined>>,
  entries: Map<string, string | undefined>,
): void {
  for (const { path, after } of made.files) files.set(path, after);
  for (const { path, after } of made.parts) {
    parts.set(path, (parts.get(path) ?? new Map<string, string | undefined>()).set(made.env, after ?? undefined));
  }
  if (made.lock !== undefined) entries.set(made.env, made.lock ?? undefined);
}

/** Where an env may have files: its outputs, and what the lock says of earlier ones. */
function ownPaths(manifest: Manifest, lock: Lock, env: string): ReadonlySet<string> {
  const targets = manifest.outputs.flatMap((output) => output.targets).filter((target) => target.env === env);
  const former = entryOf(lock, env)?.files ?? [];
  return new Set([...targets.map(({ path }) => path), ...former.map(({ path }) => fromFolderOf(manifest.file, path))]);
}

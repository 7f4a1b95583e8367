import type { Lock } from '../../lock/model.ts';
import type { Manifest } from '../../manifest/model.ts';
import { collected, ownPaths } from '../../fleet/collected.ts';
import type { ShardFile } from '../../fleet/shard-file.ts';
import type { FileOwners } from '../../formats/format.ts';
import { filesOfPart, lockParts } from '../../lock/lock-parts.ts';
import { lockedPaths } from '../../plan/removable.ts';
import type { Workspace } from '../../ports/workspace.ts';
import { openShared } from '../observe/observe-files.ts';
import type { ManifestPublication } from '../publish/publication.ts';

export interface CollectedPublication extends ManifestPublication {
  /** Why something in a shard was left out. */
  readonly refused: readonly string[];
}

/** What the shards of one manifest have made, as one run would have published it. */
export async function collectedPublication(
  manifest: Manifest,
  lock: { readonly lock: Lock; readonly path: string; readonly text: string | null },
  shards: readonly ShardFile[],
  workspace: Workspace,
): Promise<CollectedPublication> {
  const textAt = async (path: string) => {
    const state = await workspace.read(path);
    return state.state === 'file' ? state.text : null;
  };
  // What may be replaced was for the shards to say: they have no part in a file that they had to leave alone.
  const opened = (await openShared(workspace, manifest, ownersOf(shards), true)).flatMap((output) => output.files);
  const shared = await Promise.all(
    opened.map(async (file) => ({ path: file.path, parts: file, before: await textAt(file.path) })),
  );
  const grounds = { manifest, lock: lock.lock, shared: new Map(shared.map((file) => [file.path, file])) };
  const envs = shards.flatMap((shard) => shard.envs.map(({ env }) => env));
  const all = new Set(envs.flatMap((env) => [...ownPaths(grounds, env)]));
  const present = new Map(await Promise.all([...all].map(async (path) => [path, await textAt(path)] as const)));
  const { files, parts, entries, paths, refused } = collected({ ...grounds, present }, shards);
  const before = new Map([...paths].map((path) => [path, present.get(path) ?? null]));
  return {
    manifest,
    files: [...files].map(([path, after]) => ({ path, before: before.get(path) ?? null, after })),
    basis: new Map([[manifest.file, manifest.text], ...before]),
    shared: [
      {
        path: lock.path,
        before: lock.text,
        parts: lockParts(manifest.project),
        own: entries,
        filesOf: (part) => lockedPaths(manifest.file, filesOfPart(part)),
      },
      ...shared.map((file) => ({ ...file, own: parts.get(file.path) ?? new Map<string, string>() })),
    ],
    refused,
  };
}

/** The envs of all shards, and those of them that the lock is to lose. */
function ownersOf(shards: readonly ShardFile[]): FileOwners {
  const made = shards.flatMap(({ envs }) => envs);
  return {
    envs: new Set(made.map(({ env }) => env)),
    leaving: new Set(made.flatMap(({ env, lock }) => (lock === null ? [env] : []))),
  };
}

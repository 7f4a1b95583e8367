import type { Lock } from '../domain/lock.ts';
import type { Manifest } from '../domain/manifest.ts';
import { fromFolderOf } from '../planning/paths.ts';
import type { FileState, Workspace } from '../ports/workspace.ts';

/** What lies at the output paths of the given envs, and where the lock says that files of theirs were written. */
export async function observeFiles(
  workspace: Workspace,
  manifest: Manifest,
  lock: Lock,
  envs: ReadonlySet<string>,
): Promise<ReadonlyMap<string, FileState>> {
  const targets = manifest.outputs.flatMap((output) => output.targets).filter((target) => envs.has(target.env));
  const locked = [...envs].flatMap((env) => lock.envs[env]?.files ?? []);
  const paths = new Set([
    ...targets.map((target) => target.path),
    ...locked.map((file) => fromFolderOf(manifest.file, file.path)),
  ]);
  return new Map(await Promise.all([...paths].map(async (path) => [path, await workspace.read(path)] as const)));
}

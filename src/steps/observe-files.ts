import type { Manifest } from '../domain/manifest.ts';
import type { FileState, Workspace } from '../ports/workspace.ts';

/** What lies at the output paths of the given envs. */
export async function observeFiles(
  workspace: Workspace,
  manifest: Manifest,
  envs: ReadonlySet<string>,
): Promise<ReadonlyMap<string, FileState>> {
  const targets = manifest.outputs.flatMap((output) => output.targets).filter((target) => envs.has(target.env));
  const paths = [...new Set(targets.map((target) => target.path))];
  return new Map(await Promise.all(paths.map(async (path) => [path, await workspace.read(path)] as const)));
}

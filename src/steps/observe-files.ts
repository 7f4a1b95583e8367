import { entryOf } from '../lock/lock-file.ts';
import type { Lock } from '../domain/lock.ts';
import type { Manifest } from '../domain/manifest.ts';
import { outputKind } from '../domain/output.ts';
import type { SharedOutput } from '../formats/format.ts';
import { sharedFormat } from '../formats/index.ts';
import { adopting } from '../planning/adoption.ts';
import { fromFolderOf } from '../planning/paths.ts';
import type { FileState, Workspace } from '../ports/workspace.ts';

export interface ObservedFiles {
  /** What lies at each path that may be written or removed. */
  readonly files: ReadonlyMap<string, FileState>;
  /** Outputs whose files all envs share. */
  readonly shared: readonly SharedOutput[];
}

/** Looks at the output paths of the given envs, and where the lock says that files of theirs were written. */
export async function observeFiles(
  workspace: Workspace,
  manifest: Manifest,
  lock: Lock,
  envs: ReadonlySet<string>,
  adopt: boolean,
): Promise<ObservedFiles> {
  const targets = manifest.outputs.flatMap((output) => output.targets).filter((target) => envs.has(target.env));
  const locked = [...envs].flatMap((env) => entryOf(lock, env)?.files ?? []);
  const shared = await openShared(workspace, manifest, adopt);
  const paths = new Set([
    ...targets.map((target) => target.path),
    ...locked.map((file) => fromFolderOf(manifest.file, file.path)),
    ...shared.flatMap(({ files }) => files.map(({ path }) => path)),
  ]);
  const files = await Promise.all([...paths].map(async (path) => [path, await workspace.read(path)] as const));
  return { files: new Map(files), shared };
}

async function openShared(workspace: Workspace, manifest: Manifest, adopt: boolean): Promise<readonly SharedOutput[]> {
  const read = async (path: string) => {
    const file = await workspace.read(path);
    return file.state === 'file' ? file.text : null;
  };
  const outputs = manifest.outputs.filter(
    ({ format, path }) => outputKind(format).scope === 'manifest' && path !== undefined,
  );
  const opened = await Promise.all(outputs.map((output) => sharedFormat(output.format).open(output, manifest, read)));
  if (!adopt) return opened;
  return opened.map((output) => ({
    ...output,
    files: output.files.map((file) => (file.adoptable === true ? adopting(file) : file)),
  }));
}

import { entryOf } from '../lock/lock-file.ts';
import type { Lock } from '../domain/lock.ts';
import type { Manifest } from '../domain/manifest.ts';
import { outputKind } from '../domain/output.ts';
import type { FileOwners, SharedOutput } from '../formats/format.ts';
import { sharedFormat } from '../formats/index.ts';
import { adopting } from '../planning/adoption.ts';
import { foldersOf, isIgnored, type IgnoreRules } from '../planning/git-ignore.ts';
import { lockedPaths } from '../planning/removable.ts';
import type { FileState, Workspace } from '../ports/workspace.ts';

export interface ObservedFiles {
  /** What lies at each path that may be written or removed. */
  readonly files: ReadonlyMap<string, FileState>;
  /** Outputs whose files all envs share. */
  readonly shared: readonly SharedOutput[];
  /** Paths at which a client's secret is to lie and git would not leave it alone; with the reason, as the end of a sentence. */
  readonly exposed: ReadonlyMap<string, string>;
}

/** Looks at the output paths of envs, and where the lock says that files of theirs were written. */
export async function observeFiles(
  workspace: Workspace,
  manifest: Manifest,
  lock: Lock,
  owners: FileOwners,
  adopt: boolean,
): Promise<ObservedFiles> {
  const { envs } = owners;
  const targets = manifest.outputs.flatMap((output) => output.targets).filter((target) => envs.has(target.env));
  const locked = [...envs].flatMap((env) => entryOf(lock, env)?.files ?? []);
  const shared = await openShared(workspace, manifest, owners, adopt);
  const paths = new Set([
    ...targets.map((target) => target.path),
    ...lockedPaths(manifest.file, locked),
    ...shared.flatMap(({ files }) => files.map(({ path }) => path)),
  ]);
  const files = await Promise.all([...paths].map(async (path) => [path, await workspace.read(path)] as const));
  const secret = manifest.outputs
    .filter(({ includeClientSecret }) => includeClientSecret)
    .flatMap((output) => output.targets.filter((target) => envs.has(target.env)).map(({ path }) => path));
  return { files: new Map(files), shared, exposed: await exposedIn(workspace, secret) };
}

/** Finds out what files the outputs that all envs share lead to. With `adopt`, files that are none of ours are as if they were not there. */
export async function openShared(
  workspace: Workspace,
  manifest: Manifest,
  owners: FileOwners,
  adopt: boolean,
): Promise<readonly SharedOutput[]> {
  const read = async (path: string) => {
    const file = await workspace.read(path);
    return file.state === 'file' ? file.text : null;
  };
  const outputs = manifest.outputs.filter(
    ({ format, path }) => outputKind(format).scope === 'manifest' && path !== undefined,
  );
  const opened = await Promise.all(
    outputs.map((output) => sharedFormat(output.format).open(output, manifest, read, owners)),
  );
  if (!adopt) return opened;
  return opened.map((output) => ({
    ...output,
    files: output.files.map((file) => (file.adoptable === true ? adopting(file) : file)),
  }));
}

async function exposedIn(workspace: Workspace, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    paths.map(async (path) => {
      if (!isIgnored(path, await ignoreRulesFor(workspace, path)))
        return [path, 'no .gitignore leaves it out'] as const;
      if (await workspace.isTracked(path)) return [path, 'git has it already, whatever .gitignore says'] as const;
      return undefined;
    }),
  );
  return new Map(found.filter((one) => one !== undefined));
}

/** The rules that git goes by for a path: those of the innermost repository that it lies in. */
async function ignoreRulesFor(workspace: Workspace, path: string): Promise<readonly IgnoreRules[]> {
  let rules: IgnoreRules[] = [];
  for (const folder of ['.', ...foldersOf(path)]) {
    // A repository of its own below the workspace goes by its own rules alone.
    if (folder !== '.' && (await workspace.read(`${folder}/.git`)).state !== 'absent') rules = [];
    const file = await workspace.read(folder === '.' ? '.gitignore' : `${folder}/.gitignore`);
    if (file.state === 'file') rules.push({ folder, text: file.text });
  }
  return rules;
}

import { entryOf } from '../../lock/lock-file.ts';
import type { Lock } from '../../lock/model.ts';
import type { Manifest } from '../../manifest/model.ts';
import { outputKind } from '../../domain/output.ts';
import type { FileOwners, SharedOutput } from '../../formats/format.ts';
import { sharedFormat } from '../../formats/index.ts';
import type { ActionInputs } from '../../interface/inputs.ts';
import { adopting } from '../../plan/adoption.ts';
import { foldersOf, fullEffort, whyNotIgnored, type IgnoreRules } from '../../plan/git-ignore.ts';
import { lockedPaths } from '../../plan/removable.ts';
import type { FileState, Tracking, Workspace } from '../../ports/workspace.ts';

export interface ObservedFiles {
  /** What lies at each path that may be written or removed. */
  readonly files: ReadonlyMap<string, FileState>;
  /** Outputs whose files all envs share. */
  readonly shared: readonly SharedOutput[];
  /** Paths at which a client's secret is to lie and git would not leave it unchanged; with the reason, as the end of a sentence. */
  readonly exposed: ReadonlyMap<string, string>;
}

/**
 * Looks at the output paths of envs, and where the lock says that files of theirs were written. Whether git would take a file with a
 * client's secret matters only where the run may hold such files at all.
 */
export async function observeFiles(
  workspace: Workspace,
  manifest: Manifest,
  lock: Lock,
  owners: FileOwners,
  { adopt, allowClientSecret }: Pick<ActionInputs, 'adopt' | 'allowClientSecret'>,
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
    .filter(({ includeClientSecret }) => allowClientSecret && includeClientSecret)
    .flatMap((output) => output.targets.filter((target) => envs.has(target.env)).map(({ path }) => path));
  return { files: new Map(files), shared, exposed: await exposedIn(workspace, secret) };
}

/** Finds out what files the outputs that all envs share lead to. With `adopt`, files that are not managed by this action are as if they were not there. */
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
    files: output.files.map((file) => (file.adopt === undefined ? file : adopting(file))),
  }));
}

async function exposedIn(workspace: Workspace, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (paths.length === 0) return new Map();
  const exposed = new Map<string, string>();
  const tracking = await workspace.tracking(paths);
  const effort = fullEffort();
  for (const path of paths) {
    const state = tracking.get(path) ?? { state: 'unknown', reason: 'it was not judged' };
    const rules = await ignoreRulesFor(workspace, path);
    const reason =
      'unclear' in rules ? rules.unclear : (whyNotIgnored(path, rules.rules, effort) ?? whyCommitted(state));
    if (reason !== undefined) exposed.set(path, reason);
  }
  return exposed;
}

function whyCommitted(tracking: Tracking): string | undefined {
  switch (tracking.state) {
    case 'untracked':
      return undefined;
    case 'tracked':
      return 'git has it already, whatever .gitignore says';
    case 'unknown':
      return `whether git has it already cannot be told: ${tracking.reason}`;
  }
}

type FoundRules = { readonly rules: readonly IgnoreRules[] } | { readonly unclear: string };

/** The rules that git relies on for a path: those of the innermost repository that it lies in. */
async function ignoreRulesFor(workspace: Workspace, path: string): Promise<FoundRules> {
  let rules: IgnoreRules[] = [];
  for (const folder of ['.', ...foldersOf(path)]) {
    // A repository of its own below the workspace relies on its own rules alone.
    if (folder !== '.' && (await workspace.read(`${folder}/.git`)).state !== 'absent') rules = [];
    const place = folder === '.' ? '.gitignore' : `${folder}/.gitignore`;
    const file = await workspace.read(place);
    // What cannot be read here may take back, for git, what others leave out.
    if (file.state === 'unsafe') return { unclear: `${place} cannot be read: ${file.reason}` };
    if (file.state === 'file') rules.push({ folder, text: file.text });
  }
  return { rules };
}

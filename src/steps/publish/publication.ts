import type { ChangedFile, TextFile } from '../../domain/file.ts';
import { isShared } from '../../formats/index.ts';
import type { Manifest } from '../../manifest/model.ts';
import type { EnvPlan } from '../../plan/plan.ts';
import { filesOfPart, lockPart, lockParts } from '../../lock/lock-parts.ts';
import { fromFolderOf } from '../../plan/paths.ts';
import { lockedPaths } from '../../plan/removable.ts';
import type { FileState } from '../../ports/workspace.ts';
import type { Publication } from '../../publish/publication.ts';
import { isChanged, onto, type SharedFile } from '../../publish/shared-file.ts';

/** What one manifest has to publish. */
export interface ManifestPublication extends Publication {
  readonly manifest: Manifest;
}

export interface PublicationInput {
  readonly manifest: Manifest;
  readonly lockPath: string;
  /** What lay at the lock's path when the run began. */
  readonly lockText: string | null;
  /** Envs whose plan was carried out, or is to be offered, or was empty. */
  readonly done: readonly EnvPlan[];
}

/**
 * The files and the lock of one manifest as they are to reach the repository. It follows from the plans, not from the disk: what an
 * env that failed has left there is no part of it.
 */
export function publicationOf({ manifest, lockPath, lockText, done }: PublicationInput): ManifestPublication {
  const files = done.flatMap(({ changes }) =>
    changes.flatMap((change): readonly ChangedFile[] =>
      change.kind === 'file' && !isShared(change.format) && change.secret?.after === undefined
        ? [{ path: change.path, before: change.secret?.before?.reveal() ?? change.before, after: change.after }]
        : [],
    ),
  );
  const kept = secretPaths(manifest, done);
  const basis = new Map<string, string | null>([[manifest.file, manifest.text]]);
  const textAt = (state: FileState | undefined) => (state?.state === 'file' ? state.text : null);
  const shared = sharedFiles(done, textAt);
  const sharedPaths = new Set(shared.map(({ path }) => path));
  for (const { subject } of done) {
    for (const [path, state] of subject.files)
      if (!sharedPaths.has(path) && !kept.has(path)) basis.set(path, textAt(state));
  }
  const entries = done
    .filter(({ changes }) => changes.some(({ kind }) => kind === 'lock'))
    .map(({ subject, lockEntry }) => [subject.env.name, lockEntry && lockPart(lockEntry)] as const);
  const lock: SharedFile = {
    path: lockPath,
    before: lockText,
    parts: lockParts(manifest.project),
    own: new Map(entries),
    filesOf: (part) => lockedPaths(manifest.file, filesOfPart(part)),
  };
  const outputs = done.flatMap(({ lockEntry }) =>
    (lockEntry?.files ?? []).map(({ path }) => fromFolderOf(manifest.file, path)),
  );
  return { manifest, files, basis, outputs: new Set(outputs), shared: [lock, ...shared] };
}

/** Files with the secret of a client: the repository has none of them, and is not asked for any. */
function secretPaths({ outputs }: Manifest, done: readonly EnvPlan[]): ReadonlySet<string> {
  const declared = outputs.filter(({ includeClientSecret }) => includeClientSecret);
  const found = done.flatMap(({ changes }) =>
    changes.flatMap((change) => (change.kind === 'file' && change.secret?.after !== undefined ? [change.path] : [])),
  );
  return new Set([...declared.flatMap(({ targets }) => targets.map(({ path }) => path)), ...found]);
}

/** The files that all envs of the manifest share, with the parts that this run has changed. */
function sharedFiles(
  done: readonly EnvPlan[],
  textAt: (state: FileState | undefined) => string | null,
): readonly SharedFile[] {
  const [first] = done;
  const files = first?.subject.shared.flatMap((output) => output.files) ?? [];
  return files.map((file) => {
    const own = done.flatMap(({ subject, changes }) =>
      changes.flatMap((change) =>
        change.kind === 'file' && isShared(change.format) && change.path === file.path
          ? [[subject.env.name, change.after ?? undefined] as const]
          : [],
      ),
    );
    return { path: file.path, before: textAt(first?.subject.files.get(file.path)), parts: file, own: new Map(own) };
  });
}

/** The texts of what a run changes, lock included. */
export function changedTexts({ files, shared }: Publication): readonly TextFile[] {
  const edited = shared.filter(isChanged).map((file) => ({ path: file.path, after: onto(file, file.before) ?? null }));
  return [...files, ...edited].flatMap(({ path, after }) => (after === null ? [] : [{ path, text: after }]));
}

/** Several manifests in one commit or pull request. */
export function together(publications: readonly ManifestPublication[]): Publication {
  return {
    files: publications.flatMap(({ files }) => files),
    basis: new Map(publications.flatMap(({ basis }) => [...basis])),
    outputs: new Set(publications.flatMap(({ outputs }) => [...(outputs ?? [])])),
    shared: publications.flatMap(({ shared }) => shared),
  };
}

import type { Manifest } from '../domain/manifest.ts';
import type { EnvPlan } from '../planning/plan.ts';
import type { Publication, PublishedFile } from '../publishers/publication.ts';
import { sharedLock } from './shared-lock.ts';

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
    changes.flatMap((change): readonly PublishedFile[] =>
      change.kind === 'file' ? [{ path: change.path, before: change.before, after: change.after }] : [],
    ),
  );
  const basis = new Map<string, string | null>([[manifest.file, manifest.text]]);
  for (const { subject } of done) {
    for (const [path, state] of subject.files) basis.set(path, state.state === 'file' ? state.text : null);
  }
  const own = new Map(
    done
      .filter(({ changes }) => changes.some(({ kind }) => kind === 'lock'))
      .map(({ subject, lockEntry }) => [subject.env.name, lockEntry]),
  );
  const lock = sharedLock({
    path: lockPath,
    project: manifest.project,
    manifest: manifest.file,
    before: lockText,
    own,
  });
  return { manifest, files, basis, shared: [lock] };
}

/** The texts of what a run changes, lock included. */
export function changedTexts({
  files,
  shared,
}: Publication): readonly { readonly path: string; readonly text: string }[] {
  const locks = shared
    .filter(({ changes }) => changes)
    .map(({ path, before, onto }) => ({ path, after: onto(before) ?? null }));
  return [...files, ...locks].flatMap(({ path, after }) => (after === null ? [] : [{ path, text: after }]));
}

/** Several manifests in one commit or pull request. */
export function together(publications: readonly ManifestPublication[]): Publication {
  return {
    files: publications.flatMap(({ files }) => files),
    basis: new Map(publications.flatMap(({ basis }) => [...basis])),
    shared: publications.flatMap(({ shared }) => shared),
  };
}

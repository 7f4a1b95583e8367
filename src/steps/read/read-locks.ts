import { findingOf, type Finding } from '../../domain/finding.ts';
import type { Lock } from '../../lock/model.ts';
import type { Manifest } from '../../manifest/model.ts';
import { startOf } from '../../domain/place.ts';
import { LOCK_VERSION, readLock } from '../../lock/lock-file.ts';
import { emptyLock } from '../../lock/lock-parts.ts';
import { lockPathOf } from '../../manifest/output-paths.ts';
import type { Workspace } from '../../ports/workspace.ts';

export interface ReadLocks {
  /** One for each manifest; an empty one where there is none yet. */
  readonly locks: ReadonlyMap<Manifest, Lock>;
  /** Where each is, and what lay there; null where there was nothing. */
  readonly paths: ReadonlyMap<Manifest, string>;
  readonly texts: ReadonlyMap<Manifest, string | null>;
  readonly findings: readonly Finding[];
}

/**
 * Reads the lock beside each manifest. One that cannot be understood stops the run's writes: otherwise it is unknown what is
 * ours.
 */
export async function readLocks(workspace: Workspace, manifests: readonly Manifest[]): Promise<ReadLocks> {
  const findings: Finding[] = [];
  const locks = new Map<Manifest, Lock>();
  const paths = new Map<Manifest, string>();
  const texts = new Map<Manifest, string | null>();
  for (const manifest of manifests) {
    const path = lockPathOf(manifest.file);
    paths.set(manifest, path);
    locks.set(manifest, emptyLock(manifest.project));
    const fault = (message: string, hint: string) => {
      const rule = 'lock/stale';
      findings.push(findingOf(rule, startOf(path), { severity: 'error', message, hint }));
    };
    const file = await workspace.read(path);
    texts.set(manifest, file.state === 'file' ? file.text : null);
    if (file.state === 'absent') continue;
    const read = file.state === 'file' ? readLock(file.text) : ({ kind: 'unreadable', reason: file.reason } as const);
    if (read.kind === 'newer') {
      const hint = 'Use that release or a later one: this one must not guess what a newer lock means.';
      fault(`the lock ${path} has version ${read.version}, and this release knows up to ${LOCK_VERSION}`, hint);
    } else if (read.kind === 'unreadable') {
      fault(
        `the lock ${path} cannot be read: ${read.reason}`,
        'Restore it from git; without any lock, remove the file.',
      );
    } else if (read.lock.project !== manifest.project) {
      const hint = 'Restore the name, or remove the lock to start anew under the new name.';
      fault(`the lock ${path} is of the project "${read.lock.project}", not of "${manifest.project}"`, hint);
    } else {
      locks.set(manifest, read.lock);
    }
  }
  return { locks, paths, texts, findings };
}

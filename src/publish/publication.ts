import { createHash } from 'node:crypto';
import type { ChangedFile } from '../domain/file.ts';
import { compareText } from '../domain/ordering.ts';
import type { CommitRequest } from '../ports/github.ts';
import { isChanged, onto, type SharedFile } from './shared-file.ts';

/** What is to reach the repository. */
export interface Publication {
  /** Files that change. */
  readonly files: readonly ChangedFile[];
  /**
   * All that the files rest on, as it was read: manifests and outputs. Where any of it is another at the branch's tip by now,
   * somebody else has moved on, and this run's files are no longer right there.
   */
  readonly basis: ReadonlyMap<string, string | null>;
  readonly shared: readonly SharedFile[];
}

/** Texts of files at a commit. */
export type Tip = ReadonlyMap<string, string | undefined>;

/** How publishing ended. */
export type Published =
  /** It is there, by this run or already. */
  | { readonly kind: 'published'; readonly commit: string; readonly made: boolean }
  /** The repository has moved on; a newer run takes over. */
  | { readonly kind: 'overtaken'; readonly reason: string }
  /** GitHub refused. */
  | { readonly kind: 'refused'; readonly reason: string; readonly hint: string };

const TRAILER = 'Amplify-Import-Auth-Plan';

/** Marks a commit as one of ours: a hash of exactly what it changes, and from what. */
export function trailerOf(files: readonly ChangedFile[]): string {
  const hash = createHash('sha256');
  for (const { path, before, after } of files.toSorted((a, b) => compareText(a.path, b.path))) {
    hash.update(JSON.stringify([path, before, after]));
  }
  return `${TRAILER}: ${hash.digest('hex')}`;
}

/** A commit of ours, as far as it follows from what it changes. */
export function commitOf(
  message: string,
  files: readonly ChangedFile[],
): Pick<CommitRequest, 'message' | 'additions' | 'deletions'> {
  return {
    message: `${message}\n\n${trailerOf(files)}`,
    additions: files.flatMap(({ path, after }) => (after === null ? [] : [{ path, text: after }])),
    deletions: files.flatMap(({ path, after }) => (after === null ? [path] : [])),
  };
}

/** The mark at the end of a message; undefined where there is none. */
export function trailerIn(message: string): string | undefined {
  const last = message.trimEnd().split('\n').at(-1);
  return last?.startsWith(`${TRAILER}: `) === true ? last : undefined;
}

export function changesNothing({ files, shared }: Publication): boolean {
  return files.length === 0 && !shared.some(isChanged);
}

/** Every path of which the text at a tip matters. */
export function pathsOf({ basis, files, shared }: Publication): readonly string[] {
  return [...new Set([...basis.keys(), ...[...files, ...shared].map(({ path }) => path)])];
}

/** What a run wants at a tip, shared files included; the path that makes it wrong there, where there is one. */
export function wantedAt(
  publication: Publication,
  tip: Tip,
): { readonly files: readonly ChangedFile[] } | { readonly moved: string } {
  const moved = movedPath(publication, tip);
  if (moved !== undefined) return { moved };
  const shared: ChangedFile[] = [];
  for (const file of publication.shared) {
    const { path } = file;
    const before = tip.get(path) ?? null;
    const after = onto(file, before);
    if (after === undefined) return { moved: path };
    shared.push({ path, before, after });
  }
  return { files: [...publication.files, ...shared] };
}

/** Which of the files are not yet as they should be at a tip. */
export function missingAt(files: readonly ChangedFile[], tip: Tip): readonly ChangedFile[] {
  return files.filter(({ path, after }) => (tip.get(path) ?? null) !== after);
}

/** A path of the basis that is another at a tip than when the run began, and is not what the run wants there either. */
function movedPath({ basis, files }: Publication, tip: Tip): string | undefined {
  const wanted = new Map(files.map(({ path, after }) => [path, after]));
  return [...basis].find(([path, before]) => {
    const now = tip.get(path) ?? null;
    return now !== before && now !== (wanted.has(path) ? wanted.get(path) : before);
  })?.[0];
}

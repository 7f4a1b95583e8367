import { createHash } from 'node:crypto';
import { compareText } from '../domain/ordering.ts';

/** One file as it was when the run began and as it is to be. Null: not there. */
export interface PublishedFile {
  /** POSIX path relative to the repository. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A file of which each run changes its own part only. */
export interface SharedFile {
  readonly path: string;
  readonly before: string | null;
  /** Whether this run changes anything of it. */
  readonly changes: boolean;
  /**
   * The file with this run's part, on top of what it is now; undefined where somebody else has changed that part since the run
   * began. What the part is in the texts of `known` is no such change.
   */
  readonly onto: (now: string | null, known?: readonly (string | null)[]) => string | null | undefined;
  /**
   * The file with what others have changed in their parts since `origin`, and the paths of all files that belong to these changes.
   */
  readonly withPending: (
    now: string | null,
    branch: { readonly theirs: string | null; readonly origin: string | null },
  ) => { readonly text: string | null; readonly paths: readonly string[] };
}

/** What is to reach the repository. */
export interface Publication {
  /** Files that change. */
  readonly files: readonly PublishedFile[];
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
export function trailerOf(files: readonly PublishedFile[]): string {
  const hash = createHash('sha256');
  for (const { path, before, after } of files.toSorted((a, b) => compareText(a.path, b.path))) {
    hash.update(JSON.stringify([path, before, after]));
  }
  return `${TRAILER}: ${hash.digest('hex')}`;
}

/** The mark at the end of a message; undefined where there is none. */
export function trailerIn(message: string): string | undefined {
  const last = message.trimEnd().split('\n').at(-1);
  return last?.startsWith(`${TRAILER}: `) === true ? last : undefined;
}

export function changesNothing({ files, shared }: Publication): boolean {
  return files.length === 0 && shared.every(({ changes }) => !changes);
}

/** Every path of which the text at a tip matters. */
export function pathsOf({ basis, files, shared }: Publication): readonly string[] {
  return [...new Set([...basis.keys(), ...[...files, ...shared].map(({ path }) => path)])];
}

/** What a run wants at a tip, shared files included; the path that makes it wrong there, where there is one. */
export function wantedAt(
  publication: Publication,
  tip: Tip,
): { readonly files: readonly PublishedFile[] } | { readonly moved: string } {
  const moved = movedPath(publication, tip);
  if (moved !== undefined) return { moved };
  const shared: PublishedFile[] = [];
  for (const { path, onto } of publication.shared) {
    const before = tip.get(path) ?? null;
    const after = onto(before);
    if (after === undefined) return { moved: path };
    shared.push({ path, before, after });
  }
  return { files: [...publication.files, ...shared] };
}

/** Which of the files are not yet as they should be at a tip. */
export function missingAt(files: readonly PublishedFile[], tip: Tip): readonly PublishedFile[] {
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

import { createHash } from 'node:crypto';
import { isSameStored, type ChangedFile } from '../domain/file.ts';
import { compareText } from '../domain/ordering.ts';
import { GitHubFailure, type Branches, type CommitRequest } from '../ports/github.ts';
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
  /** Paths of the basis that hold what this action generates: what lies there is wanted in the repository. */
  readonly outputs?: ReadonlySet<string>;
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

/** Marks a commit as one managed by this action: a hash of exactly what it changes, and from what. */
export function trailerOf(files: readonly ChangedFile[]): string {
  const hash = createHash('sha256');
  for (const { path, before, after } of files.toSorted((a, b) => compareText(a.path, b.path))) {
    hash.update(JSON.stringify([path, before, after]));
  }
  return `${TRAILER}: ${hash.digest('hex')}`;
}

/** A commit managed by this action, as far as it follows from what it changes. */
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

/**
 * What a run wants at a tip, shared files included; the path that makes it wrong there, where there is one. `origin` is the commit that
 * was checked out: what differs from it on disk was made by an earlier step of the job, and nobody has changed it in the repository.
 */
export function wantedAt(
  publication: Publication,
  tip: Tip,
  origin?: Tip,
): { readonly files: readonly ChangedFile[] } | { readonly moved: string } {
  const moved = movedPath(publication, tip, origin);
  if (moved !== undefined) return { moved };
  const shared: ChangedFile[] = [];
  for (const file of publication.shared) {
    const { path } = file;
    const before = tip.get(path) ?? null;
    const after = onto(file, before, origin === undefined ? [] : [origin.get(path) ?? null]);
    if (after === undefined) return { moved: path };
    shared.push({ path, before, after });
  }
  return { files: [...publication.files, ...madeBefore(publication, tip), ...shared] };
}

/** The same, with a look at the commit that was checked out only where the tip differs from what is on disk. */
export async function wantedSince(
  publication: Publication,
  tip: Tip,
  checkout: string,
  branches: Pick<Branches, 'files'>,
): Promise<ReturnType<typeof wantedAt>> {
  const wanted = wantedAt(publication, tip);
  if (!('moved' in wanted) || checkout === '') return wanted;
  const origin = await filesAt(checkout, pathsOf(publication), branches);
  return origin === undefined ? wanted : wantedAt(publication, tip, origin);
}

/** Undefined where the repository has no such commit (any more), or one that has none of the files. */
async function filesAt(
  oid: string,
  paths: readonly string[],
  branches: Pick<Branches, 'files'>,
): Promise<Tip | undefined> {
  try {
    const found = await branches.files(oid, paths);
    return [...found.values()].some((text) => text !== undefined) ? found : undefined;
  } catch (error) {
    if (error instanceof GitHubFailure && error.refused) return undefined;
    throw error;
  }
}

/** Outputs that an earlier step has written, and that are not in the repository yet. */
function madeBefore({ basis, files, outputs = new Set() }: Publication, tip: Tip): readonly ChangedFile[] {
  const planned = new Set(files.map(({ path }) => path));
  return [...basis].flatMap(([path, text]): readonly ChangedFile[] => {
    const now = tip.get(path) ?? null;
    const isLeft = outputs.has(path) && !planned.has(path) && text !== null && !isSameStored(now, text);
    return isLeft ? [{ path, before: now, after: text }] : [];
  });
}

/** Which of the files are not yet as they should be at a tip. */
export function missingAt(files: readonly ChangedFile[], tip: Tip): readonly ChangedFile[] {
  return files.filter(({ path, after }) => !isSameStored(tip.get(path) ?? null, after));
}

/** A path of the basis that has changed in the repository since the run began, and is not what the run wants there either. */
function movedPath({ basis, files }: Publication, tip: Tip, origin: Tip | undefined): string | undefined {
  const wanted = new Map(files.map(({ path, after }) => [path, after]));
  return [...basis].find(([path, before]) => {
    const now = tip.get(path) ?? null;
    const fine = [before, wanted.get(path), origin && (origin.get(path) ?? null)];
    return !fine.some((text) => text !== undefined && isSameStored(now, text));
  })?.[0];
}

import type { LockedFile } from '../lock/model.ts';
import type { Manifest } from '../manifest/model.ts';
import { isFormat } from '../formats/index.ts';
import { sameOnSomeDisk, textHash } from '../domain/file.ts';
import { lockPathOf, unsafePathReason } from '../manifest/output-paths.ts';
import { fromFolderOf } from './paths.ts';

/**
 * Why a file that a lock lists must not be removed, as the end of a sentence; undefined where it may be. Anybody who can edit the lock can
 * write any path and any hash into it, so what counts is where the file lies and what is in it.
 */
export function whyKept(
  { file: manifestFile }: Pick<Manifest, 'file'>,
  path: string,
  { format, hash }: Pick<LockedFile, 'format' | 'hash'>,
  text: string,
): string | undefined {
  const unsafe = unsafePathReason(path);
  if (unsafe !== undefined) return `no generated file can be there: the path ${unsafe}`;
  const own = [manifestFile, lockPathOf(manifestFile)].map(sameOnSomeDisk);
  if (own.includes(sameOnSomeDisk(path))) return 'it is the manifest or its lock';
  // The hash is of our part alone: where it is that of the whole text, nobody has added anything.
  if (textHash(text) !== hash) return 'it was edited by hand';
  return isFormat(format, text, path) ? undefined : `it is no ${format} file as this action writes it`;
}

/** Where a lock says that files lie, as far as generated files can lie there at all; from the workspace. */
export function lockedPaths(manifestFile: string, files: readonly Pick<LockedFile, 'path'>[]): readonly string[] {
  return files
    .map(({ path }) => fromFolderOf(manifestFile, path))
    .filter((path) => unsafePathReason(path) === undefined);
}

import { createHash } from 'node:crypto';

/** A file and its text. Paths are POSIX, relative to the workspace. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A file as it was when the run began and as it is to be. Null: not there. */
export interface ChangedFile {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A text in which each env has a part of its own, found by its name. */
export interface Parts {
  /** The part of every env that has one, in one form; undefined where the text cannot be understood. */
  parts(text: string | null): ReadonlyMap<string, string> | undefined;
  /**
   * The text with other parts; undefined takes one out. All else stays as it is, to the byte. `text` is one that can be understood.
   */
  withParts(text: string | null, changes: PartChanges): string | null;
}

/** Parts that are to change, by env; undefined: the env's part goes. */
export type PartChanges = ReadonlyMap<string, string | undefined>;

/**
 * A path in one spelling for all that some file system takes for the same: one that does not tell upper from lower case (Windows, macOS)
 * or that normalizes what is composed of several characters (macOS).
 */
export function sameOnSomeDisk(path: string): string {
  return path.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC');
}

/**
 * A text as git stores it. A checkout may have other line ends (`* text=auto eol=crlf`, `core.autocrlf`); a file that differs in these
 * only does not differ.
 */
function asStored(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** Whether git would store the same; null: there is no file. */
export function isSameStored(one: string | null, other: string | null): boolean {
  return one === null || other === null ? one === other : asStored(one) === asStored(other);
}

/** `sha256:…` of a text as git stores it: how locks, plans and shards name what they do not repeat. */
export function textHash(text: string): string {
  return `sha256:${createHash('sha256').update(asStored(text), 'utf8').digest('hex')}`;
}

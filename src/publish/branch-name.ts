/**
 * What git and GitHub take for the name of a branch. Sources: `git help check-ref-format`; GitHub refuses names that look like the id of
 * a commit.
 */
const FORBIDDEN =
  /[\s~^:?*[\\]|\p{Cc}|\.\.|@\{|\/\/|\/\.|\.lock(\/|$)|^[-./]|[./]$|^@$|^HEAD$|^refs\/|^[0-9a-f]{40}$/iu;
const MAX_BYTES = 244;

/** The name of a branch without `refs/heads/`, as it may also be written; undefined where there can be no such branch. */
export function branchName(written: string): string | undefined {
  const name = written.replace(/^refs\/heads\//, '');
  const isName = name !== '' && !FORBIDDEN.test(name) && Buffer.byteLength(name) <= MAX_BYTES;
  return isName ? name : undefined;
}

/**
 * Whether there is no room for both: they are one branch, or would be on a file system that does not tell upper and lower case apart, or
 * one would be a folder of the other.
 */
export function clashes(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.normalize('NFC').toLowerCase()) as [string, string];
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

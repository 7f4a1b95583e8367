import { createHash } from 'node:crypto';

/** What an index of git has. Paths are relative to the work tree. */
export type GitIndex =
  | { readonly state: 'read'; readonly files: readonly string[]; readonly sparseFolders: readonly string[] }
  | { readonly state: 'unreadable'; readonly reason: string };

/** As long as a path can be on the systems that git runs on. */
const LONGEST_PATH = 4096;

/** Paths of version 4 repeat each other: a small file may stand for very many bytes. */
const LARGEST_CONTENT = 1 << 28;

/**
 * Reads git's index, so that nobody has to run git in a folder whose settings may name programs. Source: git's documentation,
 * gitformat-index(5). What is not only in the file (a split index), or not understood, is unreadable.
 */
export function readGitIndex(file: Buffer): GitIndex {
  // The names of objects are SHA-1 or SHA-256; the settings say which, and so does the checksum.
  for (const [algorithm, size] of [
    ['sha1', 20],
    ['sha256', 32],
  ] as const) {
    if (file.length < 12 + size) break;
    const content = file.subarray(0, -size);
    const checksum = file.subarray(-size);
    // All zero: `index.skipHash`.
    const isRight =
      checksum.every((byte) => byte === 0) || createHash(algorithm).update(content).digest().equals(checksum);
    const index = isRight ? readContent(content, size) : undefined;
    if (index !== undefined) return index;
  }
  return { state: 'unreadable', reason: 'it is damaged, or of a form that this release does not know' };
}

/** Entries that only change one of the other file have no name. */
const SPLIT: GitIndex = {
  state: 'unreadable',
  reason: 'it is split (`git update-index --no-split-index` makes it whole)',
};

/** Undefined: it is not well-formed. */
function readContent(content: Buffer, hashSize: number): GitIndex | undefined {
  const version = content.readUInt32BE(4);
  if (content.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return undefined;
  const files: string[] = [];
  const sparseFolders: string[] = [];
  let path = Buffer.alloc(0);
  let total = 0;
  let at = 12;
  for (let left = content.readUInt32BE(8); left > 0; left -= 1) {
    const start = at;
    at += 40 + hashSize;
    if (at + 2 > content.length) return undefined;
    const isFolder = content.readUInt32BE(start + 24) >>> 12 === 0o04;
    const flags = content.readUInt16BE(at);
    const isExtended = (flags & 0x4000) !== 0;
    if (isExtended && version === 2) return undefined;
    at += isExtended ? 4 : 2;
    let kept = 0;
    if (version === 4) {
      const removed = readOffset(content, at);
      if (removed === undefined || removed.value > path.length) return undefined;
      kept = path.length - removed.value;
      at = removed.end;
    }
    const end = content.indexOf(0, at);
    if (end === -1 || kept + end - at > LONGEST_PATH) return undefined;
    const next = Buffer.concat([path.subarray(0, kept), content.subarray(at, end)]);
    // In order, so that what is read out of step is noticed; stages of one path stand side by side.
    if ((flags & 0xfff) !== Math.min(next.length, 0xfff)) return undefined;
    if (next.length === 0) return SPLIT;
    if (Buffer.compare(path, next) > 0) return undefined;
    path = next;
    total += path.length;
    if (total > LARGEST_CONTENT) return { state: 'unreadable', reason: 'it is too large' };
    (isFolder ? sparseFolders : files).push(path.toString('utf8'));
    at = version === 4 ? end + 1 : start + ((end - start + 8) & ~7);
  }
  return readExtensions(content, at) ?? { state: 'read', files, sparseFolders };
}

/** Undefined where there is none that changes what the entries mean. */
function readExtensions(content: Buffer, from: number): GitIndex | undefined {
  const damaged: GitIndex = { state: 'unreadable', reason: 'it is damaged' };
  let at = from;
  while (at + 8 <= content.length) {
    const name = content.toString('latin1', at, at + 4);
    at += 8 + content.readUInt32BE(at + 4);
    if (at > content.length) return damaged;
    if (name === 'link') return SPLIT;
    // Those with a small letter have to be understood; sparse folders are.
    if (/^[a-z]/.test(name) && name !== 'sdir')
      return { state: 'unreadable', reason: `it has the extension "${name}"` };
  }
  return at === content.length ? undefined : damaged;
}

/** A number in git's variable width (`varint.c`). */
function readOffset(content: Buffer, from: number): { readonly value: number; readonly end: number } | undefined {
  let at = from;
  let byte = content[at];
  if (byte === undefined) return undefined;
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0) {
    at += 1;
    byte = content[at];
    if (byte === undefined || value > LONGEST_PATH) return undefined;
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return { value, end: at + 1 };
}

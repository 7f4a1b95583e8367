import { posix } from 'node:path';
import { sameOnSomeDisk } from '../domain/file.ts';
import { governedBy } from './governing-names.ts';

/** Why nothing may be written to a path, nor removed from it. */
export interface UnsafePath {
  /** The end of a sentence that begins with the path: "leaves the workspace". */
  readonly what: string;
  readonly hint: string;
}

/** Why a path of the workspace is no safe output path, as the end of a sentence that begins with it; undefined: it is one. Pure. */
export function unsafePathReason(path: string): string | undefined {
  return unsafePath(path)?.what;
}

export const RELATIVE = 'Write a path from the folder of the manifest, with forward slashes.';

/** Windows reserves these names with any extension. Source: Microsoft, "Naming Files, Paths, and Namespaces". */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;

/**
 * Characters that file systems or terminals drop, turn around or show as another: what is read is not what is written. HFS+, for
 * example, takes `.g\u200cit` for `.git`.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u;

/** Short names that Windows gives to long ones: `.git` is `GIT~1`, too. Source: Microsoft, "8.3 filename". */
const SHORT_NAME = /^[^.~]{1,6}~\d+(\.[^.]{0,3})?$/;

/**
 * The same with a hint. `path` is a POSIX path relative to the workspace. Unsafe is what leads out of it, what means another file on
 * another platform, and what a tool reads of its own accord.
 */
export function unsafePath(path: string): UnsafePath | undefined {
  const odd = oddPath(path);
  if (odd !== undefined) return odd;
  const normal = posix.normalize(path);
  if (normal === '..' || normal.startsWith('../')) return { what: 'leaves the workspace', hint: RELATIVE };
  if (normal === '.') return { what: 'names a folder', hint: 'Add a file name.' };
  const segments = normal.split('/');
  for (const [index, segment] of segments.entries()) {
    const problem = unsafeSegment(segment, index === segments.length - 1);
    if (problem !== undefined) return problem;
  }
  const reader = governedBy(segments.map(sameOnSomeDisk));
  if (reader === undefined) return undefined;
  const hint = 'Choose another path: a generated file must not decide what is run, who approves or what is tracked.';
  return { what: `names a file that is read by ${reader}`, hint };
}

/** What is wrong with a path wherever it begins, in the form in which it is written. */
export function oddPath(path: string): UnsafePath | undefined {
  if (INVISIBLE.test(path)) return { what: 'holds a control or invisible character', hint: RELATIVE };
  if (path.includes('\\')) return { what: 'holds a backslash', hint: RELATIVE };
  if (path.includes(':')) return { what: 'holds a colon', hint: 'A colon is a drive or a stream on Windows.' };
  if (/[<>"|?*]/.test(path)) return { what: 'holds a character that Windows forbids', hint: 'Leave out < > " | ? *.' };
  if (posix.isAbsolute(path)) return { what: 'is absolute', hint: RELATIVE };
  return path.endsWith('/') ? { what: 'names a folder', hint: 'Add a file name.' } : undefined;
}

function unsafeSegment(segment: string, isFile: boolean): UnsafePath | undefined {
  // Windows drops trailing dots and spaces.
  const plain = sameOnSomeDisk(segment.replace(/[. ]+$/, ''));
  if (plain === '.git' || /^git~\d+$/.test(plain)) {
    return { what: "lies in git's own folder", hint: 'Choose another folder.' };
  }
  if (plain === '.github' || /^github~\d+$/.test(plain)) {
    return { what: "lies in GitHub's own folder", hint: 'Workflows are never generated; choose another folder.' };
  }
  if (segment !== segment.replace(/[. ]+$/, ''))
    return { what: 'has a part that ends in a dot or space', hint: RELATIVE };
  if (DEVICE.test(segment)) {
    return { what: `holds the device name "${segment}" of Windows`, hint: 'Choose another name.' };
  }
  if (SHORT_NAME.test(plain)) {
    return {
      what: `holds "${segment}", which may be the short name of another file on Windows`,
      hint: 'Leave out the ~.',
    };
  }
  // Of the hidden files, `.env` and `.env.production` are what the format dotenv is for; no tool runs them.
  if (plain.startsWith('.') && !(isFile && /^\.env(\.|$)/.test(plain))) {
    const hint = `Names that begin with a dot belong to tools (${EXAMPLES}); only .env files are written there.`;
    return { what: `holds the hidden name "${segment}"`, hint };
  }
  return undefined;
}

const EXAMPLES = '.gitattributes, .husky/, .npmrc, .vscode/';

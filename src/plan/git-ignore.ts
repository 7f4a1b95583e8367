import { posix } from 'node:path';
import { bytesOf, gitPattern, type GitPattern } from './git-pattern.ts';

/** A `.gitignore`, by the folder it lies in. */
export interface IgnoreRules {
  /** POSIX path relative to the workspace; `.` for the workspace itself. */
  readonly folder: string;
  readonly text: string;
}

/** How many steps of matching are left for all files of a run. */
export interface Effort {
  left: number;
}

/** Seconds at most, and a thousand times what real repositories need. */
export function fullEffort(): Effort {
  return { left: 200_000_000 };
}

const LARGEST_TEXT = 1 << 17;
const LONGEST_LINE = 1 << 12;

/**
 * Why git would take a new file in, as the end of a sentence; undefined: it leaves the file unchanged, whether or not it tells upper from
 * lower case there. That depends on the machine (`core.ignoreCase`).
 */
export function whyNotIgnored(
  path: string,
  rules: readonly IgnoreRules[],
  effort: Effort = fullEffort(),
): string | undefined {
  const odd = rules.find(
    ({ text }) => text.length > LARGEST_TEXT || text.split('\n').some(({ length }) => length > LONGEST_LINE),
  );
  if (odd !== undefined) return `${posix.join(odd.folder, '.gitignore')} is too large to be judged`;
  const ignored = [false, true].every((foldCase) => isIgnored(foldCase, path, rules, effort));
  if (effort.left < 0) return 'the .gitignore files on the way are too large to be judged';
  return ignored ? undefined : 'no .gitignore leaves it out';
}

/**
 * As git does it, from the outside in: a folder that is left out takes along what is in it; for each step the innermost file with a
 * word about it decides, and in it the last line.
 */
function isIgnored(foldCase: boolean, path: string, rules: readonly IgnoreRules[], effort: Effort): boolean {
  const deepestFirst = rules
    .map(({ folder, text }) => ({ folder, patterns: patternsOf(text, foldCase, effort) }))
    .toSorted((a, b) => depthOf(b.folder) - depthOf(a.folder));
  const steps = [...foldersOf(path).map((one) => ({ one, isFolder: true })), { one: path, isFolder: false }];
  return steps.some(({ one, isFolder }) => {
    for (const { folder, patterns } of deepestFirst) {
      const below = folder === '.' ? one : one.startsWith(`${folder}/`) ? one.slice(folder.length + 1) : '';
      if (below === '') continue;
      const subject = bytesOf(below);
      for (const pattern of patterns) {
        effort.left -= 1 + pattern.cost * subject.length;
        if (effort.left < 0) return false;
        if (pattern.matches(subject, isFolder)) return !pattern.negated;
      }
    }
    return false;
  });
}

/** The last line first: it has the last word. */
function patternsOf(text: string, foldCase: boolean, effort: Effort): readonly GitPattern[] {
  effort.left -= 8 * text.length;
  if (effort.left < 0) return [];
  return bytesOf(`${text.replace(/^\uFEFF/, '')}\n`)
    .split(/\r?\n/)
    .flatMap((line) => gitPattern(line, foldCase) ?? [])
    .toReversed();
}

/** The folders on the way to a file, from the outside in, without the workspace itself. */
export function foldersOf(path: string): readonly string[] {
  const parts = posix.dirname(path).split('/');
  return parts[0] === '.' ? [] : parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function depthOf(folder: string): number {
  return folder === '.' ? 0 : folder.split('/').length;
}

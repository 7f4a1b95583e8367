import ignore from 'ignore';
import { posix } from 'node:path';

/** What we need of `ignore`, whose types are written for another kind of import than it has at run time. */
type MakeMatcher = (options: { readonly ignorecase: boolean }) => {
  add(rules: string): { test(path: string): { readonly ignored: boolean; readonly unignored: boolean } };
};
const makeMatcher = ignore as unknown as MakeMatcher;

/** A `.gitignore`, by the folder it lies in. */
export interface IgnoreRules {
  /** POSIX path relative to the workspace; `.` for the workspace itself. */
  readonly folder: string;
  readonly text: string;
}

/**
 * Whether git leaves a new file alone. As git does it, from the outside in: a folder that is left out takes along what is in it; for
 * each step the innermost file with a word about it decides. Upper and lower case count, as on the runners.
 */
export function isIgnored(path: string, rules: readonly IgnoreRules[]): boolean {
  const deepestFirst = rules
    .map(({ folder, text }) => ({ folder, matcher: makeMatcher({ ignorecase: false }).add(text) }))
    .toSorted((a, b) => depthOf(b.folder) - depthOf(a.folder));
  return [...foldersOf(path).map((folder) => `${folder}/`), path].some((step) => {
    for (const { folder, matcher } of deepestFirst) {
      const below = folder === '.' ? step : step.startsWith(`${folder}/`) ? step.slice(folder.length + 1) : '';
      if (below === '') continue;
      const { ignored, unignored } = matcher.test(below);
      if (ignored || unignored) return ignored;
    }
    return false;
  });
}

/** The folders on the way to a file, from the outside in, without the workspace itself. */
export function foldersOf(path: string): readonly string[] {
  const parts = posix.dirname(path).split('/');
  return parts[0] === '.' ? [] : parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function depthOf(folder: string): number {
  return folder === '.' ? 0 : folder.split('/').length;
}

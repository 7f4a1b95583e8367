// @ts-check
/**
 * What changed between two commits, as GitHub lists it for pull requests and comparisons.
 */
import { git } from './git.mjs';

/**
 * @typedef {object} ChangedFile
 * @property {string} filename
 * @property {string} [previousFilename]
 * @property {'added' | 'removed' | 'modified' | 'renamed'} status
 * @property {string} sha of the blob; of the old one where the file was removed
 * @property {number} additions
 * @property {number} deletions
 * @property {string} [patch] the hunks; binary files and pure renames have none
 */

/**
 * Where a review comment may stand.
 *
 * @typedef {object} Hunk
 * @property {string} text from `@@` on
 * @property {Set<number>} left lines of the old file: removed and unchanged
 * @property {Set<number>} right lines of the new file: added and unchanged
 */

const STATUS = /** @type {const} */ ({ A: 'added', D: 'removed', M: 'modified', T: 'modified', R: 'renamed' });

/**
 * @param {string} directory
 * @param {string} base
 * @param {string} head
 * @returns {Promise<ChangedFile[]>}
 */
export async function changedFiles(directory, base, head) {
  const range = ['--no-color', '--no-ext-diff', '--full-index', '-M', base, head];
  const [raw, counts, patches] = await Promise.all([
    git(directory, ['diff-tree', '-r', '-z', '--raw', ...range]),
    git(directory, ['diff-tree', '-r', '-z', '--numstat', ...range]),
    git(directory, ['diff-tree', '-r', '-p', ...range]),
  ]);
  // The three list the files in the same order.
  const numbers = parseCounts(counts.toString());
  const texts = patches.toString().split(/^diff --git .*\n/m);
  return parseRaw(raw.toString()).map((file, index) => {
    const { additions = 0, deletions = 0 } = numbers[index] ?? {};
    const patch = /^@@ [^]*/m.exec(texts[index + 1] ?? '')?.[0].replace(/\n$/, '');
    return { ...file, additions, deletions, ...(patch === undefined ? {} : { patch }) };
  });
}

/**
 * @param {string} text `:100644 100644 <old> <new> M\0path\0`, for renames with two paths
 * @returns {Pick<ChangedFile, 'filename' | 'previousFilename' | 'status' | 'sha'>[]}
 */
function parseRaw(text) {
  const parts = text.split('\0');
  const files = [];
  for (let at = 0; at + 1 < parts.length;) {
    const [, , old = '', now = '', letters = ''] = (parts[at] ?? '').split(' ');
    const letter = /** @type {keyof typeof STATUS} */ (letters[0]);
    const renamed = letter === 'R';
    files.push({
      filename: parts[at + (renamed ? 2 : 1)] ?? '',
      ...(renamed ? { previousFilename: parts[at + 1] ?? '' } : {}),
      status: STATUS[letter],
      sha: letter === 'D' ? old : now,
    });
    at += renamed ? 3 : 2;
  }
  return files;
}

/**
 * @param {string} text `1\t2\tpath\0`, for renames `1\t2\t\0old\0new\0`
 * @returns {{ additions: number, deletions: number }[]}
 */
function parseCounts(text) {
  const parts = text.split('\0');
  const counts = [];
  for (let at = 0; at + 1 < parts.length;) {
    const [additions, deletions, path] = (parts[at] ?? '').split('\t');
    counts.push({ additions: Number(additions) || 0, deletions: Number(deletions) || 0 });
    at += path === '' ? 3 : 1;
  }
  return counts;
}

/**
 * @param {string} patch
 * @returns {Hunk[]}
 */
export function hunksOf(patch) {
  return patch
    .split(/^(?=@@ -)/m)
    .filter(Boolean)
    .map((text) => {
      const [header = '', ...lines] = text.split('\n');
      const [, oldStart, newStart] = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(header) ?? [];
      let old = Number(oldStart);
      let now = Number(newStart);
      const hunk = { text, left: new Set(), right: new Set() };
      for (const line of lines) {
        const mark = line[0];
        if (mark === '-' || mark === ' ') {
          hunk.left.add(old++);
        }
        if (mark === '+' || mark === ' ') {
          hunk.right.add(now++);
        }
      }
      return hunk;
    });
}

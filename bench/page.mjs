// @ts-check
// The page that holds what was measured.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Replaces what stands between `<!-- name: generated -->` and `<!-- /name -->` in docs/performance.md.
 *
 * @param {string} name
 * @param {string} text
 */
export function writeSection(name, text) {
  const file = join(root, 'docs/performance.md');
  const page = readFileSync(file, 'utf8');
  const [begin, end] = [`<!-- ${name}: generated -->`, `<!-- /${name} -->`];
  if (!page.includes(begin) || !page.includes(end)) throw new Error(`${file} has no section ${name}`);
  const [before, after] = [page.slice(0, page.indexOf(begin) + begin.length), page.slice(page.indexOf(end))];
  writeFileSync(file, `${before}\n\n${text}\n\n${after}`);
  spawnSync(process.execPath, [join(root, 'node_modules/prettier/bin/prettier.cjs'), '--write', file]);
}

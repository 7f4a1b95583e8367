// @ts-check
// Writes the licenses of everything that is bundled: node scripts/licenses.mjs FILE. (The bundler's own option keeps only those
// of the last chunk.)
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

const parts = Object.entries(lock.packages)
  .filter(([path, entry]) => path !== '' && !entry.dev && existsSync(join(root, path)))
  .map(([path]) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, path)).find((entry) => /^licen[cs]e/i.test(entry));
    const text =
      file === undefined
        ? ''
        : readFileSync(join(root, path, file), 'utf8')
            .replaceAll('\r\n', '\n')
            .trim();
    return `${name} ${version}\n${license ?? ''}\n${text}\n`;
  })
  .toSorted();

writeFileSync(process.argv[2] ?? '', [...new Set(parts)].join('\n'));

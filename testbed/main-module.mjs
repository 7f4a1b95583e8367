// @ts-check
import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/**
 * Whether the module was started by `node <file>` rather than imported (Node 20 has no `import.meta.main`).
 *
 * @param {string} moduleUrl `import.meta.url` of the module that asks
 * @returns {boolean}
 */
export function isMainModule(moduleUrl) {
  const script = process.argv[1];
  return script !== undefined && moduleUrl === pathToFileURL(realpathSync(script)).href;
}

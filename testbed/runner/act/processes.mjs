// @ts-check
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Processes that work in a folder or were started with a path in it.
 *
 * @param {string} folder
 * @returns {string[]} their command lines; where there is no /proc to look at, none
 */
export function processesIn(folder) {
  let ids = /** @type {string[]} */ ([]);
  try {
    ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  } catch {
    // Not Linux.
  }
  return ids.flatMap((id) => {
    try {
      const command = readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const place = readlinkSync(`/proc/${id}/cwd`);
      return place.startsWith(folder) || command.includes(folder) ? [command] : [];
    } catch {
      // It has ended meanwhile, or is another user's.
      return [];
    }
  });
}

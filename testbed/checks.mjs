// @ts-check
import { isDeepStrictEqual } from 'node:util';

/**
 * @typedef {object} Checks
 * @property {(name: string, actual: unknown, expected: unknown) => void} equal deep equality
 * @property {(name: string, condition: boolean, detail?: unknown) => void} holds
 * @property {() => { passed: number, failed: number }} count
 */

/**
 * Counts what holds and prints what does not.
 *
 * @param {object} [options]
 * @param {(line: string) => void} [options.say] told of what holds, too
 * @returns {Checks}
 */
export function createChecks({ say = () => {} } = {}) {
  let passed = 0;
  let failed = 0;
  /** @type {Checks['holds']} */
  const holds = (name, condition, detail) => {
    if (condition) {
      passed++;
      say(`ok ${name}`);
    } else {
      failed++;
      console.error(`FAILED ${name}`, detail ?? '');
    }
  };
  return {
    holds,
    equal: (name, actual, expected) => holds(name, isDeepStrictEqual(actual, expected), { actual, expected }),
    count: () => ({ passed, failed }),
  };
}

/**
 * `allowed`, or the name of the error: what rights come down to.
 *
 * @param {() => Promise<unknown>} attempt
 * @returns {Promise<string>}
 */
export async function outcome(attempt) {
  try {
    await attempt();
    return 'allowed';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

// @ts-check

/**
 * @typedef {object} Leak
 * @property {string} secret
 * @property {string} where `log`, `summary`, `output <name>` or `env <name>`
 */

/**
 * Masked secrets that stand in a text anyway. The runner would star them out in the log; the action
 * should not have written them at all.
 *
 * @param {readonly string[]} secrets
 * @param {{ log: string, summary: string, outputs: Record<string, string>, env: Record<string, string> }}
 *   texts
 * @returns {Leak[]}
 */
export function findLeaks(secrets, { log, summary, outputs, env }) {
  const places = [
    ['log', withoutMasks(log)],
    ['summary', summary],
    ...Object.entries(outputs).map(([name, text]) => [`output ${name}`, text]),
    ...Object.entries(env).map(([name, text]) => [`env ${name}`, text]),
  ];
  const leaks = [];
  for (const secret of secrets.filter((each) => each !== '')) {
    for (const [where = '', text = ''] of places) {
      if (text.includes(secret)) {
        leaks.push({ secret, where });
      }
    }
  }
  return leaks;
}

/** @param {string} log */
function withoutMasks(log) {
  return log
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
}

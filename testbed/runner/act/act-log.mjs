// @ts-check
/**
 * Reads the log that act writes with `--json`.
 */

/**
 * @typedef {object} ActAnnotation
 * @property {string} level `error`, `warning` or `notice`
 * @property {string} message
 * @property {Record<string, string>} properties `file`, `line`, `title`, …
 * @property {string} job
 */

/**
 * @typedef {object} ActRun
 * @property {number | null} exitCode 0 where all jobs succeeded
 * @property {Record<string, string>} jobs id → `success`, `failure` or `skipped`
 * @property {ActAnnotation[]} annotations
 * @property {Record<string, Record<string, string>>} outputs `job.step` → what it set
 * @property {string} log what the steps printed
 * @property {string} summary of all steps
 * @property {string} complaint act's own standard error
 */

/** @typedef {Record<string, any>} Entry */

const LEVELS = ['error', 'warning', 'notice'];

/**
 * @param {string} text
 * @returns {Omit<ActRun, 'exitCode' | 'complaint'>}
 */
export function readActLog(text) {
  const entries = text.split('\n').filter(Boolean).map(parse);
  /** @type {Record<string, Record<string, string>>} */
  const outputs = {};
  for (const { command, name, arg, ...entry } of entries) {
    if (command === 'set-output') {
      (outputs[`${entry['jobID']}.${entry['stepID']}`] ??= {})[name] = arg;
    }
  }
  const jobs = entries.filter(({ jobResult }) => jobResult).map(({ jobID, jobResult }) => [jobID, jobResult]);
  return {
    jobs: Object.fromEntries(jobs),
    annotations: entries
      .filter(({ command }) => LEVELS.includes(command))
      .map(({ command, arg, kvPairs, jobID }) => ({
        level: command,
        message: arg,
        properties: kvPairs ?? {},
        job: jobID,
      })),
    outputs,
    log: textOf(entries.filter((entry) => entry['raw_output'])),
    summary: entries
      .filter(({ command }) => command === 'summary')
      .map(({ content }) => content)
      .join(''),
  };
}

/** @param {string} line @returns {Entry} */
function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return { msg: `${line}\n`, raw_output: true };
  }
}

/** @param {Entry[]} entries */
function textOf(entries) {
  return entries.map(({ msg }) => msg).join('');
}

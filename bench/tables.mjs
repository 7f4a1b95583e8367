// @ts-check
/**
 * @typedef {object} Row
 * @property {string} command
 * @property {number} count envs
 * @property {number} accounts
 * @property {number} calls
 * @property {number} waves
 * @property {number} throttled
 * @property {number} megabytes
 * @property {number} wall milliseconds
 * @property {number} bound milliseconds
 * @property {boolean} byQuota whether the quotas, not the chain of calls, make the bound
 */

const whole = (/** @type {number} */ value) => String(Math.round(value));
const ratio = (/** @type {number} */ value) => value.toFixed(2);
const seconds = (/** @type {number} */ value) => (value / 1000).toFixed(value < 10_000 ? 2 : 1);

/**
 * The tables of docs/performance.md.
 *
 * @param {{ empty: number, ours: number }} start
 * @param {readonly Row[]} rows
 * @param {number} latency
 */
export function tables(start, rows, latency) {
  return [
    `Node ${process.version}, ${process.platform} ${process.arch}; medians for up to 10 envs, one run for more.`,
    '',
    '| start-up | ms | ratio |',
    '| --- | --- | --- |',
    `| \`node -e 0\` | ${whole(start.empty)} | 1 |`,
    `| \`node dist/index.js --version\` | ${whole(start.ours)} | ${ratio(start.ours / start.empty)} |`,
    '',
    `${latency} ms are added to every AWS call, and the published quotas are enforced. The lower bound is our own start-up and the`,
    `larger of waves × ${latency} ms and what the configured rates (60 percent of the published ones) let through.`,
    '',
    '| command | envs | accounts | AWS calls | per env | waves | throttled | peak MB | wall s | lower bound s | bound by | ratio |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ command, count, accounts, calls, waves, throttled, megabytes, wall, bound, byQuota }) =>
        `| ${[
          `\`${command}\``,
          count,
          accounts,
          calls,
          (calls / count).toFixed(1),
          waves,
          throttled,
          whole(megabytes),
          seconds(wall),
          seconds(bound),
          byQuota ? 'quotas' : 'waves',
          ratio(wall / bound),
        ].join(' | ')} |`,
    ),
  ].join('\n');
}

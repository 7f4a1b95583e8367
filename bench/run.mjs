// @ts-check
// What a run costs: start-up as a ratio to an empty Node, and validate and apply for fleets over one account and over many, with
// latency added to every AWS call and AWS's published quotas enforced. Prints tables and, with `--write`, puts them into
// docs/performance.md. Times are of one machine: compare them inside of one table only.
//
//   --fleets 1x1,10x1,100x20:validate    envs × accounts, and the only command where there is one; by default without what takes more than
//                                        some minutes by the quotas alone: 1000x1, and `apply` of 1000x20
//   --commands validate,apply
//   --rounds 5                  of each fleet up to 10 envs; larger ones run once
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmulator, startProxy, waves } from '@amplify-import-auth/testbed/aws';
import { publishedQuotas, quotaBound } from './bound.mjs';
import { makeFleet } from './fleet.mjs';
import { BUNDLE, measure } from './measure.mjs';
import { writeSection } from './page.mjs';
import { tables } from './tables.mjs';

const LATENCY = 50;
const { values: options } = parseArgs({
  options: {
    fleets: { type: 'string', default: '1x1,10x1,100x20,1000x20:validate' },
    commands: { type: 'string', default: 'validate,apply' },
    rounds: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
  },
});
/** @type {Map<string, number>} command → the longest chain of calls that wait for each other */
const chains = new Map();
const log = (/** @type {string} */ line) => console.error(line);

/** @param {number[]} values */
const median = (values) => /** @type {number} */ (values.toSorted((a, b) => a - b)[values.length >> 1]);

/** @param {string[]} args */
function timed(args) {
  const start = performance.now();
  spawnSync(process.execPath, args, { cwd: tmpdir() });
  return performance.now() - start;
}

function startUp() {
  log('start-up …');
  /** @type {number[]} */
  const empty = [];
  /** @type {number[]} */
  const ours = [];
  // Taken in turn, so that what else the machine does meets both alike.
  for (let round = 0; round < 15; round += 1) {
    empty.push(timed(['-e', '0']));
    ours.push(timed([BUNDLE, '--version']));
  }
  return { empty: median(empty), ours: median(ours) };
}

/**
 * @param {number} count
 * @param {number} accounts
 * @param {readonly string[]} commands
 * @param {number} ours start-up, in milliseconds
 * @returns {Promise<import('./tables.mjs').Row[]>}
 */
async function fleetRows(count, accounts, commands, ours) {
  log(`${count} env(s) over ${accounts} account(s): seeding …`);
  const emulator = await startEmulator({ log });
  const proxy = await startProxy({ upstream: emulator.url });
  const workspace = mkdtempSync(join(tmpdir(), 'bench-'));
  /** @type {import('./tables.mjs').Row[]} */
  const rows = [];
  try {
    writeFileSync(join(workspace, 'amplify-auth.yml'), await makeFleet(emulator, count, accounts));
    const rounds = count > 10 ? 1 : Number(options.rounds);
    for (const command of commands) {
      /** @type {import('./tables.mjs').Row[]} */
      const measured = [];
      // An apply is the first one of its fleet, so that it has everything to write.
      for (let round = 0; round < (command === 'apply' ? 1 : rounds); round += 1) {
        proxy.reset();
        // The latency first: a refusal takes as long as an answer.
        proxy.rules.push({ latency: LATENCY }, ...publishedQuotas());
        const env = { ...emulator.env, AWS_ENDPOINT_URL: proxy.url };
        const words = command === 'apply' ? [command, '--yes'] : [command];
        const run = await measure(words, { cwd: workspace, env });
        if (run.code !== 0) throw new Error(run.output.slice(-5000));
        const { calls } = proxy;
        // Calls that wait for the quota look like a longer chain: how long it really is shows the smallest fleet.
        const chain = chains.get(command) ?? waves(calls);
        chains.set(command, chain);
        const bound = Math.max(chain * LATENCY, quotaBound(calls) * 1000) + ours;
        measured.push({
          command,
          count,
          accounts,
          calls: calls.length,
          waves: chain,
          throttled: calls.filter(({ fault }) => fault === 'throttle').length,
          megabytes: run.megabytes,
          wall: run.milliseconds,
          bound,
          byQuota: quotaBound(calls) * 1000 > chain * LATENCY,
        });
      }
      const middle = measured.toSorted((a, b) => a.wall - b.wall)[measured.length >> 1];
      if (middle !== undefined) rows.push(middle);
      log(`  ${command}: ${JSON.stringify(rows.at(-1))}`);
    }
    return rows;
  } finally {
    await proxy.close();
    await emulator.stop();
    rmSync(workspace, { recursive: true, force: true });
  }
}

const start = startUp();
/** @type {import('./tables.mjs').Row[]} */
const rows = [];
for (const fleet of options.fleets.split(',')) {
  const [size = '', only] = fleet.split(':');
  const [count = 1, accounts = 1] = size.split('x').map(Number);
  const commands = only === undefined ? options.commands.split(',') : [only];
  rows.push(...(await fleetRows(count, accounts, commands, start.ours)));
}
const text = tables(start, rows, LATENCY);
console.log(text);

if (options.write) writeSection('bench', text);

// @ts-check
// What a run costs: start-up as a ratio to an empty Node, and validate for 1 and 10 envs with 50 ms added to every AWS call.
// Prints a table and, with `--write`, puts it into docs/performance.md. Times are medians of one run on one machine: compare them
// inside of one table only.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { awsClients } from '../scripts/testbed/aws-clients.mjs';
import { startEmulator } from '../scripts/testbed/emulator.mjs';
import { startProxy, waves } from '../scripts/testbed/proxy.mjs';
import { runAction } from '../scripts/testbed/run-action.mjs';
import { seedFleet } from '../scripts/testbed/seed.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const LATENCY = 50;
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
    ours.push(timed([join(root, 'dist/index.js'), '--version']));
  }
  return { empty: median(empty), ours: median(ours) };
}

/** @param {number} count */
async function validate(count) {
  log(`validate, ${count} env(s) …`);
  const emulator = await startEmulator({ log });
  const proxy = await startProxy({ upstream: emulator.url });
  const workspace = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const clients = awsClients({ endpoint: emulator.url, account: emulator.account, region: emulator.region });
    const fleet = await seedFleet(clients, count, { nativeClient: true });
    const envs = fleet.map((env, index) =>
      [
        `  env${index}:`,
        `    userPoolId: ${env.userPoolId}`,
        `    webClientId: ${env.webClientId}`,
        `    nativeClientId: ${env.nativeClientId}`,
        `    identityPoolId: ${env.identityPoolId}`,
        `    categories: {storage: [{bucket: ${env.bucket}, auth: [read], guest: [read]}]}`,
      ].join('\n'),
    );
    writeFileSync(join(workspace, 'amplify-auth.yml'), `version: 1\nproject: bench\nenvs:\n${envs.join('\n')}\n`);
    proxy.rules.push({ latency: LATENCY });
    /** @type {number[]} */
    const walls = [];
    let calls = 0;
    let rounds = 0;
    for (let round = 0; round < 5; round += 1) {
      proxy.calls.length = 0;
      const run = await runAction(root, {
        inputs: { command: 'validate' },
        workspace,
        env: { ...emulator.env, AWS_ENDPOINT_URL: proxy.url },
      });
      if (run.exitCode !== 0) throw new Error(run.output);
      walls.push(run.milliseconds);
      calls = proxy.calls.length;
      rounds = waves(proxy.calls);
      run.dispose();
    }
    return { count, calls, rounds, wall: median(walls) };
  } finally {
    await proxy.close();
    await emulator.stop();
    rmSync(workspace, { recursive: true, force: true });
  }
}

const start = startUp();
const rows = [await validate(1), await validate(10)];
const whole = (/** @type {number} */ value) => String(Math.round(value));
const ratio = (/** @type {number} */ value) => value.toFixed(2);
const table = [
  `Node ${process.version}, ${process.platform} ${process.arch}; medians.`,
  '',
  '| start-up | ms | ratio |',
  '| --- | --- | --- |',
  `| \`node -e 0\` | ${whole(start.empty)} | 1 |`,
  `| \`node dist/index.js --version\` | ${whole(start.ours)} | ${ratio(start.ours / start.empty)} |`,
  '',
  `\`validate\`, ${LATENCY} ms added to every AWS call. The lower bound is rounds × ${LATENCY} ms and our own start-up.`,
  '',
  '| envs | AWS calls | rounds | wall ms | lower bound ms | ratio |',
  '| --- | --- | --- | --- | --- | --- |',
  ...rows.map(({ count, calls, rounds, wall }) => {
    const bound = rounds * LATENCY + start.ours;
    return `| ${count} | ${calls} | ${rounds} | ${whole(wall)} | ${whole(bound)} | ${ratio(wall / bound)} |`;
  }),
].join('\n');
console.log(table);

if (process.argv.includes('--write')) {
  const file = join(root, 'docs/performance.md');
  const page = readFileSync(file, 'utf8');
  const [begin, end] = ['<!-- bench: generated -->', '<!-- /bench -->'];
  writeFileSync(
    file,
    `${page.slice(0, page.indexOf(begin) + begin.length)}\n\n${table}\n\n${page.slice(page.indexOf(end))}`,
  );
}

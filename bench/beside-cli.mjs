// @ts-check
// The published Amplify CLI's headless import of the same pools beside ours, in one run: how soon the files are there, how long all
// of it takes, and who is throttled where a pool has many clients. Prints a table and, with `--write`, puts it into
// docs/performance.md. The CLI is installed into `.cache/`, some 1.4 GB.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { installAmplifyCli } from '../scripts/takeover/amplify-cli.mjs';
import { startFront } from '../scripts/takeover/aws-front.mjs';
import { WorkingCopy } from '../scripts/takeover/working-copy.mjs';
import { awsClients, seedEnvironment, startEmulator, startProxy } from '@amplify-import-auth/testbed/aws';
import { BUNDLE } from './measure.mjs';
import { writeSection } from './page.mjs';

const TEAM = 'amplify/team-provider-info.json';
const EXPORTS = 'src/aws-exports.js';
const FRONTEND = {
  frontend: 'javascript',
  framework: 'none',
  config: { SourceDir: 'src', DistributionDir: 'dist', BuildCommand: 'true', StartCommand: 'true' },
};
/** Clients of a pool that has been in use for a while; what it is allowed for each operation, in calls a second. */
const MANY = { clients: 50, rate: 5 };
/** What either of the two asks Cognito. */
const OPERATIONS = [
  'DescribeUserPool',
  'GetUserPoolMfaConfig',
  'DescribeUserPoolClient',
  'ListUserPoolClients',
  'ListIdentityProviders',
  'DescribeIdentityProvider',
  'DescribeIdentityPool',
  'GetIdentityPoolRoles',
  'ListIdentityPools',
];

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, write: { type: 'boolean', default: false } },
});
const log = (/** @type {string} */ line) => console.error(line);
/** @param {readonly number[]} values */
const median = (values) => /** @type {number} */ (values.toSorted((a, b) => a - b)[values.length >> 1]);

const executable = await installAmplifyCli(log);
const emulator = await startEmulator({ log });
const front = await startFront(emulator);
const proxy = await startProxy({ upstream: front.url });
const scratch = mkdtempSync(join(tmpdir(), 'beside-cli-'));
const clients = awsClients({ endpoint: emulator.url, account: emulator.account, region: emulator.region });
const home = join(scratch, 'home');
mkdirSync(home);
/** @type {Record<string, string>} */
const env = {
  PATH: process.env['PATH'] ?? '',
  HOME: home,
  USERPROFILE: home,
  CI: 'true',
  ...emulator.env,
  AWS_ENDPOINT_URL: proxy.url,
};

/**
 * Runs a process until `isThere`, and to its end; it may take a minute longer than that. In milliseconds.
 *
 * @param {readonly string[]} args of Node
 * @param {{ cwd: string, input?: string, isThere: () => boolean }} options
 */
async function timed(args, { cwd, input, isThere }) {
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  child.stdin.end(input ?? '');
  const ended = new Promise((resolve) => child.on('close', resolve));
  let there = Number.NaN;
  const look = setInterval(() => {
    if (Number.isNaN(there) && isThere()) there = performance.now() - start;
  }, 5);
  const limit = setTimeout(() => child.kill('SIGKILL'), 120_000);
  await ended;
  clearInterval(look);
  clearTimeout(limit);
  const whole = performance.now() - start;
  if (Number.isNaN(there) && !isThere()) throw new Error(`nothing was written:\n${output.slice(-3000)}`);
  return { there: Number.isNaN(there) ? whole : there, whole };
}

/** @param {string} folder */
function copyIn(folder) {
  mkdirSync(folder, { recursive: true });
  return new WorkingCopy(folder, { executable, env, region: emulator.region, log });
}

/** @param {string} path @param {string} text */
const holds = (path, text) => existsSync(path) && readFileSync(path, 'utf8').includes(text);

/** @param {import('@amplify-import-auth/testbed/aws').Environment} pools @param {string} name */
async function initialised(pools, name) {
  const copy = copyIn(join(scratch, name));
  copy.write('package.json', '{ "name": "shop", "version": "1.0.0" }\n');
  const start = performance.now();
  await copy.amplify(['init', '--yes'], {
    amplify: { projectName: 'shop', envName: 'dev', defaultEditor: 'none' },
    frontend: FRONTEND,
  });
  const milliseconds = performance.now() - start;
  const ours = copyIn(join(scratch, `${name}-ours`));
  cpSync(join(copy.folder, 'amplify'), join(ours.folder, 'amplify'), { recursive: true });
  ours.write(
    'amplify-auth.yml',
    [
      'version: 1',
      'project: shop',
      'outputs:',
      '  - {format: amplify-cli, path: amplify}',
      `  - {format: aws-exports, path: ${EXPORTS}, env: dev}`,
      'envs:',
      '  dev:',
      `    userPoolId: ${pools.userPoolId}`,
      `    webClientId: ${pools.webClientId}`,
      `    nativeClientId: ${pools.nativeClientId}`,
      `    identityPoolId: "${pools.identityPoolId}"`,
      '    categories: {storage: [{bucket: shop-files, auth: [create, read, update, delete], guest: [read]}]}',
      '',
    ].join('\n'),
  );
  return { copy, ours, milliseconds };
}

/** @param {import('@amplify-import-auth/testbed/aws').Environment} pools @param {WorkingCopy} copy */
function importHeadless({ userPoolId, webClientId, nativeClientId, identityPoolId }, copy) {
  return timed([executable, 'import', 'auth', '--headless'], {
    cwd: copy.folder,
    input: `${JSON.stringify({ version: 1, userPoolId, webClientId, nativeClientId, identityPoolId })}\n`,
    isThere: () => holds(join(copy.folder, TEAM), userPoolId),
  });
}

/** @param {import('@amplify-import-auth/testbed/aws').Environment} pools @param {WorkingCopy} ours */
function applyOurs({ userPoolId }, ours) {
  return timed([BUNDLE, 'apply', '--yes'], {
    cwd: ours.folder,
    isThere: () => holds(join(ours.folder, TEAM), userPoolId) && holds(join(ours.folder, EXPORTS), userPoolId),
  });
}

async function round(/** @type {number} */ number) {
  log(`round ${number} …`);
  const pools = await seedEnvironment(clients, { name: `shop${number}`, nativeClient: true });
  const { copy, ours, milliseconds: init } = await initialised(pools, `round${number}`);
  const imported = await importHeadless(pools, copy);
  const start = performance.now();
  await copy.amplify(['push', '--yes']);
  const push = performance.now() - start;
  const applied = await applyOurs(pools, ours);
  return { cliState: imported.there, cliAll: init + imported.there + push, files: applied.there, apply: applied.whole };
}

/** Who is throttled, and how often, where each operation may be called so many times a second. */
async function manyClients() {
  log(`${MANY.clients} clients …`);
  const pools = await seedEnvironment(clients, { name: 'many', nativeClient: true });
  for (let number = 2; number < MANY.clients; number += 1) {
    await clients.userPools.send(
      new CreateUserPoolClientCommand({ UserPoolId: pools.userPoolId, ClientName: `client ${number}` }),
    );
  }
  const { copy, ours } = await initialised(pools, 'many');
  const throttled = async (/** @type {() => Promise<unknown>} */ body) => {
    proxy.reset();
    for (const operation of OPERATIONS) {
      const match = new RegExp(`^cognito-[a-z]+:${operation}$`);
      proxy.rules.push({ match, fault: { kind: 'throttle', rate: MANY.rate, burst: MANY.rate } });
    }
    const succeeded = await body().then(
      () => true,
      () => false,
    );
    const { calls } = proxy;
    const refused = calls.filter(({ fault }) => fault === 'throttle').length;
    const own = calls.filter(({ service }) => service.startsWith('cognito-')).length;
    proxy.reset();
    return { succeeded, refused, calls: own };
  };
  return {
    ours: await throttled(() => applyOurs(pools, ours)),
    cli: await throttled(() => importHeadless(pools, copy)),
  };
}

try {
  const first = copyIn(join(scratch, 'first'));
  await first.amplify(['configure', '--usage-data-off']);
  /** @type {Awaited<ReturnType<typeof round>>[]} */
  const rounds = [];
  for (let number = 1; number <= Number(options.rounds); number += 1) rounds.push(await round(number));
  const many = await manyClients();
  const of = (/** @type {keyof (typeof rounds)[number]} */ key) => median(rounds.map((one) => one[key]));
  const seconds = (/** @type {number} */ milliseconds) => (milliseconds / 1000).toFixed(2);
  const times = (/** @type {number} */ ratio) => `${ratio.toFixed(1)} ×`;
  const told = (/** @type {{ succeeded: boolean, refused: number, calls: number }} */ { succeeded, refused, calls }) =>
    `${calls} calls, ${refused} throttled, ${succeeded ? 'done' : 'failed'}`;
  const text = [
    `Medians of ${rounds.length} rounds; no latency is added to what the emulator takes.`,
    '',
    '| | Amplify CLI | this action | |',
    '| --- | --- | --- | --- |',
    `| until the files are written: headless import, \`apply\` | ${seconds(of('cliState'))} s | ${seconds(of('files'))} s | ${times(of('cliState') / of('files'))} |`,
    `| all of it: init, import and push; \`apply\` | ${seconds(of('cliAll'))} s | ${seconds(of('apply'))} s | ${times(of('cliAll') / of('apply'))} |`,
    `| ${MANY.clients} clients, ${MANY.rate} calls a second and operation | ${told(many.cli)} | ${told(many.ours)} | |`,
  ].join('\n');
  console.log(text);
  if (options.write) writeSection('beside-cli', text);
} finally {
  clients.destroy();
  await proxy.close();
  await front.close();
  await emulator.stop();
  rmSync(scratch, { recursive: true, force: true });
}

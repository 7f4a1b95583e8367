// @ts-check
/**
 * Starts the AWS emulator (enforcing.py) on a free port of the loopback interface.
 *
 * From a terminal: `node testbed/aws/emulator.mjs [--account 111122223333] [--region eu-west-1]` prints
 * the environment variables to export and runs until Ctrl-C.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainModule } from '../main-module.mjs';
import { ensureVirtualEnvironment } from './python.mjs';

/**
 * @typedef {object} Emulator
 * @property {string} url
 * @property {string} account the account of every call that is not signed with another one's key
 * @property {string} region
 * @property {Record<string, string>} env the AWS_* variables for a child process
 * @property {() => string} logs what the emulator has written so far
 * @property {Promise<void>} exited settles when the process is gone, however it ended
 * @property {() => Promise<void>} stop ends it and waits until it is gone; may be called twice
 */

const ENFORCING = fileURLToPath(new URL('enforcing.py', import.meta.url));
/** For an emulator that hangs; a busy machine takes long to start it. */
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 10_000;
const PORT_ATTEMPTS = 5;

/**
 * The emulator dies with this process, also when that is killed; it does not keep this process alive.
 *
 * @param {object} [options]
 * @param {(message: string) => void} [options.log]
 * @param {string} [options.account]
 * @param {string} [options.region]
 * @returns {Promise<Emulator>}
 */
export async function startEmulator({ log = () => {}, account = '111122223333', region = 'eu-west-1' } = {}) {
  const python = await ensureVirtualEnvironment({ log });
  for (let attempt = 1; ; attempt++) {
    const emulator = launch(python, await freePort(), account, region);
    const failure = await waitUntilHealthy(emulator);
    if (failure === undefined) {
      return emulator;
    }
    const logs = emulator.logs();
    await emulator.stop();
    // Between our look at the port and the emulator's bind somebody else may have taken it.
    const portWasTaken = /already in use/i.test(logs);
    if (!portWasTaken || attempt === PORT_ATTEMPTS) {
      throw new Error(`The AWS emulator did not start: ${failure}\n${logs}`);
    }
    log('emulator: the port was taken meanwhile, trying another one');
  }
}

/** @returns {Promise<number>} a port of the loopback interface that is free now */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(address.port));
    });
  });
}

/**
 * @param {string} python
 * @param {number} port
 * @param {string} account
 * @param {string} region
 * @returns {Emulator & { instance: string }}
 */
function launch(python, port, account, region) {
  const scratch = mkdtempSync(join(tmpdir(), 'emulator-'));
  const logFile = join(scratch, 'log');
  const output = openSync(logFile, 'w');
  const instance = randomUUID();
  // -B: no __pycache__ folders beside our sources.
  const child = spawn(python, ['-B', ENFORCING], {
    env: emulatorEnvironment({ scratch, port, account, region, instance }),
    // The open pipe to its standard input is the emulator's sign that we live. The output goes to a file: a
    // pipe would fill up and stall the emulator whenever this process is busy.
    stdio: ['pipe', output, output],
    // In a process group of its own: Ctrl-C in the terminal is for us to handle.
    detached: true,
    windowsHide: true,
  });
  closeSync(output);
  const lifeline = /** @type {import('node:net').Socket} */ (child.stdin);
  lifeline.on('error', () => {}); // the emulator may go away first
  lifeline.unref();
  child.unref();

  let lastLogs = '';
  const logs = () => {
    try {
      lastLogs = readFileSync(logFile, 'utf8');
    } catch {
      // The folder is gone with the emulator: what we read last has to do.
    }
    return lastLogs;
  };
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => {
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
  const stop = async () => {
    logs();
    child.ref();
    lifeline.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
    rmSync(scratch, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  const env = {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return { url, account, region, env, logs, exited, stop, instance };
}

/**
 * Built from nothing, so that no AWS_* or ministack setting of the machine gets in.
 *
 * @param {{ scratch: string, port: number, account: string, region: string, instance: string }} settings
 * @returns {Record<string, string>}
 */
function emulatorEnvironment({ scratch, port, account, region, instance }) {
  return {
    PATH: process.env['PATH'] ?? '',
    ...(process.env['SYSTEMROOT'] ? { SYSTEMROOT: process.env['SYSTEMROOT'] } : {}),
    HOME: scratch,
    TMPDIR: scratch,
    TEMP: scratch,
    TESTBED_SCRATCH: scratch,
    STATE_DIR: join(scratch, 'state'), // its default is a folder in /tmp that stays behind
    PYTHONUNBUFFERED: '1',
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1', // its default is every interface
    IOT_MTLS_ENABLED: '0', // a listener on a fixed port of every interface
    AUTH: 'true',
    LOG_LEVEL: 'WARNING',
    // Unsigned calls (InitiateAuth, GetId, …) carry neither account nor region; these are what they see.
    MINISTACK_ACCOUNT_ID: account,
    MINISTACK_REGION: region,
    // Shown by the health page: tells our emulator from another one that got the port first.
    MINISTACK_EDITION: instance,
  };
}

/**
 * @param {Emulator & { instance: string }} emulator
 * @returns {Promise<string | undefined>} what went wrong, or undefined
 */
async function waitUntilHealthy(emulator) {
  let gone = false;
  emulator.exited.then(() => {
    gone = true;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (gone) {
      return 'the process ended';
    }
    const health = await getText(`${emulator.url}/_ministack/health`).catch(() => '');
    if (health.includes(emulator.instance)) {
      return undefined;
    }
    await sleep(25);
  }
  return `no answer within ${START_TIMEOUT_MS / 1000} s`;
}

/**
 * @param {string} url
 * @returns {Promise<string>}
 */
function getText(url) {
  return new Promise((resolve, reject) => {
    // No agent: a kept-alive connection would outlast the question.
    const request = get(url, { agent: false, timeout: 10_000 }, (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve(text));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
  });
}

async function runFromTerminal() {
  const { values } = parseArgs({ options: { account: { type: 'string' }, region: { type: 'string' } } });
  const emulator = await startEmulator({ ...values, log: (message) => console.error(message) });
  /** @type {Promise<string>} */
  const signalled = new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  const keepAlive = setInterval(() => {}, 60_000);
  for (const [name, value] of Object.entries(emulator.env)) {
    console.log(`export ${name}=${value}`);
  }
  console.error('emulator: running, Ctrl-C stops it');
  const signal = await Promise.race([signalled, emulator.exited]);
  clearInterval(keepAlive);
  if (signal === undefined) {
    console.error(`emulator: ended by itself\n${emulator.logs()}`);
    process.exitCode = 1;
  }
  await emulator.stop();
}

if (isMainModule(import.meta.url)) {
  await runFromTerminal();
}

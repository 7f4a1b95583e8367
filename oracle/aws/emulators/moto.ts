import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { oraclePython } from '../python.ts';

/** An AWS emulator that runs. */
export interface Running {
  readonly name: string;
  readonly url: string;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 120_000;
const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** moto on a free port of the loopback interface. It ends with this process, also when that is killed. */
export async function startMoto(account: string): Promise<Running> {
  const port = await freePort();
  const simulator = [process.execPath, '--no-warnings', pathOf('simulator.ts')];
  const child = spawn(await oraclePython(), ['-B', pathOf('moto_server.py'), String(port), ...simulator], {
    env: { PATH: process.env['PATH'] ?? '', MOTO_ACCOUNT_ID: account },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-20_000)));
  const exited = new Promise<void>((resolve) => {
    child.on('exit', () => {
      resolve();
    });
  });
  const stop = async () => {
    child.stdin.end();
    await exited;
  };
  const url = `http://127.0.0.1:${port}`;
  const end = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < end && child.exitCode === null) {
    if (await answers(`${url}/moto-api/`)) return { name: 'moto', url, stop };
    await sleep(100);
  }
  await stop();
  throw new Error(`moto did not start:\n${log}`);
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}

import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../helpers/step.ts';

// A process that heeds no signal itself: what the runtime makes of them.
const SCRIPT = `
  import { GRACE_MS } from '${ROOT}/src/adapters/grace.ts';
  import { processRuntime } from '${ROOT}/src/adapters/runtime.ts';
  Object.assign(GRACE_MS, JSON.parse(process.env.GRACE));
  const runtime = processRuntime('action');
  for (const name of ['cancelled', 'overdue']) runtime[name].addEventListener('abort', () => console.log(name));
  setInterval(() => undefined, 1_000);
  console.log('ready');
`;

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly lines: readonly string[];
}

/** Sends these signals, each after the time given, counted from the one before. */
async function endedBy(signals: readonly (readonly [NodeJS.Signals, number])[], grace = {}): Promise<Ended> {
  const args = ['--no-warnings', '--input-type=module', '--eval', SCRIPT];
  const env = { ...process.env, GRACE: JSON.stringify(grace) };
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  let output = '';
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => {
      resolve({ code, signal, lines: output.trim().split('\n') });
    });
  });
  await new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('ready')) resolve();
    });
  });
  for (const [name, after] of signals) {
    await sleep(after);
    child.kill(name);
  }
  return ended;
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s cancels; what does not come back is left to itself', async (name) => {
  expect(await endedBy([[name, 0]])).toEqual({ code: 1, signal: null, lines: ['ready', 'cancelled', 'overdue'] });
});

test('a second signal ends the process as it is', async () => {
  // The grace is longer than a busy machine may take to send the second signal.
  const signals = [
    ['SIGINT', 0],
    ['SIGTERM', 1_500],
  ] as const;
  expect(await endedBy(signals, { run: 60_000, process: 90_000 })).toMatchObject({ code: 143, signal: null });
});

test('the same wish that comes twice, as from npm and from the terminal, is one', async () => {
  expect(
    await endedBy([
      ['SIGINT', 0],
      ['SIGINT', 0],
    ]),
  ).toMatchObject({ code: 1, signal: null });
});

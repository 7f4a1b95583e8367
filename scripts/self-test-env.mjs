// @ts-check
// For the workflow self-test.yml: starts an emulator that outlives this process, seeds one env, writes its manifest into --folder, and
// prints the environment of the steps that follow, one NAME=value a line. SELF_TEST_PID is the process to end.
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsClients, seedEnvironment, startEmulator } from '@amplify-import-auth/testbed/aws';

const { values } = parseArgs({ options: { folder: { type: 'string', default: '.' }, keep: { type: 'boolean' } } });

if (values.keep) {
  const emulator = await startEmulator();
  process.stdout.write(`${JSON.stringify(emulator.env)}\n`);
  process.once('SIGTERM', () => void emulator.stop().then(() => process.exit(0)));
  // The emulator keeps no process alive; this is what does.
  setInterval(() => undefined, 60_000);
} else {
  await start(values.folder);
}

/** @param {string} folder */
async function start(folder) {
  const errors = openSync(join(tmpdir(), 'self-test-emulator.log'), 'a');
  const keeper = spawn(process.execPath, [fileURLToPath(import.meta.url), '--keep'], {
    detached: true,
    stdio: ['ignore', 'pipe', errors],
  });
  let line = '';
  keeper.stdout?.on('data', (/** @type {Buffer} */ data) => (line += String(data)));
  while (!line.includes('\n')) {
    if (keeper.exitCode !== null) throw new Error('the emulator did not start: see self-test-emulator.log');
    await sleep(50);
  }
  const env = JSON.parse(line);
  const clients = awsClients({
    endpoint: env.AWS_ENDPOINT_URL,
    account: env.AWS_ACCESS_KEY_ID,
    region: env.AWS_REGION,
  });
  const dev = await seedEnvironment(clients);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'amplify-auth.yml'),
    [
      'version: 1',
      'project: selftest',
      'outputs:',
      '  - {format: amplify-outputs, path: "amplify_outputs.json"}',
      'envs:',
      '  dev:',
      `    userPoolId: ${dev.userPoolId}`,
      `    webClientId: ${dev.webClientId}`,
      `    identityPoolId: ${dev.identityPoolId}`,
      `    categories: {storage: [{bucket: ${dev.bucket}, auth: [read]}]}`,
      '',
    ].join('\n'),
  );
  for (const [name, value] of Object.entries({ ...env, SELF_TEST_PID: keeper.pid })) console.log(`${name}=${value}`);
  keeper.unref();
  process.exit(0);
}

// Starts one AWS emulator for all test files. Tests keep apart by account: a twelve-digit access key id is an account of its own.
import { startEmulator } from '@amplify-import-auth/testbed/aws';

export default async function start() {
  const emulator = await startEmulator({ log: (line) => process.stderr.write(`${line}\n`) });
  /** @type {any} */ (globalThis).__EMULATOR__ = emulator;
  // Test files run in processes of their own, which inherit this.
  process.env['TEST_AWS_ENDPOINT'] = emulator.url;
}

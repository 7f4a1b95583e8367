// @ts-check
/**
 * Signs in with a real Amplify client, in a process of its own: Amplify is a singleton and large.
 *
 * The process (`node testbed/aws/sign-in.mjs`) reads a SignInRequest as JSON from standard input and
 * answers with a SignInReport as one line of JSON. What it does in between is in amplify/client.mjs.
 */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { isMainModule } from '../main-module.mjs';

export { STORAGE_ATTEMPTS } from './storage-attempts.mjs';

/** @typedef {import('./storage-attempts.mjs').Attempt} Attempt */

/**
 * @typedef {object} SignInRequest
 * @property {string} configFile
 * @property {'aws-exports' | 'amplifyconfiguration' | 'amplify-outputs'} kind
 * @property {string} endpoint of the emulator
 * @property {string} bucket
 * @property {string} region of the bucket
 * @property {string} [username]
 * @property {string} [password]
 * @property {boolean} [guest] no sign-in: what may a guest do?
 * @property {string} [otherIdentityId] of another user, for attempts on foreign objects
 * @property {Record<string, Attempt>} [attempts] instead of STORAGE_ATTEMPTS
 */

/**
 * @typedef {object} SignInReport
 * @property {boolean} signedIn
 * @property {string} identityId empty where there is none
 * @property {string} roleName of the assumed role, empty where there are no credentials
 * @property {string[]} groups of the ID token
 * @property {object} parsed the file as Amplify reads it (ResourcesConfig)
 * @property {Record<string, string>} results by attempt: `allowed`, `denied: <error>` or, for anything but a
 *   refusal, `failed: <error>`
 * @property {string} error `<name>: <message>` where sign-in or credentials failed, else empty
 */

/**
 * @param {SignInRequest} request
 * @param {{ node?: string, timeoutMs?: number }} [options]
 * @returns {Promise<SignInReport>}
 */
export async function signIn(request, { node = process.execPath, timeoutMs = 60_000 } = {}) {
  const child = spawn(node, [fileURLToPath(import.meta.url)], {
    // From nothing: the SDK must find neither a profile nor a region of the machine.
    env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), AWS_EC2_METADATA_DISABLED: 'true' },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  let output = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (complaints += text));
  child.stdin.end(JSON.stringify(request));
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`sign-in.mjs ended with ${code ?? 'a signal'}:\n${complaints}`);
  }
  return JSON.parse(output);
}

if (isMainModule(import.meta.url)) {
  const request = /** @type {SignInRequest} */ (await json(process.stdin));
  const { runAmplifyClient } = await import('./amplify-client.mjs');
  process.stdout.write(`${JSON.stringify(await runAmplifyClient(request))}\n`);
}

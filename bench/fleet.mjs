// @ts-check
// Fleets of envs over some accounts in the emulator, and the manifest that names them.
import { awsClients, makeCiRole, READS, seedFleet, trustsAccount, WRITES } from '@amplify-import-auth/testbed/aws';

/** @typedef {import('@amplify-import-auth/testbed/aws').Emulator} Emulator */

/**
 * Makes the fleet. With one account it is the job's own; with several the job assumes a role in each, as in real organisations.
 *
 * @param {Emulator} emulator
 * @param {number} count
 * @param {number} accounts
 * @returns {Promise<string>} the manifest
 */
export async function makeFleet(emulator, count, accounts) {
  /** @type {string[]} */
  const head = [];
  /** @type {string[][]} */
  const parts = [];
  for (let index = 0; index < accounts; index += 1) {
    const account = accounts === 1 ? emulator.account : String(200000000000 + index);
    const clients = awsClients({ endpoint: emulator.url, account, region: emulator.region });
    const size = Math.floor(count / accounts) + (index < count % accounts ? 1 : 0);
    const fleet = await seedFleet(clients, size, { nativeClient: true });
    let line = '';
    if (accounts > 1) {
      const role = await makeCiRole(clients, 'ci', trustsAccount(emulator.account), [...READS, ...WRITES]);
      head.push(`  a${index}: {id: "${account}", roleToAssume: "${role}"}`);
      line = `    account: a${index}\n`;
    }
    parts.push(
      fleet.map((env, own) =>
        [
          `  a${index}-${own}:`,
          `${line}    userPoolId: ${env.userPoolId}`,
          `    webClientId: ${env.webClientId}`,
          `    nativeClientId: ${env.nativeClientId}`,
          `    identityPoolId: ${env.identityPoolId}`,
          `    categories: {storage: [{bucket: ${env.bucket}, auth: [read], guest: [read]}]}`,
        ].join('\n'),
      ),
    );
    clients.destroy();
  }
  // Account after account: the order in which people write them.
  return [
    'version: 1',
    'project: bench',
    ...(head.length === 0 ? [] : ['accounts:', ...head]),
    'outputs:',
    '  - {format: amplify-outputs, path: "config/{env}/amplify_outputs.json"}',
    'envs:',
    ...parts.flat(),
    '',
  ].join('\n');
}

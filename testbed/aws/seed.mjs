// @ts-check
/**
 * Seeds the emulator with Amplify-like environments: user pool, app clients, identity pool, roles, groups,
 * bucket. Every part can be varied or left out, so that a test can break exactly one thing; see
 * seed/options.mjs.
 */
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { randomBytes } from 'node:crypto';
import { makeBucket } from './seed/bucket.mjs';
import { makeGroups } from './seed/groups.mjs';
import { connectRoles, makeIdentityPool } from './seed/identity-pool.mjs';
import { putPolicies } from './seed/policies.mjs';
import { makeRoles } from './seed/roles.mjs';
import { makeClients, makeUserPool } from './seed/user-pool.mjs';

export { trustDocument } from './seed/roles.mjs';

/** @typedef {import('./aws-clients.mjs').AwsClients} AwsClients */
/** @typedef {import('./seed/options.mjs').Environment} Environment */
/** @typedef {import('./seed/options.mjs').SeedOptions} SeedOptions */

/** @type {Readonly<Omit<Environment, 'name' | 'account' | 'region' | 'groups'>>} */
const NOTHING = {
  userPoolId: '',
  userPoolArn: '',
  providerName: '',
  webClientId: '',
  nativeClientId: '',
  nativeClientSecret: '',
  domain: '',
  identityPoolId: '',
  identityPoolArn: '',
  authRoleName: '',
  authRoleArn: '',
  guestRoleName: '',
  guestRoleArn: '',
  bucket: '',
};

/**
 * @param {AwsClients} clients
 * @param {SeedOptions} [options]
 * @returns {Promise<Environment>}
 */
export async function seedEnvironment(clients, options = {}) {
  const { skip = [], name = `app-${randomBytes(4).toString('hex')}` } = options;
  /** @type {Environment} */
  let made = { ...NOTHING, name, account: clients.account, region: clients.region, groups: {} };
  if (!skip.includes('bucket')) {
    made = { ...made, ...(await makeBucket(clients, name)) };
  }
  made = { ...made, ...(await makeUserPool(clients, name, options)) };
  made = { ...made, ...(await makeClients(clients, made, options)) };
  if (!skip.includes('identityPool')) {
    made = { ...made, ...(await makeIdentityPool(clients, made, options)) };
    made = { ...made, ...(await makeRoles(clients, made, options)) };
  }
  made = { ...made, ...(await makeGroups(clients, made, options)) };
  if (made.identityPoolId !== '' && !skip.includes('identityPoolRoles')) {
    await connectRoles(clients, made, options);
  }
  await putPolicies(clients, made, options);
  return made;
}

/**
 * Several environments at once.
 *
 * @param {AwsClients} clients
 * @param {number} count
 * @param {SeedOptions | ((index: number) => SeedOptions)} [options]
 * @returns {Promise<Environment[]>} in the order of their index
 */
export async function seedFleet(clients, count, options = {}) {
  /** @type {Environment[]} */
  const fleet = new Array(count);
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) {
      fleet[index] = await seedEnvironment(clients, typeof options === 'function' ? options(index) : options);
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, 8) }, worker));
  return fleet;
}

/**
 * A confirmed user with a permanent password.
 *
 * @param {AwsClients} clients
 * @param {string} userPoolId
 * @param {{ username: string, password: string, groups?: string[] }} user
 * @returns {Promise<{ sub: string }>}
 */
export async function addUser({ userPools }, userPoolId, { username, password, groups = [] }) {
  const user = { UserPoolId: userPoolId, Username: username };
  const created = await userPools.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
  await userPools.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  for (const group of groups) {
    await userPools.send(new AdminAddUserToGroupCommand({ ...user, GroupName: group }));
  }
  return { sub: created.User?.Attributes?.find((attribute) => attribute.Name === 'sub')?.Value ?? '' };
}

// @ts-check
import { CreateGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { makeRole } from './roles.mjs';

/** @typedef {import('../aws-clients.mjs').AwsClients} AwsClients */
/** @typedef {import('./options.mjs').Environment} Environment */
/** @typedef {import('./options.mjs').GroupInput} GroupInput */
/** @typedef {import('./options.mjs').SeedOptions} SeedOptions */

/**
 * The groups, in falling precedence, each with a role of its own unless that is not wanted.
 *
 * @param {AwsClients} clients
 * @param {Environment} environment
 * @param {SeedOptions} options
 * @returns {Promise<Pick<Environment, 'groups'>>}
 */
export async function makeGroups(clients, environment, options) {
  const { groups = {} } = options;
  /** @type {[string, Partial<GroupInput> & { role?: boolean }][]} */
  const entries = Array.isArray(groups) ? groups.map((name) => [name, {}]) : Object.entries(groups);
  /** @type {Environment['groups']} */
  const roles = {};
  for (const [precedence, [name, { role = true, ...input }]] of entries.entries()) {
    // A group's role trusts the identity pool, so without one there is none.
    if (role && input.RoleArn === undefined && environment.identityPoolId !== '') {
      roles[name] = await makeRole(clients, environment, options, 'group', `${name}GroupRole`);
    }
    const roleArn = roles[name]?.roleArn;
    await clients.userPools.send(
      new CreateGroupCommand({
        UserPoolId: environment.userPoolId,
        GroupName: name,
        Precedence: precedence,
        ...(roleArn ? { RoleArn: roleArn } : {}),
        ...input,
      }),
    );
  }
  return { groups: roles };
}

// @ts-check
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { randomBytes } from 'node:crypto';
import { toText } from './policies.mjs';

/** @typedef {import('../aws-clients.mjs').AwsClients} AwsClients */
/** @typedef {import('./options.mjs').Amr} Amr */
/** @typedef {import('./options.mjs').Environment} Environment */
/** @typedef {import('./options.mjs').Role} Role */
/** @typedef {import('./options.mjs').RoleKind} RoleKind */
/** @typedef {import('./options.mjs').SeedOptions} SeedOptions */

/**
 * The trust policy of a role that only the given identity pool may assume.
 *
 * @param {string} identityPoolId
 * @param {Amr} amr `authenticated` for signed-in users, `unauthenticated` for guests
 * @returns {object}
 */
export function trustDocument(identityPoolId, amr) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': identityPoolId },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
        },
      },
    ],
  };
}

/**
 * The auth role and, where guests are let in, the guest role.
 *
 * @param {AwsClients} clients
 * @param {Environment} environment
 * @param {SeedOptions} options
 * @returns {Promise<Partial<Environment>>}
 */
export async function makeRoles(clients, environment, options) {
  const { skip = [], guest = true } = options;
  /** @type {Partial<Environment>} */
  const made = {};
  if (!skip.includes('authRole')) {
    const { roleName, roleArn } = await makeRole(clients, environment, options, 'auth', 'authRole');
    Object.assign(made, { authRoleName: roleName, authRoleArn: roleArn });
  }
  if (guest && !skip.includes('guestRole')) {
    const { roleName, roleArn } = await makeRole(clients, environment, options, 'guest', 'unauthRole');
    Object.assign(made, { guestRoleName: roleName, guestRoleArn: roleArn });
  }
  return made;
}

/**
 * @param {AwsClients} clients
 * @param {Environment} environment
 * @param {SeedOptions} options
 * @param {RoleKind} kind
 * @param {string} suffix
 * @returns {Promise<Role>}
 */
export async function makeRole({ iam }, environment, { path = '/', trust = defaultTrust }, kind, suffix) {
  // The random part: all regions and environments of an account share one name space.
  const roleName = `amplify-${environment.name}-${randomBytes(3).toString('hex')}-${suffix}`;
  const created = await iam.send(
    new CreateRoleCommand({
      RoleName: roleName,
      Path: path,
      AssumeRolePolicyDocument: toText(trust(kind, environment.identityPoolId)),
    }),
  );
  return { roleName, roleArn: created.Role?.Arn ?? '' };
}

/**
 * @param {RoleKind} kind
 * @param {string} identityPoolId
 */
function defaultTrust(kind, identityPoolId) {
  return trustDocument(identityPoolId, kind === 'guest' ? 'unauthenticated' : 'authenticated');
}

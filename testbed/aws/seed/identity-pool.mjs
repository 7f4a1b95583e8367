// @ts-check
import { CreateIdentityPoolCommand, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity';

/** @typedef {import('../aws-clients.mjs').AwsClients} AwsClients */
/** @typedef {import('@aws-sdk/client-cognito-identity').RoleMapping} RoleMapping */
/** @typedef {import('./options.mjs').Environment} Environment */
/** @typedef {import('./options.mjs').SeedOptions} SeedOptions */

/**
 * @param {AwsClients} clients
 * @param {Environment} environment
 * @param {SeedOptions} options
 * @returns {Promise<Pick<Environment, 'identityPoolId' | 'identityPoolArn'>>}
 */
export async function makeIdentityPool({ identityPools, account, region }, environment, options) {
  const { guest = true, classicFlow = false, listInIdentityPool = ['web', 'native'] } = options;
  const ids = { web: environment.webClientId, native: environment.nativeClientId };
  const created = await identityPools.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: `${environment.name}_identitypool`,
      AllowUnauthenticatedIdentities: guest,
      AllowClassicFlow: classicFlow,
      CognitoIdentityProviders: listInIdentityPool
        .filter((client) => ids[client] !== '')
        .map((client) => ({
          ProviderName: environment.providerName,
          ClientId: ids[client],
          ServerSideTokenCheck: false,
        })),
    }),
  );
  const identityPoolId = created.IdentityPoolId ?? '';
  const identityPoolArn = `arn:aws:cognito-identity:${region}:${account}:identitypool/${identityPoolId}`;
  return { identityPoolId, identityPoolArn };
}

/**
 * Tells the identity pool its roles and role mappings.
 *
 * @param {AwsClients} clients
 * @param {Environment} environment
 * @param {SeedOptions} options
 */
export async function connectRoles({ identityPools }, environment, { roleMappings }) {
  /** @type {Record<string, string>} */
  const roles = {};
  if (environment.authRoleArn) {
    roles.authenticated = environment.authRoleArn;
  }
  if (environment.guestRoleArn) {
    roles.unauthenticated = environment.guestRoleArn;
  }
  const mappings = roleMappings === 'token' ? tokenMappings(environment) : roleMappings?.(environment);
  await identityPools.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId: environment.identityPoolId,
      Roles: roles,
      ...(mappings ? { RoleMappings: mappings } : {}),
    }),
  );
}

/**
 * @param {Environment} environment
 * @returns {Record<string, RoleMapping>}
 */
function tokenMappings({ providerName, webClientId, nativeClientId }) {
  /** @type {RoleMapping} */
  const mapping = { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' };
  const clientIds = [webClientId, nativeClientId].filter((id) => id !== '');
  return Object.fromEntries(clientIds.map((id) => [`${providerName}:${id}`, mapping]));
}

// @ts-check
/**
 * The steps of a sign-in by single SDK calls, so that a check can look at each of them.
 */
import { GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { awsClients } from './aws-clients.mjs';

/** @typedef {import('./aws-clients.mjs').AwsClients} AwsClients */
/** @typedef {import('./seed.mjs').Environment} Environment */

export const PASSWORD = 'Passw0rd1234';

/**
 * The Logins map of a signed-in user.
 *
 * @param {AwsClients} clients
 * @param {Environment} environment
 * @param {string} username
 * @returns {Promise<Record<string, string>>}
 */
export async function logIn({ userPools }, environment, username) {
  const answer = await userPools.send(
    new InitiateAuthCommand({
      ClientId: environment.webClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD },
    }),
  );
  return { [environment.providerName]: answer.AuthenticationResult?.IdToken ?? '' };
}

/**
 * @param {AwsClients} clients
 * @param {string} identityPoolId
 * @param {Record<string, string>} [logins] none for a guest
 * @returns {Promise<string>}
 */
export async function identityOf({ identityPools }, identityPoolId, logins) {
  const input = { IdentityPoolId: identityPoolId, ...(logins ? { Logins: logins } : {}) };
  return (await identityPools.send(new GetIdCommand(input))).IdentityId ?? '';
}

/**
 * Clients with the credentials of an identity.
 *
 * @param {AwsClients} clients
 * @param {string} endpoint
 * @param {string} identityId
 * @param {Record<string, string>} [logins]
 * @returns {Promise<AwsClients>}
 */
export async function actAs({ identityPools, account, region }, endpoint, identityId, logins) {
  const input = { IdentityId: identityId, ...(logins ? { Logins: logins } : {}) };
  const { Credentials } = await identityPools.send(new GetCredentialsForIdentityCommand(input));
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  return awsClients({ endpoint, account, region, credentials });
}

/**
 * @param {AwsClients} clients
 * @returns {Promise<string>} the name of the role that they act as
 */
export async function roleOf({ sts }) {
  const { Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  return Arn.split('/')[1] ?? '';
}

/**
 * @param {AwsClients} clients
 * @param {string} bucket
 * @param {string} key
 */
export function putObject({ s3 }, bucket, key) {
  return s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: 'x' }));
}

/**
 * Replaces the one inline policy that the checks use.
 *
 * @param {AwsClients} clients
 * @param {string} roleName
 * @param {object} statement
 */
export function grant({ iam }, roleName, statement) {
  return iam.send(
    new PutRolePolicyCommand({
      RoleName: roleName,
      PolicyName: 'checked',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    }),
  );
}

// @ts-check
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';

/**
 * @typedef {object} AwsClients
 * @property {CognitoIdentityProviderClient} userPools
 * @property {CognitoIdentityClient} identityPools
 * @property {IAMClient} iam
 * @property {LambdaClient} lambda
 * @property {STSClient} sts
 * @property {S3Client} s3
 * @property {string} account
 * @property {string} region
 * @property {() => void} destroy closes idle connections, so that the process can end at once
 */

/**
 * @typedef {object} Credentials
 * @property {string} accessKeyId
 * @property {string} secretAccessKey
 * @property {string} [sessionToken]
 */

/**
 * SDK clients that talk to the emulator, or to a proxy before it.
 *
 * @param {object} options
 * @param {string} options.endpoint
 * @param {string} [options.account]
 * @param {string} [options.region]
 * @param {Credentials} [options.credentials] by default the root of `account`: the emulator takes a 12-digit
 *   access key id for the account's root user, who may do everything
 * @param {number} [options.maxAttempts] of each call, 3 by default as in the SDK
 * @returns {AwsClients}
 */
export function awsClients({
  endpoint,
  account = '111122223333',
  region = 'eu-west-1',
  credentials = { accessKeyId: account, secretAccessKey: 'test' },
  maxAttempts = 3,
}) {
  const config = { endpoint, region, credentials, maxAttempts };
  const clients = {
    userPools: new CognitoIdentityProviderClient(config),
    identityPools: new CognitoIdentityClient(config),
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    sts: new STSClient(config),
    // A bucket name cannot be a subdomain of 127.0.0.1.
    s3: new S3Client({ ...config, forcePathStyle: true }),
  };
  const destroy = () => Object.values(clients).forEach((client) => client.destroy());
  return { ...clients, account, region, destroy };
}

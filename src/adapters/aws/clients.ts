import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { partitionOf } from '../../domain/partition.ts';
import type { CallCounter } from './calls.ts';

/** The clients of one set of credentials in one region. */
export interface Clients {
  readonly userPools: CognitoIdentityProviderClient;
  readonly identityPools: CognitoIdentityClient;
  readonly iam: IAMClient;
  readonly sts: STSClient;
}

/** The SDK waits for ever by default, and a timeout that is merely set only warns. */
const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true } as const;

/**
 * Makes clients that share one pace: the adaptive mode slows a client down once it is throttled, which only helps when all
 * calls go through that client. Endpoints follow the region's partition, and `AWS_ENDPOINT_URL` where it is set.
 */
export function makeClients(
  region: string,
  credentials: AwsCredentialIdentityProvider,
  counter: CallCounter,
  userAgent: string,
): Clients {
  const shared = {
    credentials,
    retryMode: 'adaptive',
    maxAttempts: 6,
    requestHandler: TIMEOUTS,
    customUserAgent: userAgent,
  } as const;
  const partition = partitionOf(region);
  // Cognito has only FIPS endpoints in GovCloud. Source: AWS GovCloud User Guide, "Amazon Cognito".
  const cognito = { ...shared, region, ...(partition.id === 'aws-us-gov' ? { useFipsEndpoint: true } : {}) };
  const clients: Clients = {
    userPools: new CognitoIdentityProviderClient(cognito),
    identityPools: new CognitoIdentityClient(cognito),
    iam: new IAMClient({ ...shared, region: partition.iamRegion }),
    sts: new STSClient({ ...shared, region }),
  };
  counter.observe(clients.userPools, 'cognito-idp');
  counter.observe(clients.identityPools, 'cognito-identity');
  counter.observe(clients.iam, 'iam');
  counter.observe(clients.sts, 'sts');
  return clients;
}

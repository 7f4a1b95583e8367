import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { partitionOf } from '../../domain/partition.ts';
import { watch, type Watcher } from './calls.ts';
import { endAt } from './deadline.ts';
import type { LastingCredentials } from './lasting-credentials.ts';
import { tellRefusedRegion } from './refused-region.ts';
import { PatientRetry } from './retry.ts';
import type { ServerTime } from './server-time.ts';

/** The clients of one set of credentials in one region. */
export interface Clients {
  readonly userPools: CognitoIdentityProviderClient;
  readonly identityPools: CognitoIdentityClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  /** Makes the client of a service that few runs need, so that its code is loaded only then. */
  readonly further: <C extends object>(service: string, make: (config: FurtherConfig) => C) => C;
  readonly sts: STSClient;
}

export interface ClientOptions {
  readonly userAgent: string;
  readonly watcher: Watcher;
  /** Ends every call. */
  readonly deadline: AbortSignal;
  /** Agents for a proxy; undefined: direct connections. */
  readonly agents: { readonly httpAgent: object; readonly httpsAgent: object } | undefined;
  readonly time: ServerTime;
}

/** What every client is made with. */
export type FurtherConfig = ReturnType<typeof sharedConfig> & {
  readonly region: string;
  readonly retryStrategy: PatientRetry;
};

/**
 * The SDK waits forever by default, and a timeout that is merely set only warns. The request's ends with the head of the answer; that of
 * the socket is for the rest.
 */
const TIMEOUTS = {
  connectionTimeout: 3_000,
  requestTimeout: 10_000,
  socketTimeout: 10_000,
  throwOnRequestTimeout: true,
} as const;

/**
 * The SDK opens 50 connections and lets further calls wait for one, which counts as the time to connect: where AWS answers slowly
 * they fail as if it could not be reached, and use up what there is for retries. How many calls there are is the limiter's business.
 */
const AGENT = { maxSockets: Infinity } as const;
const CONNECTIONS = { httpAgent: AGENT, httpsAgent: AGENT } as const;

/** What all clients share. Endpoints follow the region's partition, and `AWS_ENDPOINT_URL` where it is set. */
function sharedConfig(credentials: LastingCredentials | undefined, options: ClientOptions) {
  return {
    credentials: credentials?.provider ?? nobody,
    customUserAgent: options.userAgent,
    // What has been learned of AWS's clock; without it the first call of each client would be refused for its date.
    systemClockOffset: options.time.systemClockOffset,
    requestHandler: { ...TIMEOUTS, ...CONNECTIONS, ...options.agents },
  };
}

/** Signs nothing. */
const nobody = () => Promise.resolve({ accessKeyId: '', secretAccessKey: '' });

/**
 * `account` names whose quotas the calls use, as far as that is known before the first of them.
 */
export function makeClients(
  region: string,
  account: string,
  credentials: LastingCredentials,
  options: ClientOptions,
): Clients {
  const shared = sharedConfig(credentials, options);
  const partition = partitionOf(region);
  // Cognito has only FIPS endpoints in GovCloud. Source: AWS GovCloud User Guide, "Amazon Cognito".
  const cognito = (service: string) => ({
    ...shared,
    region,
    ...(partition.id === 'aws-us-gov' && !hasOwnEndpoint(service) ? { useFipsEndpoint: true } : {}),
  });
  // One for each client: it slows down what shares a quota, and nothing else.
  const retry = () => ({ retryStrategy: new PatientRetry(undefined, credentials) });
  const { iamRegion } = partition;
  let elsewhere: Promise<boolean> | undefined;
  /** Every account has the region in which IAM is signed for. */
  const isAcceptedElsewhere = () => {
    const ask = () => makeSts(iamRegion, account, credentials, options).send(new GetCallerIdentityCommand({}));
    return (elsewhere ??= ask().then(
      () => true,
      () => false,
    ));
  };
  const regional = <C extends object>(client: C): C => {
    if (region !== iamRegion) tellRefusedRegion(client, region, isAcceptedElsewhere);
    return client;
  };
  const clients: Clients = {
    userPools: regional(new CognitoIdentityProviderClient({ ...cognito('COGNITO_IDENTITY_PROVIDER'), ...retry() })),
    identityPools: regional(new CognitoIdentityClient({ ...cognito('COGNITO_IDENTITY'), ...retry() })),
    iam: new IAMClient({ ...shared, region: partition.iamRegion, ...retry() }),
    lambda: regional(new LambdaClient({ ...shared, region, ...retry() })),
    further(service, make) {
      const client = regional(make({ ...shared, region, ...retry() }));
      prepare(client, { account, region, service }, options);
      return client;
    },
    sts: regional(makeSts(region, account, credentials, options)),
  };
  prepare(clients.userPools, { account, region, service: 'cognito-idp' }, options);
  prepare(clients.identityPools, { account, region, service: 'cognito-identity' }, options);
  prepare(clients.iam, { account, region, service: 'iam' }, options);
  prepare(clients.lambda, { account, region, service: 'lambda' }, options);
  return clients;
}

/** Whether the environment names an endpoint, which the SDK refuses to use together with FIPS. */
function hasOwnEndpoint(service: string): boolean {
  return Boolean(process.env['AWS_ENDPOINT_URL'] || process.env[`AWS_ENDPOINT_URL_${service}`]);
}

/** Without `credentials` it makes only calls that are not signed. */
export function makeSts(
  region: string,
  account: string,
  credentials: LastingCredentials | undefined,
  options: ClientOptions,
): STSClient {
  const retryStrategy = new PatientRetry(undefined, credentials);
  const sts = new STSClient({ ...sharedConfig(credentials, options), region, retryStrategy });
  prepare(sts, { account, region, service: 'sts' }, options);
  return sts;
}

function prepare(client: object, place: Parameters<typeof watch>[1], { watcher, deadline }: ClientOptions): void {
  watch(client, place, watcher);
  endAt(client, deadline);
}

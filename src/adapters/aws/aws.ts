import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { known, mapFact, type Seen } from '../../domain/fact.ts';
import { partitionOf } from '../../domain/partition.ts';
import type { Aws, AwsSession, AwsTarget } from '../../ports/aws.ts';
import { CANCELLED } from '../until.ts';
import { ambientIdentity, credentialSource } from './ambient.ts';
import { CallCounter, isFinishing, type Watcher } from './calls.ts';
import { makeClients, type ClientOptions, type Clients } from './clients.ts';
import { ambientCredentials, openCredentials, type CredentialSources, type Patience } from './credentials.ts';
import { deadlineOf } from './deadline.ts';
import { readFact } from './errors.ts';
import { identityPools } from './identity-pools.ts';
import { functions } from './functions.ts';
import type { LastingCredentials } from './lasting-credentials.ts';
import { Limiter } from './limiter.ts';
import { Memo } from './memo.ts';
import { roles } from './roles.ts';
import { ServerTime } from './server-time.ts';
import { simulator } from './simulator.ts';
import type { Clock } from './token-bucket.ts';
import { userPools } from './user-pools.ts';

export interface AwsOptions extends Pick<CredentialSources, 'idToken' | 'sessionName'> {
  /** For the user agent: `amplify-import-auth/1.2.3`. */
  readonly userAgent: string;
  /** Keeps a text out of the log from now on. */
  readonly mask: (secret: string) => void;
  /** Percent of the published quotas that the run may use. */
  readonly quotaShare: number;
  readonly clock: Clock;
  /** Once it is aborted, nothing is read any more; what an env in hand needs to be finished or put back still is. */
  readonly cancelled: AbortSignal;
}

/** AWS through the SDK. Reads no credentials and makes no call before the first session is opened. */
export function aws(options: AwsOptions): Aws {
  const counter = new CallCounter();
  const limiter = new Limiter(options.quotaShare, options.clock);
  const { cancelled, clock } = options;
  const time = new ServerTime(clock);
  const watcher: Watcher = {
    cancelled,
    answered(date) {
      time.heard(date);
    },
    async before(call) {
      await limiter.admit(call);
      if (cancelled.aborted && !isFinishing(call.operation)) throw new Error(CANCELLED);
      counter.count(call);
    },
    throttled(call) {
      limiter.throttled(call);
      counter.countThrottled();
    },
  };
  const deadline = deadlineOf(cancelled);
  const patience: Patience = { cancelled, deadline, clock };
  const ambient = ambientCredentials(ambientIdentity, time, patience);
  const sources: CredentialSources = { ...options, ambient };
  const connections = new Memo();

  /** Once for each target: when there are no credentials, one look says so. */
  const open = (target: AwsTarget): Promise<Seen<Connection>> =>
    connections.once(JSON.stringify(target), async () => {
      const client = { userAgent: options.userAgent, watcher, deadline, agents: await proxyAgents(), time };
      const opened = await openCredentials(target, sources, client, patience);
      return mapFact(opened, ({ credentials, account }) => ({
        credentials,
        clients: makeClients(target.region, account, credentials, client),
      }));
    });

  return {
    hasCredentials: async () =>
      options.idToken !== undefined ||
      (await credentialSource()) !== undefined ||
      ambient.open().then(
        () => true,
        () => false,
      ),
    defaultRegion: () => process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'] || undefined,
    calls: () => counter.counts(),
    phase({ quotaPart } = {}) {
      if (quotaPart !== undefined) limiter.takePart(quotaPart);
      const memos = new Map<string, Memo>();
      return {
        async session(target, lasting = 0): Promise<Seen<AwsSession>> {
          const opened = await open(target);
          if (opened.state === 'unchecked') return opened;
          const { credentials, clients } = opened.value;
          const key = JSON.stringify(target);
          const memo = memos.get(key) ?? new Memo();
          memos.set(key, memo);
          const session = sessionOf(clients, target.region, memo, options.mask);
          // Before anything is refused for its time, AWS says what time it is. Every env asks for the caller anyway.
          if (!credentials.lasts(lasting) && !time.isKnown) await session.caller();
          return (await credentials.shortage(lasting)) ?? known(session);
        },
      };
    },
  };
}

/** What the sessions of a target share. */
interface Connection {
  readonly credentials: LastingCredentials;
  readonly clients: Clients;
}

function sessionOf(clients: Clients, region: string, memo: Memo, mask: AwsOptions['mask']): AwsSession {
  const { id: partition } = partitionOf(region);
  return {
    caller: () =>
      memo.once('caller', () =>
        readFact('sts:GetCallerIdentity', '*', async () => {
          const answer = await clients.sts.send(new GetCallerIdentityCommand({}));
          return { accountId: answer.Account ?? '', arn: answer.Arn ?? '' };
        }),
      ),
    userPools: userPools(clients.userPools, memo, `arn:${partition}:cognito-idp:${region}:*:`, mask),
    identityPools: identityPools(clients.identityPools, memo, `arn:${partition}:cognito-identity:${region}:*:`),
    roles: roles(clients.iam, memo, `arn:${partition}:iam::*:`),
    simulator: simulator(clients.iam, memo),
    functions: functions(clients.lambda, memo, `arn:${partition}:lambda:${region}:*:`),
    hosting: {
      async variables(appId, branch, names) {
        const { hosting } = await import('./hosting.ts');
        const opened = await memo.once('hosting', () =>
          Promise.resolve(hosting(clients, memo, `arn:${partition}:amplify:${region}:*:`)),
        );
        return opened.variables(appId, branch, names);
      },
    },
  };
}

/**
 * The SDK knows nothing of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, by which alone the runners of many companies reach AWS. The
 * code for it is loaded only where one of them is set.
 */
async function proxyAgents(): Promise<ClientOptions['agents']> {
  const names = ['https_proxy', 'http_proxy', 'all_proxy'];
  if (!names.some((name) => process.env[name] || process.env[name.toUpperCase()])) return undefined;
  const { environmentProxyAgents } = await import('./proxy-agent.ts');
  return environmentProxyAgents();
}

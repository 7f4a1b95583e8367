import type { QuotaPart } from '../../ports/aws.ts';
import { TokenBucket, type Clock } from './token-bucket.ts';

/**
 * Keeps a run within its share of the quotas, which production shares.
 *
 * Sources: Amazon Cognito Developer Guide, "Quotas in Amazon Cognito": 15 calls a second for the categories UserPoolRead and
 * UserPoolClientRead (20 for UserPoolResourceRead, held to 15 here), account and region together; 5 for one operation on one user
 * pool. Identity pools publish none for the operations used here, and IAM none at all: there the figures are cautious guesses, and
 * IAM's rate is halved whenever it throttles.
 */
const USER_POOL_QUOTA = 15;
const ONE_POOL_QUOTA = 5;
/** At the default share of 60 percent both together are just the quota: 9 and 6 of 15 calls, 3 and 2 of 5. */
const BURST_TO_RATE = 2 / 3;
/** Source: AWS Lambda Developer Guide, "Lambda quotas": 15 calls a second for what is neither GetFunction nor GetPolicy nor Invoke. */
const LAMBDA_QUOTA = 15;
const IDENTITY_POOL = { rate: 2, burst: 10 };
const IAM_READ = { rate: 10, burst: 20, least: 0.2 };
const IAM_WRITE = { rate: 2, burst: 5, least: 0.25 };
/** How far AWS can slow everything else down by throttling: somebody else uses the quota too. */
const LEAST = 1 / 8;

/** For a shard that makes calls where no env of its own was expected. */
const LEAST_PART = 1 / 256;

type Own = ReturnType<QuotaPart>;

/** Which category of Cognito's quotas an operation counts in. Source: the same page, "Quota categories". */
const USER_POOL_CATEGORIES: Readonly<Record<string, string>> = {
  DescribeUserPool: 'UserPoolRead',
  GetUserPoolMfaConfig: 'UserPoolRead',
  ListUserPools: 'UserPoolRead',
  DescribeUserPoolClient: 'UserPoolClientRead',
  ListUserPoolClients: 'UserPoolClientRead',
};
const OTHER_CATEGORY = 'UserPoolResourceRead';

export interface LimitedCall {
  /** Calls of one account and region share quotas; IAM's region is left out. */
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly userPoolId: string | undefined;
}

export class Limiter {
  readonly #share: number;
  #part: QuotaPart = () => ({ from: 0, part: 1 });
  readonly #clock: Clock;
  readonly #buckets = new Map<string, TokenBucket>();

  /** `share` in percent of the published quotas. */
  constructor(share: number, clock: Clock) {
    this.#share = share / 100;
    this.#clock = clock;
  }

  /** Splits the run's share with the other shards of a matrix. For calls that have not been made yet. */
  takePart(part: QuotaPart): void {
    this.#part = part;
  }

  /** Waits until the call may be made. */
  async admit(call: LimitedCall): Promise<void> {
    for (const bucket of this.#bucketsOf(call)) await bucket.take();
  }

  /** AWS throttled this call: somebody else uses the quota too. */
  throttled(call: LimitedCall): void {
    const iam = isWrite(call) ? IAM_WRITE.least : IAM_READ.least;
    const least = call.service === 'iam' ? iam : LEAST;
    for (const bucket of this.#bucketsOf(call)) bucket.slowDown(least);
  }

  #bucketsOf(call: LimitedCall): readonly TokenBucket[] {
    const place = `${call.account} ${call.region}`;
    const own = this.#part({ account: call.account, region: call.service === 'iam' ? '' : call.region });
    switch (call.service) {
      case 'iam': {
        const { rate, burst } = isWrite(call) ? IAM_WRITE : IAM_READ;
        return [this.#bucket(`iam ${call.account} ${isWrite(call) ? 'write' : 'read'}`, rate, burst, own)];
      }
      case 'amplify':
      case 'cognito-identity':
        return [this.#bucket(`${place} ${call.operation}`, IDENTITY_POOL.rate, IDENTITY_POOL.burst, own)];
      case 'lambda':
        return [this.#published(`${place} lambda`, LAMBDA_QUOTA, own)];
      case 'cognito-idp': {
        const category = USER_POOL_CATEGORIES[call.operation] ?? OTHER_CATEGORY;
        const whole = this.#published(`${place} ${category}`, USER_POOL_QUOTA, own);
        if (call.userPoolId === undefined) return [whole];
        // Envs of several shards may share a pool. Whose turn it is to begin is settled by the category.
        const turn = { ...own, from: 0 };
        return [this.#published(`${place} ${call.operation} ${call.userPoolId}`, ONE_POOL_QUOTA, turn), whole];
      }
      default:
        return [];
    }
  }

  /** Rate and burst are the run's share; together they stay within the quota in any one second. */
  #published(key: string, quota: number, own: Own): TokenBucket {
    const rate = Math.min(quota * this.#share, quota - 1);
    const burst = Math.min(rate * BURST_TO_RATE, quota - rate);
    return this.#bucket(key, rate, burst, own);
  }

  #bucket(key: string, rate: number, burst: number, { from, part }: Own): TokenBucket {
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const share = Math.max(part, LEAST_PART);
    const made = new TokenBucket(rate * share, burst * share, this.#clock, part === 1 ? 0 : from);
    this.#buckets.set(key, made);
    return made;
  }
}

function isWrite({ operation }: LimitedCall): boolean {
  return /^(Put|Delete|Update|Create|Attach|Detach)/.test(operation);
}

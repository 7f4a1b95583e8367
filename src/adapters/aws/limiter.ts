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
const IAM_READ = { rate: 10, burst: 20, least: 2 };
const IAM_WRITE = { rate: 2, burst: 5, least: 0.5 };

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
  readonly #clock: Clock;
  readonly #buckets = new Map<string, TokenBucket>();

  /** `share` in percent of the published quotas. */
  constructor(share: number, clock: Clock) {
    this.#share = share / 100;
    this.#clock = clock;
  }

  /** Waits until the call may be made. */
  async admit(call: LimitedCall): Promise<void> {
    for (const bucket of this.#bucketsOf(call)) await bucket.take();
  }

  /** AWS throttled this call: somebody else uses the quota too. */
  throttled(call: LimitedCall): void {
    if (call.service !== 'iam') return;
    const { least } = isWrite(call) ? IAM_WRITE : IAM_READ;
    for (const bucket of this.#bucketsOf(call)) bucket.setRate(Math.max(least, bucket.rate / 2));
  }

  #bucketsOf(call: LimitedCall): readonly TokenBucket[] {
    const place = `${call.account} ${call.region}`;
    switch (call.service) {
      case 'iam': {
        const { rate, burst } = isWrite(call) ? IAM_WRITE : IAM_READ;
        return [this.#bucket(`iam ${call.account} ${isWrite(call) ? 'write' : 'read'}`, rate, burst)];
      }
      case 'amplify':
      case 'cognito-identity':
        return [this.#bucket(`${place} ${call.operation}`, IDENTITY_POOL.rate, IDENTITY_POOL.burst)];
      case 'lambda':
        return [this.#published(`${place} lambda`, LAMBDA_QUOTA)];
      case 'cognito-idp': {
        const category = USER_POOL_CATEGORIES[call.operation] ?? OTHER_CATEGORY;
        const whole = this.#published(`${place} ${category}`, USER_POOL_QUOTA);
        if (call.userPoolId === undefined) return [whole];
        return [this.#published(`${place} ${call.operation} ${call.userPoolId}`, ONE_POOL_QUOTA), whole];
      }
      default:
        return [];
    }
  }

  /** Rate and burst are the run's share; together they stay within the quota in any one second. */
  #published(key: string, quota: number): TokenBucket {
    const rate = Math.min(quota * this.#share, quota - 1);
    const burst = Math.min(rate * BURST_TO_RATE, quota - rate);
    return this.#bucket(key, rate, burst);
  }

  #bucket(key: string, rate: number, burst: number): TokenBucket {
    const found = this.#buckets.get(key) ?? new TokenBucket(rate, burst, this.#clock);
    this.#buckets.set(key, found);
    return found;
  }
}

function isWrite({ operation }: LimitedCall): boolean {
  return /^(Put|Delete|Update|Create|Attach|Detach)/.test(operation);
}

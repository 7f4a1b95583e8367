import { AdaptiveRetryStrategy, isThrottlingError } from '@smithy/core/retry';
import type { RetryStrategyV2, RetryToken } from '@aws-sdk/types';
import { codeOf, isQuota } from './errors.ts';

type RetryErrorInfo = Parameters<RetryStrategyV2['refreshRetryTokenForRetry']>[1];
type InnerToken = Parameters<AdaptiveRetryStrategy['recordSuccess']>[0];

/** Attempts of one call, the first included. */
const MAX_ATTEMPTS = 8;

/** After this long since its first failure a call is not tried again. */
const BUDGET_MS = 60_000;

/** Whether AWS answered "too fast", by the SDK's own judgment. It takes quotas on size and number for that as well, by their name. */
export function isTooFast(error: unknown): boolean {
  const isThrottled = error instanceof Error && isThrottlingError(error as Parameters<typeof isThrottlingError>[0]);
  return isThrottled && !isQuota(error);
}

/** Two writes to one role at once. The SDK does not try these again, and IAM asks that one does. */
const AGAIN = new Set(['ConcurrentModification', 'ConcurrentModificationException']);

/** Credentials that are over, by the codes of STS and IAM, of the JSON services, and of both where a session was revoked. */
const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired']);

/** How often one call is made again with other credentials: the next ones may have been on their way already. */
const MAX_RENEWALS = 2;

/** Credentials that can be renewed, or not. */
export interface Renewable {
  readonly latest: object | undefined;
  /** Whether there are others now than `old`, which AWS refuses with the code `refusedBy`. */
  renew(old: object | undefined, refusedBy: string): Promise<boolean>;
}

/** What a call is made with. */
interface Used {
  readonly credentials: object | undefined;
  readonly renewals: number;
}

/**
 * The SDK's adaptive strategy, which slows a whole client down when it is throttled, with IAM's peculiarities fixed and an end to
 * its patience. A call whose credentials are over is made again with new ones: each attempt is signed anew.
 */
export class PatientRetry implements RetryStrategyV2 {
  readonly #inner = new AdaptiveRetryStrategy(() => Promise.resolve(MAX_ATTEMPTS));
  readonly #failedAt = new WeakMap<RetryToken, number>();
  readonly #used = new WeakMap<RetryToken, Used>();
  readonly #now: () => number;
  readonly #credentials: Renewable | undefined;

  constructor(now: () => number = () => performance.now(), credentials?: Renewable) {
    this.#now = now;
    this.#credentials = credentials;
  }

  async acquireInitialRetryToken(scope: string): Promise<RetryToken> {
    const token = await this.#inner.acquireInitialRetryToken(scope);
    this.#used.set(token, { credentials: this.#credentials?.latest, renewals: 0 });
    return token;
  }

  async refreshRetryTokenForRetry(token: RetryToken, info: RetryErrorInfo): Promise<RetryToken> {
    const failedAt = this.#failedAt.get(token) ?? this.#now();
    const code = codeOf(info.error);
    if (isQuota(info.error)) throw new Error(`${code} is not tried again`);
    if (this.#now() - failedAt > BUDGET_MS) throw new Error('the time for this call is used up');
    const used = this.#used.get(token) ?? { credentials: undefined, renewals: 0 };
    const isExpired = EXPIRED.has(code);
    if (isExpired && !(await this.#isRenewed(used, code))) throw new Error('there are no other credentials');
    const errorType = isExpired || AGAIN.has(code) ? 'TRANSIENT' : info.errorType;
    const next = await this.#inner.refreshRetryTokenForRetry(token as InnerToken, { ...info, errorType });
    this.#failedAt.set(next, failedAt);
    this.#used.set(next, isExpired ? { credentials: this.#credentials?.latest, renewals: used.renewals + 1 } : used);
    return next;
  }

  async #isRenewed({ credentials, renewals }: Used, code: string): Promise<boolean> {
    return renewals < MAX_RENEWALS && (await this.#credentials?.renew(credentials, code)) === true;
  }

  recordSuccess(token: RetryToken): void {
    this.#inner.recordSuccess(token as InnerToken);
  }
}

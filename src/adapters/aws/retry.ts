import { AdaptiveRetryStrategy } from '@smithy/core/retry';
import type { RetryStrategyV2, RetryToken } from '@aws-sdk/types';
import { codeOf } from './errors.ts';

type RetryErrorInfo = Parameters<RetryStrategyV2['refreshRetryTokenForRetry']>[1];
type InnerToken = Parameters<AdaptiveRetryStrategy['recordSuccess']>[0];

/** Attempts of one call, the first included. */
const MAX_ATTEMPTS = 8;

/** After this long since its first failure a call is not tried again. */
const BUDGET_MS = 60_000;

/** Quotas on size and number. The SDK takes them for throttling by their name; trying again never helps. */
const NEVER = new Set(['LimitExceeded', 'LimitExceededException']);

/** Two writes to one role at once. The SDK does not try these again, and IAM asks that one does. */
const AGAIN = new Set(['ConcurrentModification', 'ConcurrentModificationException']);

/**
 * The SDK's adaptive strategy, which slows a whole client down when it is throttled, with IAM's peculiarities mended and an end to
 * its patience.
 */
export class PatientRetry implements RetryStrategyV2 {
  readonly #inner = new AdaptiveRetryStrategy(() => Promise.resolve(MAX_ATTEMPTS));
  readonly #failedAt = new WeakMap<RetryToken, number>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  acquireInitialRetryToken(scope: string): Promise<RetryToken> {
    return this.#inner.acquireInitialRetryToken(scope);
  }

  async refreshRetryTokenForRetry(token: RetryToken, info: RetryErrorInfo): Promise<RetryToken> {
    const failedAt = this.#failedAt.get(token) ?? this.#now();
    const code = codeOf(info.error);
    if (NEVER.has(code)) throw new Error(`${code} is not tried again`);
    if (this.#now() - failedAt > BUDGET_MS) throw new Error('the time for this call is used up');
    const errorType = AGAIN.has(code) ? 'TRANSIENT' : info.errorType;
    const next = await this.#inner.refreshRetryTokenForRetry(token as InnerToken, { ...info, errorType });
    this.#failedAt.set(next, failedAt);
    return next;
  }

  recordSuccess(token: RetryToken): void {
    this.#inner.recordSuccess(token as InnerToken);
  }
}

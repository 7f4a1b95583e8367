import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { isTooFast, PatientRetry } from '../../../src/adapters/aws/retry.ts';

type ErrorInfo = Parameters<PatientRetry['refreshRetryTokenForRetry']>[1];
type ErrorType = ErrorInfo['errorType'];

function failure(name: string, errorType: ErrorType): ErrorInfo {
  const error = new Error(name);
  error.name = name;
  return { error: error as NonNullable<ErrorInfo['error']>, errorType };
}

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});

afterEach(() => {
  jest.useRealTimers();
});

/** How often one call is made that fails each time, each attempt taking `each` milliseconds. */
async function attempts(info: ErrorInfo, each = 0, retry = new PatientRetry(() => Date.now())): Promise<number> {
  let made = 1;
  const call = async () => {
    let token = await retry.acquireInitialRetryToken('');
    for (; ; made += 1) {
      await new Promise((resolve) => setTimeout(resolve, each));
      token = await retry.refreshRetryTokenForRetry(token, info);
    }
  };
  const over = call().catch(() => undefined);
  await Promise.all([over, jest.advanceTimersByTimeAsync(1_000_000)]);
  return made;
}

// How the SDK classifies: `serviceErrorClassification` of @smithy/core.
test.each<[string, ErrorType, number]>([
  ['InternalFailure', 'TRANSIENT', 8],
  ['ThrottlingException', 'THROTTLING', 8],
  // IAM asks that one tries these again, and the SDK would not.
  ['ConcurrentModification', 'CLIENT_ERROR', 8],
  ['ConcurrentModificationException', 'CLIENT_ERROR', 8],
  // A quota on size or number, which the SDK takes for throttling by its name.
  ['LimitExceeded', 'THROTTLING', 1],
  ['LimitExceededException', 'THROTTLING', 1],
  ['AccessDenied', 'CLIENT_ERROR', 1],
  ['ExpiredTokenException', 'CLIENT_ERROR', 1],
  ['NoSuchEntity', 'CLIENT_ERROR', 1],
  ['MalformedPolicyDocument', 'CLIENT_ERROR', 1],
])('%s (%s) is tried %i time(s)', async (name, errorType, expected) => {
  expect(await attempts(failure(name, errorType))).toBe(expected);
});

test.each([
  ['Throttling', 400, true],
  ['TooManyRequestsException', 429, true],
  ['ProvisionedThroughputExceededException', 400, true],
  // A code that nobody has listed: the status says it.
  ['NotSoFastException', 429, true],
  ['LimitExceededException', 400, false],
  ['AccessDenied', 403, false],
])('whether %s with status %i means "too fast": %s', (name, httpStatusCode, expected) => {
  const error = Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });
  expect(isTooFast(error)).toBe(expected);
});

test('what is no error of AWS does not mean "too fast"', () => {
  expect([undefined, 'Throttling', new Error('no')].map(isTooFast)).toEqual([false, false, false]);
});

describe('patience has an end', () => {
  test.each([
    [40_000, 3],
    [25_000, 4],
    [61_000, 2],
  ])(
    'a call that fails after %i ms each time is given up about a minute after the first: %i attempts',
    async (each, made) => {
      expect(await attempts(failure('TimeoutError', 'TRANSIENT'), each)).toBe(made);
    },
  );

  test('many calls that fail use up what there is for retries: no storm', async () => {
    const retry = new PatientRetry(() => Date.now());
    let made = 0;
    for (let call = 0; call < 30; call += 1) made += await attempts(failure('InternalFailure', 'TRANSIENT'), 0, retry);
    // Each call is made once; beyond that the SDK has 500 tokens at 14 a retry.
    expect(made).toBeLessThanOrEqual(30 + Math.floor(500 / 14));
  });
});

test('a call that succeeds after all gives back what its retries cost', async () => {
  const retry = new PatientRetry(() => Date.now());
  const info = failure('InternalFailure', 'TRANSIENT');
  for (let call = 0; call < 100; call += 1) {
    const first = await retry.acquireInitialRetryToken('');
    const [second] = await Promise.all([
      retry.refreshRetryTokenForRetry(first, info),
      jest.advanceTimersByTimeAsync(1_000),
    ]);
    retry.recordSuccess(second);
  }
  expect(await attempts(info, 0, retry)).toBe(8);
});

describe('credentials that are over', () => {
  /** How often a call is made that is refused as expired for so many times, and which credentials were renewed. */
  async function renewing(code: string, refusals: number, renewals: readonly boolean[]) {
    const asked: unknown[] = [];
    let current = 0;
    const retry = new PatientRetry(() => Date.now(), {
      get latest() {
        return { current };
      },
      renew(old, refusedBy) {
        asked.push([old, refusedBy]);
        const renewed = renewals[asked.length - 1] === true;
        if (renewed) current += 1;
        return Promise.resolve(renewed);
      },
    });
    let made = 1;
    const call = async () => {
      let token = await retry.acquireInitialRetryToken('');
      for (; made <= refusals; made += 1)
        token = await retry.refreshRetryTokenForRetry(token, failure(code, 'CLIENT_ERROR'));
      return 'answered';
    };
    const end = call().catch(() => 'refused');
    await jest.advanceTimersByTimeAsync(100_000);
    return { end: await end, made, asked };
  }

  test.each(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'])(
    '%s: the call is made again with new ones',
    async (code) => {
      expect(await renewing(code, 1, [true])).toEqual({ end: 'answered', made: 2, asked: [[{ current: 0 }, code]] });
    },
  );

  test('it is not, where there are no others', async () => {
    expect(await renewing('ExpiredToken', 1, [false])).toMatchObject({ end: 'refused', made: 1 });
  });

  test('new ones that are refused as well are no endless loop', async () => {
    const { end, made, asked } = await renewing('ExpiredToken', 9, [true, true, true, true]);
    expect([end, made, asked.length]).toEqual(['refused', 3, 2]);
  });

  test('other refusals renew nothing', async () => {
    expect(await renewing('AccessDenied', 1, [true])).toMatchObject({ end: 'refused', asked: [] });
  });
});

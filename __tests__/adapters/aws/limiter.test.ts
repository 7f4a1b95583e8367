import { describe, expect, test } from '@jest/globals';
import { Limiter, type LimitedCall } from '../../../src/adapters/aws/limiter.ts';
import { mostInOneSecond, VirtualClock } from '../../helpers/virtual-clock.ts';

const PLACE = { account: '111122223333', region: 'eu-west-1' };
const POOL: LimitedCall = {
  ...PLACE,
  service: 'cognito-idp',
  operation: 'DescribeUserPool',
  userPoolId: 'eu-west-1_A',
};
const IDENTITY: LimitedCall = {
  ...PLACE,
  service: 'cognito-identity',
  operation: 'DescribeIdentityPool',
  userPoolId: undefined,
};
const READ: LimitedCall = { ...PLACE, service: 'iam', operation: 'GetRole', userPoolId: undefined };
const WRITE: LimitedCall = { ...READ, operation: 'PutRolePolicy' };
const STS: LimitedCall = { ...READ, service: 'sts', operation: 'GetCallerIdentity' };

/** The same operation on pools of their own: what only the category holds back. */
const anyPool = (index: number): LimitedCall => ({ ...POOL, userPoolId: `eu-west-1_${index}` });

class Meter {
  readonly clock = new VirtualClock();
  readonly limiter: Limiter;

  constructor(share = 60) {
    this.limiter = new Limiter(share, this.clock);
  }

  /** Makes `count` calls at once and tells when each got through, counted from now. */
  async admit(count: number, call: LimitedCall | ((index: number) => LimitedCall)): Promise<readonly number[]> {
    const start = this.clock.now();
    const calls = Array.from({ length: count }, async (_, index) => {
      await this.limiter.admit(typeof call === 'function' ? call(index) : call);
      return this.clock.now() - start;
    });
    return this.clock.run(Promise.all(calls));
  }
}

/** How many go through at once, and how many a second after that. */
function figures(times: readonly number[]): { burst: number; rate: number } {
  const burst = times.filter((time) => time === 0).length;
  return { burst, rate: Math.round(((times.length - burst) / times.at(-1)!) * 1e6) / 1e3 };
}

describe('published quotas', () => {
  // Contract, section 9; the rates are shares of 15 and 5 calls a second.
  test.each([
    [60, 'a category of user pool operations', anyPool, { burst: 6, rate: 9 }, 15],
    [60, 'one operation on one pool', POOL, { burst: 2, rate: 3 }, 5],
    [30, 'a category of user pool operations', anyPool, { burst: 3, rate: 4.5 }, 15],
    [30, 'one operation on one pool', POOL, { burst: 1, rate: 1.5 }, 5],
    [100, 'a category of user pool operations', anyPool, { burst: 1, rate: 14 }, 15],
    [100, 'one operation on one pool', POOL, { burst: 1, rate: 4 }, 5],
    [10, 'a category of user pool operations', anyPool, { burst: 1, rate: 1.5 }, 15],
    [1, 'one operation on one pool', POOL, { burst: 1, rate: 0.05 }, 5],
  ])('at a share of %i percent, %s', async (share, _what, call, expected, quota) => {
    const times = await new Meter(share).admit(60, call);
    const { burst, rate } = figures(times);
    expect(burst).toBe(expected.burst);
    // A wait ends at a whole millisecond.
    expect(rate).toBeGreaterThan(expected.rate * 0.98);
    expect(rate).toBeLessThanOrEqual(expected.rate);
    expect(mostInOneSecond(times)).toBeLessThanOrEqual(quota);
  });

  test('no share and no mixture of operations exceeds a quota in any one second', async () => {
    for (const share of [1, 7, 20, 34, 50, 60, 75, 90, 100]) {
      const operations = ['DescribeUserPool', 'GetUserPoolMfaConfig'];
      const mixed = await new Meter(share).admit(40, (index) => ({
        ...POOL,
        operation: operations[index % 2]!,
        userPoolId: `eu-west-1_${index % 5}`,
      }));
      expect(mostInOneSecond(mixed)).toBeLessThanOrEqual(15);
      expect(mostInOneSecond(await new Meter(share).admit(40, POOL))).toBeLessThanOrEqual(5);
    }
  });

  test('categories, accounts, regions and pools do not wait for each other', async () => {
    const others: readonly LimitedCall[] = [
      POOL,
      { ...POOL, operation: 'DescribeUserPoolClient' },
      { ...POOL, operation: 'GetGroup' },
      { ...POOL, account: '444455556666' },
      { ...POOL, region: 'us-east-1' },
      { ...POOL, userPoolId: 'eu-west-1_B' },
    ];
    const times = await new Meter().admit(12, (index) => others[index % 6]!);
    expect(times).toEqual(times.map(() => 0));
  });

  test('groups and identity providers of user pools wait for each other', async () => {
    const operations = ['GetGroup', 'ListIdentityProviders'];
    const both = await new Meter().admit(40, (index) => ({ ...anyPool(index), operation: operations[index % 2]! }));
    expect(figures(both).burst).toBe(6);
  });

  test('those of identity pools count for each operation, whatever the share', async () => {
    for (const share of [30, 60, 100]) {
      expect(figures(await new Meter(share).admit(30, IDENTITY))).toEqual({ burst: 10, rate: 2 });
    }
    const operations = ['DescribeIdentityPool', 'GetIdentityPoolRoles'];
    const both = await new Meter().admit(20, (index) => ({ ...IDENTITY, operation: operations[index % 2]! }));
    expect(both).toEqual(both.map(() => 0));
  });
});

describe('IAM, which publishes nothing', () => {
  test.each([
    ['reads', READ, { burst: 20, rate: 10 }],
    ['writes', WRITE, { burst: 5, rate: 2 }],
  ])('%s start at a cautious rate, whatever the share', async (_what, call, expected) => {
    for (const share of [1, 60, 100]) expect(figures(await new Meter(share).admit(40, call))).toEqual(expected);
  });

  test.each([
    ['reads', READ, 20, [10, 5, 2.5, 2, 2]],
    ['writes', WRITE, 5, [2, 1, 0.5, 0.5]],
  ])('%s are halved each time it throttles, down to their least', async (_what, call, burst, rates) => {
    const meter = new Meter();
    await meter.admit(burst, call);
    for (const rate of rates) {
      // For a bit more than a second: throttles that come sooner count as one.
      const times = await meter.admit(Math.max(2, Math.ceil(rate * 1.2)), call);
      expect(times.at(-1)! - times.at(-2)!).toBe(1000 / rate);
      meter.limiter.throttled(call);
    }
  });

  test('writes and other accounts are not slowed down with reads; regions are one', async () => {
    const meter = new Meter();
    await meter.admit(20, READ);
    meter.limiter.throttled(READ);
    expect(await meter.admit(2, { ...READ, region: 'us-east-1' })).toEqual([200, 400]);
    expect(await meter.admit(7, WRITE)).toEqual([0, 0, 0, 0, 0, 500, 1000]);
    expect(await meter.admit(20, { ...READ, account: '444455556666' })).toEqual(Array(20).fill(0));
  });
});

test('throttling of Cognito means that somebody else uses the quota: half the rate, and slowly back', async () => {
  const meter = new Meter();
  await meter.admit(6, anyPool);
  meter.limiter.throttled(anyPool(0));
  const [first = 0, second = 0] = await meter.admit(2, (index) => anyPool(index + 50));
  expect(Math.abs(second - first - 1000 / 4.5)).toBeLessThan(2);
  await meter.clock.run(meter.clock.sleep(60_000));
  await meter.admit(40, (index) => anyPool(index + 100));
  await meter.clock.run(meter.clock.sleep(60_000));
  // Waits are whole milliseconds here and fractions of tokens are not: a thousandth may be lost.
  const { burst, rate } = figures(await meter.admit(40, (index) => anyPool(index + 200)));
  expect({ burst, rate: Math.round(rate * 100) / 100 }).toEqual({ burst: 6, rate: 9 });
});

describe('shards', () => {
  test('split the share', async () => {
    const meter = new Meter();
    meter.limiter.takePart(({ account, region }) => {
      return { from: 0, part: account === PLACE.account && region === PLACE.region ? 1 / 3 : 1 / 2 };
    });
    expect(figures(await meter.admit(40, anyPool))).toEqual({ burst: 2, rate: 3 });
    expect(figures(await meter.admit(40, READ))).toEqual({ burst: 10, rate: 5 });
  });

  test.each([2, 3, 7, 15, 40, 100])('%i of one account and region stay within the quota together', async (count) => {
    const clock = new VirtualClock();
    const times: number[] = [];
    const calls = Array.from({ length: count }, (_, index) => {
      const limiter = new Limiter(60, clock);
      limiter.takePart(() => ({ from: index / count, part: 1 / count }));
      return Array.from({ length: Math.ceil(120 / count) }, async (__, pool) => {
        await limiter.admit(anyPool(index * 1000 + pool));
        times.push(clock.now());
      });
    });
    await clock.run(Promise.all(calls.flat()));
    expect(mostInOneSecond(times)).toBeLessThanOrEqual(15);
    // And they use it: no slower than one run would be, but for the burst.
    expect(Math.max(...times)).toBeLessThan(((Math.ceil(120 / count) * count) / 9) * 1000 + 1);
  });

  test('one that calls where no env of its own was expected goes on, slowly', async () => {
    const meter = new Meter();
    meter.limiter.takePart(() => ({ from: 0, part: 0 }));
    expect((await meter.admit(2, READ)).at(-1)).toBe((1000 / 10) * 256);
  });
});

test('STS is not held back: a run calls it once or twice', async () => {
  expect(await new Meter().admit(100, STS)).toEqual(Array(100).fill(0));
});

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
    ['reads', READ, [10, 5, 2.5, 2, 2]],
    ['writes', WRITE, [2, 1, 0.5, 0.5]],
  ])('%s are halved each time it throttles, down to their least', async (_what, call, rates) => {
    const meter = new Meter();
    await meter.admit(40, call);
    for (const rate of rates) {
      const times = await meter.admit(20, call);
      expect(Math.round((times.length / times.at(-1)!) * 1e4) / 10).toBe(rate);
      meter.limiter.throttled(call);
    }
  });

  test('writes and other accounts are not slowed down with reads; regions are one', async () => {
    const meter = new Meter();
    await meter.admit(20, READ);
    for (let times = 0; times < 5; times += 1) meter.limiter.throttled(READ);
    expect(await meter.admit(2, { ...READ, region: 'us-east-1' })).toEqual([500, 1000]);
    expect(await meter.admit(7, WRITE)).toEqual([0, 0, 0, 0, 0, 500, 1000]);
    expect(await meter.admit(20, { ...READ, account: '444455556666' })).toEqual(Array(20).fill(0));
  });
});

test('throttling of Cognito changes nothing here: its quotas are known', async () => {
  const meter = new Meter();
  meter.limiter.throttled(POOL);
  meter.limiter.throttled(IDENTITY);
  expect(figures(await meter.admit(60, anyPool)).burst).toBe(6);
});

test('STS is not held back: a run calls it once or twice', async () => {
  expect(await new Meter().admit(100, STS)).toEqual(Array(100).fill(0));
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TokenBucket, type Clock } from '../../../src/adapters/aws/token-bucket.ts';
import { mostInOneSecond, VirtualClock } from '../../helpers/virtual-clock.ts';

/** Lets callers come at the given times and tells when each got through, in their order. */
async function admissions(rate: number, burst: number, arrivals: readonly number[]): Promise<readonly number[]> {
  const clock = new VirtualClock();
  const bucket = new TokenBucket(rate, burst, clock);
  const through = arrivals.map(async (arrival) => {
    await clock.sleep(arrival);
    await bucket.take();
    return clock.now();
  });
  return clock.run(Promise.all(through));
}

const at = (time: number, count: number) => Array<number>(count).fill(time);

test.each<[string, number, number, readonly number[], readonly number[]]>([
  ['the burst at once', 2, 3, at(0, 3), [0, 0, 0]],
  ['what is over it at the rate', 2, 3, at(0, 6), [0, 0, 0, 500, 1000, 1500]],
  ['a burst below one as one', 4, 0.2, at(0, 3), [0, 250, 500]],
  ['again a burst after a pause', 2, 2, [...at(0, 3), ...at(5000, 3)], [0, 0, 500, 5000, 5000, 5500]],
  ['no more than the burst after a long pause', 10, 2, [0, ...at(60_000, 3)], [0, 60_000, 60_000, 60_100]],
  ['at a rate below one a second', 0.5, 1, at(0, 3), [0, 2000, 4000]],
])('lets through %s', async (_what, rate, burst, arrivals, expected) => {
  expect(await admissions(rate, burst, arrivals)).toEqual(expected);
});

test('never more than burst and rate together in any one second, and never out of turn', async () => {
  const rate = fc.double({ min: 0.25, max: 30, noNaN: true });
  const burst = fc.double({ min: 0.5, max: 30, noNaN: true });
  const arrivals = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(rate, burst, arrivals, async (calls, first, times) => {
      const sorted = times.toSorted((a, b) => a - b);
      const through = await admissions(calls, first, sorted);
      expect(mostInOneSecond(through)).toBeLessThanOrEqual(Math.max(1, first) + calls);
      expect(through).toEqual(through.toSorted((a, b) => a - b));
      expect(through.every((time, index) => time >= sorted[index]!)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

describe('slowing down', () => {
  test('counts from then on, once a second at most, and not below the least', async () => {
    const clock = new VirtualClock();
    const bucket = new TokenBucket(10, 1, clock);
    for (let throttles = 0; throttles < 50; throttles += 1) bucket.slowDown(0.2);
    expect(bucket.rate).toBe(5);
    const rates: number[] = [];
    for (let times = 0; times < 3; times += 1) {
      await clock.run(clock.sleep(1000));
      bucket.slowDown(0.2);
      rates.push(bucket.rate);
    }
    expect(rates).toEqual([2.5, 2, 2]);
    const times: number[] = [];
    const take = async () => {
      await bucket.take();
      times.push(clock.now());
    };
    await clock.run(Promise.all([take(), take(), take()]));
    expect(times).toEqual([3000, 3500, 4000]);
  });

  test('grows back by a quarter every five quiet seconds, to where it began', async () => {
    const clock = new VirtualClock();
    const bucket = new TokenBucket(10, 1, clock);
    bucket.slowDown(0.1);
    const rates: number[] = [];
    for (let times = 0; times < 5; times += 1) {
      await clock.run(clock.sleep(5000));
      await clock.run(bucket.take());
      rates.push(bucket.rate);
    }
    expect(rates).toEqual([6.25, 7.8125, 9.765625, 10, 10]);
  });
});

test('a wait that fails holds up nobody behind it', async () => {
  const failing: Clock = { now: () => 0, sleep: () => Promise.reject(new Error('no sleep')) };
  const bucket = new TokenBucket(1, 1, failing);
  const answers = await Promise.allSettled([bucket.take(), bucket.take(), bucket.take()]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
});

test('once the run is cancelled nobody is kept waiting', async () => {
  // The clock of a cancelled run: a sleep ends at once, and no time has passed.
  const cancelled: Clock = { now: () => 0, sleep: () => Promise.resolve() };
  const bucket = new TokenBucket(0.1, 1, cancelled);
  const order: number[] = [];
  await Promise.all([1, 2, 3].map((turn) => bucket.take().then(() => order.push(turn))));
  expect(order).toEqual([1, 2, 3]);
});

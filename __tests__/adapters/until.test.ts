import { expect, jest, test } from '@jest/globals';
import { until, within } from '../../src/adapters/until.ts';

const stop = () => new Error('stopped');
const never = () => new Promise<string>(() => undefined);

test('gives what comes of it, good or bad, and then listens no longer', async () => {
  const { signal } = new AbortController();
  const remove = jest.spyOn(signal, 'removeEventListener');
  expect(await until(signal, () => Promise.resolve('done'), stop)).toBe('done');
  await expect(until(signal, () => Promise.reject(new Error('refused')), stop)).rejects.toThrow('refused');
  expect(remove).toHaveBeenCalledTimes(2);
});

test('what does not come back is given up by the signal, and a failure later is nobody’s', async () => {
  const cancel = new AbortController();
  let fail: (error: Error) => void = () => undefined;
  const late = new Promise<string>((_, reject) => {
    fail = reject;
  });
  const end = until(cancel.signal, () => late, stop);
  cancel.abort();
  await expect(end).rejects.toThrow('stopped');
  fail(new Error('too late'));
  await new Promise((resolve) => setTimeout(resolve, 0));
});

test('nothing is started once the signal was given', async () => {
  const start = jest.fn(never);
  await expect(until(AbortSignal.abort(), start, stop)).rejects.toThrow('stopped');
  expect(start).not.toHaveBeenCalled();
});

test('a time ends it, too', async () => {
  const { signal } = new AbortController();
  await expect(within(20, signal, 'the service', never)).rejects.toThrow('the service did not answer within 0 seconds');
  expect(await within(60_000, signal, 'the service', () => Promise.resolve('done'))).toBe('done');
  await expect(within(60_000, AbortSignal.abort(), 'the service', never)).rejects.toThrow('the run was cancelled');
});

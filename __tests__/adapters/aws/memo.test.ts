import { expect, test } from '@jest/globals';
import { Memo } from '../../../src/adapters/aws/memo.ts';

/** A read that counts how often it is made. */
function counted<T>(answer: () => Promise<T>): { readonly read: () => Promise<T>; times: number } {
  const counter = {
    times: 0,
    read: () => {
      counter.times += 1;
      return answer();
    },
  };
  return counter;
}

test('equal reads are made once, also when they come at the same time', async () => {
  const memo = new Memo();
  const pool = counted(() => Promise.resolve('pool'));
  expect(await Promise.all([memo.once('a', pool.read), memo.once('a', pool.read)])).toEqual(['pool', 'pool']);
  expect(await memo.once('a', pool.read)).toBe('pool');
  expect(pool.times).toBe(1);
});

test('other reads, and other memos, are made for themselves', async () => {
  const memo = new Memo();
  const pool = counted(() => Promise.resolve('pool'));
  await memo.once('a', pool.read);
  await memo.once('b', pool.read);
  await new Memo().once('a', pool.read);
  expect(pool.times).toBe(3);
});

test('a failure is an answer too: asking again would not fix it', async () => {
  const memo = new Memo();
  const failing = counted(() => Promise.reject(new Error('no')));
  await expect(memo.once('a', failing.read)).rejects.toThrow('no');
  await expect(memo.once('a', failing.read)).rejects.toThrow('no');
  expect(failing.times).toBe(1);
});

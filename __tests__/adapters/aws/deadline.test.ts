import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { deadlineOf, endAt } from '../../../src/adapters/aws/deadline.ts';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test('a run that is not cancelled has no deadline', () => {
  const deadline = deadlineOf(new AbortController().signal);
  jest.advanceTimersByTime(24 * 3_600_000);
  expect(deadline.aborted).toBe(false);
});

test.each([
  ['later', false],
  ['already', true],
])(
  'one that is cancelled %s has two and a half seconds: outputs, summary and report are written after them',
  (_when, already) => {
    const cancel = new AbortController();
    if (already) cancel.abort();
    const deadline = deadlineOf(cancel.signal);
    cancel.abort();
    jest.advanceTimersByTime(2_499);
    expect(deadline.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    expect(deadline.aborted).toBe(true);
  },
);

test('every call of a client gets the deadline, and keeps its own options', () => {
  const sent: unknown[] = [];
  const client = {
    name: 'iam',
    send(command: unknown, options?: object) {
      sent.push([this.name, command, options]);
      return Promise.resolve();
    },
  };
  const { signal } = new AbortController();
  endAt(client, signal);
  void client.send('one');
  void client.send('two', { requestTimeout: 1 });
  expect(sent).toEqual([
    ['iam', 'one', { abortSignal: signal }],
    ['iam', 'two', { abortSignal: signal, requestTimeout: 1 }],
  ]);
});

import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { type Proxy, startProxy } from '@amplify-import-auth/testbed/aws';
import { endpoint, freshAccount, REGION } from '../../helpers/emulator.ts';
import { FakeRuntime } from '../../helpers/fake-run.ts';
import { liveAws } from '../../helpers/live-aws.ts';

let proxy: Proxy;

beforeAll(async () => {
  proxy = await startProxy({ upstream: endpoint() });
});

afterAll(() => proxy.close());

beforeEach(() => {
  proxy.reset();
  // The SDK's timers alone: sockets and streams go on as they are.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'performance'] });
});

afterEach(() => {
  jest.useRealTimers();
});

/** Lets the SDK's time pass until `work` is done: fast where a call hangs, and never while one is being answered. */
async function hasten<T>(work: Promise<T>): Promise<T> {
  const state = { done: false };
  const settled = work.finally(() => (state.done = true));
  while (!state.done) {
    await new Promise(setImmediate);
    const open = proxy.calls.find((call) => call.end === Infinity);
    if (open === undefined) await jest.advanceTimersByTimeAsync(5);
    else if (open.fault === 'hang') await jest.advanceTimersByTimeAsync(1_000);
  }
  return settled;
}

async function caller() {
  const account = freshAccount();
  const session = await liveAws(account, proxy.url, new FakeRuntime())
    .phase()
    .session({ region: REGION, role: undefined });
  if (session.state === 'unchecked') throw new Error(session.reason);
  return hasten(session.value.caller());
}

test('a call without an answer is made again', async () => {
  proxy.rules.push({ times: 1, fault: { kind: 'hang' } });
  expect(await caller()).toMatchObject({ state: 'known' });
  expect(proxy.calls.map(({ fault }) => fault)).toEqual(['hang', '']);
});

test('a service that never answers leaves the question open, after a few attempts', async () => {
  proxy.rules.push({ fault: { kind: 'hang' } });
  expect(await caller()).toMatchObject({
    state: 'unchecked',
    cause: 'unreachable',
    reason: expect.stringContaining('TimeoutError'),
  });
  expect(proxy.calls).toHaveLength(8);
});

test('a read that hangs is not waited for once the run is cancelled', async () => {
  jest.useRealTimers();
  proxy.rules.push({ fault: { kind: 'hang' } });
  const cancel = new AbortController();
  const session = await liveAws(freshAccount(), proxy.url, new FakeRuntime(), cancel.signal)
    .phase()
    .session({ region: REGION, role: undefined });
  if (session.state === 'unchecked') throw new Error(session.reason);
  const answer = session.value.caller();
  while (proxy.calls.length === 0) await new Promise(setImmediate);
  // The deadline of what finishes an env does not pass in frozen time.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'performance'] });
  cancel.abort();
  expect(await answer).toMatchObject({
    state: 'unchecked',
    cause: 'unreachable',
    reason: expect.stringContaining('the run was cancelled'),
  });
});

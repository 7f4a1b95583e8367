import { expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { peakConcurrency, seedEnvironment, startProxy } from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, freshAccount } from '../helpers/emulator.ts';
import { Checkout, step } from '../helpers/step.ts';

// The limiter lets 18 calls a second through, so that an AWS that takes some seconds for an answer has more than 50 on their way.
const POOLS = 65;
const AT_ONCE = 51;

test('calls that AWS answers slowly do not keep others from being sent, and no env is lost', async () => {
  const account = freshAccount();
  const clients = clientsFor(account);
  for (let index = 0; index < POOLS; index += 1)
    await seedEnvironment(clients, { name: `p${index}`, skip: ['identityPool', 'bucket'] });
  const proxy = await startProxy({ upstream: endpoint() });
  const LISTS = /^cognito-idp:(ListUserPoolClients|ListGroups)$/;
  const lists = () => proxy.calls.filter(({ service, operation }) => LISTS.test(`${service}:${operation}`));
  // Answers come once enough calls are on their way, or where they never are.
  const many = async () => {
    while (lists().length === 0) await sleep(20);
    const giveUp = performance.now() + 8_000;
    while (lists().length < AT_ONCE && performance.now() < giveUp) await sleep(20);
  };
  proxy.rules.push({ match: LISTS, until: many() });
  const checkout = new Checkout();
  try {
    const run = await step(checkout, account, { command: 'discover' }, { endpoint: proxy.url });
    expect(run.exitCode).toBe(0);
    expect(peakConcurrency(proxy.calls)).toBeGreaterThanOrEqual(AT_ONCE);
    expect(checkout.read('amplify-auth.yml').match(/userPoolId: /g)).toHaveLength(POOLS);
  } finally {
    await proxy.close();
    checkout.dispose();
  }
});

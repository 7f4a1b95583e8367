import { expect, test } from '@jest/globals';
import { Shop } from '../../helpers/shop.ts';

const INPUTS = { 'drift-issue': 'true', 'github-token': 'token' };

/** A shop whose clock shows the `n`th day of December. */
function onDay(shop: Shop, n: number): void {
  shop.runtime.day = `2026-12-${String(n).padStart(2, '0')}`;
}

test('ten drifted days give one issue; the healed eleventh closes it with a word', async () => {
  const shop = new Shop('dev');
  shop.push();
  await shop.run('apply', { publish: 'commit' });
  const dev = shop.envs.get('dev')!;
  const healthy = shop.aws.userPools.get(dev.userPoolId)!;
  let writes = 0;
  for (let day = 1; day <= 10; day += 1) {
    onDay(shop, day);
    // On the fifth day more drifts than before.
    const more = day < 5 ? {} : { aliasAttributes: ['preferred_username'] };
    shop.aws.userPools.set(dev.userPoolId, { ...healthy, mfaConfiguration: 'ON', ...more });
    const { code } = await shop.step('drift', INPUTS);
    expect(code).toBe(1);
    expect(shop.repository.tickets.filter(({ open }) => open)).toHaveLength(1);
    expect(shop.repository.tickets).toHaveLength(1);
    expect(shop.results.outputs.get('issue-number')).toBe(String(shop.repository.tickets[0]?.number));
    // A day on which nothing has changed writes nothing: nobody is notified twice.
    if (day === 5) expect(shop.repository.tickets[0]?.body).toContain('aliasAttributes');
    else if (day > 1) expect(shop.repository.writes).toHaveLength(writes);
    writes = shop.repository.writes.length;
  }
  expect(shop.repository.threads).toEqual([]);

  onDay(shop, 11);
  shop.aws.userPools.set(dev.userPoolId, healthy);
  // Not everything could be looked at: not yet closed.
  shop.aws.denied.add('iam:GetRole');
  await shop.step('drift', INPUTS);
  expect(shop.repository.tickets[0]?.open).toBe(true);
  shop.aws.denied.clear();
  expect((await shop.step('drift', INPUTS)).code).toBe(0);
  expect(shop.repository.tickets).toMatchObject([{ open: false }]);
  expect(shop.repository.threads).toMatchObject([
    { on: shop.repository.tickets[0]?.number, body: expect.stringContaining('drift is gone') as unknown },
  ]);
  expect(shop.results.outputs.get('issue-number')).toBe('');

  // The next drift is another story, and another issue.
  onDay(shop, 12);
  shop.aws.userPools.set(dev.userPoolId, { ...healthy, mfaConfiguration: 'ON' });
  await shop.step('drift', INPUTS);
  expect(shop.repository.tickets.map(({ open }) => open)).toEqual([false, true]);
});

test('an accepted drift opens no issue until its last day is over', async () => {
  const shop = new Shop('dev');
  shop.write({}, 'ignore:\n  - {rule: drift/user-pool, reason: a trial, until: 2026-12-03}\n');
  shop.push();
  await shop.run('apply', { publish: 'commit' });
  const dev = shop.envs.get('dev')!;
  shop.aws.userPools.set(dev.userPoolId, { ...shop.aws.userPools.get(dev.userPoolId)!, mfaConfiguration: 'ON' });
  const open: number[] = [];
  for (let day = 1; day <= 5; day += 1) {
    onDay(shop, day);
    await shop.step('drift', INPUTS);
    open.push(shop.repository.tickets.filter((ticket) => ticket.open).length);
  }
  expect(open).toEqual([0, 0, 0, 1, 1]);
});

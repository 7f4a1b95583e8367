import { describe, expect, test } from '@jest/globals';
import { Shop } from '../helpers/shop.ts';

const OTHER = '444455556666';

/** An env that was applied, and a run with the credentials of another account, in which nothing of it exists. */
async function elsewhere(change: (manifest: string) => string = (text) => text): Promise<Shop> {
  const shop = new Shop('dev');
  await shop.run('apply');
  shop.push();
  const text = shop.workspace.files.get('amplify-auth.yml')!;
  shop.workspace.files.set('amplify-auth.yml', change(text));
  Object.assign(shop.aws, { account: OTHER });
  for (const map of [shop.aws.userPools, shop.aws.clients, shop.aws.identityPools, shop.aws.identityPoolRoles])
    map.clear();
  shop.aws.roles.clear();
  return shop;
}

describe('the lock knows the account', () => {
  test.each(['validate', 'plan', 'apply', 'drift'])(
    '%s: a mismatch, and nothing is called missing',
    async (command) => {
      const shop = await elsewhere();
      const report = await shop.run(command);
      expect(report.findings.map(({ rule }) => rule)).toEqual(['account/mismatch']);
      expect(report.findings[0]!.message).toContain(`the credentials belong to account ${OTHER}`);
      expect(report.findings[0]!.message).toContain('and the lock says 111122223333');
      expect(report.result).toBe('failure');
      expect(shop.aws.writes.filter((write) => write.includes(OTHER))).toEqual([]);
    },
  );

  test('an env with other ids is told how to move', async () => {
    const shop = await elsewhere((text) => text.replace('eu-west-1_Pooldev', 'eu-west-1_Another0'));
    const report = await shop.run('apply');
    const mismatch = report.findings.find(({ rule }) => rule === 'account/mismatch')!;
    expect(mismatch.hint).toContain('first run `unlink` for it with the ids of before');
  });
});

test('without a lock, a pool that is not found names the account that was searched', async () => {
  const shop = new Shop('dev');
  shop.aws.userPools.clear();
  const report = await shop.run('validate');
  const missing = report.findings.find(({ rule }) => rule === 'user-pool/not-found')!;
  expect(missing.hint).toContain('It was looked for in eu-west-1 of account 111122223333');
});

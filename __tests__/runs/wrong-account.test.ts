import { describe, expect, test } from '@jest/globals';
import { Shop } from '../helpers/shop.ts';

const OTHER = '444455556666';

/** An env that was applied, and a run with the credentials of another account, in which nothing of it exists. */
async function elsewhere(): Promise<Shop> {
  const shop = new Shop('dev');
  await shop.run('apply');
  shop.push();
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
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedEnvironment } from '@amplify-import-auth/testbed/aws';
import { switchedOn } from '../../helpers/switched-on.ts';
import { LiveShop } from '../../helpers/live-shop.ts';

let shop: LiveShop;

beforeAll(async () => {
  shop = await LiveShop.open([]);
  const google = {
    ProviderName: 'Google',
    ProviderType: 'Google' as const,
    ProviderDetails: { client_id: 'a', client_secret: 'b', authorize_scopes: 'openid' },
    AttributeMapping: { email: 'email' },
  };
  await seedEnvironment(shop.clients, { name: 'plain' });
  await seedEnvironment(shop.clients, { name: 'groups', nativeClient: true, groups: ['editors', 'readers'] });
  await seedEnvironment(shop.clients, {
    name: 'social',
    nativeClient: true,
    domain: true,
    identityProviders: [google],
  });
  await seedEnvironment(shop.clients, { name: 'factors', mfa: 'OPTIONAL', nativeClient: { GenerateSecret: true } });
  await seedEnvironment(shop.clients, { name: 'poolonly', skip: ['identityPool'] });
  await seedEnvironment(shop.clients, { name: 'noguests', guest: false });
});

afterAll(() => shop.close());

test('of a rich account everything is suggested, and the plan of it is empty apart from the lock', async () => {
  const report = await shop.run('discover');
  shop.checkout.write('amplify-auth.yml', switchedOn(shop.checkout.read('amplify-auth.yml')));
  expect(report.findings).toEqual([]);
  expect(report.calls.throttled).toBe(0);
  const plan = await shop.run('plan');
  expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(plan.plan.changes.map(({ kind, env }) => `${kind} ${env}`).toSorted()).toEqual(
    ['factors', 'groups', 'noguests', 'plain', 'poolonly', 'social'].map((env) => `lock ${env}`),
  );
});

test('an account with more pools than a page holds is read to its end', async () => {
  const many = await LiveShop.open([]);
  for (let index = 0; index < 65; index += 1) {
    await seedEnvironment(many.clients, { name: `p${index}`, skip: ['identityPool', 'bucket'] });
  }
  const { calls } = await many.run('discover', { envs: '*' });
  expect(calls.byOperation['cognito-idp:ListUserPools']).toBe(2);
  const plan = await many.run('plan');
  expect(plan.envs).toHaveLength(65);
  await many.close();
});

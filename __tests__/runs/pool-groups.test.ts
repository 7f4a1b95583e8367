import { describe, expect, test } from '@jest/globals';
import { envYaml, makeRole, roleArn, Shop } from '../helpers/shop.ts';

// Groups whose roles nobody wrote down: Cognito says them.
const STORAGE = '{bucket: files, auth: [read], groups: {editors: [update]}}';

function shopWith(groups: string): Shop {
  const shop = new Shop('dev');
  const env = shop.envs.get('dev')!;
  for (const group of ['editors', 'admins']) {
    const roleArn = makeRole(shop.aws, `${group}-role`, env.identityPoolId, 'authenticated');
    shop.aws.setGroup(env.userPoolId, group, { roleArn, precedence: undefined });
  }
  shop.aws.setGroup(env.userPoolId, 'idle', { roleArn: undefined, precedence: undefined });
  shop.write({ dev: `${envYaml(env, STORAGE)}    groups: ${groups}\n` });
  return shop;
}
const policiesOf = (shop: Shop, role: string) => [...shop.inline(role).keys()];
const POLICY = 'amplify-import-auth.shop.dev.storage';
const lockOf = (shop: Shop) =>
  JSON.parse(shop.workspace.files.get('amplify-auth.lock.json') ?? '') as {
    envs: { dev: { groups: Record<string, string> } };
  };
const messages = async (shop: Shop, command: string) =>
  (await shop.run(command)).findings.map(({ rule, message }) => `${rule}: ${message}`);

describe.each([
  ['[editors]', ['editors']],
  ['"*"', ['admins', 'editors']],
  ['[editors, admins]', ['admins', 'editors']],
])('groups: %s', (groups, locked) => {
  test('plan shows the role, apply writes its policy, the lock holds it, and drift is clean', async () => {
    const shop = shopWith(groups);
    const plan = await shop.run('plan');
    const roles = plan.plan.changes.flatMap((one) => (one.kind === 'role-policy' ? [one.roleArn] : []));
    expect(roles).toContain(roleArn(shop.aws, 'editors-role'));
    expect((await shop.run('apply')).findings).toEqual([]);
    expect([policiesOf(shop, 'editors-role'), policiesOf(shop, 'admins-role')]).toEqual([[POLICY], []]);
    expect(lockOf(shop).envs.dev.groups).toEqual(
      Object.fromEntries(locked.map((group) => [group, roleArn(shop.aws, `${group}-role`)])),
    );
    expect(await messages(shop, 'drift')).toEqual([]);
    expect((await shop.run('plan')).plan.changes).toEqual([]);
    expect((await shop.run('validate', { offline: 'true' })).findings).toEqual([]);
  });

  test('another role is drift, and apply takes the policy along', async () => {
    const shop = shopWith(groups);
    await shop.run('apply');
    const env = shop.envs.get('dev')!;
    const next = makeRole(shop.aws, 'next-role', env.identityPoolId, 'authenticated');
    shop.aws.setGroup(env.userPoolId, 'editors', { roleArn: next, precedence: undefined });
    expect(await messages(shop, 'drift')).toEqual([expect.stringMatching(/^drift\/role: .*editors/)]);
    expect((await shop.run('apply')).findings).toEqual([]);
    expect([policiesOf(shop, 'next-role'), policiesOf(shop, 'editors-role')]).toEqual([[POLICY], []]);
  });

  test('as long as Cognito does not say the roles, nothing is written or taken away', async () => {
    const shop = shopWith(groups);
    await shop.run('apply');
    const writes = shop.aws.writes.length;
    for (const action of ['cognito-idp:GetGroup', 'cognito-idp:ListGroups']) shop.aws.denied.add(action);
    const report = await shop.run('apply');
    expect(shop.aws.writes).toHaveLength(writes);
    expect(report.result).not.toBe('success');
    expect(policiesOf(shop, 'editors-role')).toEqual([POLICY]);
  });
});

test('all groups: one that comes or goes is drift', async () => {
  const shop = shopWith('"*"');
  await shop.run('apply');
  const env = shop.envs.get('dev')!;
  shop.aws.groups.delete(`${env.userPoolId} admins`);
  const roleArn = makeRole(shop.aws, 'new-role', env.identityPoolId, 'authenticated');
  shop.aws.setGroup(env.userPoolId, 'new', { roleArn, precedence: undefined });
  const [drift, ...more] = (await shop.run('drift')).findings;
  expect(more).toEqual([]);
  expect(drift).toMatchObject({ rule: 'drift/role', fields: ['new', 'admins'] });
});

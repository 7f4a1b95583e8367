import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { appliedShop, world } from '../../helpers/drift-world.ts';

const shopOf = () => appliedShop((aws, env) => fc.sample(world(aws, env), { seed: 7, numRuns: 1 })[0]!);

/** What is refused, and the rules of drift that cannot be judged for it. */
test.each<[string, readonly string[]]>([
  ['cognito-idp:DescribeUserPool', ['drift/user-pool']],
  ['cognito-idp:GetUserPoolMfaConfig', ['drift/user-pool']],
  ['cognito-idp:DescribeUserPoolClient', ['drift/client']],
  ['cognito-idp:GetGroup', ['drift/role']],
  ['cognito-identity:DescribeIdentityPool', ['drift/identity-pool']],
  ['cognito-identity:GetIdentityPoolRoles', ['drift/identity-pool', 'drift/trust']],
  ['iam:GetRole', ['drift/trust']],
  ['iam:ListRolePolicies', ['drift/policy']],
  ['iam:GetRolePolicy', ['drift/policy']],
  ['sts:GetCallerIdentity', ['drift/policy', 'drift/trust']],
])('%s is refused: unchecked, with the permission, and neither drift nor a pass', async (operation, rules) => {
  const { shop } = await shopOf();
  shop.aws.denied.add(operation);
  const report = await shop.run('drift');
  const open = report.unchecked.filter(({ rule }) => rule.startsWith('drift/'));
  expect([...new Set(open.map(({ rule }) => rule))].toSorted()).toEqual(rules);
  expect(new Set(open.map(({ missingPermission }) => missingPermission))).toEqual(new Set([operation]));
  expect(report.findings.filter(({ rule }) => rule.startsWith('drift/'))).toEqual([]);
  expect(report.result).toBe('failure');
  expect((await shop.run('drift', { 'fail-on': 'error, drift' })).result).toBe('success');
});

test('what can be read is still compared', async () => {
  const { shop, env, before } = await shopOf();
  shop.aws.denied.add('iam:GetRole');
  const pool = shop.aws.userPools.get(env.userPoolId)!;
  shop.aws.userPools.set(env.userPoolId, { ...pool, customAuth: !pool.customAuth });
  expect(before.pool.LambdaConfig).toBeDefined();
  const report = await shop.run('drift', { 'fail-on': 'error, drift' });
  expect(report.findings.filter(({ rule }) => rule.startsWith('drift/')).map(({ fields }) => fields)).toEqual([
    ['customAuth'],
  ]);
  expect(report.result).toBe('drift');
});

test('without an entry in the lock, roles that cannot be read are no missing policies', async () => {
  const { shop } = await shopOf();
  shop.workspace.files.delete('amplify-auth.lock.json');
  shop.aws.denied.add('iam:ListRolePolicies');
  const report = await shop.run('drift');
  expect(report.findings.filter(({ rule }) => /^(drift|lock)/.test(rule)).map(({ rule }) => rule)).toEqual([
    'lock/missing',
  ]);
  expect(report.unchecked.map(({ rule }) => rule)).toContain('drift/policy');
});

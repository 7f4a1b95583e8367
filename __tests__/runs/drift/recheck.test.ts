import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { appliedShop, GROUP_ROLE, world, type AppliedShop } from '../../helpers/drift-world.ts';
import { roleArn, Shop } from '../../helpers/shop.ts';

const shopOf = () => appliedShop((aws, env) => fc.sample(world(aws, env), { seed: 7, numRuns: 1 })[0]!);

/** What is looked at, by the operation that may not find it. */
const LOOKS: readonly (readonly [string, number])[] = [
  ['cognito-idp:DescribeUserPool', 1],
  ['cognito-idp:DescribeUserPoolClient', 2],
  ['cognito-idp:GetGroup', 1],
  ['cognito-identity:DescribeIdentityPool', 1],
  ['iam:GetRole', 3],
  ['iam:GetRolePolicy', 3],
];

test.each(LOOKS)('%s does not find it once: nothing is deleted', async (operation, times) => {
  const { shop } = await shopOf();
  shop.aws.misses.set(operation, times);
  const report = await shop.run('drift');
  expect(report.findings.filter(({ rule, severity }) => severity === 'error' || rule.startsWith('drift/'))).toEqual([]);
  expect(report.result).toBe('success');
  expect(shop.console.lines.join('\n')).toContain('checking again');
});

describe('what a Lambda function has', () => {
  const POLICY = 'amplify-import-auth.shop.dev.lambda';

  async function lambdaShop(): Promise<Shop> {
    const shop = new Shop('dev');
    const env = shop.envs.get('dev')!;
    const arn = roleArn(shop.aws, 'admin-role');
    const trust = '{"Version":"2012-10-17","Statement":[]}';
    shop.aws.roles.set('admin-role', { arn, trust, inline: new Map(), attached: new Map() });
    shop.aws.functions.set('admin', { roleArn: arn, variables: new Map() });
    const lines = [`userPoolId: ${env.userPoolId}`, `webClientId: ${env.webClientId}`];
    const more = [`identityPoolId: ${env.identityPoolId}`, 'lambdas: [{function: admin, access: [read]}]'];
    shop.write({ dev: `  dev:\n${[...lines, ...more].map((line) => `    ${line}\n`).join('')}` });
    shop.push();
    await shop.run('apply', { publish: 'commit' });
    expect([...shop.aws.roles.get('admin-role')!.inline.keys()]).toEqual([POLICY]);
    return shop;
  }

  /** Which of two looks does not find it; a look that misses the user pool is followed by another one. */
  test.each<[string, number, string]>([
    ['its role', 1, 'iam:GetRole admin-role'],
    ['its role', 2, 'iam:GetRole admin-role'],
    ['its policy', 1, `iam:GetRolePolicy admin-role/${POLICY}`],
    ['its policy', 2, `iam:GetRolePolicy admin-role/${POLICY}`],
    ['the function', 1, 'lambda:GetFunctionConfiguration admin'],
    ['the function', 2, 'lambda:GetFunctionConfiguration admin'],
  ])('%s, not found on look %i only: no drift, no error, nothing unchecked', async (_, look, call) => {
    const shop = await lambdaShop();
    let reads = 0;
    shop.aws.isMissed = (one) => one === call && ++reads === look;
    if (look === 2) shop.aws.misses.set('cognito-idp:DescribeUserPool', 1);
    const report = await shop.run('drift');
    expect([reads, report.findings, report.unchecked]).toEqual([2, [], []]);
  });
});

describe('gone on the second look too', () => {
  test.each<[string, (shop: AppliedShop) => unknown, string]>([
    ['user pool', ({ shop, env }) => shop.aws.userPools.delete(env.userPoolId), 'user-pool/not-found'],
    [
      'client',
      ({ shop, env }) => shop.aws.clients.delete(`${env.userPoolId} ${env.nativeClientId}`),
      'client/not-found',
    ],
    ['identity pool', ({ shop, env }) => shop.aws.identityPools.delete(env.identityPoolId), 'identity-pool/not-found'],
    ['role', ({ shop, env }) => shop.aws.roles.delete(env.authRole), 'role/not-found'],
    ['role of a group', ({ shop }) => shop.aws.roles.delete(GROUP_ROLE), 'role/not-found'],
    ['group', ({ shop, env }) => shop.aws.groups.delete(`${env.userPoolId} editors`), 'role/pin-mismatch'],
  ])('%s: the rule says so, and nothing is reported as drift as well', async (_, remove, rule) => {
    const applied = await shopOf();
    remove(applied);
    const report = await applied.shop.run('drift');
    const found = report.findings.filter(({ severity }) => severity === 'error').map((one) => one.rule);
    expect(found).toEqual([rule]);
    expect(report.findings.filter((one) => one.rule.startsWith('drift/'))).toEqual([]);
    expect(report.result).toBe('failure');
  });

  test('a policy', async () => {
    const { shop, env } = await shopOf();
    shop.aws.roles.get(env.authRole)!.inline.clear();
    const report = await shop.run('drift');
    expect(report.findings.filter(({ rule }) => rule.startsWith('drift/')).map(({ message }) => message)).toEqual([
      'the policy amplify-import-auth.shop.dev.storage is missing on dev-auth',
    ]);
  });
});

test('a healthy env is looked at once', async () => {
  const { shop } = await shopOf();
  shop.aws.log.length = 0;
  await shop.run('drift');
  expect(shop.aws.log.filter((call) => call.startsWith('cognito-idp:DescribeUserPool '))).toHaveLength(1);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { AWS_ACTIONS } from '../../src/permissions/actions.ts';
import type { EnvPermissions } from '../../src/permissions/document.ts';
import { oidcTrust, subjectsOf } from '../../src/permissions/oidc-trust.ts';
import { terraformPolicy } from '../../src/permissions/terraform.ts';
import { Shop } from '../helpers/shop.ts';
import { ROOT } from '../helpers/step.ts';

test('the table has exactly the actions that the adapter calls', () => {
  const folder = join(ROOT, 'src/adapters/aws');
  const source = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const called = source.flatMap((text) => [
    ...text.matchAll(/'((?:amplify|cognito-idp|cognito-identity|iam|lambda|sts):[A-Z]\w+)'/g),
  ]);
  // Nobody needs a permission to ask who they are.
  const needed = new Set(called.map((match) => match[1] ?? '').filter((action) => action !== 'sts:GetCallerIdentity'));
  expect(AWS_ACTIONS.map(({ action }) => action).toSorted()).toEqual([...needed].toSorted());
});

const REPOSITORY = { owner: 'octo', name: 'demo', ownerId: '1', id: '2' };

describe('who may use a role', () => {
  test('both forms of the subject', () => {
    const {
      Statement: [statement],
    } = oidcTrust('aws', '111122223333', REPOSITORY, ['environment:prod']);
    expect(statement).toEqual({
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': [
            'repo:octo/demo:environment:prod',
            'repo:octo@1/demo@2:environment:prod',
          ],
        },
      },
    });
  });

  test.each([
    [false, undefined, ['pull_request', 'ref:refs/heads/main']],
    [false, 'prod', ['pull_request', 'ref:refs/heads/main']],
    [true, undefined, ['ref:refs/heads/main']],
    [true, 'prod', ['environment:prod']],
  ] as const)('writes: %s, environment: %s', (writes, environment, expected) => {
    expect(subjectsOf(writes, environment, 'main')).toEqual(expected);
  });
});

test('Terraform reads no expression in a policy variable', () => {
  const text = terraformPolicy('shop-dev', {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/${aws:username}/%{x}' }],
  });
  expect(text).toContain('$${aws:username}/%%{x}');
  expect(text).toMatch(/^resource "aws_iam_policy" "shop-dev" \{\n/);
});

describe('the command', () => {
  const permissions = async (shop: Shop): Promise<EnvPermissions> => {
    const { report } = await shop.step('permissions');
    return (report as unknown as { permissions: EnvPermissions[] }).permissions[0]!;
  };

  test('asks nobody anything', async () => {
    const shop = new Shop('dev');
    shop.aws.noCredentials = { state: 'unchecked', cause: 'credentials', reason: 'none' };
    const { code } = await shop.step('permissions');
    expect(code).toBe(0);
    expect([...shop.aws.log, ...shop.repository.log]).toEqual([]);
    expect(shop.results.summaries).toContain('"cognito-idp:DescribeUserPool"');
    expect(shop.results.summaries).toContain('contents: write');
  });

  test('names the roles that the lock has seen, and asks for those that are unknown', async () => {
    const shop = new Shop('dev');
    expect((await permissions(shop)).unknownRoles).toHaveLength(2);
    await shop.run('apply');
    const known = await permissions(shop);
    expect(known.unknownRoles).toEqual([]);
    expect(JSON.stringify(known.write.policy)).toContain(`arn:aws:iam::${shop.aws.account}:role/dev-auth`);
    expect(JSON.stringify(known.read.policy)).not.toContain('PutRolePolicy');
  });

  test('a manifest that is wrong is an error', async () => {
    const shop = new Shop('dev');
    shop.workspace.files.set('amplify-auth.yml', 'version: 1\nproject: shop\nenvs: {dev: {userPoolId: x}}\n');
    expect((await shop.step('permissions')).code).toBe(1);
  });

  test('policies: off needs no right to write', async () => {
    const shop = new Shop('dev');
    shop.write({}, 'policies: off\n');
    expect(JSON.stringify((await permissions(shop)).write.policy)).not.toContain('PutRolePolicy');
  });
});

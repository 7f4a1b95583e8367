import { expect, test } from '@jest/globals';
import { GetRolePolicyCommand, ListRolePoliciesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { type AwsClients, seedEnvironment, startProxy } from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, freshAccount } from '../helpers/emulator.ts';
import { Checkout, manifestOf, step } from '../helpers/step.ts';

async function inline({ iam }: AwsClients, RoleName: string): Promise<Record<string, string>> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const read = PolicyNames.map(async (PolicyName) => {
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    return [PolicyName, decodeURIComponent(PolicyDocument)] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

test('a second apply makes no write and changes no byte; foreign policies stay as they are', async () => {
  const account = freshAccount();
  const clients = clientsFor(account);
  const dev = await seedEnvironment(clients, { nativeClient: true });
  const prod = await seedEnvironment(clients);
  const foreign =
    '{ "Version": "2012-10-17",\n  "Statement": [ { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::theirs/*" } ] }';
  for (const PolicyName of ['legacy', 'amplify-import-auth.other.dev.storage']) {
    await clients.iam.send(
      new PutRolePolicyCommand({ RoleName: dev.authRoleName, PolicyName, PolicyDocument: foreign }),
    );
  }
  const proxy = await startProxy({ upstream: endpoint() });
  const checkout = new Checkout({ 'amplify-auth.yml': manifestOf({ dev, prod }) });
  try {
    const first = await step(checkout, account, { command: 'apply' }, { endpoint: proxy.url });
    expect(first.exitCode).toBe(0);
    expect(first.outputs).toMatchObject({
      result: 'success',
      'applied-envs': '["dev","prod"]',
      'has-changes': 'true',
      'error-count': '0',
    });
    expect(proxy.calls.filter((call) => call.operation === 'PutRolePolicy')).toHaveLength(4);
    expect(Object.keys(await inline(clients, dev.authRoleName)).toSorted()).toEqual([
      'amplify-import-auth.other.dev.storage',
      'amplify-import-auth.shop.dev.storage',
      'legacy',
    ]);

    const before = checkout.snapshot();
    const policies = await inline(clients, dev.authRoleName);
    expect(policies['legacy']).toBe(foreign);
    expect(policies['amplify-import-auth.other.dev.storage']).toBe(foreign);
    proxy.calls.length = 0;
    const second = await step(checkout, account, { command: 'apply' }, { endpoint: proxy.url });
    expect(second.outputs).toMatchObject({
      result: 'success',
      'unchanged-envs': '["dev","prod"]',
      'has-changes': 'false',
    });
    expect(proxy.calls.filter((call) => !/^(Get|List|Describe|Simulate)/.test(call.operation))).toEqual([]);
    expect(checkout.snapshot()).toEqual(before);
    expect(await inline(clients, dev.authRoleName)).toEqual(policies);
  } finally {
    await proxy.close();
    checkout.dispose();
  }
});

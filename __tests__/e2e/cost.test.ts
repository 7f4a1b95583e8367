import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CreateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import { CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { type Proxy, seedEnvironment, type SeedOptions, startProxy, waves } from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, freshAccount } from '../helpers/emulator.ts';
import { Checkout, manifestOf, step } from '../helpers/step.ts';

// What one env costs, counted between the SDK and AWS. Answers are held until no more calls come, which tells the rounds apart: calls
// that do not wait for each other overlap.
let proxy: Proxy;

beforeAll(async () => {
  proxy = await startProxy({ upstream: endpoint(), rules: [{ quiet: 500 }] });
});

afterAll(() => proxy.close());

/** Validates one env and gives what it cost. */
async function cost(account: string, manifest: string) {
  const checkout = new Checkout({ 'amplify-auth.yml': manifest });
  proxy.calls.length = 0;
  const run = await step(checkout, account, { command: 'validate' }, { endpoint: proxy.url });
  checkout.dispose();
  expect(run.report.findings).toEqual([]);
  expect(run.report.unchecked).toEqual([]);
  // Our own count says the same as the wire.
  expect(run.report.calls.total).toBe(proxy.calls.length);
  return {
    calls: proxy.calls.length,
    waves: waves(proxy.calls),
    operations: proxy.calls.map((call) => call.operation),
  };
}

const DOCUMENT = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::other/*' }],
};

test.each<[string, SeedOptions, { inline: number; managed: number }]>([
  ['no policies', {}, { inline: 0, managed: 0 }],
  ['a native client', { nativeClient: true }, { inline: 0, managed: 0 }],
  [
    'inline policies',
    { nativeClient: true, inlinePolicies: { auth: { a: DOCUMENT, b: DOCUMENT }, guest: { c: DOCUMENT } } },
    { inline: 3, managed: 0 },
  ],
  ['a managed policy', { managedPolicies: { auth: [{ name: 'm', document: DOCUMENT }] } }, { inline: 0, managed: 1 }],
])('validate of one env with %s', async (_what, options, { inline, managed }) => {
  const account = freshAccount();
  const env = await seedEnvironment(clientsFor(account), options);
  const spent = await cost(account, manifestOf({ dev: env }));
  expect(spent.calls).toBeLessThanOrEqual(14 + inline + 2 * managed);
  expect(spent.waves).toBeLessThanOrEqual(managed > 0 ? 4 : 3);
  expect(spent.operations.filter((operation) => /^ListUserPool|^ListIdentityPools/.test(operation))).toEqual([]);
});

describe('the number of other clients and pools in the account', () => {
  test.each([2, 200])('%i of each cost nothing', async (count) => {
    const account = freshAccount();
    const clients = clientsFor(account);
    const env = await seedEnvironment(clients, { nativeClient: true });
    for (let index = 0; index < count; index += 20) {
      await Promise.all(
        Array.from({ length: Math.min(20, count - index) }, async (_, offset) => {
          const name = `other-${index + offset}`;
          await clients.userPools.send(
            new CreateUserPoolClientCommand({ UserPoolId: env.userPoolId, ClientName: name }),
          );
          await clients.identityPools.send(
            new CreateIdentityPoolCommand({ IdentityPoolName: name, AllowUnauthenticatedIdentities: false }),
          );
        }),
      );
    }
    const spent = await cost(account, manifestOf({ dev: env }));
    expect([spent.calls, spent.waves]).toEqual([13, 2]);
    expect(spent.operations.filter((operation) => operation.startsWith('List'))).toEqual(
      Array(4).fill(expect.stringMatching(/RolePolicies$/)),
    );
  });
});

test('an assumed role costs one call and one round more', async () => {
  const account = freshAccount();
  const clients = clientsFor(account);
  const env = await seedEnvironment(clients);
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' }],
  };
  await clients.iam.send(new CreateRoleCommand({ RoleName: 'ci', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  await clients.iam.send(
    new PutRolePolicyCommand({ RoleName: 'ci', PolicyName: 'all', PolicyDocument: JSON.stringify(all) }),
  );
  const spent = await cost(
    account,
    manifestOf({ dev: env }, () => [`roleToAssume: arn:aws:iam::${account}:role/ci`]),
  );
  expect(spent.operations[0]).toBe('AssumeRole');
  expect(spent.calls).toBeLessThanOrEqual(15);
  expect(spent.waves).toBeLessThanOrEqual(4);
});

test('envs that share everything cost one', async () => {
  const account = freshAccount();
  const env = await seedEnvironment(clientsFor(account));
  const spent = await cost(account, `${manifestOf({ dev: env })}  test: {extends: dev}\n  demo: {extends: dev}\n`);
  expect(spent.calls).toBeLessThanOrEqual(14);
});

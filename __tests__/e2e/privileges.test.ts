import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  type Environment,
  type Proxy,
  type RoleKind,
  seedEnvironment,
  startProxy,
  trustDocument,
} from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, freshAccount } from '../helpers/emulator.ts';
import { Checkout, manifestOf, step, type StepResult } from '../helpers/step.ts';

// What keeps the built action from granting more than was reviewed, or than users of an app may have.
const account = freshAccount();
const clients = clientsFor(account);
const MANIFEST = 'amplify-auth.yml';
let dev: Environment;
let proxy: Proxy;

beforeAll(async () => {
  proxy = await startProxy({ upstream: endpoint() });
  dev = await seedEnvironment(clients);
});

afterAll(() => proxy.close());

async function runOn(manifest: string, inputs: Record<string, string>): Promise<StepResult> {
  const checkout = new Checkout({ [MANIFEST]: manifest });
  proxy.reset();
  try {
    return await step(checkout, account, inputs, { endpoint: proxy.url });
  } finally {
    checkout.dispose();
  }
}

const writes = () => proxy.calls.filter(({ operation }) => /^(Put|Delete|Attach|Update)/.test(operation));

describe('the digest of a reviewed plan', () => {
  test('has 128 bits a part; one of an earlier version is refused, and nothing is written', async () => {
    const plan = await runOn(manifestOf({ dev }), { command: 'plan' });
    const digest = plan.outputs['plan-digest'] ?? '';
    expect(digest).toMatch(/^sha256:[0-9a-f]{64};dev=[0-9a-f]{32}:[0-9a-f]{32}(,[0-9a-f]{32})+$/);
    const old = digest.replace(
      /:([0-9a-f,]*)$/,
      (_, parts: string) =>
        `:${parts
          .split(',')
          .map((part) => part.slice(0, 16))
          .join(',')}`,
    );
    const run = await runOn(manifestOf({ dev }), { command: 'apply', 'plan-digest': old });
    expect(run.exitCode).toBe(1);
    expect(run.report.findings).toMatchObject([{ rule: 'input/invalid' }]);
    expect(run.report.findings[0]?.message).toContain('run plan again');
    expect(proxy.calls).toEqual([]);
  });
});

/** The env `dev` with these custom statements, one an entry, each on its own line. */
function customManifest(statements: readonly (readonly [actions: string, resource: string, conditions?: string])[]) {
  return manifestOf({ dev }, () => [
    'categories:',
    '  custom:',
    ...statements.map(([actions, resource, conditions]) => {
      const more = conditions === undefined ? '' : `, conditions: ${conditions}`;
      return `    - {name: x, auth: [{actions: ["${actions}"], resources: ["${resource}"]${more}}]}`;
    }),
  ]);
}

const PLAN = { command: 'plan', 'allow-custom': 'true' };

test.each([
  '{StringEquals: {"aws:RequestedRegion": eu-west-1, "AWS:requestedregion": us-east-1}}',
  '{StringEquals: {"aws:RequestedRegion": eu-west-1}, stringequals: {"aws:RequestedRegion": us-east-1}}',
])('names of conditions that IAM reads as one are refused: %s', async (conditions) => {
  const manifest = customManifest([
    ['ses:SendEmail', `arn:aws:ses:eu-west-1:${account}:identity/shop.example`, conditions],
  ]);
  const run = await runOn(manifest, { ...PLAN, command: 'apply' });
  expect(run.report.findings).toMatchObject([{ rule: 'manifest/schema' }]);
  expect(run.report.findings[0]?.hint).toContain('IAM reads');
  expect(writes()).toEqual([]);
});

test('a live policy whose condition has a key more in another case has drifted; one in another case alone has not', async () => {
  const env = await seedEnvironment(clients);
  const checkout = new Checkout({ [MANIFEST]: manifestOf({ dev: env }) });
  try {
    expect((await step(checkout, account, { command: 'apply' })).exitCode).toBe(0);
    const policy = { RoleName: env.authRoleName, PolicyName: 'amplify-import-auth.shop.dev.storage' };
    const { PolicyDocument = '' } = await clients.iam.send(new GetRolePolicyCommand(policy));
    const text = decodeURIComponent(PolicyDocument);
    expect(text).toContain('"StringLike":{"s3:prefix"');
    const put = (document: string) =>
      clients.iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: document }));

    await put(text.replace('"StringLike":{"s3:prefix"', '"stringlike":{"S3:Prefix"'));
    expect((await step(checkout, account, { command: 'plan' })).report.plan.changes).toEqual([]);

    await put(text.replace('"StringLike":{"s3:prefix"', '"StringLike":{"S3:Prefix":["*"],"s3:prefix"'));
    const drifted = await step(checkout, account, { command: 'plan' });
    expect(drifted.report.plan.changes).toMatchObject([{ kind: 'role-policy', action: 'update' }]);
  } finally {
    checkout.dispose();
  }
});

test('custom statements that go too far are refused, one by one', async () => {
  const bad: readonly (readonly [string, string])[] = [
    ['secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:*:*:*'],
    ['kms:Decrypt', 'arn:aws:kms:*:*:*'],
    ['ssm:GetParameter', 'arn:aws:ssm:*:*:parameter/*'],
    ['dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/*'],
    ['dynamodb:GetItem', `arn:*:dynamodb:eu-west-1:${account}:table/notes`],
    ['dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:${aws:PrincipalAccount}:table/notes'],
    ['lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:*'],
    ['lambda:UpdateFunctionCode', `arn:aws:lambda:eu-west-1:${account}:function:shop`],
    ['cognito-identity:SetIdentityPoolRoles', '*'],
    ['cognito-identity:Update*', `arn:aws:cognito-identity:eu-west-1:${account}:identitypool/eu-west-1:1`],
    ['organizations:DescribeAccount', '*'],
    ['sso:ListInstances', '*'],
    ['cloudformation:DescribeStacks', '*'],
    ['cognito-idp:DescribeUserPoolClient', '*'],
  ];
  const manifest = customManifest(bad);
  const run = await runOn(manifest, PLAN);
  const lines = manifest.split('\n').flatMap((line, index) => (line.includes('{name: x') ? [index + 1] : []));
  const privileged = run.report.findings.filter(({ rule }) => rule === 'policy/privileged');
  expect(privileged.map(({ line }) => line).toSorted((a, b) => a - b)).toEqual(lines);
  expect(run.report.findings.filter(({ rule }) => rule.startsWith('manifest/'))).toEqual([]);
  for (const { hint } of privileged) expect(hint).toContain('region, account');
});

test('custom statements that an app needs are not', async () => {
  const run = await runOn(
    customManifest([
      ['ses:SendEmail', '*'],
      ['dynamodb:GetItem', `arn:aws:dynamodb:eu-west-1:${account}:table/notes`],
      ['ssm:GetParameter', `arn:aws:ssm:eu-west-1:${account}:parameter/shop/*`],
      ['s3:GetObject', 'arn:aws:s3:::files/private/${cognito-identity.amazonaws.com:sub}/*'],
    ]),
    PLAN,
  );
  expect(run.report.findings).toEqual([]);
});

test('policies of others that lead to more rights stop the env', async () => {
  const document = (statement: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  const held: Record<string, object> = {
    excepting: document({ NotAction: ['iam:*', 'sts:*', 'cognito-idp:*'], Resource: '*' }),
    code: document({ Action: 'lambda:UpdateFunctionCode', Resource: 'arn:aws:lambda:*:*:*' }),
    stacks: document({ Action: 'CloudFormation:Create*', Resource: '*' }),
    organization: document({ Action: 'organizations:*', NotResource: 'arn:aws:s3:::x' }),
    harmless: document({ Action: ['s3:*', 'lambda:InvokeFunction', 'cloudformation:Describe*'], Resource: '*' }),
  };
  const env = await seedEnvironment(clients, { inlinePolicies: { auth: held } });
  const run = await runOn(manifestOf({ dev: env }), { command: 'apply' });
  const named = run.report.findings.flatMap(({ rule, message }) =>
    rule === 'policy/privileged' ? [/the policy (\w+) of/.exec(message)?.[1]] : [],
  );
  expect(named.toSorted()).toEqual(['code', 'excepting', 'organization', 'stacks']);
  expect(writes()).toEqual([]);
});

test('a trust policy with a variable is unchecked, and its env is not written', async () => {
  const own = (kind: RoleKind, pool: string) =>
    JSON.stringify(trustDocument(pool, kind === 'guest' ? 'unauthenticated' : 'authenticated'));
  const env = await seedEnvironment(clients, {
    trust: (kind, pool) => own(kind, pool).replace('"authenticated"', '["authenticated","${aws:PrincipalTag/kind}"]'),
  });
  const other = await seedEnvironment(clients, {
    trust: (kind, pool) =>
      kind === 'auth' ? own(kind, pool).replace(`"${pool}"`, '"${aws:PrincipalTag/pool}"') : own(kind, pool),
  });
  const run = await runOn(manifestOf({ dev: env, other }), { command: 'apply' });
  expect(run.exitCode).toBe(1);
  expect(run.report.findings.filter(({ rule }) => rule.startsWith('trust/'))).toEqual([]);
  expect(run.report.unchecked.map(({ rule, env: name }) => `${rule} ${name}`).toSorted()).toEqual(
    expect.arrayContaining(['trust/amr dev', 'trust/audience other', 'trust/audience-wide other']),
  );
  expect(run.report.unchecked[0]?.reason).toContain('${aws:PrincipalTag/');
  expect(writes()).toEqual([]);
});

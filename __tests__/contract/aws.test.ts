import { describe, expect, test } from '@jest/globals';
import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetRoleCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { inspect } from 'node:util';
import { aws } from '../../src/adapters/aws/aws.ts';
import type { Fact } from '../../src/domain/fact.ts';
import type { Aws, AwsSession } from '../../src/ports/aws.ts';
import { AwsWriteError } from '../../src/ports/aws.ts';
import { makeFunction, seedEnvironment } from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, freshAccount, REGION } from '../helpers/emulator.ts';
import { FakeAws } from '../helpers/fake-aws.ts';
import { makeEnv, makeRole } from '../helpers/shop.ts';

/** One healthy env, and a way to work in its account with all rights or with all but one. */
interface World {
  readonly account: string;
  readonly userPoolId: string;
  readonly webClientId: string;
  readonly identityPoolId: string;
  readonly authRole: string;
  readonly nativeClientId: string;
  /** Of the native client. */
  readonly secret: string;
  /** What was masked in the log; undefined: nobody masks here. */
  readonly masked: readonly string[] | undefined;
  /** A Lambda function whose environment holds `STAGE=dev`. */
  readonly function: string;
  readonly session: (denied?: string) => Promise<AwsSession>;
}

const ATTACHED =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}';

const GOOGLE = {
  ProviderName: 'Google',
  ProviderType: 'Google' as const,
  ProviderDetails: { client_id: 'id', client_secret: 'secret', authorize_scopes: 'openid' },
  AttributeMapping: { email: 'email' },
};

async function fakeWorld(): Promise<World> {
  const fake = new FakeAws(freshAccount());
  const env = makeEnv(fake, 'dev');
  fake.identityProviders.set(env.userPoolId, ['Google']);
  fake.roles.get(env.authRole)!.attached.set(`arn:aws:iam::${fake.account}:policy/list`, ATTACHED);
  fake.secrets.set(`${env.userPoolId} ${env.nativeClientId}`, 's3cr3t');
  fake.clients.set(`${env.userPoolId} ${env.nativeClientId}`, {
    ...fake.clients.get(`${env.userPoolId} ${env.nativeClientId}`)!,
    hasSecret: true,
  });
  const functionRole = makeRole(fake, 'admin-role', env.identityPoolId, 'authenticated');
  fake.functions.set('admin', { roleArn: functionRole, variables: new Map([['STAGE', 'dev']]) });
  return Promise.resolve({
    ...env,
    secret: 's3cr3t',
    masked: undefined,
    function: 'admin',
    account: fake.account,
    session: async (denied) => {
      fake.denied.clear();
      if (denied !== undefined) fake.denied.add(denied);
      return value(await fake.phase().session({ region: REGION, role: undefined }));
    },
  });
}

async function emulatedWorld(): Promise<World> {
  const account = freshAccount();
  const clients = clientsFor(account);
  const masked: string[] = [];
  const env = await seedEnvironment(clients, {
    nativeClient: { GenerateSecret: true },
    managedPolicies: { auth: [{ name: 'list', document: JSON.parse(ATTACHED) as object }] },
    identityProviders: [GOOGLE],
  });
  const { name } = await makeFunction(clients, 'admin', { STAGE: 'dev' });
  return {
    account,
    function: name,
    userPoolId: env.userPoolId,
    webClientId: env.webClientId,
    nativeClientId: env.nativeClientId,
    secret: env.nativeClientSecret,
    masked,
    identityPoolId: env.identityPoolId,
    authRole: env.authRoleName,
    session: async (denied) => {
      const key =
        denied === undefined ? { AccessKeyId: account, SecretAccessKey: 'test' } : await userWithout(account, denied);
      const port = withEnv(
        {
          AWS_ENDPOINT_URL: endpoint(),
          AWS_ACCESS_KEY_ID: key.AccessKeyId!,
          AWS_SECRET_ACCESS_KEY: key.SecretAccessKey!,
        },
        () => realAws((secret) => masked.push(secret)),
      );
      return value(await port.phase().session({ region: REGION, role: undefined }));
    },
  };
}

function realAws(mask: (secret: string) => void = () => undefined): Aws {
  return aws({
    userAgent: 'test',
    sessionName: 'test',
    idToken: undefined,
    mask,
    quotaShare: 60,
    clock: {
      now: () => performance.now(),
      sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    },
    cancelled: new AbortController().signal,
  });
}

/** The SDK reads its environment when a client is made and when credentials are first asked for. */
function withEnv<T>(env: Record<string, string>, make: () => T): T {
  Object.assign(process.env, env);
  return make();
}

let users = 0;

async function userWithout(
  account: string,
  denied: string,
): Promise<{ AccessKeyId?: string | undefined; SecretAccessKey?: string | undefined }> {
  const { iam } = clientsFor(account);
  const UserName = `ci-${(users += 1)}`;
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: denied, Resource: '*' },
    ],
  });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'all-but-one', PolicyDocument }));
  return (await iam.send(new CreateAccessKeyCommand({ UserName }))).AccessKey!;
}

function value<T>(fact: Fact<T>): T {
  if (fact.state !== 'known') throw new Error(JSON.stringify(fact));
  return fact.value;
}

describe.each<[string, () => Promise<World>]>([
  ['in memory', fakeWorld],
  ['on the emulator', emulatedWorld],
])('AWS %s', (_name, makeWorld) => {
  const world = makeWorld;

  test('gives the secret of a client where it is asked for, masked by then, and nowhere else', async () => {
    const { session, userPoolId, webClientId, nativeClientId, secret, masked } = await world();
    const { userPools } = await session();
    const plain = value(await userPools.client(userPoolId, nativeClientId));
    expect(plain.hasSecret).toBe(true);
    expect(JSON.stringify(plain)).not.toContain(secret);
    expect(masked ?? []).toEqual([]);
    const found = value(await userPools.clientWithSecret(userPoolId, nativeClientId));
    expect(found.client).toEqual(plain);
    expect(found.secret?.reveal()).toBe(secret);
    if (masked !== undefined) expect(masked).toEqual([secret]);
    expect(`${JSON.stringify(found)} ${inspect(found, { depth: 9 })} ${String(found.secret)}`).not.toContain(secret);
    expect(value(await userPools.clientWithSecret(userPoolId, webClientId)).secret).toBeUndefined();
    expect((await userPools.clientWithSecret(userPoolId, 'nobody0client')).state).toBe('absent');
    const refused = await (
      await session('cognito-idp:DescribeUserPoolClient')
    ).userPools.clientWithSecret(userPoolId, nativeClientId);
    expect(refused).toMatchObject({ state: 'unchecked', missingPermission: 'cognito-idp:DescribeUserPoolClient' });
  });

  test('reads what is there', async () => {
    const { session, account, userPoolId, webClientId, identityPoolId, authRole } = await world();
    const { userPools, identityPools, roles, ...here } = await session();
    expect(value(await here.caller()).accountId).toBe(account);
    expect(value(await userPools.userPool(userPoolId))).toMatchObject({
      id: userPoolId,
      mfaConfiguration: 'OFF',
      usernameAttributes: ['email'],
      requiredAttributes: ['email'],
    });
    expect(value(await userPools.mfa(userPoolId))).toEqual({
      sms: false,
      totp: false,
      email: false,
      configured: { sms: false, totp: false },
      webAuthn: undefined,
    });
    expect(value(await userPools.identityProviders(userPoolId))).toEqual(['Google']);
    expect(value(await userPools.client(userPoolId, webClientId))).toMatchObject({ id: webClientId, hasSecret: false });
    expect(value(await userPools.clientIds(userPoolId))).toContain(webClientId);
    expect(value(await userPools.userPoolIds())).toEqual([userPoolId]);
    expect(value(await identityPools.identityPoolIds())).toEqual([identityPoolId]);
    expect(value(await identityPools.identityPool(identityPoolId))).toMatchObject({
      id: identityPoolId,
      allowUnauthenticatedIdentities: true,
      allowClassicFlow: false,
    });
    const named = value(await identityPools.roles(identityPoolId));
    expect(named.authenticated).toBe(`arn:aws:iam::${account}:role/${authRole}`);
    const head = value(await roles.role(authRole));
    expect(head.arn).toBe(named.authenticated);
    expect(JSON.parse(head.trustText)).toMatchObject({ Version: '2012-10-17' });
    expect(value(await roles.inlinePolicies(authRole))).toEqual([]);
    const attached = value(await roles.attachedPolicies(authRole));
    expect(attached.map(({ arn }) => arn)).toEqual([`arn:aws:iam::${account}:policy/list`]);
    expect(JSON.parse(value(attached[0]!.text))).toEqual(JSON.parse(ATTACHED));
  });

  test('says of what is not there that it is not', async () => {
    const { session, userPoolId, authRole } = await world();
    const { userPools, identityPools, roles } = await session();
    const nobody = `${REGION}:00000000-0000-0000-0000-000000000000`;
    const answers = await Promise.all([
      userPools.userPool(`${REGION}_Nope12345`),
      userPools.mfa(`${REGION}_Nope12345`),
      userPools.client(userPoolId, 'nope'),
      userPools.client(`${REGION}_Nope12345`, 'nope'),
      userPools.clientIds(`${REGION}_Nope12345`),
      userPools.identityProviders(`${REGION}_Nope12345`),
      userPools.group(userPoolId, 'nope'),
      userPools.group(`${REGION}_Nope12345`, 'nope'),
      identityPools.identityPool(nobody),
      identityPools.roles(nobody),
      roles.role('nope'),
      roles.inlinePolicies('nope'),
      roles.attachedPolicies('nope'),
      roles.currentInlinePolicy(authRole, 'nope'),
      roles.currentInlinePolicy('nope', 'nope'),
    ]);
    expect(answers.map(({ state }) => state)).toEqual(answers.map(() => 'absent'));
  });

  test('writes, overwrites and deletes an inline policy, to the byte', async () => {
    const { session, authRole } = await world();
    const { roles } = await session();
    const text =
      '{"Version":"2012-10-17",\n "Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/é%20+"}]}';
    await roles.putInlinePolicy(authRole, 'a.b', text);
    expect(value(await roles.currentInlinePolicy(authRole, 'a.b'))).toBe(text);
    await roles.putInlinePolicy(authRole, 'a.b', ATTACHED);
    expect(value(await (await session()).roles.inlinePolicies(authRole))).toEqual([{ name: 'a.b', text: ATTACHED }]);
    await roles.deleteInlinePolicy(authRole, 'a.b');
    expect(await roles.currentInlinePolicy(authRole, 'a.b')).toEqual({ state: 'absent' });
  });

  test('reads and changes one variable of a function', async () => {
    const { session, function: name } = await world();
    const { functions } = await session();
    const set = (before: string | null, after: string | null) =>
      functions.setVariable(name, { variable: 'POOL', before, after });
    const now = async () => {
      const { variables } = value(await functions.currentFunction(name, ['POOL', 'STAGE']));
      return value(variables);
    };
    expect(value(await functions.function(name, ['POOL'])).variables).toEqual({ state: 'known', value: {} });
    expect(await set(null, 'a')).toBe('applied');
    expect(await now()).toEqual({ STAGE: 'dev', POOL: 'a' });
    expect(await set(null, 'a')).toBe('unchanged');
    await expect(set('b', 'c')).rejects.toMatchObject({ code: 'Changed', refused: true });
    expect(await set('a', null)).toBe('applied');
    expect(await set('a', null)).toBe('unchanged');
    expect(await now()).toEqual({ STAGE: 'dev' });
    expect(await functions.function('nope', ['POOL'])).toEqual({ state: 'absent' });
    await expect(functions.setVariable('nope', { variable: 'POOL', before: null, after: 'a' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    for (const operation of ['lambda:GetFunctionConfiguration', 'lambda:UpdateFunctionConfiguration']) {
      const limited = (await session(operation)).functions;
      const read = await limited.function(name, ['POOL']);
      expect(read.state).toBe(operation.includes('Get') ? 'unchecked' : 'known');
      await expect(limited.setVariable(name, { variable: 'POOL', before: null, after: 'a' })).rejects.toMatchObject({
        operation: 'lambda:UpdateFunctionConfiguration',
        refused: true,
      });
    }
    expect(await now()).toEqual({ STAGE: 'dev' });
  });

  test('refuses writes to what does not exist', async () => {
    const { session, authRole } = await world();
    const { roles } = await session();
    const failures = await Promise.all([
      roles.putInlinePolicy('nope', 'a', ATTACHED).catch((error: unknown) => error),
      roles.deleteInlinePolicy(authRole, 'nope').catch((error: unknown) => error),
    ]);
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(AwsWriteError);
      expect(failure).toMatchObject({ refused: true, code: expect.stringMatching(/^NoSuchEntity/) });
    }
  });

  test.each<[string, (session: AwsSession, world: World) => Promise<Fact<unknown>>]>([
    ['cognito-idp:DescribeUserPool', ({ userPools }, { userPoolId }) => userPools.userPool(userPoolId)],
    ['cognito-idp:GetUserPoolMfaConfig', ({ userPools }, { userPoolId }) => userPools.mfa(userPoolId)],
    [
      'cognito-idp:DescribeUserPoolClient',
      ({ userPools }, { userPoolId, webClientId }) => userPools.client(userPoolId, webClientId),
    ],
    ['cognito-idp:ListIdentityProviders', ({ userPools }, { userPoolId }) => userPools.identityProviders(userPoolId)],
    ['cognito-idp:ListUserPoolClients', ({ userPools }, { userPoolId }) => userPools.clientIds(userPoolId)],
    [
      'cognito-identity:DescribeIdentityPool',
      ({ identityPools }, { identityPoolId }) => identityPools.identityPool(identityPoolId),
    ],
    [
      'cognito-identity:GetIdentityPoolRoles',
      ({ identityPools }, { identityPoolId }) => identityPools.roles(identityPoolId),
    ],
    ['iam:GetRole', ({ roles }, { authRole }) => roles.role(authRole)],
    ['iam:ListRolePolicies', ({ roles }, { authRole }) => roles.inlinePolicies(authRole)],
    ['iam:ListAttachedRolePolicies', ({ roles }, { authRole }) => roles.attachedPolicies(authRole)],
    ['iam:GetRolePolicy', ({ roles }, { authRole }) => roles.currentInlinePolicy(authRole, 'x')],
  ])('a denied %s is unchecked, with the permission that is missing', async (operation, read) => {
    const here = await world();
    expect(await read(await here.session(operation), here)).toMatchObject({
      state: 'unchecked',
      cause: 'denied',
      missingPermission: operation,
    });
  });

  test('a denied write is refused', async () => {
    const { session, authRole } = await world();
    const { roles } = await session('iam:PutRolePolicy');
    await expect(roles.putInlinePolicy(authRole, 'a', ATTACHED)).rejects.toMatchObject({
      operation: 'iam:PutRolePolicy',
      code: 'AccessDenied',
      refused: true,
    });
  });
});

describe('the real adapter', () => {
  test('makes equal reads once in a phase, and again in the next', async () => {
    const here = await emulatedWorld();
    process.env['AWS_ACCESS_KEY_ID'] = here.account;
    process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
    const port = realAws();
    const read = async () => {
      const phase = port.phase();
      const target = { region: REGION, role: undefined };
      for (const session of [value(await phase.session(target)), value(await phase.session(target))]) {
        await Promise.all([session.userPools.userPool(here.userPoolId), session.userPools.userPool(here.userPoolId)]);
      }
    };
    await read();
    expect(port.calls()).toEqual({ total: 1, byOperation: { 'cognito-idp:DescribeUserPool': 1 }, throttled: 0 });
    await read();
    expect(port.calls().total).toBe(2);
  });

  test('keeps no client secret', async () => {
    const account = freshAccount();
    const env = await seedEnvironment(clientsFor(account), { nativeClient: { GenerateSecret: true } });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint(),
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: 'test',
    });
    const session = value(await realAws().phase().session({ region: REGION, role: undefined }));
    const client = value(await session.userPools.client(env.userPoolId, env.nativeClientId));
    expect(client.hasSecret).toBe(true);
    expect(env.nativeClientSecret.length).toBeGreaterThan(20);
    expect(JSON.stringify(client)).not.toContain(env.nativeClientSecret);
  });

  test('sees an AWS-managed policy', async () => {
    const here = await emulatedWorld();
    await clientsFor(here.account).iam.send(
      new AttachRolePolicyCommand({
        RoleName: here.authRole,
        PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
      }),
    );
    const { roles } = await here.session();
    const attached = value(await roles.attachedPolicies(here.authRole));
    expect(attached).toHaveLength(2);
    expect(attached.every(({ text }) => text.state === 'known')).toBe(true);
    expect(
      (await clientsFor(here.account).iam.send(new GetRoleCommand({ RoleName: here.authRole }))).Role?.Arn,
    ).toBeDefined();
  });
});

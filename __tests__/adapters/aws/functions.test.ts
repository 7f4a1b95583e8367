import { expect, test } from '@jest/globals';
import { GetFunctionConfigurationCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { makeFunction, startProxy } from '@amplify-import-auth/testbed/aws';
import { projectFunction } from '../../../src/adapters/aws/functions.ts';
import type { AwsSession } from '../../../src/ports/aws.ts';
import { clientsFor, endpoint, freshAccount, REGION } from '../../helpers/emulator.ts';
import { FakeRuntime } from '../../helpers/fake-run.ts';
import { liveAws } from '../../helpers/live-aws.ts';

// The real adapter on the emulator, which knows revisions.
const account = freshAccount();
const clients = clientsFor(account);
const VARIABLE = 'AUTH_SHOPAUTH_USERPOOLID';
let names = 0;

async function functionWith(variables: Record<string, string>) {
  const made = await makeFunction(clients, `shop-${(names += 1)}`, variables);
  return { ...made, functions: (await session()).functions };
}

async function session(url = endpoint()): Promise<AwsSession> {
  const opened = await liveAws(account, url, new FakeRuntime()).phase().session({ region: REGION, role: undefined });
  if (opened.state === 'unchecked') throw new Error(opened.reason);
  return opened.value;
}

function configuration(FunctionName: string) {
  return clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
}

test('reads the role and only the variables that are asked for', async () => {
  const { name, roleArn, functions } = await functionWith({ [VARIABLE]: 'pool', SECRET: 'hunter2' });
  const read = await functions.function(name, [VARIABLE, 'OTHER']);
  expect(read).toMatchObject({
    state: 'known',
    value: { roleArn, variables: { state: 'known', value: { [VARIABLE]: 'pool' } } },
  });
  expect(JSON.stringify(read)).not.toContain('hunter2');
  expect(await functions.function('nope', [VARIABLE])).toEqual({ state: 'absent' });
});

test('sets one variable and changes nothing else', async () => {
  const { name, functions } = await functionWith({ STAGE: 'dev', SECRET: 'hunter2' });
  const before = await configuration(name);
  expect(await functions.setVariable(name, { variable: VARIABLE, before: null, after: 'pool' })).toBe('applied');
  const after = await configuration(name);
  expect(after.Environment?.Variables).toEqual({ STAGE: 'dev', SECRET: 'hunter2', [VARIABLE]: 'pool' });
  for (const key of ['Role', 'Timeout', 'Description', 'Handler', 'Runtime', 'MemorySize', 'CodeSha256'] as const)
    expect([key, after[key]]).toEqual([key, before[key]]);
  expect(await functions.setVariable(name, { variable: VARIABLE, before: null, after: 'pool' })).toBe('unchanged');
  expect((await configuration(name)).RevisionId).toBe(after.RevisionId);
  expect(await functions.setVariable(name, { variable: VARIABLE, before: 'pool', after: null })).toBe('applied');
  expect((await configuration(name)).Environment?.Variables).toEqual({ STAGE: 'dev', SECRET: 'hunter2' });
});

test('leaves alone what somebody else has set', async () => {
  const { name, functions } = await functionWith({ [VARIABLE]: 'theirs' });
  const change = { variable: VARIABLE, before: null, after: 'pool' };
  await expect(functions.setVariable(name, change)).rejects.toMatchObject({ code: 'Changed', refused: true });
  expect((await configuration(name)).Environment?.Variables).toEqual({ [VARIABLE]: 'theirs' });
});

test('a change between its read and its write is not lost', async () => {
  const { name } = await functionWith({ STAGE: 'dev' });
  let deployed = (): void => undefined;
  const until = new Promise<void>((resolve) => (deployed = resolve));
  const held = { match: /^lambda:UpdateFunctionConfiguration$/, until };
  const proxy = await startProxy({ upstream: endpoint(), rules: [held] });
  try {
    const { functions } = await session(proxy.url);
    const ours = functions.setVariable(name, { variable: VARIABLE, before: null, after: 'pool' });
    const refused = expect(ours).rejects.toMatchObject({ code: 'PreconditionFailedException', refused: true });
    while (!proxy.calls.some(({ operation }) => operation === 'UpdateFunctionConfiguration'))
      await new Promise((done) => setTimeout(done, 10));
    // Somebody deploys in between: the revision that was read is no longer the newest.
    const Environment = { Variables: { STAGE: 'theirs' } };
    await clients.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Environment }));
    deployed();
    await refused;
  } finally {
    await proxy.close();
  }
  expect((await configuration(name)).Environment?.Variables).toEqual({ STAGE: 'theirs' });
});

test('an environment that cannot be decrypted is unchecked, never empty', () => {
  const answer = { Role: 'arn', Environment: { Error: { ErrorCode: 'AccessDeniedException', Message: 'kms' } } };
  expect(projectFunction('f', answer, [VARIABLE]).variables).toMatchObject({
    state: 'unchecked',
    missingPermission: 'kms:Decrypt',
  });
  expect(projectFunction('f', { Role: 'arn' }, [VARIABLE]).variables).toEqual({ state: 'known', value: {} });
});

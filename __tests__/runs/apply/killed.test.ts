import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { GetFunctionConfigurationCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { makeFunction } from '@amplify-import-auth/testbed/aws';
import { awsEnv } from '../../helpers/emulator.ts';
import { LiveShop, type State } from '../../helpers/live-shop.ts';
import { ROOT } from '../../helpers/step.ts';

// The committed bundle is killed with SIGKILL at every write in AWS: while the write is on its way, and right after it was carried out.
// Whatever it leaves, the next run comes to the very state that a run without the kill would have.

const ENVS = ['dev', 'test', 'prod'] as const;
const WRITE = /^(iam:(Put|Delete)RolePolicy|lambda:UpdateFunctionConfiguration)$/;
/** For each env: the right of users changes, guests get one, a function gets access and its variable, and a group loses its right. */
const WRITES = ENVS.length * 5;

interface Whole extends State {
  readonly functions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

let shop: LiveShop;
let before: Whole;
let expected: Whole;
const functions: { readonly name: string; readonly roleName: string }[] = [];

beforeAll(async () => {
  shop = await LiveShop.open(ENVS, { groups: ['editors'] });
  for (const name of ENVS) functions.push(await makeFunction(shop.clients, `admin-${name}`, { STAGE: name }));
  write('{bucket: BUCKET, auth: [read], groups: {editors: [update]}}', '[]');
  expect((await shop.run('apply')).result).toBe('success');
  before = await wholeState();
  write('{bucket: new-BUCKET, auth: [read], guest: [read]}', '[{function: "admin-{env}", access: [read]}]');
  const report = await shop.run('apply');
  expect(report.result).toBe('success');
  expect(report.plan.changes.filter(({ kind }) => kind !== 'file' && kind !== 'lock')).toHaveLength(WRITES);
  expected = await wholeState();
  expect(expected).not.toEqual(before);
});

afterAll(() => shop.close());

function write(storage: string, lambdas: string): void {
  const envs = ENVS.map((name) => {
    const editors = `groups: {editors: "${shop.env(name).groups['editors']!.roleArn}"}`;
    const categories = `categories: {storage: [${storage.replace('BUCKET', `files-${name}`)}]}`;
    return [name, [...shop.ids(name), editors, `lambdas: ${lambdas}`, categories]] as const;
  });
  shop.write(Object.fromEntries(envs), ['profile: strict']);
}

async function variablesOf(FunctionName: string): Promise<Record<string, string>> {
  const answer = await shop.clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return answer.Environment?.Variables ?? {};
}

async function wholeState(): Promise<Whole> {
  const state = await shop.state();
  const roles = functions.map(async ({ roleName }) => [roleName, await shop.inline(roleName)] as const);
  const environments = functions.map(async ({ name }) => [name, await variablesOf(name)] as const);
  return {
    files: state.files,
    policies: { ...state.policies, ...Object.fromEntries(await Promise.all(roles)) },
    functions: Object.fromEntries(await Promise.all(environments)),
  };
}

async function restore(): Promise<void> {
  await shop.restore(before);
  for (const [FunctionName, Variables] of Object.entries(before.functions))
    await shop.clients.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
    );
}

/** Starts the bundle as the terminal does, and kills it as soon as `isTime`. Gives the signal that ended it. */
async function applyAndKill(isTime: () => boolean): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/index.js'), 'apply', '--yes'], {
    cwd: shop.checkout.path,
    env: { PATH: process.env['PATH'], ...awsEnv(shop.account, shop.proxy.url) },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const watch = setInterval(() => {
    if (isTime()) child.kill('SIGKILL');
  }, 5);
  const [, signal] = await ended;
  clearInterval(watch);
  return signal;
}

const POINTS = Array.from({ length: WRITES }, (_, index) => index + 1);

test.each(POINTS)('killed while write %i is on its way', async (number) => {
  await restore();
  shop.proxy.rules.push({ match: WRITE, skip: number - 1, fault: { kind: 'hang' } });
  const writes = () => shop.proxy.calls.filter((call) => WRITE.test(`${call.service}:${call.operation}`));
  expect(await applyAndKill(() => writes().length >= number)).toBe('SIGKILL');
  expect(writes()).toHaveLength(number);
  await runAgain();
});

/** After the other writes of an env nothing happens before the next one: a kill there is the kill of the next one, above. */
const LAST_OF_ENV = POINTS.filter((number) => number % (WRITES / ENVS.length) === 0);

test.each([1, ...LAST_OF_ENV])('killed right after write %i', async (number) => {
  await restore();
  const isLast = () => writes().filter(({ status }) => status === 200).length >= number;
  const writes = () => shop.proxy.calls.filter((call) => WRITE.test(`${call.service}:${call.operation}`));
  // The next call of any kind, if only the look at what was written, gets no answer: nothing of what follows the write can happen.
  shop.proxy.rules.push({ when: isLast, fault: { kind: 'hang' } });
  expect(await applyAndKill(isLast)).toBe('SIGKILL');
  await runAgain();
});

async function runAgain(): Promise<void> {
  shop.proxy.reset();
  shop.proxy.rules.length = 0;
  const report = await shop.run('apply');
  expect(report.findings).toEqual([]);
  expect(report.result).toBe('success');
  expect(await wholeState()).toEqual(expected);
  expect((await shop.run('plan')).plan.changes).toEqual([]);
}

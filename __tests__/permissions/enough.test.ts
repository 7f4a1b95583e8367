import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { PolicyDocument, Statement } from '../../src/domain/iam-policy.ts';
import type { EnvPermissions } from '../../src/permissions/document.ts';
import { makeCiRole, makeFunction, trustsAccount } from '@amplify-import-auth/testbed/aws';
import { LiveShop } from '../helpers/live-shop.ts';

// The policies that the command `permissions` prints, on roles of an emulator that enforces them: with them everything works, and with
// any action less something does not.

let shop: LiveShop;
let printed: EnvPermissions;
const GROUPS = { editors: { precedence: 1 } };

beforeAll(async () => {
  shop = await LiveShop.open(['dev'], { groups: Object.keys(GROUPS) });
  await makeFunction(shop.clients, 'admin', { STAGE: 'dev' });
  write();
  expect((await shop.run('apply')).findings).toEqual([]);
  const calls = shop.proxy.calls.length;
  const report = await shop.run('permissions');
  expect(shop.proxy.calls).toHaveLength(calls);
  printed = (report.document?.data as { permissions: EnvPermissions[] }).permissions[0]!;
  await makeCiRole(shop.clients, 'ci-read', trustsAccount(shop.account), printed.read.policy);
  await makeCiRole(shop.clients, 'ci-write', trustsAccount(shop.account), printed.write.policy);
});

afterAll(() => shop.close());

function write(...more: readonly string[]): void {
  const groups = Object.entries(shop.env('dev').groups).map(([name, { roleArn }]) => `${name}: ${roleArn}`);
  // Without `webClientId`, so that the clients are listed, too.
  const ids = shop.ids('dev').filter((line) => !line.startsWith('webClientId'));
  const lambdas = ['lambdas: [{function: admin, access: [read]}]'];
  const storage = '{bucket: files, auth: [read], guest: [read], groups: {editors: [read]}}';
  shop.write({
    dev: [...ids, `groups: {${groups.join(', ')}}`, `categories: {storage: [${storage}]}`, ...lambdas, ...more],
  });
}

async function give(role: string, document: PolicyDocument): Promise<void> {
  const PolicyDocument = JSON.stringify(document);
  await shop.clients.iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: 'ci', PolicyDocument }));
}

function roleToAssume(): string {
  const arn = (name: string) => `arn:aws:iam::${shop.account}:role/${name}`;
  return `roleToAssume: {read: "${arn('ci-read')}", write: "${arn('ci-write')}"}`;
}

function actionsOf({ Statement: statements }: PolicyDocument): readonly string[] {
  return statements.flatMap(({ Action }) => Action ?? []);
}

function without({ Statement: statements, ...rest }: PolicyDocument, action: string): PolicyDocument {
  const left = statements.map((one): Statement => ({
    ...one,
    Action: [one.Action ?? []].flat().filter((a) => a !== action),
  }));
  return { ...rest, Statement: left.filter(({ Action }) => (Action as string[]).length > 0) };
}

test('with what is printed, everything works', async () => {
  write(roleToAssume());
  for (const command of ['validate', 'plan', 'drift'] as const) {
    const report = await shop.run(command);
    expect(report.unchecked).toEqual([]);
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  }
  await shop.drop(shop.env('dev').authRoleName, `amplify-import-auth.shop.dev.storage`);
  const applied = await shop.run('apply');
  expect(applied.unchecked).toEqual([]);
  expect(applied.result).toBe('success');
  const unlinked = await shop.run('unlink', { envs: 'dev' });
  expect(unlinked.result).toBe('success');
  expect(Object.values((await shop.state()).policies).every((policies) => Object.keys(policies).length === 0)).toBe(
    true,
  );
  expect((await shop.run('apply')).result).toBe('success');
});

describe('with any action less, something is unchecked or fails', () => {
  test('to read', async () => {
    write(roleToAssume());
    // Managed policies are read only where a role has some.
    const needed = actionsOf(printed.read.policy).filter((action) => !/:GetPolicy(Version)?$/.test(action));
    for (const action of needed) {
      await give('ci-read', without(printed.read.policy, action));
      // Only commands that plan simulate.
      const report = await shop.run(action.startsWith('iam:Simulate') ? 'plan' : 'validate');
      expect([action, report.unchecked.map(({ missingPermission }) => missingPermission)]).toEqual([
        action,
        expect.arrayContaining([action]),
      ]);
    }
    await give('ci-read', printed.read.policy);
  });

  test('to write', async () => {
    const extra = actionsOf(printed.write.policy).filter((action) => !actionsOf(printed.read.policy).includes(action));
    expect(extra).toEqual(['iam:PutRolePolicy', 'iam:DeleteRolePolicy', 'lambda:UpdateFunctionConfiguration']);
    for (const action of extra) {
      await give('ci-write', without(printed.write.policy, action));
      const report = action.endsWith('DeleteRolePolicy')
        ? await shop.run('unlink', { envs: 'dev' })
        : await undoneAnd(action, () => shop.run('apply'));
      expect([action, report.result]).toEqual([action, 'failure']);
    }
  });
});

/** What the action is needed for is to be done again. */
async function undoneAnd<T>(action: string, run: () => Promise<T>): Promise<T> {
  if (action.startsWith('iam:')) await shop.drop(shop.env('dev').authRoleName, `amplify-import-auth.shop.dev.storage`);
  else {
    const Environment = { Variables: { STAGE: 'dev' } };
    await shop.clients.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'admin', Environment }));
  }
  return run();
}

test('without `lambdas` nothing is asked for on functions', async () => {
  const whole = await shop.run('permissions');
  expect(JSON.stringify(whole.document?.data)).toContain('lambda:');
  const ids = shop.ids('dev');
  const lock = shop.files()['amplify-auth.lock.json']!;
  shop.checkout.write('amplify-auth.lock.json', lock.replace(/,?\s*"lambdas": \[[^\]]*\]/, ''));
  shop.write({ dev: [...ids] });
  const without = await shop.run('permissions');
  expect(JSON.stringify(without.document?.data)).not.toContain('lambda:');
  shop.checkout.write('amplify-auth.lock.json', lock);
});

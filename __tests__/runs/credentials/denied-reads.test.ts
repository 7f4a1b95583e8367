import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Environment,
  type Proxy,
  READS,
  makeCiRole,
  seedEnvironment,
  startProxy,
  trustsAccount,
} from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, freshAccount } from '../../helpers/emulator.ts';
import { Checkout, manifestOf, step, type StepResult } from '../../helpers/step.ts';

// What is not allowed is never a pass: each single read of a validation is denied in turn.
const account = freshAccount();
const checkout = new Checkout();
const POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::other/*' }],
};
let dev: Environment;
let proxy: Proxy;
let healthy: StepResult;

beforeAll(async () => {
  proxy = await startProxy({ upstream: endpoint() });
  dev = await seedEnvironment(clientsFor(account), {
    nativeClient: true,
    groups: ['editors'],
    inlinePolicies: { auth: { legacy: POLICY } },
    managedPolicies: { auth: [{ name: 'managed', document: POLICY }] },
  });
  checkout.write('amplify-auth.yml', manifestOf({ dev }, withGroup));
  healthy = await step(checkout, account, {}, { endpoint: proxy.url });
});

afterEach(() => {
  proxy.reset();
});

afterAll(async () => {
  await proxy.close();
  checkout.dispose();
});

function withGroup(_name: string, env: Environment): readonly string[] {
  return [
    `groups: {editors: "${env.groups['editors']!.roleArn}"}`,
    `categories: {storage: [{bucket: ${env.bucket}, auth: [read], guest: [read], groups: {editors: [update]}}]}`,
  ];
}

/** What each permission is wanted on: every call has an action of the same name. */
function resourcesOf(permission: string): readonly string[] {
  const [service] = permission.split(':');
  if (service === 'cognito-idp') return [`arn:aws:cognito-idp:eu-west-1:*:userpool/${dev.userPoolId}`];
  if (service === 'cognito-identity')
    return [`arn:aws:cognito-identity:eu-west-1:*:identitypool/${dev.identityPoolId}`];
  if (/Policy(Version)?$/.test(permission) && !permission.includes('Role'))
    return [`arn:aws:iam::${account}:policy/managed`];
  const roles = [dev.authRoleName, dev.guestRoleName, dev.groups['editors']!.roleName];
  // One role has a policy, and no rule asks what is attached to the role of a group.
  const concerned = { 'iam:GetRolePolicy': 1, 'iam:ListAttachedRolePolicies': 2 }[permission] ?? 3;
  return roles.slice(0, concerned).map((name) => `arn:aws:iam::*:role/*${name}`);
}

test('a healthy run makes these calls, and passes', () => {
  expect(Object.keys(healthy.report.calls.byOperation).toSorted()).toEqual(
    [...READS, 'sts:GetCallerIdentity'].toSorted(),
  );
  expect(healthy.report.findings).toEqual([]);
  expect(healthy.report.unchecked).toEqual([]);
  expect(healthy.summary).toContain('✅');
});

describe.each(READS)('without %s', (permission) => {
  const [service = '', operation = ''] = permission.split(':');
  const deny = () => {
    const code = service === 'iam' ? 'AccessDenied' : 'AccessDeniedException';
    proxy.rules.push({
      match: new RegExp(`^${permission}$`),
      fault: { kind: 'error', code, status: service === 'iam' ? 403 : 400 },
    });
  };

  test('the run says what could not be checked and how to allow it, and is no pass', async () => {
    deny();
    const run = await step(checkout, account, {}, { endpoint: proxy.url });
    expect(run.report.findings).toEqual([]);
    const missing = run.report.unchecked.filter((item) => item.missingPermission === permission);
    expect(missing.length).toBeGreaterThan(0);
    for (const item of missing) expect(item.reason).toContain(`${permission} is not allowed (AccessDenied`);
    const resources = resourcesOf(permission).toSorted();
    expect([...new Set(missing.map(({ resource }) => resource))].toSorted()).toEqual(resources);
    expect(run.summary).not.toContain('✅');
    const statement = /```json\n(\{[^`]*)```/.exec(run.summary)?.[1] ?? 'null';
    expect(JSON.parse(statement)).toEqual({
      Version: '2012-10-17',
      Statement: resources.map((Resource) => ({ Effect: 'Allow', Action: [permission], Resource })),
    });
    expect([run.exitCode, run.outputs['result']]).toEqual([0, 'success']);
    expect(run.outputs['unchecked-count']).toBe(String(run.report.unchecked.length));
    // Denied once is denied: nothing is tried again, and nothing else is tried instead.
    const count = (result: StepResult) => result.report.calls.byOperation[`${service}:${operation}`] ?? 0;
    expect(count(run)).toBeLessThanOrEqual(count(healthy));
    expect(proxy.calls.length).toBeLessThanOrEqual(healthy.report.calls.total);
  });

  test('unchecked in fail-on makes it fail', async () => {
    deny();
    const run = await step(checkout, account, { 'fail-on': 'error, unchecked' }, { endpoint: proxy.url });
    expect([run.exitCode, run.outputs['result']]).toEqual([1, 'failure']);
    expect(run.summary).not.toContain('✅');
  });
});

test('the emulator denies as the proxy does: a role without one permission', async () => {
  const actions = READS.filter((action) => action !== 'iam:ListAttachedRolePolicies');
  const role = await makeCiRole(clientsFor(account), 'ci', trustsAccount(account), actions);
  const other = new Checkout({ 'amplify-auth.yml': manifestOf({ dev }, () => [`roleToAssume: ${role}`]) });
  const run = await step(other, account, {}, { endpoint: proxy.url });
  other.dispose();
  expect(run.report.findings).toEqual([]);
  expect(new Set(run.report.unchecked.map(({ missingPermission }) => missingPermission))).toEqual(
    new Set(['iam:ListAttachedRolePolicies']),
  );
  expect(run.exitCode).toBe(0);
});

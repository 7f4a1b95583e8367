import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { trustDocument } from '@amplify-import-auth/testbed/aws';
import { ENVS, OWN, ThreeEnvs } from '../../helpers/three-envs.ts';
import type { RunReport } from '../../../src/domain/report.ts';
import type { State } from '../../helpers/live-shop.ts';

// A plan is reviewed, time passes, and it is applied by its digest. On the emulator.
let three: ThreeEnvs;
let manifest: string;
let reviewed: RunReport;
let after: State;
/** A role that could be the authenticated one of `test`. */
let spareArn: string;

const FOREIGN =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::theirs/*"}]}';

beforeAll(async () => {
  three = await ThreeEnvs.open();
  const { shop } = three;
  const trust = JSON.stringify(trustDocument(shop.env('test').identityPoolId, 'authenticated'));
  const { Role: spare } = await shop.clients.iam.send(
    new CreateRoleCommand({ RoleName: 'spare', AssumeRolePolicyDocument: trust }),
  );
  spareArn = spare!.Arn!;
  manifest = shop.checkout.read('amplify-auth.yml');
  reviewed = await shop.run('plan');
  expect(reviewed.plan.changes).toHaveLength(15);
  await shop.run('apply');
  after = await shop.state();
});

beforeEach(async () => {
  await connect(three.shop.env('test').authRoleArn);
  three.shop.checkout.write('amplify-auth.yml', manifest);
  await three.shop.restore(three.before);
});

afterAll(() => three.shop.close());

/** Makes a role the authenticated one of `test`. */
async function connect(authenticated: string): Promise<void> {
  const { identityPoolId: IdentityPoolId, guestRoleArn: unauthenticated } = three.shop.env('test');
  const Roles = { authenticated, unauthenticated };
  await three.shop.clients.identityPools.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles }));
}

function edit(path: string, text: string): Promise<void> {
  three.shop.checkout.write(path, text);
  return Promise.resolve();
}

const apply = (digest = reviewed.plan.digest, inputs = {}) =>
  three.shop.run('apply', { 'plan-digest': digest, ...inputs });
const states = ({ envs }: RunReport) => envs.map(({ state }) => state);
const brief = ({ findings }: RunReport) => findings.map(({ rule, env }) => `${rule} ${env ?? ''}`);
const [auth, guest, editors] = [0, 1, 2];

describe('is applied', () => {
  test.each<[string, () => Promise<unknown> | undefined]>([
    ['at once', () => undefined],
    [
      'after foreign policies were added, on every role',
      async () => {
        for (const env of ENVS) for (const role of three.shop.roles(env)) await three.shop.put(role, 'legacy', FOREIGN);
      },
    ],
    [
      'after another project has written its own',
      () => three.shop.put(three.shop.roles('dev')[auth]!, 'amplify-import-auth.other.dev.storage', FOREIGN),
    ],
    [
      'after somebody else has done a part of it',
      () => three.shop.drop(three.shop.roles('test')[editors]!, OWN('test')),
    ],
    ['after a comment was written into the manifest', () => edit('amplify-auth.yml', `# hello\n${manifest}`)],
  ])('%s', async (_what, change) => {
    await change();
    const report = await apply();
    expect(report.findings).toEqual([]);
    expect(states(report)).toEqual(['applied', 'applied', 'applied']);
    for (const env of ENVS) {
      const { policies } = await three.shop.state();
      for (const role of three.shop.roles(env)) expect(policies[role]![OWN(env)]).toBe(after.policies[role]![OWN(env)]);
    }
  });
});

describe('is refused for the env that it no longer is, and the others are applied', () => {
  test.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'a policy managed by this action was changed by hand',
      () => three.shop.put(three.shop.roles('test')[auth]!, OWN('test'), FOREIGN),
      /new or different: update role-policy \S+authRole\/amplify-import-auth\.shop\.test\.storage$/,
    ],
    [
      'a policy managed by this action has appeared',
      () => three.shop.put(three.shop.roles('test')[guest]!, OWN('test'), FOREIGN),
      /new or different: update role-policy \S+unauthRole\/amplify-import-auth\.shop\.test\.storage$/,
    ],
    [
      'a generated file was edited',
      () => edit('config/test/amplify_outputs.json', '{}\n'),
      /new or different: update file config\/test\/amplify_outputs\.json$/,
    ],
    [
      'the manifest wants another right',
      () =>
        edit(
          'amplify-auth.yml',
          manifest.replace('new-files-test, auth: [read]', 'new-files-test, auth: [read, create]'),
        ),
      /new or different: update role-policy \S+authRole\/amplify-import-auth\.shop\.test\.storage, .*lock/,
    ],
    [
      'the identity pool names another role',
      () => connect(spareArn),
      /account, pools, clients or roles are others; new or different: create role-policy spare\/amplify-import-auth/,
    ],
  ])('%s', async (_what, change, says) => {
    await change();
    const before = three.part(await three.shop.state(), 'test');
    const report = await apply();
    expect(brief(report)).toEqual(['plan/changed test']);
    expect(report.findings[0]!.message).toMatch(says);
    expect(report.result).toBe('failure');
    expect(states(report)).toEqual(['applied', 'blocked', 'applied']);
    expect(three.part(await three.shop.state(), 'test')).toEqual(before);
  });

  test('an env that had no changes then', async () => {
    const report = await apply((await three.shop.run('plan', { envs: 'dev,prod' })).plan.digest);
    expect(brief(report)).toEqual(['plan/changed test']);
    expect(report.findings[0]!.message).toContain('it had no changes then; now: update role-policy');
    expect(states(report)).toEqual(['applied', 'blocked', 'applied']);
  });
});

describe('a retry', () => {
  const failOnce = () =>
    three.shop.proxy.rules.push({
      match: /DeleteRolePolicy/,
      body: new RegExp(`RoleName=${three.shop.roles('test')[editors]!}`),
      times: 1,
      fault: { kind: 'error', code: 'AccessDenied', status: 403 },
    });

  test('after a partial success is not refused for what is already done', async () => {
    failOnce();
    expect(states(await apply())).toEqual(['applied', 'failed', 'applied']);
    const retry = await apply();
    expect(retry.findings).toEqual([]);
    expect(states(retry)).toEqual(['unchanged', 'applied', 'unchanged']);
    expect(await three.shop.state()).toEqual(after);
  });

  test('in a fresh checkout, where the files of the first one are not, neither', async () => {
    failOnce();
    await apply();
    for (const path of Object.keys(three.shop.files())) rmSync(join(three.shop.checkout.path, path));
    for (const [path, text] of Object.entries(three.before.files)) three.shop.checkout.write(path, text);
    const retry = await apply();
    expect(retry.findings).toEqual([]);
    expect(states(retry)).toEqual(['applied', 'applied', 'applied']);
    expect(await three.shop.state()).toEqual(after);
  });

  test('once all is done has nothing to refuse', async () => {
    await apply();
    const retry = await apply();
    expect(retry.findings).toEqual([]);
    expect(states(retry)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });
});

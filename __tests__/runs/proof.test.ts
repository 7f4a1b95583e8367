import { describe, expect, test } from '@jest/globals';
import type { RunReport } from '../../src/domain/report.ts';
import { verdictOf } from '../../src/report/verdict.ts';
import { envYaml, makeRole, Shop } from '../helpers/shop.ts';

function shopWith(categories: string, more = ''): Shop {
  const shop = new Shop('dev');
  const text = `${envYaml(shop.envs.get('dev')!, '')}${more}    categories: {${categories}}\n`;
  shop.write({ dev: text });
  return shop;
}

function cells({ capabilities }: RunReport): readonly string[] {
  return capabilities.map(
    ({ category, grantee, live, planned }) => `${category} ${grantee}: ${live.state} → ${planned.state}`,
  );
}

function policy(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const STORAGE = 'storage: [{bucket: files, auth: [read], guest: [read]}]';

test('before apply no, as planned yes; after it both', async () => {
  const shop = shopWith(STORAGE);
  const before = await shop.run('plan');
  expect(cells(before)).toEqual(['storage auth: no → yes', 'storage guest: no → yes']);
  expect(before.findings).toEqual([]);
  expect(before.capabilities[0]?.live.why[0]).toContain(
    'no policy grants s3:GetObject on arn:aws:s3:::files/public/probe',
  );
  expect(shop.aws.writes).toEqual([]);
  await shop.run('apply');
  expect(cells(await shop.run('plan'))).toEqual(['storage auth: yes → yes', 'storage guest: yes → yes']);
});

describe('the number of calls', () => {
  const simulations = (shop: Shop) => shop.aws.log.filter((call) => call.startsWith('iam:Simulate')).length;

  test('one for each service and context of a role; none twice where nothing changes', async () => {
    const shop = shopWith(STORAGE);
    await shop.run('apply');
    shop.aws.log.length = 0;
    await shop.run('plan');
    // Objects, and the listing with its prefix: two for each of the two roles.
    expect(simulations(shop)).toBe(4);
  });

  test.each(['validate', 'drift', 'unlink'])('none for %s', async (command) => {
    const shop = shopWith(STORAGE);
    await shop.run(command, command === 'unlink' ? { envs: 'dev' } : {});
    expect(simulations(shop)).toBe(0);
  });

  test('none without rights', async () => {
    const shop = shopWith('storage: [{bucket: files}]');
    expect((await shop.run('plan')).capabilities).toEqual([]);
    expect(simulations(shop)).toBe(0);
  });
});

describe('policy/denied', () => {
  test('an explicit Deny of somebody else', async () => {
    const shop = shopWith(`storage: [{bucket: other, auth: [read]}, {bucket: files, auth: [create]}]`);
    const deny = policy({ Effect: 'Deny', Action: 's3:Put*', Resource: 'arn:aws:s3:::files/private/*' });
    shop.aws.roles.get('dev-auth')!.inline.set('lockdown', deny);
    const report = await shop.run('apply');
    expect(report.findings).toMatchObject([
      {
        rule: 'policy/denied',
        severity: 'error',
        message: expect.stringMatching(
          /^storage for auth: an explicit Deny in lockdown forbids s3:PutObject on arn:aws:s3:::files\/private\//,
        ) as unknown,
        place: { line: 10, column: expect.any(Number) as unknown },
      },
    ]);
    const [line = ''] = shop.workspace.files.get('amplify-auth.yml')!.split('\n').slice(9);
    expect(line.slice(report.findings[0]!.place.column - 1)).toMatch(/^\{bucket: files/);
    // It stops no write.
    expect(shop.inline('dev-auth').has('amplify-import-auth.shop.dev.storage')).toBe(true);
    expect(cells(report)).toEqual(['storage auth: no → no']);
  });

  test('a permissions boundary', async () => {
    const shop = shopWith(STORAGE);
    shop.aws.roles.get('dev-guest')!.boundary = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
    const report = await shop.run('plan');
    expect(report.findings.map(({ rule, message }) => [rule, message])).toEqual([
      [
        'policy/denied',
        'storage for guest: the permissions boundary of the role forbids s3:ListBucket on arn:aws:s3:::files',
      ],
    ]);
    expect(cells(report)).toEqual(['storage auth: no → yes', 'storage guest: no → no']);
  });

  test('a Deny for others, and one for other requests, forbids nothing', async () => {
    const shop = shopWith(STORAGE);
    const elsewhere = { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } };
    shop.aws.roles
      .get('dev-auth')!
      .inline.set('lockdown', policy({ Effect: 'Deny', Action: '*', Resource: '*', Condition: elsewhere }));
    const report = await shop.run('plan');
    expect(report.findings).toEqual([]);
    expect(cells(report)).toEqual(['storage auth: no → yes', 'storage guest: no → yes']);
  });

  test('without the permission to simulate: unchecked, no pass and no failure', async () => {
    const shop = shopWith(STORAGE);
    shop.aws.denied.add('iam:SimulatePrincipalPolicy');
    const report = await shop.run('apply');
    expect(report.findings).toEqual([]);
    expect(report.result).toBe('success');
    expect(report.outcomes.every(({ status }) => status === 'applied')).toBe(true);
    expect(
      new Set(report.unchecked.map(({ rule, missingPermission }) => `${rule} ${missingPermission ?? ''}`)),
    ).toEqual(new Set(['policy/denied iam:SimulatePrincipalPolicy']));
    expect(cells(report)).toEqual([
      'storage auth: not provable → not provable',
      'storage guest: not provable → not provable',
    ]);
  });
});

describe('what comes on top of policies', () => {
  test('Cognito keeps from guests what is beyond its ceiling, in the enhanced flow alone', async () => {
    const custom = (who: string) =>
      `custom: [{name: c, ${who}: [{actions: ["ssm:GetParameter"], resources: ["arn:aws:ssm:eu-west-1:111122223333:parameter/x"]}]}]`;
    const shop = shopWith(custom('guest'));
    const report = await shop.run('plan', { 'allow-custom': 'true' });
    expect(cells(report)).toEqual(['custom guest: no → no']);
    expect(report.capabilities[0]?.planned.why).toEqual(['Cognito keeps ssm:GetParameter from all guests']);
    const pool = shop.aws.identityPools.values().next().value!;
    shop.aws.identityPools.set(pool.id, { ...pool, allowClassicFlow: true });
    expect(cells(await shop.run('plan', { 'allow-custom': 'true' }))).toEqual(['custom guest: no → yes']);
    const users = shopWith(custom('auth'));
    expect(cells(await users.run('plan', { 'allow-custom': 'true' }))).toEqual(['custom auth: no → yes']);
  });

  test('guests without identities can do nothing', async () => {
    const shop = shopWith(STORAGE);
    const pool = shop.aws.identityPools.values().next().value!;
    shop.aws.identityPools.set(pool.id, { ...pool, allowUnauthenticatedIdentities: false });
    shop.aws.roles.get('dev-guest')!.inline.set('all', policy({ ...ALL, Action: 's3:*' }));
    const { capabilities } = await shop.run('plan');
    expect(capabilities.find(({ grantee }) => grantee === 'guest')?.live).toEqual({
      state: 'no',
      why: ['the identity pool gives guests no identities'],
    });
  });
});

test('a pattern of actions, and a condition on the request, are not provable', async () => {
  const statements = [
    '{actions: ["ses:Send*"], resources: ["arn:aws:ses:eu-west-1:111122223333:identity/a"]}',
    '{actions: ["ses:SendEmail"], resources: ["arn:aws:ses:eu-west-1:111122223333:identity/a"], conditions: {StringNotEquals: {"ses:FromAddress": root}}}',
  ];
  const shop = shopWith(`custom: [{name: mail, auth: [${statements.join(', ')}]}]`);
  const report = await shop.run('plan', { 'allow-custom': 'true' });
  expect(report.capabilities[0]?.planned).toEqual({
    state: 'not provable',
    why: [
      'IAM does not simulate action patterns such as ses:Send*',
      'whether the condition StringNotEquals on ses:FromAddress holds depends on the request',
    ],
  });
  expect(report.unchecked.map(({ rule }) => rule)).toEqual(['policy/denied', 'policy/denied']);
});

test('groups, and roles that somebody else manages', async () => {
  const shop = shopWith('storage: [{bucket: files, auth: [read], groups: {editors: [update]}}]', '');
  const role = makeRole(shop.aws, 'editors', shop.envs.get('dev')!.identityPoolId, 'authenticated');
  const env = shop.envs.get('dev')!;
  shop.aws.groups.set(`${env.userPoolId} editors`, role);
  const text = envYaml(env, '{bucket: files, auth: [read], groups: {editors: [update]}}');
  shop.write({ dev: `${text}    groups: {editors: "${role}"}\n    policies: {groups: check}\n` });
  const report = await shop.run('plan');
  expect(cells(report)).toEqual(['storage auth: no → yes', 'storage group editors: no → no']);
  expect(report.findings.map(({ rule }) => rule)).toEqual(['policy/missing']);
  shop.write({ dev: `${text}    groups: {editors: "${role}"}\n    policies: {groups: off}\n` });
  expect(cells(await shop.run('plan'))).toEqual(['storage auth: no → yes']);
});

test('the matrix stands in summary and report', async () => {
  const shop = shopWith(STORAGE);
  await shop.step('plan');
  expect(shop.results.summaries).toContain('| `storage` | auth | `dev` | no | yes |  |');
  const report = JSON.parse(shop.results.files.get('report.json')!) as RunReport;
  expect(report.capabilities).toMatchObject([
    { env: 'dev', category: 'storage', grantee: 'auth', live: { state: 'no' }, planned: { state: 'yes', why: [] } },
    { env: 'dev', category: 'storage', grantee: 'guest' },
  ]);
});

describe('the simulator says no to what is planned', () => {
  test('without a Deny or a boundary it is unchecked, with the reason', async () => {
    const shop = shopWith(STORAGE);
    shop.aws.simulatorDenies.add('s3:GetObject');
    const report = await shop.run('plan');
    expect(cells(report)).toEqual(['storage auth: no → no', 'storage guest: no → no']);
    expect(report.findings).toEqual([]);
    expect(new Set(report.unchecked.map(({ rule }) => rule))).toEqual(new Set(['policy/denied']));
    expect(report.unchecked[0]?.reason).toMatch(
      /^IAM's simulator still denies it with the planned policies: no policy grants s3:GetObject on arn:aws:s3:::files/,
    );
    expect(verdictOf(report).sign).toBe('⚠️');
  });

  test('with `policies: check`, too; what policy/missing reports is said once', async () => {
    const shop = shopWith(STORAGE, '    policies: check\n');
    const missing = await shop.run('plan');
    expect(new Set(missing.findings.map(({ rule }) => rule))).toEqual(new Set(['policy/missing']));
    expect(missing.unchecked).toEqual([]);
    for (const role of ['dev-auth', 'dev-guest'])
      shop.aws.roles.get(role)!.inline.set('all', policy({ ...ALL, Action: 's3:*' }));
    shop.aws.simulatorDenies.add('s3:ListBucket');
    const denied = await shop.run('plan');
    expect(denied.findings.filter(({ rule }) => rule === 'policy/missing')).toEqual([]);
    expect(denied.unchecked[0]?.reason).toContain('no policy grants s3:ListBucket');
  });
});

describe('nothing that was not proven is a yes', () => {
  test('an env that is blocked: what is planned is not written', async () => {
    const shop = shopWith(STORAGE, `    accountId: "${'9'.repeat(12)}"\n`);
    const report = await shop.run('plan');
    expect(report.capabilities.map(({ planned }) => planned.state)).toEqual(['not provable', 'not provable']);
    expect(report.capabilities[0]?.planned.why[0]).toMatch(/^nothing is written for the env: the env has errors/);
  });

  test('an env whose identity pool is not there has its rows', async () => {
    const shop = shopWith(STORAGE);
    shop.aws.identityPools.clear();
    shop.aws.identityPoolRoles.clear();
    const report = await shop.run('plan');
    expect(cells(report)).toEqual([
      'storage auth: not provable → not provable',
      'storage guest: not provable → not provable',
    ]);
    expect(report.capabilities[0]?.planned.why).toEqual(['the role is not known']);
  });

  test('what holds already holds, also where the env is blocked', async () => {
    const shop = shopWith(STORAGE);
    await shop.run('apply');
    shop.aws.denied.add('cognito-idp:GetUserPoolMfaConfig');
    expect(cells(await shop.run('plan'))).toEqual(['storage auth: yes → yes', 'storage guest: yes → yes']);
  });
});

import { describe, expect, test } from '@jest/globals';
import type { PolicyDocument } from '../../src/domain/iam-policy.ts';
import { envYaml, makeRole, roleArn, Shop } from '../helpers/shop.ts';

const OUTPUT = 'outputs:\n  - {format: role-policies, path: "iam/{env}"}\n';

/** One env with storage for users, guests and a group with an unusual name, and a function. */
function shopWith(policies = 'check'): Shop {
  const shop = new Shop('dev');
  const env = shop.envs.get('dev')!;
  const role = makeRole(shop.aws, 'night', env.identityPoolId, 'authenticated');
  shop.aws.groups.set(`${env.userPoolId} night/shift*`, role);
  shop.aws.roles.set('fn', {
    arn: roleArn(shop.aws, 'fn'),
    trust: '{"Version":"2012-10-17","Statement":[]}',
    inline: new Map(),
    attached: new Map(),
  });
  shop.aws.functions.set('admin', { roleArn: roleArn(shop.aws, 'fn'), variables: new Map() });
  const storage = '{bucket: files, auth: [read], guest: [read], groups: {"night/shift*": [update]}}';
  const more = [
    `groups: {"night/shift*": "${role}"}`,
    `policies: ${policies}`,
    'lambdas: [{function: admin, access: [read], environment: false}]',
  ];
  write(shop, `${envYaml(env, storage)}${more.map((line) => `    ${line}\n`).join('')}`);
  return shop;
}

function write(shop: Shop, env: string, output = OUTPUT): void {
  shop.workspace.files.set('amplify-auth.yml', `version: 1\nproject: shop\n${output}envs:\n${env}`);
}

function files(shop: Shop): readonly string[] {
  return [...shop.workspace.files.keys()].filter((path) => path.startsWith('iam/')).toSorted();
}

const FILES = [
  'iam/dev/auth.storage.json',
  'iam/dev/group.night%2Fshift%2A.storage.json',
  'iam/dev/guest.storage.json',
  'iam/dev/lambda.admin.json',
];

test('one file a role and category, only with the document', async () => {
  const shop = shopWith();
  const report = await shop.run('apply');
  expect(new Set(report.findings.map(({ rule }) => rule))).toEqual(new Set(['policy/missing']));
  expect(shop.aws.writes).toEqual([]);
  expect(files(shop)).toEqual(FILES);
  const document = JSON.parse(shop.workspace.files.get('iam/dev/guest.storage.json')!) as PolicyDocument;
  expect(Object.keys(document)).toEqual(['Version', 'Statement']);
  expect(document.Statement[0]).toEqual({
    Effect: 'Allow',
    Action: ['s3:GetObject'],
    Resource: ['arn:aws:s3:::files/public/*'],
  });
  // Once more: nothing.
  expect((await shop.run('plan')).plan.changes).toEqual([]);
});

test('roles that hold what the files say lack nothing', async () => {
  const shop = shopWith();
  await shop.run('apply');
  const roles = { auth: 'dev-auth', guest: 'dev-guest', group: 'night', lambda: 'fn' };
  for (const path of FILES) {
    const [kind = ''] = path.split('/').at(-1)!.split('.');
    const text = shop.workspace.files.get(path)!;
    shop.aws.roles.get(roles[kind as keyof typeof roles])!.inline.set('terraform', text);
  }
  expect((await shop.run('plan')).findings).toEqual([]);
});

test.each(['manage', 'off'])('also with policies: %s', async (mode) => {
  const shop = shopWith(mode);
  await shop.run('apply');
  // Of functions nothing is asked with `off`, and the role stands in no manifest.
  expect(files(shop)).toEqual(mode === 'off' ? FILES.slice(0, 3) : FILES);
});

test('they follow the manifest, and are compared as other files are', async () => {
  const shop = shopWith();
  await shop.run('apply', { publish: 'commit' });
  const env = shop.envs.get('dev')!;
  write(shop, `${envYaml(env, '{bucket: files, auth: [read]}')}    policies: check\n`);
  await shop.run('apply');
  expect(files(shop)).toEqual(['iam/dev/auth.storage.json']);
  shop.workspace.files.set('iam/dev/auth.storage.json', '{}');
  const plan = await shop.run('plan');
  expect(plan.plan.changes.map(({ kind, action, target }) => `${action} ${kind} ${target}`)).toContain(
    'update file iam/dev/auth.storage.json',
  );
});

describe('the path', () => {
  test.each([
    ['is no file', '"iam/{env}/x"', []],
    ['leaves the workspace', '"../iam/{env}"', ['manifest/output-path 4:35']],
    ['has no {env} for two envs', 'iam', ['manifest/output-path 4:35']],
  ])('that %s', async (_what, path, expected) => {
    const shop = new Shop('dev', 'prod');
    const envs = [...shop.envs.values()].map((env) => envYaml(env)).join('');
    write(shop, envs, `outputs:\n  - {format: role-policies, path: ${path}}\n`);
    const { findings } = await shop.run('validate');
    expect(findings.map(({ rule, place }) => `${rule} ${place.line}:${place.column}`)).toEqual(expected);
  });

  test('a file that is somebody else’s stays', async () => {
    const shop = shopWith();
    shop.workspace.files.set('iam/dev/auth.storage.json', '{"mine": true}');
    const report = await shop.run('apply');
    expect(report.findings.map(({ rule }) => rule)).toContain('manifest/output-path');
    expect(shop.workspace.files.get('iam/dev/auth.storage.json')).toBe('{"mine": true}');
  });
});

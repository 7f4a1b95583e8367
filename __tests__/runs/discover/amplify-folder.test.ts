import { describe, expect, test } from '@jest/globals';
import { makeRecorded, putFolder } from '../../helpers/golden-folder.ts';
import { Shop } from '../../helpers/shop.ts';

const MANIFEST = 'amplify-auth.yml';

function recorded(name: string): { readonly shop: Shop; readonly texts: ReadonlyMap<string, string> } {
  const shop = new Shop();
  shop.workspace.files.delete(MANIFEST);
  const texts = putFolder(shop, name);
  makeRecorded(shop);
  return { shop, texts };
}

describe.each([
  ['g', ['dev']],
  ['multi-env', ['dev', 'prod']],
])('the folder %s of the Amplify CLI', (name, envs) => {
  test('gives a manifest whose plan is empty apart from the lock, and is left as it is', async () => {
    const { shop, texts } = recorded(name);
    const report = await shop.run('discover');
    expect(report.findings).toEqual([]);
    expect(report.files).toEqual([MANIFEST]);
    for (const [path, text] of texts) expect(shop.workspace.files.get(path)).toBe(text);
    const plan = await shop.run('plan');
    expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(plan.plan.changes.map(({ kind, env }) => `${kind} ${env}`)).toEqual(envs.map((env) => `lock ${env}`));
    expect(shop.aws.writes).toEqual([]);
  });
});

test('what is written for a folder with an imported bucket', async () => {
  const { shop } = recorded('g');
  await shop.run('discover');
  expect(shop.workspace.files.get(MANIFEST)?.split('\n').slice(3)).toEqual([
    'version: 1',
    'project: app',
    'resourceName: myproj # the name in the amplify folder',
    '# outputs:',
    '#   - {format: amplify-cli, path: amplify}',
    'envs:',
    '  dev: # from the amplify folder',
    '    accountId: "111122223333"',
    '    userPoolId: "us-east-1_hFj27YQTD" # dev pool',
    '    webClientId: "L1qLb43ISjzqj7N3ek4SvjCflg" # L1qLb43ISjzqj7N3ek4SvjCflg',
    '    nativeClientId: "IQXN8gGNRVSxGLWvS1GvziLJB7" # IQXN8gGNRVSxGLWvS1GvziLJB7',
    '    identityPoolId: "us-east-1:5a9df6ce-52cd-48e2-b860-c73180aa42ae" # dev identities',
    '    guest: true # the identity pool lets guests in, and has a role for them',
    '    categories:',
    '      storage: # imported; without rights they stand only in the files. Add auth, guest and groups to let policies be written',
    '        - bucket: "imported-bucket-g-v6lq"',
    '    # hosting: {appId: dstubmwt3eaa3, branches: [main]} # lets drift compare variables of Amplify Hosting; name the branches of the env',
    '',
  ]);
});

test('the project has the name that the folder gives it', async () => {
  const { shop } = recorded('multi-env');
  await shop.run('discover');
  expect(shop.workspace.files.get(MANIFEST)).toContain('\nproject: myproj\n');
});

test('an env whose pool is not in this account is listed and not taken', async () => {
  const { shop } = recorded('multi-env');
  shop.aws.userPools.delete('us-east-1_904RxDYZl');
  const report = await shop.run('discover');
  const text = shop.workspace.files.get(MANIFEST) ?? '';
  expect(text).toMatch(/^ {2}dev: /m);
  expect(text).not.toMatch(/^ {2}prod:/m);
  expect(text).toContain(
    '  # - prod (amplify folder): its user pool us-east-1_904RxDYZl is not in the account 111122223333',
  );
  expect(report.notes.join('\n')).toContain('1 decision left to you');
  expect(report.document?.markdown).toContain('us-east-1_904RxDYZl is not in the account');
});

test('other pools of the account are listed and not taken', async () => {
  const { shop } = recorded('g');
  shop.aws.userPools.set('us-east-1_Foreign', {
    ...[...shop.aws.userPools.values()][0]!,
    id: 'us-east-1_Foreign',
    name: 'crm',
  });
  await shop.run('discover');
  const text = shop.workspace.files.get(MANIFEST) ?? '';
  expect(text).toContain(
    '# - other user pools: nothing says that they belong to this app\n  #     us-east-1_Foreign (crm)',
  );
});

test('one client for both is written once', async () => {
  const { shop } = recorded('g');
  const path = 'amplify/team-provider-info.json';
  const text = shop.workspace.files.get(path) ?? '';
  shop.workspace.files.set(path, text.replace('IQXN8gGNRVSxGLWvS1GvziLJB7', 'L1qLb43ISjzqj7N3ek4SvjCflg'));
  await shop.run('discover');
  expect(shop.workspace.files.get(MANIFEST)).not.toContain('nativeClientId');
});

test.each<[string, (text: string) => string, string]>([
  [
    'auth that the backend makes itself',
    (text) => text.replace('"serviceType": "imported"', '"serviceType": "managed"'),
    'managedBy: amplify',
  ],
  ['no JSON', () => '<<<<<<< HEAD', 'backend-config.json: it is no JSON object'],
])('%s', async (_, change, said) => {
  const { shop } = recorded('g');
  const path = 'amplify/backend/backend-config.json';
  shop.workspace.files.set(path, change(shop.workspace.files.get(path) ?? ''));
  const report = await shop.run('discover');
  expect(`${shop.workspace.files.get(MANIFEST) ?? ''}${report.document?.markdown ?? ''}`).toContain(said);
});

test('ids that no AWS would give are no ids', async () => {
  const { shop } = recorded('g');
  const path = 'amplify/team-provider-info.json';
  shop.workspace.files.set(
    path,
    (shop.workspace.files.get(path) ?? '').replace('us-east-1_hFj27YQTD', 'x\\n  evil: true'),
  );
  const report = await shop.run('discover');
  expect(report.document?.markdown).toContain('no usable ids');
  expect(shop.workspace.files.get(MANIFEST) ?? '').not.toContain('evil');
});

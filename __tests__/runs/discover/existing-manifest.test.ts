import { describe, expect, test } from '@jest/globals';
import { withEnvs } from '../../../src/discovery/manifest-text.ts';
import { resolveManifest } from '../../../src/manifest/resolve.ts';
import { Shop } from '../../helpers/shop.ts';

const ENV = {
  name: 'prod',
  source: 'the user pool prod',
  accountId: undefined,
  userPoolId: 'eu-west-1_Prod',
  webClientId: 'web',
  nativeClientId: undefined,
  identityPoolId: undefined,
  guest: false,
  groups: {},
  buckets: [],
  managedByAmplify: false,
  hostingAppId: undefined,
  reasons: {},
};
const ADDED = 'prod: # from the user pool prod\n  userPoolId: "eu-west-1_Prod"\n  webClientId: "web"\n';
const indented = (by: string) => ADDED.replace(/^(?=.)/gm, by);

describe('envs are added, and every other byte stays', () => {
  test.each<[string, string, (added: string) => string]>([
    [
      'at the end',
      'version: 1\nproject:   shop # mine\nenvs:\n  dev: {userPoolId: eu-west-1_Dev}   # why\n',
      (added) => `version: 1\nproject:   shop # mine\nenvs:\n  dev: {userPoolId: eu-west-1_Dev}   # why\n${added}`,
    ],
    [
      'without a line break at the end',
      'version: 1\nproject: shop\nenvs:\n  dev:\n    userPoolId: eu-west-1_Dev',
      (added) => `version: 1\nproject: shop\nenvs:\n  dev:\n    userPoolId: eu-west-1_Dev\n${added}`,
    ],
    [
      'before what follows, with its comments',
      'version: 1\nproject: shop\nenvs:\n  dev:\n    userPoolId: eu-west-1_Dev\n  # about dev\n\n# accepted\nignore: []\n',
      (added) =>
        `version: 1\nproject: shop\nenvs:\n  dev:\n    userPoolId: eu-west-1_Dev\n  # about dev\n${added}\n# accepted\nignore: []\n`,
    ],
    [
      'behind an env of several levels',
      'version: 1\nproject: shop\nenvs:\n  dev:\n    userPoolId: eu-west-1_Dev\n\n    groups:\n      a: "arn:aws:iam::111122223333:role/a"\n\noutputs: []\n',
      (added) =>
        `version: 1\nproject: shop\nenvs:\n  dev:\n    userPoolId: eu-west-1_Dev\n\n    groups:\n      a: "arn:aws:iam::111122223333:role/a"\n${added}\noutputs: []\n`,
    ],
    [
      'behind an env that holds nothing',
      'version: 1\nproject: shop\nenvs:\n  dev: {userPoolId: eu-west-1_Dev}\n  test:\n',
      (added) => `version: 1\nproject: shop\nenvs:\n  dev: {userPoolId: eu-west-1_Dev}\n  test:\n${added}`,
    ],
  ])('%s', (_, before, after) => {
    expect(withEnvs(before, [ENV])).toBe(after(indented('  ')));
  });

  test('with the indentation and the line breaks of the file', () => {
    const before = 'version: 1\r\nproject: shop\r\nenvs:\r\n      dev:\r\n        userPoolId: eu-west-1_Dev\r\n';
    expect(withEnvs(before, [ENV])).toBe(before + indented('      ').replaceAll('\n', '\r\n'));
  });

  test.each(['envs: {dev: {userPoolId: eu-west-1_Dev}} # all', 'envs: {} # none yet'])('in %s', (envs) => {
    const text = withEnvs(`# head\nversion: 1\nproject: shop\n${envs}\n`, [ENV]);
    expect(text).toContain('# head');
    expect(text).toContain(envs.split('# ')[1]);
    const { manifest, findings } = resolveManifest(text, 'amplify-auth.yml', '2026-11-25');
    expect(findings).toEqual([]);
    expect(manifest?.envs.find(({ name }) => name === 'prod')?.userPoolId).toBe('eu-west-1_Prod');
  });
});

test('an env that is written already is never written again, whatever AWS says by now', async () => {
  const shop = new Shop('dev', 'prod');
  const [dev, prod] = [shop.envs.get('dev')!, shop.envs.get('prod')!];
  const key = `${prod.userPoolId} ${prod.nativeClientId}`;
  shop.aws.clients.set(key, { ...shop.aws.clients.get(key)!, hasSecret: true });
  const text = `version: 1\nproject: shop\nenvs:\n  mine:\n    userPoolId: ${dev.userPoolId} # keep\n    webClientId: ${dev.webClientId}\n`;
  shop.workspace.files.set('amplify-auth.yml', text);
  const report = await shop.run('discover', { envs: 'prod*' });
  const after = shop.workspace.files.get('amplify-auth.yml') ?? '';
  expect(after.startsWith(text)).toBe(true);
  expect(after.slice(text.length)).toMatch(/^ {2}prod-pool: # from/);
  expect(report.plan.changes).toMatchObject([{ kind: 'file', action: 'update', path: 'amplify-auth.yml' }]);
});

test.each<[string, string, string]>([
  ['has errors', 'version: 1\nproject: shop\nenvs:\n  dev: {userPoolId: 1}\n', 'manifest/id-format'],
  ['is no YAML', 'envs: [', 'manifest/syntax'],
])('a manifest that %s is left unchanged', async (_, text, rule) => {
  const shop = new Shop('dev');
  shop.workspace.files.set('amplify-auth.yml', text);
  const report = await shop.run('discover');
  expect(report.findings.map((one) => one.rule)).toContain(rule);
  expect(shop.workspace.files.get('amplify-auth.yml')).toBe(text);
  expect(report.calls.total).toBe(0);
});

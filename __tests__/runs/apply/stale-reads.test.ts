import { expect, test } from '@jest/globals';
import { envYaml, Shop } from '../../helpers/shop.ts';

// IAM may show for a while what was there before. In memory: the emulator is never behind.
const NAME = 'amplify-import-auth.shop.dev.storage';
const OLD = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}';

test.each<[string, string | undefined]>([
  ['a policy that was made', undefined],
  ['a policy that was changed', OLD],
])('%s is put back, although IAM does not show it yet', async (_what, old) => {
  const shop = new Shop('dev');
  if (old !== undefined) shop.aws.roles.get('dev-auth')!.inline.set(NAME, old);
  shop.aws.staleReads = 1;
  shop.aws.beforeWrite = ({ role }) => (role === 'dev-guest' ? 'refuse' : 'do');
  const report = await shop.run('apply');
  expect(report.outcomes.slice(0, 2).map(({ status }) => status)).toEqual(['rolled-back', 'failed']);
  expect(shop.inline('dev-auth').get(NAME)).toBe(old);
});

test('one that somebody else has put back meanwhile is no failure', async () => {
  const shop = new Shop('dev');
  shop.aws.beforeWrite = ({ role }) => {
    if (role !== 'dev-guest') return 'do';
    shop.aws.roles.get('dev-auth')!.inline.delete(NAME);
    return 'refuse';
  };
  const report = await shop.run('apply');
  expect(report.outcomes.slice(0, 2).map(({ status }) => status)).toEqual(['rolled-back', 'failed']);
  expect(report.findings.map(({ rule }) => rule)).toEqual(['apply/failed']);
});

test('a deletion that somebody else was faster with has happened', async () => {
  const shop = new Shop('dev');
  await shop.run('apply');
  shop.write({ dev: envYaml(shop.envs.get('dev')!, '{bucket: files-dev, auth: [read]}') });
  shop.aws.beforeWrite = ({ operation }) => {
    if (operation === 'iam:DeleteRolePolicy') shop.aws.roles.get('dev-guest')!.inline.delete(NAME);
    return 'do';
  };
  const report = await shop.run('apply');
  expect(report.findings).toEqual([]);
  expect(report.outcomes.find(({ action }) => action === 'delete')).toMatchObject({ status: 'unchanged' });
});

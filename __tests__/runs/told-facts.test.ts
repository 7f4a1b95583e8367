import { expect, test } from '@jest/globals';
import { envYaml, Shop } from '../helpers/shop.ts';

// What the report says for those who read it, in addition to what would be done.
test('the plan says whom a policy serves and which file is taken over, and the env what it gives to whom', async () => {
  const shop = new Shop('dev');
  const path = 'config/dev/amplify_outputs.json';
  shop.workspace.files.set(path, '{"version":"1.4","custom":{"mine":true}}\n');
  const storage = '{bucket: files, auth: [read], guest: [read]}';
  shop.write({ dev: envYaml(shop.envs.get('dev')!, storage) });
  const { plan, envs } = await shop.run('plan', { adopt: 'true' });
  const changes = plan.changes.filter(({ kind }) => kind !== 'lock');
  expect(changes).toMatchObject([
    { kind: 'role-policy', grantees: ['auth'] },
    { kind: 'role-policy', grantees: ['guest'] },
    { kind: 'file', path, adopted: true },
  ]);
  expect(envs[0]?.grants).toEqual([{ category: 'storage', grantees: ['auth', 'guest'] }]);
});

test('a file of this action is not taken over', async () => {
  const shop = new Shop('dev');
  shop.push();
  await shop.run('apply');
  shop.write({ dev: envYaml(shop.envs.get('dev')!, '{bucket: other, auth: [read]}') });
  const { plan } = await shop.run('plan');
  const [file, ...others] = plan.changes.filter(({ kind }) => kind === 'file');
  expect([others.length, file && 'adopted' in file]).toEqual([0, false]);
});

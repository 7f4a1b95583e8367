import { describe, expect, test } from '@jest/globals';
import { envYaml, makeRole, Shop } from '../../helpers/shop.ts';

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});

async function applied(more = ''): Promise<Shop> {
  const shop = new Shop('dev');
  if (more !== '') shop.write({ dev: `${envYaml(shop.envs.get('dev')!, '')}${more}` });
  shop.push();
  await shop.run('apply', { publish: 'commit' });
  return shop;
}

async function drifted(shop: Shop): Promise<readonly string[]> {
  const { findings } = await shop.run('drift');
  return findings.filter(({ rule }) => rule === 'drift/policy').map(({ message }) => message);
}

function says(category: string, role: string): string {
  return `the policy amplify-import-auth.shop.dev.${category} on ${role} is no longer wanted: the manifest does not lead to it`;
}

describe('a policy of an env that is still there, and that nothing wants any more', () => {
  test.each(['dev-auth', 'dev-guest'])('made by hand, on %s', async (role) => {
    const shop = await applied();
    expect(await drifted(shop)).toEqual([]);
    shop.aws.roles.get(role)!.inline.set('amplify-import-auth.shop.dev.pubsub', POLICY);
    expect(await drifted(shop)).toEqual([says('pubsub', role)]);
    await shop.run('apply', { publish: 'commit' });
    expect(await drifted(shop)).toEqual([]);
  });

  test('of a category that was taken out of the manifest, though it is in the lock; told once, also where it was edited', async () => {
    const shop = await applied('    categories: {storage: [{bucket: files, auth: [read]}]}\n');
    shop.write({ dev: envYaml(shop.envs.get('dev')!, '') });
    expect(await drifted(shop)).toEqual([says('storage', 'dev-auth')]);
    shop.aws.roles.get('dev-auth')!.inline.set('amplify-import-auth.shop.dev.storage', POLICY);
    expect(await drifted(shop)).toEqual([says('storage', 'dev-auth')]);
  });

  test("on a group's role", async () => {
    const shop = new Shop('dev');
    const dev = shop.envs.get('dev')!;
    const arn = makeRole(shop.aws, 'editors', dev.identityPoolId, 'authenticated');
    shop.aws.groups.set(`${dev.userPoolId} editors`, arn);
    shop.write({
      dev: `${envYaml(dev, '')}    groups: {editors: "${arn}"}
`,
    });
    shop.push();
    await shop.run('apply', { publish: 'commit' });
    shop.aws.roles.get('editors')!.inline.set('amplify-import-auth.shop.dev.rest', POLICY);
    expect(await drifted(shop)).toEqual([says('rest', 'editors')]);
  });
});

describe('nothing is called unwanted', () => {
  test('where the policies are managed by others', async () => {
    const shop = await applied('    policies: check\n');
    shop.aws.roles.get('dev-auth')!.inline.set('amplify-import-auth.shop.dev.pubsub', POLICY);
    expect(await drifted(shop)).toEqual([]);
  });

  test.each(['cognito-identity:GetIdentityPoolRoles', 'iam:ListRolePolicies'])(
    'where it cannot be told, without %s',
    async (action) => {
      const shop = await applied('    categories: {storage: [{bucket: files, auth: [read]}]}\n');
      shop.aws.denied.add(action);
      expect(await drifted(shop)).toEqual([]);
    },
  );

  test('of another project', async () => {
    const shop = await applied();
    shop.aws.roles.get('dev-auth')!.inline.set('amplify-import-auth.blog.dev.storage', POLICY);
    expect(await drifted(shop)).toEqual([]);
  });
});

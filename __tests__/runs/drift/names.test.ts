import { expect, test } from '@jest/globals';
import { envYaml, Shop } from '../../helpers/shop.ts';

// Facts that are kept only where some file relies on them.

async function applied(output: string): Promise<Shop> {
  const shop = new Shop('dev');
  const env = envYaml(shop.envs.get('dev')!, '');
  shop.workspace.files.set(
    'amplify/team-provider-info.json',
    JSON.stringify({ dev: { awscloudformation: { Region: 'eu-west-1' } } }),
  );
  shop.workspace.files.set('amplify/backend/backend-config.json', '{}');
  shop.workspace.files.set('amplify-auth.yml', `version: 1\nproject: shop\noutputs: [${output}]\nenvs:\n${env}`);
  const report = await shop.run('apply');
  expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return shop;
}

async function drifted(shop: Shop): Promise<readonly string[]> {
  const { findings } = await shop.run('drift');
  return findings.map(({ rule, fields }) => `${rule} ${String(fields)}`).toSorted();
}

function rename(shop: Shop): void {
  const { userPoolId, identityPoolId } = shop.envs.get('dev')!;
  shop.aws.userPools.set(userPoolId, { ...shop.aws.userPools.get(userPoolId)!, name: 'another' });
  shop.aws.identityPools.set(identityPoolId, { ...shop.aws.identityPools.get(identityPoolId)!, name: 'another' });
}

test.each<[string, readonly string[]]>([
  ['{format: amplify-cli, path: amplify}', ['drift/identity-pool name', 'drift/user-pool name']],
  ['{format: amplify-outputs, path: amplify_outputs.json}', []],
])('names of pools with %s', async (output, expected) => {
  const shop = await applied(output);
  expect(await drifted(shop)).toEqual([]);
  rename(shop);
  expect(await drifted(shop)).toEqual(expected);
});

test.each<[string, readonly string[]]>([
  ['{format: reference-auth, path: amplify/auth/resource.ts}', ['drift/user-pool identityProviders']],
  ['{format: amplify-outputs, path: amplify_outputs.json}', []],
])('external identity providers with %s', async (output, expected) => {
  const shop = await applied(output);
  expect(await drifted(shop)).toEqual([]);
  shop.aws.identityProviders.set(shop.envs.get('dev')!.userPoolId, ['Google']);
  const found = (await drifted(shop)).filter((one) => one.startsWith('drift/'));
  expect(found).toEqual(expected);
});

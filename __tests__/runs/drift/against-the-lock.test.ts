import { expect, test } from '@jest/globals';
import { envYaml, makeEnv, Shop } from '../../helpers/shop.ts';

async function applied(): Promise<Shop> {
  const shop = new Shop('dev');
  shop.push();
  await shop.run('apply', { publish: 'commit' });
  return shop;
}

const driftRules = (report: Awaited<ReturnType<Shop['run']>>) =>
  report.findings.filter(({ rule }) => /^(drift|lock)\//.test(rule)).map(({ rule, env }) => `${rule} ${env ?? '–'}`);

test('an env that the lock does not know: said at its name, its policies compared with the manifest', async () => {
  const shop = await applied();
  const prod = makeEnv(shop.aws, 'prod');
  shop.workspace.files.set('amplify-auth.yml', `${shop.workspace.files.get('amplify-auth.yml') ?? ''}${envYaml(prod)}`);
  const report = await shop.run('drift');
  expect(driftRules(report).toSorted()).toEqual(['drift/policy prod', 'drift/policy prod', 'lock/missing prod']);
  const missing = report.findings.find(({ rule }) => rule === 'lock/missing');
  expect(missing?.message).toContain('no entry for this env');
});

test('ids that the manifest has changed since: the lock is stale, and strangers are not compared', async () => {
  const shop = await applied();
  const dev = shop.envs.get('dev')!;
  const other = makeEnv(shop.aws, 'other');
  shop.aws.userPools.set(other.userPoolId, { ...shop.aws.userPools.get(other.userPoolId)!, usernameAttributes: [] });
  const text = shop.workspace.files.get('amplify-auth.yml') ?? '';
  shop.workspace.files.set(
    'amplify-auth.yml',
    text
      .replace(dev.userPoolId, other.userPoolId)
      .replace(dev.webClientId, other.webClientId)
      .replace(dev.identityPoolId, other.identityPoolId),
  );
  const report = await shop.run('drift');
  expect(driftRules(report)).toEqual(['lock/stale dev']);
  expect(report.findings[0]?.message).toContain('userPoolId, webClientId, identityPoolId');
});

test('a web client that nobody named, and another one fits now', async () => {
  const shop = new Shop('dev');
  const dev = shop.envs.get('dev')!;
  const yaml = envYaml(dev).replace(/^ {4}webClientId.*\n/m, '');
  // Of the two clients one alone is without a secret.
  const native = `${dev.userPoolId} ${dev.nativeClientId}`;
  const web = `${dev.userPoolId} ${dev.webClientId}`;
  shop.aws.clients.set(native, { ...shop.aws.clients.get(native)!, hasSecret: true });
  shop.write({ dev: yaml });
  shop.push();
  await shop.run('apply', { publish: 'commit' });
  shop.aws.clients.set(native, { ...shop.aws.clients.get(native)!, hasSecret: false });
  shop.aws.clients.delete(web);
  const report = await shop.run('drift');
  expect(driftRules(report)).toEqual(['drift/client dev']);
  expect(report.findings.find(({ rule }) => rule === 'drift/client')?.hint).toContain(
    `webClientId\n  before: ${dev.webClientId}\n  now:    ${dev.nativeClientId}`,
  );
});

import { describe, expect, test } from '@jest/globals';
import { Shop } from '../helpers/shop.ts';

const LOCK = 'amplify-auth.lock.json';
const FILE = (env: string) => `config/${env}/amplify_outputs.json`;

async function applied(...envs: readonly string[]): Promise<Shop> {
  const shop = new Shop(...envs);
  await shop.run('apply');
  return shop;
}

function lockedEnvs(shop: Shop): readonly string[] {
  const lock = JSON.parse(shop.workspace.files.get(LOCK) ?? '{"envs": {}}') as { envs: object };
  return Object.keys(lock.envs);
}

function policies(shop: Shop, env: string): readonly string[] {
  return [...shop.inline(`${env}-auth`).keys(), ...shop.inline(`${env}-guest`).keys()];
}

/** What must never change: everything in Cognito. */
function cognito({ aws }: Shop): unknown {
  const { userPools, clients, identityPools, identityPoolRoles } = aws;
  return structuredClone([...userPools, ...clients, ...identityPools, ...identityPoolRoles]);
}

test('policies, files and entry of the named env go; all else stays', async () => {
  const shop = await applied('dev', 'prod');
  const before = cognito(shop);
  shop.aws.roles.get('dev-auth')?.inline.set('theirs', '{"Version":"2012-10-17","Statement":[]}');
  const report = await shop.run('unlink', { envs: 'dev' });
  expect(report.findings).toEqual([]);
  expect(report.envs).toMatchObject([{ name: 'dev', state: 'applied' }]);
  expect(policies(shop, 'dev')).toEqual(['theirs']);
  expect(policies(shop, 'prod')).toHaveLength(2);
  expect([...shop.workspace.files.keys()].toSorted()).toEqual([LOCK, 'amplify-auth.yml', FILE('prod')]);
  expect(lockedEnvs(shop)).toEqual(['prod']);
  expect(cognito(shop)).toEqual(before);
});

test('a second time: quiet', async () => {
  const shop = await applied('dev');
  await shop.run('unlink', { envs: '*' });
  const writes = shop.aws.writes.length;
  const files = new Map(shop.workspace.files);
  const report = await shop.run('unlink', { envs: '*' });
  expect(report.plan.changes).toEqual([]);
  expect(report.result).toBe('success');
  expect(shop.aws.writes).toHaveLength(writes);
  expect(shop.workspace.files).toEqual(files);
});

test('an env that only the lock knows', async () => {
  const shop = await applied('dev', 'prod');
  shop.envs.delete('prod');
  shop.write({});
  await shop.run('unlink', { envs: 'prod' });
  expect(policies(shop, 'prod')).toEqual([]);
  expect(lockedEnvs(shop)).toEqual(['dev']);
});

test('without a lock, the policies are found on the roles that the env names', async () => {
  const shop = await applied('dev');
  shop.workspace.files.delete(LOCK);
  const report = await shop.run('unlink', { envs: 'dev' });
  expect(report.findings).toEqual([]);
  expect(policies(shop, 'dev')).toEqual([]);
  // It is unknown whether it is as it was written.
  expect(shop.workspace.files.has(FILE('dev'))).toBe(true);
});

test('an identity pool that is gone is no obstacle: the lock knows the roles', async () => {
  const shop = await applied('dev');
  shop.aws.identityPools.clear();
  shop.aws.identityPoolRoles.clear();
  shop.aws.userPools.clear();
  const report = await shop.run('unlink', { envs: 'dev' });
  expect(report.result).toBe('success');
  expect(policies(shop, 'dev')).toEqual([]);
});

test('an edited file stays, and that is said', async () => {
  const shop = await applied('dev');
  shop.workspace.files.set(FILE('dev'), '{"mine": true}\n');
  const report = await shop.run('unlink', { envs: 'dev' });
  expect(shop.workspace.files.get(FILE('dev'))).toBe('{"mine": true}\n');
  expect(report.notes.join('\n')).toContain(`${FILE('dev')} is no longer written`);
});

test('a dry run writes nothing', async () => {
  const shop = await applied('dev');
  const writes = shop.aws.writes.length;
  const files = new Map(shop.workspace.files);
  const report = await shop.dryRun('unlink', { envs: 'dev' });
  expect(report.plan.changes.map(({ kind, action }) => `${action} ${kind}`)).toEqual([
    'delete role-policy',
    'delete role-policy',
    'delete file',
    'delete lock',
  ]);
  expect(shop.aws.writes).toHaveLength(writes);
  expect(shop.workspace.files).toEqual(files);
});

describe('what it refuses', () => {
  test('without envs', async () => {
    const shop = await applied('dev');
    await expect(shop.run('unlink')).rejects.toThrow('unlink needs the names of the envs');
  });

  test('on a pull request', async () => {
    const shop = await applied('dev');
    shop.runtime.eventName = 'pull_request';
    expect((await shop.run('unlink', { envs: '*' })).findings.map(({ rule }) => rule)).toEqual(['input/invalid']);
    expect(policies(shop, 'dev')).toHaveLength(2);
  });

  test('with policies: check', async () => {
    const shop = await applied('dev');
    const report = await shop.run('unlink', { envs: 'dev', policies: 'check' });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['lock/orphaned-env']);
    expect(policies(shop, 'dev')).toHaveLength(2);
    expect(lockedEnvs(shop)).toEqual(['dev']);
  });

  test('a protected env, and no other', async () => {
    const shop = new Shop('dev', 'prod');
    const entry = (name: string) => `  ${name}:\n    protect: true\n${own(shop, name)}`;
    shop.write({ prod: entry('prod') });
    await shop.run('apply');
    const report = await shop.run('unlink', { envs: '*' });
    expect(report.result).toBe('failure');
    expect(report.findings).toMatchObject([
      { rule: 'input/invalid', env: 'prod', message: expect.stringMatching(/protected/) as unknown },
    ]);
    expect(lockedEnvs(shop)).toEqual(['prod']);
    expect(policies(shop, 'prod')).toHaveLength(2);

    // Nor once the manifest has forgotten it.
    shop.envs.delete('prod');
    shop.write({});
    for (const [command, inputs] of [
      ['unlink', { envs: '*' }],
      ['apply', { prune: 'true' }],
    ] as const) {
      const later = await shop.run(command, inputs);
      expect(later.findings.map(({ rule, env }) => `${rule} ${env}`)).toContain('lock/orphaned-env prod');
      expect(policies(shop, 'prod')).toHaveLength(2);
    }
  });
});

describe('managedBy: amplify', () => {
  const managed = '  dev:\n    managedBy: amplify\n';

  test('what we imported is unlinked by apply, and the env is then left unchanged', async () => {
    const shop = await applied('dev', 'prod');
    shop.write({ dev: managed });
    expect((await shop.run('validate')).envs.map(({ name }) => name)).toEqual(['prod']);
    const report = await shop.run('apply');
    expect(report.findings).toEqual([]);
    expect(policies(shop, 'dev')).toEqual([]);
    expect(lockedEnvs(shop)).toEqual(['prod']);
    shop.aws.log.length = 0;
    const again = await shop.run('apply');
    expect(again.plan.changes).toEqual([]);
    expect(again.envs.map(({ name }) => name)).toEqual(['prod']);
  });

  test('its ids need not be there; files are not generated for it', async () => {
    const shop = new Shop('dev', 'prod');
    shop.write({ dev: managed });
    expect((await shop.run('apply')).findings).toEqual([]);
    expect(shop.workspace.files.has(FILE('dev'))).toBe(false);
  });
});

function own(shop: Shop, name: string): string {
  const env = shop.envs.get(name);
  return [
    `    userPoolId: ${env?.userPoolId ?? ''}`,
    `    webClientId: ${env?.webClientId ?? ''}`,
    `    identityPoolId: ${env?.identityPoolId ?? ''}`,
    '    categories:',
    `      storage: [{bucket: files-${name}, auth: [read], guest: [read]}]`,
    '',
  ].join('\n');
}

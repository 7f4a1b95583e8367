import { describe, expect, test } from '@jest/globals';
import { envYaml, makeEnv, Shop } from '../helpers/shop.ts';

const OTHER = '444455556666';

async function applied(): Promise<Shop> {
  const shop = new Shop('dev');
  shop.push();
  await shop.run('apply', { publish: 'commit' });
  return shop;
}

/** The credentials of another account, in which there is nothing. */
function leave(shop: Shop): void {
  shop.aws.account = OTHER;
  for (const held of [
    shop.aws.userPools,
    shop.aws.clients,
    shop.aws.identityPools,
    shop.aws.identityPoolRoles,
    shop.aws.roles,
  ])
    held.clear();
}

describe('account/mismatch by the lock', () => {
  test.each(['validate', 'plan', 'apply', 'drift'])('%s: nothing is called missing', async (command) => {
    const shop = await applied();
    leave(shop);
    const report = await shop.run(command);
    expect(report.findings.map(({ rule, message }) => [rule, message])).toEqual([
      ['account/mismatch', expect.stringMatching(/belong to account 444455556666 .*, and the lock says 111122223333$/)],
    ]);
    expect(report.unchecked.map(({ rule }) => rule)).toContain('user-pool/not-found');
    expect(shop.aws.log.filter((call) => call.includes(':List'))).not.toContain('cognito-idp:ListUserPools');
  });

  test('not where the user pool is found: the lock is no authority', async () => {
    const shop = await applied();
    const lock = shop.workspace.files.get('amplify-auth.lock.json')!;
    shop.workspace.files.set(
      'amplify-auth.lock.json',
      lock.replaceAll(`"accountId": "111122223333"`, `"accountId": "${OTHER}"`),
    );
    expect((await shop.run('validate')).findings).toEqual([]);
  });

  test('not once the manifest names other ids: they are looked for where the credentials lead, and the hint says where', async () => {
    const shop = await applied();
    leave(shop);
    shop.write({ dev: envYaml(shop.envs.get('dev')!).replace(/userPoolId: .*/, 'userPoolId: eu-west-1_Elsewhere') });
    const { findings } = await shop.run('validate');
    const missing = findings.find(({ rule }) => rule === 'user-pool/not-found');
    expect(missing?.hint).toContain(`Look for it in eu-west-1 of account ${OTHER} that the credentials belong to.`);
    expect(findings.map(({ rule }) => rule)).not.toContain('account/mismatch');
  });
});

test('account/mismatch by a role to assume that this command does not assume', async () => {
  const shop = new Shop('dev');
  const role = `{write: "arn:aws:iam::${OTHER}:role/ci"}`;
  shop.write({ dev: `${envYaml(shop.envs.get('dev')!)}    roleToAssume: ${role}\n` });
  const { findings } = await shop.run('validate');
  expect(findings).toMatchObject([{ rule: 'account/mismatch' }]);
  expect(findings[0]?.message).toContain(`the write role of roleToAssume says ${OTHER}`);
});

describe('an env that has moved to another account', () => {
  async function moved(): Promise<Shop> {
    const shop = await applied();
    leave(shop);
    shop.write({ dev: envYaml({ ...makeEnv(shop.aws, 'moved'), name: 'dev' }) });
    return shop;
  }

  test.each(['validate', 'plan', 'apply', 'drift'])('%s says how to go on', async (command) => {
    const shop = await moved();
    const report = await shop.run(command);
    const said = report.findings.filter(({ rule }) => rule === 'lock/stale');
    expect(said).toMatchObject([{ severity: 'warning', env: 'dev' }]);
    expect(said[0]?.message).toContain(`moved from account 111122223333 to ${OTHER}`);
    expect(said[0]?.message).toContain(
      'amplify-import-auth.shop.dev.storage on arn:aws:iam::111122223333:role/dev-auth',
    );
    expect(said[0]?.hint).toContain('Run unlink with `envs: dev` and with credentials of account 111122223333');
    expect(shop.aws.writes.filter((call) => call.includes('moved-auth'))).toEqual([]);
  });
});

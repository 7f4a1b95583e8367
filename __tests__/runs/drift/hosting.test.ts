import { describe, expect, test } from '@jest/globals';
import { Shop } from '../../helpers/shop.ts';

const RIGHT = {
  AMPLIFY_USERPOOL_ID: 'eu-west-1_Pooldev',
  AMPLIFY_WEBCLIENT_ID: 'webdev',
  AMPLIFY_NATIVECLIENT_ID: 'webdev',
};

/** An applied env whose app has the branch `develop` with these variables. */
async function hosted(variables: Readonly<Record<string, string>> | undefined): Promise<Shop> {
  const shop = new Shop('dev');
  const dev = shop.envs.get('dev')!;
  const text = shop.workspace.files.get('amplify-auth.yml') ?? '';
  shop.workspace.files.set('amplify-auth.yml', `${text}    hosting: {appId: d123, branches: [develop]}\n`);
  shop.push();
  await shop.run('apply', { publish: 'commit' });
  const identity = { AMPLIFY_IDENTITYPOOL_ID: dev.identityPoolId };
  if (variables !== undefined)
    shop.aws.hosting.set('d123/develop', { ...RIGHT, ...identity, SECRET: 'x', ...variables });
  return shop;
}

test('variables as they should be are no drift, and no other command asks for them', async () => {
  const shop = await hosted({});
  expect((await shop.run('drift')).findings).toEqual([]);
  shop.aws.log.length = 0;
  await shop.run('plan');
  expect(shop.aws.log.filter((call) => call.startsWith('amplify'))).toEqual([]);
});

describe('a variable that differs', () => {
  test.each(['AMPLIFY_USERPOOL_ID', 'AMPLIFY_WEBCLIENT_ID', 'AMPLIFY_NATIVECLIENT_ID', 'AMPLIFY_IDENTITYPOOL_ID'])(
    '%s',
    async (name) => {
      const shop = await hosted({ [name]: 'another' });
      const report = await shop.run('drift');
      expect(report.result).toBe('drift');
      expect(report.findings).toMatchObject([
        {
          rule: 'drift/hosting',
          severity: 'warning',
          message: `in the branch develop of the Amplify app d123, ${name} differs`,
          fields: [name],
          place: { line: 12, column: 39 },
        },
      ]);
      expect(report.findings[0]?.hint).toMatch(new RegExp(`${name}\n {2}before: .+\n {2}now: {4}another`));
      expect(JSON.stringify(report)).not.toContain('SECRET');
    },
  );
});

test('a branch without any of them, a branch that is gone, and one that may not be read', async () => {
  const shop = await hosted(undefined);
  shop.aws.hosting.set('d123/develop', {});
  const missing = await shop.run('drift');
  expect(missing.findings[0]?.fields).toHaveLength(4);
  expect(missing.findings[0]?.message).toContain('AMPLIFY_WEBCLIENT_ID is missing');

  shop.aws.hosting.clear();
  expect((await shop.run('drift')).findings).toMatchObject([
    { rule: 'drift/hosting', message: expect.stringContaining('does not exist') as unknown },
  ]);

  shop.aws.denied.add('amplify:GetBranch');
  const denied = await shop.run('drift');
  expect(denied.findings).toEqual([]);
  expect(denied.unchecked).toMatchObject([{ rule: 'drift/hosting', missingPermission: 'amplify:GetBranch' }]);
});

test('a user pool alone: a variable for an identity pool is one too many', async () => {
  const shop = await hosted({});
  const text = shop.workspace.files.get('amplify-auth.yml') ?? '';
  shop.workspace.files.set(
    'amplify-auth.yml',
    text.replace(/^ {4}identityPoolId.*\n/m, '').replace(/^ {4}categories:\n.*\n/m, ''),
  );
  const found = (await shop.run('drift')).findings.filter(({ rule }) => rule === 'drift/hosting');
  expect(found.map(({ fields }) => fields)).toEqual([['AMPLIFY_IDENTITYPOOL_ID']]);
});

test.each(['{appId: x1, branches: [a]}', '{appId: d123}', '{appId: d123, branches: []}'])(
  '%s is refused',
  async (value) => {
    const shop = new Shop('dev');
    const text = shop.workspace.files.get('amplify-auth.yml') ?? '';
    shop.workspace.files.set('amplify-auth.yml', `${text}    hosting: ${value}\n`);
    expect((await shop.run('validate')).findings[0]?.rule).toMatch(/^manifest\//);
  },
);

import { describe, expect, test } from '@jest/globals';
import { namedRole } from '../../src/plan/named-role.ts';
import { resolveManifest } from '../../src/manifest/resolve.ts';

const role = (name: string, account = '111122223333') => `arn:aws:iam::${account}:role/${name}`;
const DEV = '  dev: {userPoolId: eu-west-1_AbC';

/** The manifest with these accounts, and an env `dev` with more. */
function manifestWith(accounts: readonly string[], more = '') {
  const head = accounts.length === 0 ? '' : `accounts:\n${accounts.map((one) => `  ${one}\n`).join('')}`;
  const text = `version: 1\nproject: shop\n${head}envs:\n${DEV}${more}}\n`;
  const { manifest, findings } = resolveManifest(text, 'amplify-auth.yml', '2026-12-01');
  if (manifest === undefined || findings.some(({ severity }) => severity === 'error')) throw new Error(text);
  return manifest;
}

const locked = (arn: string | null, accountId = '111122223333') => ({
  accountId,
  roleToAssume: arn === null ? null : { read: arn, write: arn },
});
const MAIN = `main: {id: "111122223333", roleToAssume: ${role('ci')}}`;
const SECOND = `second: {id: "111122223333", roleToAssume: ${role('ci-2')}}`;

describe('an env that is only in the lock', () => {
  test.each<[string, Parameters<typeof manifestWith>, ReturnType<typeof locked>, string | undefined, boolean]>([
    ['and had no role', [[MAIN]], locked(null), undefined, false],
    ['of an account of the manifest', [[MAIN]], locked(role('ci')), role('ci'), false],
    ['of an account that has another role by now', [[MAIN]], locked(role('old')), role('ci'), false],
    ['of one of several of an account', [[MAIN, SECOND]], locked(role('ci-2')), role('ci-2'), false],
    ['of none of several of an account', [[MAIN, SECOND]], locked(role('admin')), undefined, true],
    [
      'of an account that the manifest does not have',
      [[MAIN]],
      locked(role('ci', '999988887777'), '999988887777'),
      undefined,
      true,
    ],
    [
      'with the role of another env of the account',
      [[], `, accountId: "111122223333", roleToAssume: "${role('ci')}"`],
      locked(role('ci')),
      role('ci'),
      false,
    ],
    [
      'with another role than the envs of the account',
      [[], `, accountId: "111122223333", roleToAssume: "${role('ci')}"`],
      locked(role('admin')),
      undefined,
      true,
    ],
    ['in a manifest without roles', [[]], locked(role('admin')), undefined, true],
  ])('%s', (_, manifest, entry, expected, isRefused) => {
    const { role: found, refused } = namedRole(manifestWith(...manifest), 'old', entry);
    expect(found?.write).toBe(expected);
    expect(refused !== undefined).toBe(isRefused);
    if (refused !== undefined)
      expect(refused).toMatchObject({ cause: 'credentials', hint: expect.stringContaining('accounts:') as unknown });
  });

  test('that the manifest still has is worked on in the name that it gives', () => {
    const manifest = manifestWith([], `, roleToAssume: "${role('ci')}"`);
    expect(namedRole(manifest, 'dev', locked(role('admin'))).role?.write).toBe(role('ci'));
  });
});

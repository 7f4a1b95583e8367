import { describe, expect, test } from '@jest/globals';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { type AwsClients, seedEnvironment } from '@amplify-import-auth/testbed/aws';
import type { RuleId } from '../../src/domain/rule.ts';
import {
  checkCase,
  dev,
  fill,
  IDENTITY_POOL,
  manifest,
  namesOf,
  runEmulated,
  USER_POOL,
  NATIVE,
  WEB,
  type RuleCase,
} from '../helpers/emulated.ts';
import { clientsFor, freshAccount } from '../helpers/emulator.ts';

const OTHER = '999988887777';
const IDS = [USER_POOL, WEB, IDENTITY_POOL];

/** What hangs on the role of a group. */
const OF_A_ROLE: readonly RuleId[] = [
  'role/not-found',
  'trust/amr',
  'trust/audience',
  'trust/audience-wide',
  'trust/missing',
  'trust/other-principal',
];

/** All that is left open where nothing can be looked at. */
const NOTHING: readonly RuleId[] = [
  'user-pool/not-found',
  'client/not-found',
  'client/web-has-secret',
  'client/auth-flow',
  'client/oauth-incomplete',
  'client/callback-urls',
  'identity-pool/not-found',
  'identity-pool/provider-missing',
  'identity-pool/classic-flow',
  'identity-pool/role-mapping',
  'role/auth-missing',
  'role/shared',
  'policy/privileged',
  ...OF_A_ROLE,
];

/** A role that everybody in its account may assume, and that may do everything. */
async function makeCiRole({ iam, account }: AwsClients, condition?: object): Promise<string> {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'sts:AssumeRole',
        ...(condition === undefined ? {} : { Condition: condition }),
      },
    ],
  };
  const made = await iam.send(
    new CreateRoleCommand({ RoleName: 'ci', AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  await iam.send(new PutRolePolicyCommand({ RoleName: 'ci', PolicyName: 'all', PolicyDocument: JSON.stringify(all) }));
  return made.Role?.Arn ?? '';
}

const MISMATCHES: readonly RuleCase[] = [
  {
    what: 'accountId',
    yaml: dev(`accountId: ▸"${OTHER}"`, ...IDS),
    finds: ['account/mismatch'],
    says: ['the credentials belong to account <account>', `accountId says ${OTHER}`],
  },
  {
    what: 'accountId in defaults',
    yaml: manifest(['defaults:', `  accountId: ▸${OTHER}`], IDS),
    finds: ['account/mismatch'],
  },
  {
    what: 'an account by name',
    yaml: manifest(['accounts:', `  main: {id: "${OTHER}"}`], ['account: ▸main', ...IDS]),
    finds: ['account/mismatch'],
  },
  {
    what: 'a role to assume in another account than the guard',
    also: async (_env, clients) => ({ ci: await makeCiRole(clients) }),
    yaml: dev('roleToAssume: <ci>', `accountId: ▸"${OTHER}"`, ...IDS),
    finds: ['account/mismatch'],
  },
  {
    what: 'a pin on the authenticated role',
    yaml: manifest([], [...IDS, `authRoleArn: arn:aws:iam::${OTHER}:role/auth`]).replace('dev:', '▸dev:'),
    finds: ['account/mismatch'],
    says: [`authRoleArn says ${OTHER}`],
  },
  {
    what: 'a pin on the guest role',
    yaml: dev(...IDS, `guestRoleArn: arn:aws:iam::${OTHER}:role/guest`).replace('dev:', '▸dev:'),
    finds: ['account/mismatch'],
    says: [`guestRoleArn says ${OTHER}`],
  },
  {
    what: 'the role of a group',
    seed: { groups: ['editors'] },
    yaml: dev(...IDS, `groups: {editors: "arn:aws:iam::${OTHER}:role/editors"}`).replace('dev:', '▸dev:'),
    finds: ['account/mismatch'],
    says: [`the role of the group "editors" says ${OTHER}`],
    unchecked: OF_A_ROLE,
  },
];

describe('account/mismatch', () => {
  test.each(MISMATCHES)('$what', checkCase);

  test('credentials of the wrong account: what is not there is not called missing', async () => {
    const account = freshAccount();
    const wrong = freshAccount();
    const env = await seedEnvironment(clientsFor(account), { nativeClient: true, groups: ['editors'] });
    const yaml = dev('accountId: "<account>"', ...IDS, NATIVE, 'groups: {editors: <group.editors>}');
    const report = await runEmulated(wrong, fill(yaml, namesOf(env)));
    expect(report.findings.map(({ rule, message }) => [rule, message])).toEqual([
      ['account/mismatch', expect.stringContaining(`account ${wrong}`)],
    ]);
    const open = new Set(report.unchecked.map(({ rule }) => rule));
    for (const rule of ['user-pool/not-found', 'identity-pool/not-found', 'client/not-found', 'trust/audience'])
      expect(open).toContain(rule);
    // No ids of a foreign account are listed for hints.
    expect(Object.keys(report.calls.byOperation).filter((one) => one.includes(':List'))).toEqual([]);
  });

  test('an account that is not allowed is left after the call that shows whose it is', async () => {
    const account = freshAccount();
    const env = await seedEnvironment(clientsFor(account));
    const yaml = fill(dev(...IDS), namesOf(env));
    const report = await runEmulated(account, yaml, { inputs: { 'allowed-account-ids': `${OTHER}, 111122223333` } });
    expect(report.findings).toMatchObject([{ rule: 'account/mismatch', place: { line: 4, column: 3 } }]);
    expect(report.findings[0]?.message).toContain(`only ${OTHER}, 111122223333 may be worked in`);
    expect(report.calls.byOperation).toEqual({ 'sts:GetCallerIdentity': 1 });
    const allowed = await runEmulated(account, yaml, { inputs: { 'allowed-account-ids': account } });
    expect([allowed.findings, allowed.unchecked]).toEqual([[], []]);
  });
});

/** Nothing of the machine's own credentials gets in. */
const NOBODY = {
  AWS_ACCESS_KEY_ID: '',
  AWS_SECRET_ACCESS_KEY: '',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};

const WITHOUT: readonly RuleCase[] = [
  {
    what: 'none at all',
    variables: NOBODY,
    yaml: dev(...IDS).replace('dev:', '▸dev:'),
    finds: ['account/credentials'],
    says: ['there are no AWS credentials'],
    hints: ['aws-actions/configure-aws-credentials'],
    unchecked: NOTHING,
  },
  {
    what: 'none, and an account by name',
    variables: NOBODY,
    yaml: manifest(['accounts:', '  main: {id: "<account>"}'], ['account: ▸main', ...IDS]),
    finds: ['account/credentials'],
    unchecked: [...NOTHING, 'account/mismatch'],
  },
  {
    what: 'none to assume a role with',
    variables: NOBODY,
    yaml: dev('roleToAssume: ▸arn:aws:iam::<account>:role/ci', ...IDS),
    finds: ['account/credentials'],
    says: [
      'arn:aws:iam::<account>:role/ci cannot be assumed: there are no AWS credentials',
      'the job has no OIDC token',
    ],
    unchecked: NOTHING,
  },
  {
    what: 'a key that AWS does not know',
    variables: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' },
    yaml: dev('accountId: ▸"<account>"', ...IDS),
    finds: ['account/credentials'],
    says: ['AWS does not accept the credentials'],
    unchecked: [...NOTHING, 'account/mismatch'],
  },
  {
    what: 'a role that does not exist',
    yaml: dev('roleToAssume: ▸{read: arn:aws:iam::<account>:role/nobody}', ...IDS),
    finds: ['account/credentials'],
    says: ['the role arn:aws:iam::<account>:role/nobody cannot be assumed by the ambient credentials'],
    unchecked: NOTHING,
  },
  {
    what: 'a role that asks for an external id',
    also: async (_env, clients) => ({
      ci: await makeCiRole(clients, { StringEquals: { 'sts:ExternalId': 'shop' } }),
    }),
    yaml: dev('roleToAssume: ▸<ci>', ...IDS),
    finds: ['account/credentials'],
    says: ['the role <ci> cannot be assumed'],
    unchecked: NOTHING,
  },
];

describe('account/credentials', () => {
  test.each(WITHOUT)('$what', checkCase);

  test('the external id is handed on', async () => {
    const account = freshAccount();
    const clients = clientsFor(account);
    const env = await seedEnvironment(clients);
    const ci = await makeCiRole(clients, { StringEquals: { 'sts:ExternalId': 'shop' } });
    const yaml = dev(`roleToAssume: {read: "${ci}", externalId: shop}`, ...IDS);
    const report = await runEmulated(account, fill(yaml, namesOf(env)));
    expect([report.findings, report.unchecked]).toEqual([[], []]);
  });
});

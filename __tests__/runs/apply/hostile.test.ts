import { SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity';
import { CreateRoleCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import { describe, expect, test } from '@jest/globals';
import {
  type AwsClients,
  type Environment,
  type RoleKind,
  type SeedOptions,
  trustDocument,
} from '@amplify-import-auth/testbed/aws';
import type { RuleId } from '../../../src/domain/rule.ts';
import type { InputName } from '../../../src/interface/input-table.ts';
import { accountState } from '../../helpers/account-state.ts';
import { fill, namesOf } from '../../helpers/emulated.ts';
import { LiveShop } from '../../helpers/live-shop.ts';

// Set-ups in which somebody tries to be given rights, or has made a mistake that would give some: nothing is written in any.
const OTHER_POOL = 'eu-west-1:99999999-8888-7777-6666-555555555555';
const ELSEWHERE = 'arn:aws:iam::999988887777:role/theirs';
const SERVICE = 'cognito-identity.amazonaws.com';
const STORAGE = 'storage: [{bucket: files, auth: [read], guest: [read]}]';
const ADMIN = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const HARMLESS = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::theirs/*' }],
};

interface Hostile {
  readonly what: string;
  /** The rule that refuses. */
  readonly rule: RuleId;
  readonly seed?: SeedOptions;
  readonly change?: (env: Environment, clients: AwsClients) => Promise<unknown>;
  /** In the place of the usual lines of the env, or on top of them. */
  readonly lines?: readonly string[];
  readonly more?: readonly string[];
  readonly categories?: readonly string[];
  /** The manifest but for the env's lines; `<env>` is where they go. */
  readonly manifest?: string;
  readonly inputs?: Partial<Record<InputName, string>>;
  /** Calls that AWS refuses. */
  readonly denied?: RegExp;
}

const IDS = ['userPoolId: <userPoolId>', 'webClientId: <webClientId>', 'identityPoolId: <identityPoolId>'];

/** Changes nothing in AWS. */
const READ = /^(Get|List|Describe|Simulate|BatchGet|AssumeRole|GET )/;

async function open({
  seed,
  change,
  lines = IDS,
  more = [],
  manifest,
  denied,
  ...given
}: Omit<Hostile, 'what' | 'rule'>) {
  const shop = await LiveShop.open(['dev'], seed);
  const env = shop.env('dev');
  await change?.(env, shop.clients);
  const categories = ['categories:', ...(given.categories ?? [STORAGE]).map((line) => `  ${line}`)];
  const own = [...lines, ...more, ...categories].map((line) => `    ${line}`).join('\n');
  const text = (manifest ?? 'version: 1\nproject: shop\nenvs:\n  dev:\n{env}\n').replace('{env}', () => own);
  shop.checkout.write('amplify-auth.yml', fill(text, namesOf(env)));
  if (denied !== undefined)
    shop.proxy.rules.push({ match: denied, fault: { kind: 'error', code: 'AccessDenied', status: 403 } });
  return shop;
}

async function refuses({ rule, inputs, ...given }: Hostile): Promise<void> {
  const shop = await open(given);
  try {
    const before = [await accountState(shop.clients), shop.files()];
    const report = await shop.run('apply', inputs);
    expect(report.findings.filter(({ severity }) => severity === 'error').map((one) => one.rule)).toContain(rule);
    expect(report.result).toBe('failure');
    expect(report.outcomes.filter(({ status }) => status !== 'skipped')).toEqual([]);
    expect(shop.proxy.calls.filter(({ operation }) => !READ.test(operation))).toEqual([]);
    expect([await accountState(shop.clients), shop.files()]).toEqual(before);
  } finally {
    await shop.close();
  }
}

/** Names other roles in the identity pool. */
function setRoles(roles: (env: Environment) => Partial<Record<'authenticated' | 'unauthenticated', string>>) {
  return (env: Environment, { identityPools }: AwsClients) => {
    const now = { authenticated: env.authRoleArn, unauthenticated: env.guestRoleArn, ...roles(env) };
    const Roles = Object.fromEntries(Object.entries(now).filter(([, arn]) => arn !== ''));
    return identityPools.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: env.identityPoolId, Roles }));
  };
}

/** One more role, `another`, which trusts as it should. */
function makeAnother({ identityPoolId }: Environment, { iam }: AwsClients) {
  const AssumeRolePolicyDocument = JSON.stringify(trustDocument(identityPoolId, 'authenticated'));
  return iam.send(new CreateRoleCommand({ RoleName: 'another', AssumeRolePolicyDocument }));
}

/** The trust policy of one kind of role: what is usual, with other parts. */
function trust(kind: RoleKind, parts: (pool: string) => { principal?: unknown; condition?: unknown; effect?: string }) {
  return (one: RoleKind, pool: string) => {
    const usual = trustDocument(pool, one === 'guest' ? 'unauthenticated' : 'authenticated');
    if (one !== kind) return usual;
    const { principal = { Federated: SERVICE }, condition = {}, effect = 'Allow' } = parts(pool);
    const isService = JSON.stringify(principal).includes('Service');
    const Action = isService ? 'sts:AssumeRole' : 'sts:AssumeRoleWithWebIdentity';
    const statement = { Effect: effect, Principal: principal, Action, Condition: condition };
    return { Version: '2012-10-17', Statement: [statement] };
  };
}

const aud = (pool: string) => ({ [`${SERVICE}:aud`]: pool });
const amr = (kind: string) => ({ [`${SERVICE}:amr`]: kind });
const GROUP = {
  seed: { groups: ['editors'] },
  more: ['groups: {editors: "<group.editors>"}'],
  categories: ['storage: [{bucket: files, groups: {editors: [read]}}]'],
};
const CUSTOM = { rule: 'policy/privileged', inputs: { 'allow-custom': 'true' } } as const;
const custom = (actions: string, resources: string, who = 'auth') =>
  who.startsWith('group')
    ? [`custom: [{name: x, groups: {editors: [{actions: [${actions}], resources: [${resources}]}]}}]`]
    : [`custom: [{name: x, ${who}: [{actions: [${actions}], resources: [${resources}]}]}]`];

const ROLES: readonly Hostile[] = [
  {
    what: 'the auth role administers',
    rule: 'policy/privileged',
    seed: { inlinePolicies: { auth: { legacy: ADMIN } } },
  },
  {
    what: "the auth role has AWS's policy for administrators",
    rule: 'policy/privileged',
    seed: { managedPolicies: { auth: ['arn:aws:iam::aws:policy/AdministratorAccess'] } },
  },
  {
    what: 'the guest role administers',
    rule: 'policy/privileged',
    seed: { inlinePolicies: { guest: { legacy: ADMIN } } },
  },
  {
    what: "a policy of the account's own lets guests administer",
    rule: 'policy/privileged',
    seed: { managedPolicies: { guest: [{ name: 'innocent', document: ADMIN }] } },
  },
  {
    what: 'a policy that bears our name administers',
    rule: 'policy/privileged',
    seed: { inlinePolicies: { auth: { 'amplify-import-auth.shop.dev.storage': ADMIN } } },
  },
  {
    what: 'the policies managed by this action on the roles cannot be read',
    rule: 'apply/failed',
    denied: /iam:ListRolePolicies/,
  },
  {
    what: 'the roles cannot be read',
    rule: 'apply/failed',
    denied: /iam:GetRole$/,
  },
  {
    what: 'it is unknown which roles the identity pool has',
    rule: 'apply/failed',
    denied: /GetIdentityPoolRoles/,
  },
  {
    what: 'the auth role is in another account',
    rule: 'role/other-account',
    change: setRoles(() => ({ authenticated: ELSEWHERE })),
  },
  {
    what: 'the guest role is in another account',
    rule: 'role/other-account',
    change: setRoles(() => ({ unauthenticated: ELSEWHERE })),
  },
  {
    what: 'the auth role is in another partition, and one here has its name',
    rule: 'role/not-found',
    change: setRoles(({ authRoleArn }) => ({ authenticated: authRoleArn.replace('arn:aws:', 'arn:aws-cn:') })),
  },
  {
    what: 'the auth role has another path than the one that has its name',
    rule: 'role/not-found',
    change: setRoles(({ authRoleArn }) => ({ authenticated: authRoleArn.replace(':role/', ':role/other/') })),
  },
  {
    what: 'guests have the role of signed-in users',
    rule: 'role/shared',
    change: setRoles(({ authRoleArn }) => ({ unauthenticated: authRoleArn })),
  },
  { what: 'there is no auth role', rule: 'role/auth-missing', change: setRoles(() => ({ authenticated: '' })) },
  { what: 'there is no guest role', rule: 'role/guest-missing', change: setRoles(() => ({ unauthenticated: '' })) },
  {
    what: 'the auth role is gone',
    rule: 'role/not-found',
    change: ({ authRoleName }, { iam }) => iam.send(new DeleteRoleCommand({ RoleName: authRoleName })),
  },
  {
    what: 'the manifest names another auth role, which exists',
    rule: 'role/pin-mismatch',
    change: makeAnother,
    more: ['authRoleArn: "arn:aws:iam::<account>:role/another"'],
  },
  {
    what: 'the manifest names the auth role for guests',
    rule: 'role/pin-mismatch',
    more: ['guestRoleArn: "<authRoleArn>"'],
  },
  {
    what: 'the manifest names an auth role of another account',
    rule: 'account/mismatch',
    more: [`authRoleArn: "${ELSEWHERE}"`],
  },
];

const GROUPS: readonly Hostile[] = [
  {
    ...GROUP,
    what: 'another role than the group has',
    rule: 'role/pin-mismatch',
    change: makeAnother,
    more: ['groups: {editors: "arn:aws:iam::<account>:role/another"}'],
  },
  {
    ...GROUP,
    what: 'a role of another account',
    rule: 'account/mismatch',
    more: [`groups: {editors: "${ELSEWHERE}"}`],
  },
  {
    ...GROUP,
    what: 'a group that the user pool does not have',
    rule: 'role/pin-mismatch',
    more: ['groups: {editors: "<group.editors>", admins: "<authRoleArn>"}'],
    categories: ['storage: [{bucket: files, groups: {admins: [read]}}]'],
  },
  {
    ...GROUP,
    what: 'a group without a role',
    rule: 'role/pin-mismatch',
    seed: { groups: { editors: { role: false } } },
    more: ['groups: {editors: "<authRoleArn>"}'],
  },
  {
    ...GROUP,
    what: 'rights for a group whose role is not named',
    rule: 'manifest/schema',
    more: [],
  },
  {
    ...GROUP,
    what: "the group's role trusts another identity pool",
    rule: 'trust/audience',
    seed: {
      groups: ['editors'],
      trust: trust('group', () => ({
        condition: { StringEquals: aud(OTHER_POOL), 'ForAnyValue:StringLike': amr('authenticated') },
      })),
    },
  },
  {
    ...GROUP,
    what: "the group's role is one of EC2",
    rule: 'trust/missing',
    seed: { groups: ['editors'], trust: trust('group', () => ({ principal: { Service: 'ec2.amazonaws.com' } })) },
  },
];

const TRUST: readonly Hostile[] = [
  {
    what: 'the auth role is one of Lambda',
    rule: 'trust/missing',
    seed: { trust: trust('auth', () => ({ principal: { Service: 'lambda.amazonaws.com' } })) },
  },
  {
    what: 'the auth role denies the identity service',
    rule: 'trust/missing',
    seed: { trust: trust('auth', () => ({ effect: 'Deny' })) },
  },
  {
    what: 'the auth role trusts another identity pool',
    rule: 'trust/audience',
    seed: {
      trust: trust('auth', () => ({
        condition: { StringEquals: aud(OTHER_POOL), 'ForAnyValue:StringLike': amr('authenticated') },
      })),
    },
  },
  {
    what: 'the auth role trusts every identity pool',
    rule: 'trust/audience',
    seed: { trust: trust('auth', () => ({ condition: { 'ForAnyValue:StringLike': amr('authenticated') } })) },
  },
  {
    what: 'the auth role trusts identity pools by a wildcard',
    rule: 'trust/audience-wide',
    seed: {
      trust: trust('auth', () => ({
        condition: { StringLike: aud('eu-west-1:*'), 'ForAnyValue:StringLike': amr('authenticated') },
      })),
    },
  },
  {
    what: 'the auth role lets guests in, too',
    rule: 'trust/amr',
    seed: { trust: trust('auth', (pool) => ({ condition: { StringEquals: aud(pool) } })) },
  },
  {
    what: 'the auth role is for guests',
    rule: 'trust/amr',
    seed: {
      trust: trust('auth', (pool) => ({
        condition: { StringEquals: aud(pool), 'ForAnyValue:StringLike': amr('unauthenticated') },
      })),
    },
  },
  {
    what: 'the guest role is for signed-in users',
    rule: 'trust/amr',
    seed: {
      trust: trust('guest', (pool) => ({
        condition: { StringEquals: aud(pool), 'ForAnyValue:StringLike': amr('authenticated') },
      })),
    },
  },
];

const STATEMENTS: readonly Hostile[] = [
  { what: 'without leave', rule: 'manifest/schema', categories: custom('"ses:SendEmail"', '"*"') },
  { ...CUSTOM, what: 'everything', categories: custom('"*"', '"*"') },
  { ...CUSTOM, what: 'everything, written otherwise', categories: custom('"*:**"', '"arn:aws:s3:::x"') },
  { ...CUSTOM, what: 'handing on roles', categories: custom('"iam:PassRole"', '"arn:aws:iam::1:role/x"') },
  { ...CUSTOM, what: 'a whole service', categories: custom('"s3:*"', '"arn:aws:s3:::files/*"') },
  { ...CUSTOM, what: 'all data', categories: custom('"dynamodb:GetItem"', '"*"') },
  { ...CUSTOM, what: 'guests become somebody', categories: custom('"sts:Assume*"', '"*"', 'guest') },
  {
    ...GROUP,
    ...CUSTOM,
    what: 'a group administers users',
    categories: custom('"cognito-idp:Admin*"', '"*"', 'group'),
  },
  {
    ...CUSTOM,
    what: 'everything but',
    rule: 'manifest/unknown-key',
    categories: ['custom: [{name: x, auth: [{notActions: ["iam:*"], resources: ["*"]}]}]'],
  },
  { what: 'every bucket', rule: 'manifest/schema', categories: ['storage: [{bucket: "*", auth: [read]}]'] },
  {
    what: 'another key by way of a name',
    rule: 'manifest/schema',
    categories: ['storage: [{bucket: "files/public/../*", auth: [read]}]'],
  },
  { what: 'every table', rule: 'manifest/schema', categories: ['dynamodb: [{table: "notes*", auth: [read]}]'] },
  {
    what: "another account's function",
    rule: 'manifest/schema',
    categories: ['functions: [{function: "arn:aws:lambda:eu-west-1:999988887777:function:x", auth: [invoke]}]'],
  },
];

const IDENTITIES: readonly Hostile[] = [
  { what: 'another account', rule: 'account/mismatch', more: ['accountId: "999988887777"'] },
  {
    what: 'an account that the workflow does not allow',
    rule: 'account/mismatch',
    inputs: { 'allowed-account-ids': '999988887777' },
  },
  {
    what: 'an identity pool that does not know the user pool',
    rule: 'identity-pool/provider-missing',
    seed: { listInIdentityPool: [] },
  },
  {
    what: 'an identity pool that is not there',
    rule: 'identity-pool/not-found',
    lines: [...IDS.slice(0, 2), `identityPoolId: "${OTHER_POOL}"`],
  },
  {
    what: 'no identity pool',
    rule: 'policy/no-identity-pool',
    lines: IDS.slice(0, 2),
  },
  {
    what: 'a project whose name is that of another one’s env',
    rule: 'manifest/schema',
    manifest: 'version: 1\nproject: shop.dev\nenvs:\n  dev:\n{env}\n',
  },
  {
    what: 'an env whose name ends like a policy',
    rule: 'manifest/schema',
    manifest: 'version: 1\nproject: shop\nenvs:\n  dev.storage:\n{env}\n',
  },
  {
    what: 'an env that is written twice',
    rule: 'manifest/duplicate-key',
    manifest: 'version: 1\nproject: shop\nenvs:\n  dev:\n{env}\n  dev: {}\n',
  },
  { what: 'a plan that nobody has seen', rule: 'plan/changed', inputs: { 'plan-digest': `sha256:${'0'.repeat(64)}` } },
];

const ALL = [...ROLES, ...GROUPS, ...TRUST, ...STATEMENTS, ...IDENTITIES];

describe.each([
  ['roles', ROLES],
  ['groups', GROUPS],
  ['trust', TRUST],
  ['statements', STATEMENTS],
  ['identities', IDENTITIES],
] as const)('%s', (_what, cases) => {
  test.each(cases.map((one) => [one.what, one.rule, one] as const))('%s: %s', (_case, _rule, one) => refuses(one));
});

test('the same without the fault is written: the table would notice', async () => {
  for (const given of [{}, GROUP]) {
    const shop = await open(given);
    const before = await accountState(shop.clients);
    const report = await shop.run('apply');
    expect([report.findings, report.result]).toEqual([[], 'success']);
    expect(shop.proxy.calls.some(({ operation }) => operation === 'PutRolePolicy')).toBe(true);
    expect(await accountState(shop.clients)).not.toEqual(before);
    await shop.close();
  }
});

/** They are not ours: another project's, another env's, or nobody's. */
const LOOK_ALIKES = [
  'amplify-import-auth.shop2.dev.storage',
  'Amplify-Import-Auth.shop.dev.storage',
  'amplify-import-auth.Shop.dev.storage',
  'amplify-import-auth.shop.DEV.storage',
  'amplify-import-auth.shop.dev2.storage',
  'amplify-import-auth.shop.prod.storage',
  'amplify-import-auth.shop.dev',
  'amplify-import-auth.shop.dev.',
  'amplify-import-auth..dev.storage',
  'amplify-import-auth.shop..storage',
  'amplify-import-auth.shop.dev.storage.old',
  'amplify-import-auth.my.shop.dev.storage',
  'amplify-import-auth-shop.dev.storage',
  'xamplify-import-auth.shop.dev.storage',
  'shop.dev.storage',
  'amplify_unauthenticatedrole_policy',
];

describe('policies that look like ours', () => {
  test.each(LOOK_ALIKES)('%s stays, also where nothing is wanted', async (name) => {
    const foreign = { [name]: HARMLESS };
    const shop = await open({
      seed: { inlinePolicies: { auth: foreign, guest: foreign } },
      categories: ['storage: []'],
    });
    try {
      const before = await accountState(shop.clients);
      const report = await shop.run('apply', { prune: 'true' });
      expect([report.findings, report.result]).toEqual([[], 'success']);
      expect(report.plan.changes.filter(({ kind }) => kind === 'role-policy')).toEqual([]);
      expect(shop.proxy.calls.filter(({ operation }) => !READ.test(operation))).toEqual([]);
      expect(await accountState(shop.clients)).toEqual(before);
    } finally {
      await shop.close();
    }
  });

  test('all of them stay where ours comes and goes', async () => {
    const foreign = Object.fromEntries(LOOK_ALIKES.map((name) => [name, HARMLESS]));
    const shop = await open({ seed: { inlinePolicies: { auth: foreign, guest: foreign } } });
    try {
      const [auth = ''] = shop.roles('dev');
      const before = await shop.inline(auth);
      expect((await shop.run('apply')).result).toBe('success');
      const own = 'amplify-import-auth.shop.dev.storage';
      const { [own]: ours, ...others } = await shop.inline(auth);
      expect(ours).toBeDefined();
      expect(others).toEqual(before);
      shop.write({ dev: shop.ids('dev') });
      expect((await shop.run('apply', { prune: 'true' })).result).toBe('success');
      expect(await shop.inline(auth)).toEqual(before);
    } finally {
      await shop.close();
    }
  });
});

test('there are forty of them, and no two are the same', () => {
  expect(ALL.length + LOOK_ALIKES.length).toBeGreaterThanOrEqual(40);
  expect(new Set(ALL.map(({ what }) => what)).size).toBe(ALL.length);
});

import { describe, test } from '@jest/globals';
import { SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity';
import { CreateRoleCommand, DeleteRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { type AwsClients, type Environment, trustDocument } from '@amplify-import-auth/testbed/aws';
import type { RuleId } from '../../src/domain/rule.ts';
import { checkCase, dev, IDENTITY_POOL, USER_POOL, WEB, type RuleCase } from '../helpers/emulated.ts';

const IDS = [USER_POOL, WEB, IDENTITY_POOL];
const HERE = [USER_POOL, WEB, 'identityPoolId: ▸<identityPoolId>'];
const STORAGE = ['categories:', '  storage: [{bucket: <bucket>, auth: [read], guest: [read]}]'];

const TRUST: readonly RuleId[] = [
  'trust/missing',
  'trust/audience',
  'trust/audience-wide',
  'trust/amr',
  'trust/other-principal',
];

/** Names other roles in the identity pool than those that were seeded. */
async function setRoles(
  { identityPools }: AwsClients,
  { identityPoolId }: Environment,
  Roles: Record<string, string>,
): Promise<void> {
  await identityPools.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: identityPoolId, Roles }));
}

async function deleteRole({ iam }: AwsClients, RoleName: string): Promise<void> {
  await iam.send(new DeleteRoleCommand({ RoleName }));
}

/** One more role that signed-in users may have. */
async function makeRole({ iam }: AwsClients, { identityPoolId }: Environment, path = '/'): Promise<string> {
  const trust = JSON.stringify(trustDocument(identityPoolId, 'authenticated'));
  const made = await iam.send(
    new CreateRoleCommand({ RoleName: 'another', Path: path, AssumeRolePolicyDocument: trust }),
  );
  return made.Role?.Arn ?? '';
}

describe('role/auth-missing', () => {
  const MISSING = { finds: ['role/auth-missing'] };

  test.each<RuleCase>([
    {
      ...MISSING,
      what: 'only the guest role is named',
      seed: { skip: ['authRole'] },
      yaml: dev(...HERE),
      says: ['the identity pool <identityPoolId> has no authenticated role'],
      unchecked: TRUST,
    },
    {
      ...MISSING,
      what: 'no role is named, and guests are not wanted',
      seed: { skip: ['identityPoolRoles'] },
      yaml: dev(...HERE),
      unchecked: TRUST,
    },
    {
      ...MISSING,
      what: 'a pin on it is not wrong as well',
      change: (env, clients) => setRoles(clients, env, { unauthenticated: env.guestRoleArn }),
      yaml: dev(...HERE, 'authRoleArn: <authRoleArn>'),
      unchecked: [...TRUST, 'role/pin-mismatch'],
    },
  ])('$what', checkCase);
});

describe('role/guest-missing', () => {
  const MISSING = { seed: { skip: ['guestRole' as const] }, finds: ['role/guest-missing'], unchecked: TRUST };

  test.each<RuleCase>([
    {
      ...MISSING,
      what: 'guest is written',
      yaml: dev(...IDS, 'guest: ▸true'),
      says: ['guest access is wanted, and the identity pool <identityPoolId> has no unauthenticated role'],
    },
    { ...MISSING, what: 'a category grants guests something', yaml: dev(...HERE, ...STORAGE) },
    {
      ...MISSING,
      what: 'both',
      yaml: dev('guest: ▸true # yes', ...IDS, ...STORAGE),
    },
    {
      ...MISSING,
      what: 'a pin on it is not wrong as well',
      yaml: dev(...HERE, ...STORAGE, 'guestRoleArn: arn:aws:iam::<account>:role/guest'),
      unchecked: [...TRUST, 'role/pin-mismatch'],
    },
    { ...MISSING, what: 'not: nobody wants guests', yaml: dev(...IDS), finds: [], unchecked: [] },
    { ...MISSING, what: 'not: guest is false', yaml: dev(...IDS, 'guest: false'), finds: [], unchecked: [] },
  ])('$what', checkCase);
});

describe('role/not-found', () => {
  const GONE = { finds: ['role/not-found'], unchecked: [...TRUST, 'policy/privileged'] as const };

  test.each<RuleCase>([
    {
      ...GONE,
      what: 'the authenticated role was deleted',
      change: ({ authRoleName }, clients) => deleteRole(clients, authRoleName),
      yaml: dev(...HERE),
      says: ['the authenticated role <authRoleArn> does not exist in IAM'],
    },
    {
      ...GONE,
      what: 'the guest role was deleted',
      change: ({ guestRoleName }, clients) => deleteRole(clients, guestRoleName),
      yaml: dev(...HERE, ...STORAGE),
      says: ['the unauthenticated role <guestRoleArn> does not exist in IAM'],
      unchecked: [...GONE.unchecked, 'policy/quota'],
    },
    {
      what: 'not: the guest role was deleted, and nobody wants guests',
      change: ({ guestRoleName }, clients) => deleteRole(clients, guestRoleName),
      yaml: dev(...IDS),
      finds: [],
    },
    {
      ...GONE,
      what: 'a role of that name has another path',
      seed: { path: '/service-role/' },
      change: (env, clients) =>
        setRoles(clients, env, {
          authenticated: env.authRoleArn.replace('service-role/', ''),
          unauthenticated: env.guestRoleArn,
        }),
      yaml: dev(...HERE),
      says: ['arn:aws:iam::<account>:role/<authRoleName> does not exist'],
    },
    {
      ...GONE,
      what: 'the role of a group was deleted',
      seed: { groups: ['editors', 'readers'] },
      change: ({ groups }, clients) => deleteRole(clients, groups['editors']!.roleName),
      yaml: dev(...IDS, 'groups:', '  readers: <group.readers>', '  editors: ▸<group.editors>'),
      says: ['the role of the group "editors" <group.editors> does not exist in IAM'],
      unchecked: TRUST,
    },
  ])('$what', checkCase);
});

describe('role/pin-mismatch', () => {
  const PIN = { finds: ['role/pin-mismatch'] };
  const OTHER = 'arn:aws:iam::<account>:role/other';

  test.each<RuleCase>([
    {
      ...PIN,
      what: 'the authenticated role',
      yaml: dev(...IDS, `authRoleArn: ▸${OTHER}`),
      says: [`authRoleArn is ${OTHER}, and the identity pool has <authRoleArn>`],
      hints: ['Write <authRoleArn>'],
    },
    {
      ...PIN,
      what: 'the guest role',
      yaml: dev(...IDS, 'guest: true', `guestRoleArn: ▸"${OTHER}"`),
      says: [`guestRoleArn is ${OTHER}, and the identity pool has <guestRoleArn>`],
    },
    {
      ...PIN,
      what: 'the guest role, where nobody asks for guests and there is none',
      seed: { guest: false },
      yaml: dev(...IDS, `guestRoleArn: ▸${OTHER}`),
      says: ['has no unauthenticated role'],
    },
    {
      ...PIN,
      what: 'the two were mixed up',
      yaml: dev(...IDS, 'authRoleArn: ▸<guestRoleArn>', 'guestRoleArn: ▸<authRoleArn>'),
      finds: ['role/pin-mismatch', 'role/pin-mismatch'],
    },
    {
      ...PIN,
      what: 'the path of a role counts',
      seed: { path: '/service-role/' },
      yaml: dev(...IDS, 'authRoleArn: ▸arn:aws:iam::<account>:role/<authRoleName>'),
    },
    {
      ...PIN,
      what: 'a group has another role',
      seed: { groups: ['editors'] },
      also: async (env, clients) => ({ another: await makeRole(clients, env) }),
      yaml: dev(...IDS, 'groups: {"🙂 é": null, editors: ▸<another>}'),
      says: ['the group "editors" has the role <group.editors>, and the manifest says <another>'],
    },
    {
      ...PIN,
      what: 'the pool has no such group',
      also: async (env, clients) => ({ another: await makeRole(clients, env) }),
      yaml: dev(...IDS, 'groups:', '  "редакторы 🙂": ▸<another>'),
      says: ['the user pool <userPoolId> has no group "редакторы 🙂"'],
    },
    {
      ...PIN,
      what: 'the group has no role',
      seed: { groups: { editors: { role: false } } },
      also: async (env, clients) => ({ another: await makeRole(clients, env) }),
      yaml: dev(...IDS, 'groups:', '  editors: ▸<another>'),
      says: ['the group "editors" has no role'],
      hints: ['Give the group this role.'],
    },
    {
      what: 'not: what the pins say is so',
      seed: { path: '/service-role/', groups: ['editors'] },
      yaml: dev(
        ...IDS,
        'authRoleArn: <authRoleArn>',
        'guestRoleArn: <guestRoleArn>',
        'groups: {editors: <group.editors>}',
      ),
      finds: [],
    },
  ])('$what', checkCase);
});

describe('groups whose roles are read from the pool', () => {
  const PIN = { finds: ['role/pin-mismatch'] };
  const rights = (group: string) => `categories: {storage: [{bucket: files, groups: {${group}: [read]}}]}`;

  test.each<RuleCase>([
    {
      what: 'not: a list, with rights',
      seed: { groups: ['editors', 'readers'] },
      yaml: dev(...IDS, 'groups: [editors, readers]', rights('editors')),
      finds: [],
    },
    {
      what: 'not: all that have a role',
      seed: { groups: { editors: {}, idle: { role: false } } },
      yaml: dev(...IDS, 'groups: "*"', rights('editors')),
      finds: [],
    },
    {
      ...PIN,
      what: 'the list names one that the pool does not have',
      seed: { groups: ['editors'] },
      yaml: dev(...IDS, 'groups: [editors, ▸writers]'),
      says: ['the user pool <userPoolId> has no group "writers"'],
    },
    {
      ...PIN,
      what: 'the list names one without a role',
      seed: { groups: { editors: { role: false } } },
      yaml: dev(...IDS, 'groups:', '  - ▸editors'),
      says: ['the group "editors" of the user pool has no role'],
    },
    {
      ...PIN,
      what: 'all are taken, and one that is given rights has no role',
      seed: { groups: { editors: { role: false } } },
      yaml: dev(...IDS, 'groups: ▸"*"', rights('editors')),
      says: ['the group "editors" is given rights and has no role'],
    },
    {
      ...PIN,
      what: 'all are taken, and one that is given rights is not there',
      seed: { groups: ['editors'] },
      yaml: dev(...IDS, 'groups: ▸"*"', rights('writers')),
      says: ['the group "writers" is given rights and does not exist in the user pool'],
    },
    {
      what: 'trust of a role that nobody wrote down',
      seed: { groups: ['editors'] },
      change: ({ groups }, clients) => deleteRole(clients, groups['editors']!.roleName),
      yaml: dev(...IDS, 'groups: [▸editors]'),
      finds: ['role/not-found'],
      says: ['the role of the group "editors" <group.editors> does not exist in IAM'],
      unchecked: TRUST,
    },
  ])('$what', checkCase);
});

describe('role/group-rights', () => {
  const LESS = { finds: ['role/group-rights'] };
  const seed = { groups: ['users'], roleMappings: 'token' as const };
  const auth = 'auth: [create, read, update, delete]';
  const storage = (more = '') => `categories: {storage: [{bucket: files, ${auth}${more}}]}`;

  test.each<RuleCase>([
    {
      ...LESS,
      what: 'a group of the manifest gets nothing of it',
      seed,
      yaml: dev(...IDS, 'groups: {users: ▸<group.users>}', storage()),
      says: [
        'members of users get <role.users> in place of the authenticated role, which grants them none of: storage',
      ],
      hints: ['under `groups` of storage'],
    },
    {
      ...LESS,
      what: 'a group that the manifest does not name',
      seed,
      yaml: dev(USER_POOL, WEB, 'identityPoolId: ▸<identityPoolId>', storage()),
      says: ['members of users get <role.users> in place of the authenticated role'],
    },
    {
      ...LESS,
      what: 'a group of all gets a part of it, by rights of its own',
      seed,
      yaml: dev(...IDS, 'groups: ▸"*"', storage(', groups: {users: [read]}')),
      says: ['which grants them only a part of: storage'],
    },
    {
      what: 'not: the group is given as much',
      seed,
      yaml: dev(...IDS, 'groups: [users]', storage(', groups: {users: [create, read, update, delete]}')),
      finds: [],
    },
    {
      what: 'not: its role has it by a policy of somebody else',
      seed,
      change: async ({ groups }, { iam }) => {
        const Statement = [
          { Effect: 'Allow', Action: 's3:*', Resource: ['arn:aws:s3:::files', 'arn:aws:s3:::files/*'] },
        ];
        await iam.send(
          new PutRolePolicyCommand({
            RoleName: groups['users']!.roleName,
            PolicyName: 'files',
            PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
          }),
        );
      },
      yaml: dev(...IDS, storage()),
      finds: [],
    },
    {
      what: 'not: signed-in users have no rights either',
      seed,
      yaml: dev(...IDS, 'groups: [users]'),
      finds: [],
    },
    {
      what: 'not: everybody gets the authenticated role',
      seed: { groups: ['users'] },
      yaml: dev(...IDS, 'groups: [users]', storage()),
      finds: [],
    },
    {
      what: 'not: the group has no role, or that of signed-in users',
      seed: { groups: { idle: { role: false } }, roleMappings: 'token' as const },
      yaml: dev(...IDS, storage()),
      finds: [],
    },
  ])('$what', checkCase);
});

describe('role/shared', () => {
  const SHARED = {
    finds: ['role/shared'],
    change: (env: Environment, clients: AwsClients) =>
      setRoles(clients, env, { authenticated: env.authRoleArn, unauthenticated: env.authRoleArn }),
  };

  test.each<RuleCase>([
    {
      ...SHARED,
      what: 'nobody asks for guests',
      yaml: dev(...HERE),
      says: ['gives guests the same role as signed-in users: <authRoleArn>'],
    },
    {
      ...SHARED,
      what: 'guests are wanted: the trust cannot be right for both',
      yaml: dev(...HERE, ...STORAGE),
      unchecked: [...TRUST, 'role/not-found'],
    },
    {
      ...SHARED,
      what: 'what is wrong with the role is said once',
      seed: {
        inlinePolicies: {
          auth: { admin: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } },
        },
      },
      yaml: dev(USER_POOL, WEB, 'identityPoolId: ▸▸<identityPoolId>', ...STORAGE),
      finds: ['role/shared', 'policy/privileged'],
      unchecked: [...TRUST, 'role/not-found'],
    },
  ])('$what', checkCase);
});

describe('role/other-account', () => {
  const ELSEWHERE = 'arn:aws:iam::999988887777:role/theirs';
  const OTHER = {
    finds: ['role/other-account'],
    unchecked: [...TRUST, 'role/not-found', 'policy/privileged'] as const,
  };

  test.each<RuleCase>([
    {
      ...OTHER,
      what: 'the authenticated role',
      change: (env, clients) => setRoles(clients, env, { authenticated: ELSEWHERE, unauthenticated: env.guestRoleArn }),
      yaml: dev(...HERE),
      says: [`the authenticated role ${ELSEWHERE} is not in the account <account>`],
    },
    {
      ...OTHER,
      what: 'the guest role',
      change: (env, clients) => setRoles(clients, env, { authenticated: env.authRoleArn, unauthenticated: ELSEWHERE }),
      yaml: dev(...HERE, ...STORAGE),
      says: [`the unauthenticated role ${ELSEWHERE}`],
      unchecked: [...OTHER.unchecked, 'policy/quota'],
    },
    {
      ...OTHER,
      what: 'a role of the same name in our account is not taken for it',
      change: (env, clients) =>
        setRoles(clients, env, {
          authenticated: env.authRoleArn.replace(env.account, '999988887777'),
          unauthenticated: env.guestRoleArn,
        }),
      yaml: dev(...HERE),
    },
    {
      what: 'not: the guest role, where nobody wants guests',
      change: (env, clients) => setRoles(clients, env, { authenticated: env.authRoleArn, unauthenticated: ELSEWHERE }),
      yaml: dev(...IDS),
      finds: [],
      unchecked: ['policy/privileged'],
    },
  ])('$what', checkCase);
});

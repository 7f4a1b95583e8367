import { describe, expect, test } from '@jest/globals';
import { type Environment, seedEnvironment, type SeedOptions } from '@amplify-import-auth/testbed/aws';
import { policyOf, policySize, serialisePolicy } from '../../src/iam/document.ts';
import { mergeStatements } from '../../src/iam/merge.ts';
import { storage } from '../../src/categories/storage.ts';
import {
  checkCase,
  dev,
  fill,
  IDENTITY_POOL,
  manifest,
  namesOf,
  runEmulated,
  USER_POOL,
  WEB,
  type RuleCase,
} from '../helpers/emulated.ts';
import { clientsFor, freshAccount } from '../helpers/emulator.ts';
import { envYaml, Shop } from '../helpers/shop.ts';

const IDS = [USER_POOL, WEB, IDENTITY_POOL];
const HERE = [USER_POOL, WEB, 'identityPoolId: ▸<identityPoolId>'];

function document(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

function allow(
  Action: string | readonly string[],
  Resource: string | readonly string[] = '*',
  more: object = {},
): object {
  return { Effect: 'Allow', Action, Resource, ...more };
}

describe('policy/privileged', () => {
  const BAD = { finds: ['policy/privileged'], yaml: dev(...HERE) };
  const onAuth = (...statements: readonly object[]): SeedOptions => ({
    inlinePolicies: { auth: { legacy: document(...statements) } },
  });

  test.each<RuleCase>([
    {
      ...BAD,
      what: 'everything',
      seed: onAuth(allow('*')),
      says: ['the policy legacy of <authRoleName>, the authenticated role, allows *'],
    },
    { ...BAD, what: 'all of IAM, among other things', seed: onAuth(allow(['s3:*', 'IAM:*'])), says: ['allows IAM:*'] },
    {
      ...BAD,
      what: 'a single write in IAM, on one resource',
      seed: onAuth(allow('s3:GetObject'), allow('iam:PassRole', 'arn:aws:iam::111122223333:role/x')),
      says: ['allows iam:PassRole'],
    },
    { ...BAD, what: 'to take on other roles', seed: onAuth(allow('sts:AssumeRole')), says: ['allows sts:AssumeRole'] },
    {
      ...BAD,
      what: 'to administer users',
      seed: onAuth(allow(['cognito-idp:AdminGetUser', 'cognito-idp:AdminSetUserPassword'])),
      says: ['allows cognito-idp:AdminSetUserPassword'],
    },
    {
      ...BAD,
      what: 'a wildcard for what is no read alone',
      seed: onAuth(allow(['sts:*Role', 'cognito-idp:Admin*', 'iam:Get*'])),
      says: ['allows sts:*Role, cognito-idp:Admin*'],
    },
    {
      ...BAD,
      what: 'everything but something',
      seed: onAuth({ Effect: 'Allow', NotAction: ['s3:*', 'iam:*'], Resource: '*' }),
      says: ['allows everything but s3:*, iam:*'],
    },
    {
      ...BAD,
      what: 'in a managed policy of the account',
      seed: { managedPolicies: { auth: [{ name: 'admins', document: document(allow('iam:CreateUser')) }] } },
      says: ['the policy arn:aws:iam::<account>:policy/admins of <authRoleName>'],
    },
    {
      ...BAD,
      what: "in a managed policy of AWS's",
      seed: { managedPolicies: { auth: ['arn:aws:iam::aws:policy/AdministratorAccess'] } },
      says: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    },
    {
      ...BAD,
      what: 'the guest role, though nobody asks for guests',
      seed: { inlinePolicies: { guest: { legacy: document(allow('*')) } } },
      says: ['<guestRoleName>, the unauthenticated role'],
    },
    {
      ...BAD,
      what: 'a policy with one of our names',
      seed: { inlinePolicies: { auth: { 'amplify-import-auth.shop.dev.storage': document(allow('iam:*')) } } },
      says: ['amplify-import-auth.shop.dev.storage'],
    },
    {
      ...BAD,
      what: "the console's own policies are a warning",
      seed: {
        inlinePolicies: {
          auth: {
            oneClick: document(allow(['mobileanalytics:PutEvents', 'cognito-sync:*', 'cognito-identity:*'])),
          },
        },
      },
      finds: ['policy/privileged warning'],
      says: ['allows cognito-sync:*, cognito-identity:*'],
    },
    {
      ...BAD,
      what: 'both kinds of role, two policies, two severities',
      seed: {
        inlinePolicies: {
          auth: { a: document(allow(['cognito-identity:*', 'iam:*'])) },
          guest: { b: document(allow('cognito-sync:*')) },
        },
      },
      yaml: dev(USER_POOL, WEB, 'identityPoolId: ▸▸▸<identityPoolId>'),
      finds: ['policy/privileged', 'policy/privileged warning', 'policy/privileged warning'],
    },
    {
      what: 'not: reads, other services, and a group of administrators',
      seed: {
        groups: ['admins'],
        inlinePolicies: {
          auth: {
            reads: document(
              allow([
                'iam:Get*',
                'iam:ListUsers',
                'sts:GetCallerIdentity',
                'cognito-idp:Describe*',
                'cognito-idp:AdminGetUser',
              ]),
              allow(['s3:*', 'dynamodb:*', 'cognito-identity:GetId']),
            ),
          },
          groups: { admins: { all: document(allow('*')) } },
        },
      },
      yaml: dev(...IDS, 'groups: {admins: <group.admins>}'),
      finds: [],
    },
    {
      what: 'not: what a Deny takes back',
      seed: onAuth(allow(['iam:*', 's3:*']), { Effect: 'Deny', Action: ['iam:*', 'sts:*'], Resource: '*' }),
      yaml: dev(...IDS),
      finds: [],
    },
    {
      ...BAD,
      what: 'a Deny with a condition takes nothing back',
      seed: onAuth(allow('iam:*'), {
        Effect: 'Deny',
        Action: 'iam:*',
        Resource: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    },
    {
      ...BAD,
      what: 'everything but the services that count',
      seed: onAuth({ Effect: 'Allow', NotAction: ['iam:*', 'sts:*', 'cognito-idp:*'], Resource: '*' }),
      says: ['allows everything but iam:*, sts:*, cognito-idp:*'],
      hints: ['no NotAction'],
    },
    {
      ...BAD,
      what: 'the code of every function',
      seed: onAuth(allow('lambda:UpdateFunctionCode')),
      says: ['allows lambda:UpdateFunctionCode on *'],
    },
    {
      what: 'not: the code of one function',
      seed: onAuth(allow('lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-west-1:111122223333:function:shop')),
      yaml: dev(...IDS),
      finds: [],
    },
  ])('$what', checkCase);
});

/** Policies of somebody else that have `size` characters together. */
function filler(size: number): Record<string, object> {
  const bare = JSON.stringify(document(allow('s3:GetObject', 'arn:aws:s3:::'))).length;
  return { filler: document(allow('s3:GetObject', `arn:aws:s3:::${'x'.repeat(size - bare)}`)) };
}

describe('policy/quota', () => {
  const STORAGE = '  storage: [▸{bucket: files, auth: [read]}]';
  const SCOPE = { profile: 'amplify', partition: 'aws', region: 'eu-west-1', accountId: '111122223333' } as const;
  const STATEMENTS = storage.statements({ bucket: 'files', auth: ['read'] }, { kind: 'auth' }, SCOPE);
  /** Characters of the policy that this leads to; fewer, where equal statements are merged to make it fit. */
  const PLAIN = policySize(serialisePolicy(policyOf(STATEMENTS)));
  const WANTED = policySize(serialisePolicy(policyOf(mergeStatements(STATEMENTS))));

  test.each<RuleCase>([
    {
      what: 'one character too many',
      seed: { inlinePolicies: { auth: filler(10_240 - WANTED + 1) } },
      yaml: dev(...IDS, 'categories:', STORAGE),
      finds: ['policy/quota'],
      says: ['the inline policies of <authRoleName> would have 10241 characters, 1 more than IAM allows (10240)'],
    },
    {
      what: 'many characters too many, in many policies',
      seed: { inlinePolicies: { auth: { ...filler(10_000), small: document(allow('s3:GetObject')) } } },
      yaml: dev(...IDS, 'categories:', STORAGE),
      finds: ['policy/quota'],
      says: [
        `more than IAM allows`,
        `${10_000 + JSON.stringify(document(allow('s3:GetObject'))).length} of them are not this env's`,
      ],
    },
    {
      what: 'the guest role, by the second entry',
      seed: { inlinePolicies: { guest: filler(10_000) } },
      yaml: dev(
        ...IDS,
        'categories:',
        '  storage:',
        '    - bucket: files',
        '      auth: [read]',
        '    - ▸bucket: more',
        '      auth: [read]',
        '      guest: [read]',
      ),
      finds: ['policy/quota'],
      says: ['<guestRoleName>'],
    },
    {
      what: "a group's role",
      seed: { groups: ['editors'], inlinePolicies: { groups: { editors: filler(10_200) } } },
      yaml: dev(
        ...IDS,
        'groups: {editors: <group.editors>}',
        'categories: {storage: [▸{bucket: files, groups: {editors: [read]}}]}',
      ),
      finds: ['policy/quota'],
    },
    {
      what: 'envs that share a role share its quota',
      seed: { inlinePolicies: { auth: filler(10_240 - 2 * WANTED + 1) } },
      yaml: [
        dev(...IDS, 'categories: &same', '  storage: [▸▸{bucket: files, auth: [read]}]'),
        '  test: {extends: dev}\n',
      ].join(''),
      finds: ['policy/quota', 'policy/quota test'],
    },
    {
      what: 'not: exactly full, white space aside',
      seed: {
        inlinePolicies: { auth: { filler: JSON.stringify(filler(10_240 - WANTED)['filler'], null, 4) } },
      },
      yaml: dev(...IDS, 'categories:', STORAGE.replace('▸', '')),
      finds: [],
    },
    {
      what: 'not: it fits when equal statements are merged',
      seed: { inlinePolicies: { auth: filler(10_240 - PLAIN + 1) } },
      yaml: dev(...IDS, 'categories:', STORAGE.replace('▸', '')),
      finds: [],
    },
    {
      what: 'not: two envs fit when equal statements are merged',
      seed: { inlinePolicies: { auth: filler(10_240 - 2 * WANTED) } },
      yaml: [
        dev(...IDS, 'categories: &same', '  storage: [{bucket: files, auth: [read]}]'),
        '  test: {extends: dev}\n',
      ].join(''),
      finds: [],
    },
    {
      what: 'not: the policy managed by this action that is there is replaced',
      seed: { inlinePolicies: { auth: { 'amplify-import-auth.shop.dev.storage': filler(10_000)['filler']! } } },
      yaml: dev(...IDS, 'categories:', STORAGE.replace('▸', '')),
      finds: [],
    },
    {
      what: 'not: policies that are not managed here',
      seed: { inlinePolicies: { auth: filler(10_240) } },
      yaml: dev(...IDS, 'policies: off', 'categories:', STORAGE.replace('▸', '')),
      finds: [],
    },
  ])('$what', checkCase);
});

describe('policy/missing', () => {
  const CHECK = { finds: ['policy/missing'] };
  const entry = (rights: string) => `  storage: [▸{bucket: files, ${rights}}]`;

  test.each<RuleCase>([
    {
      ...CHECK,
      what: 'no policy at all',
      yaml: dev(...IDS, 'policies: check', 'categories:', entry('auth: [read]')),
      says: [
        '<authRoleName> does not grant what storage wants: s3:GetObject on arn:aws:s3:::files/public/*;',
        's3:ListBucket on arn:aws:s3:::files',
      ],
      hints: ['Its policies are not managed here.', '"Action": ['],
    },
    {
      ...CHECK,
      what: 'a right short',
      seed: {
        inlinePolicies: {
          auth: { files: document(allow('s3:Get*', 'arn:aws:s3:::files/*'), allow('s3:List*', 'arn:aws:s3:::files')) },
        },
      },
      yaml: dev(...IDS, 'policies: check', 'categories:', entry('auth: [read, delete]')),
      says: ['wants: s3:DeleteObject on arn:aws:s3:::files/public/*'],
    },
    {
      ...CHECK,
      what: 'a condition too much',
      seed: {
        managedPolicies: {
          guest: [
            {
              name: 'files',
              document: document(
                allow('s3:*', ['arn:aws:s3:::files', 'arn:aws:s3:::files/*'], {
                  Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
                }),
              ),
            },
          ],
        },
      },
      yaml: dev(...IDS, 'policies: {guest: check}', 'categories:', entry('auth: [read], guest: [read]')),
      says: ['<guestRoleName> does not grant'],
    },
    {
      ...CHECK,
      what: 'variables in a document of the old version, where they are none',
      seed: {
        inlinePolicies: {
          auth: {
            files: {
              Version: '2008-10-17',
              Statement: [
                allow('s3:*', [
                  'arn:aws:s3:::files',
                  'arn:aws:s3:::files/public/*',
                  'arn:aws:s3:::files/protected/*',
                  'arn:aws:s3:::files/private/${cognito-identity.amazonaws.com:sub}/*',
                ]),
              ],
            },
          },
        },
      },
      yaml: dev(...IDS, 'policies: check', 'categories:', entry('auth: [read]')),
    },
    {
      ...CHECK,
      what: 'one kind of role is managed elsewhere',
      seed: { groups: ['editors'] },
      yaml: dev(
        ...IDS,
        'policies: {groups: check}',
        'groups: {editors: <group.editors>}',
        'categories:',
        entry('auth: [read], guest: [read], groups: {editors: [read]}'),
      ),
      says: ['s3:ListBucket on arn:aws:s3:::files/*'],
    },
    {
      ...CHECK,
      what: 'check by the input is a ceiling',
      inputs: { policies: 'check' },
      yaml: dev(...IDS, 'categories:', entry('auth: [read]')),
    },
    {
      ...CHECK,
      what: 'every role for itself',
      yaml: dev(
        ...IDS,
        'policies: check',
        'categories:',
        '  storage: [▸▸{bucket: files, auth: [read], guest: [read]}]',
      ),
      finds: ['policy/missing', 'policy/missing'],
      says: ['<authRoleName> does not grant', '<guestRoleName> does not grant'],
    },
    {
      what: 'not: more than enough',
      seed: { inlinePolicies: { auth: { all: document(allow('S3:*', 'arn:aws:s3:::*')) } } },
      yaml: dev(...IDS, 'policies: check', 'categories:', entry('auth: [read, create, delete]').replace('▸', '')),
      finds: [],
    },
    {
      what: 'not: policies are off',
      yaml: dev(...IDS, 'policies: off', 'categories:', entry('auth: [read]').replace('▸', '')),
      finds: [],
    },
  ])('$what', checkCase);

  test('not: exactly what the hint says', async () => {
    const account = freshAccount();
    const clients = clientsFor(account);
    const wanted = dev(...IDS, 'policies: check', 'categories:', entry('auth: [read, create]').replace('▸', ''));
    const bare = await seedEnvironment(clients);
    const { findings } = await runEmulated(account, fill(wanted, namesOf(bare)));
    const [, hint = ''] = /hold:\n([^]*)/.exec(findings[0]?.hint ?? '') ?? [];
    const env: Environment = await seedEnvironment(clients, { inlinePolicies: { auth: { terraform: hint } } });
    const report = await runEmulated(account, fill(wanted, namesOf(env)));
    expect([report.findings, report.unchecked]).toEqual([[], []]);
  });

  test('a policy that cannot be read may grant what the others do not', async () => {
    const shop = new Shop('dev');
    shop.write({ dev: `${envYaml(shop.envs.get('dev')!)}    policies: check\n` });
    shop.aws.denied.add('iam:ListAttachedRolePolicies');
    const report = await shop.run('validate');
    expect(report.findings).toEqual([]);
    const open = report.unchecked.filter(({ rule }) => rule === 'policy/missing');
    expect(open).toMatchObject([{ missingPermission: 'iam:ListAttachedRolePolicies' }]);
  });
});

describe('policy/no-identity-pool', () => {
  const NONE = { finds: ['policy/no-identity-pool'], seed: { skip: ['identityPool' as const] } };

  test.each<RuleCase>([
    {
      ...NONE,
      what: 'signed-in users',
      yaml: dev(USER_POOL, WEB, 'categories:', '  storage:', '    - ▸{bucket: files, auth: [read]}'),
      says: ['storage grants rights, and the env has no identity pool'],
      hints: ['identityPoolId'],
    },
    {
      ...NONE,
      what: 'guests, by the second entry',
      yaml: dev(
        USER_POOL,
        WEB,
        'categories: {storage: [{bucket: files}, ▸{bucket: more, auth: [read], guest: [read]}]}',
      ),
    },
    {
      ...NONE,
      what: 'every entry for itself',
      yaml: dev(
        USER_POOL,
        WEB,
        'categories: {storage: [▸{bucket: files, auth: [read]}, ▸{bucket: more, auth: [read]}]}',
      ),
      finds: ['policy/no-identity-pool', 'policy/no-identity-pool'],
    },
    {
      ...NONE,
      what: 'groups',
      seed: { groups: ['editors'] },
      yaml: dev(
        USER_POOL,
        WEB,
        'groups: {editors: <group.editors>}',
        'categories: {storage: [▸{bucket: files, groups: {editors: [read]}}]}',
      ),
      finds: ['policy/no-identity-pool'],
    },
    {
      ...NONE,
      what: 'rights of every category, also below paths',
      inputs: { 'allow-custom': 'true' },
      yaml: dev(
        USER_POOL,
        WEB,
        'categories:',
        '  rest: [▸{apiId: a1b2c3d4e5, stage: dev, paths: {/items: {auth: [read]}}}]',
        '  graphql: [▸{apiId: abcdefghijklmnopqrstuvwxyz, auth: [Query.*]}]',
        '  custom: [▸{name: mail, auth: [{actions: ["ses:SendEmail"], resources: ["*"]}]}]',
      ),
      finds: Array.from({ length: 3 }, () => 'policy/no-identity-pool'),
      says: ['rest grants rights', 'graphql grants rights', 'custom grants rights'],
    },
    {
      ...NONE,
      what: 'not: entries without rights',
      yaml: dev(USER_POOL, WEB, 'categories: {storage: [{bucket: files}, {bucket: more, auth: [], guest: []}]}'),
      finds: [],
    },
    {
      what: 'not: an identity pool by defaults',
      yaml: manifest(
        ['defaults: {identityPoolId: <identityPoolId>}'],
        [USER_POOL, WEB, 'categories: {storage: [{bucket: files, auth: [read]}]}'],
      ),
      finds: [],
    },
  ])('$what', checkCase);
});

describe('policy/less-than-guest', () => {
  const LESS = { finds: ['policy/less-than-guest'] };
  const given = (...entries: readonly string[]) => dev(USER_POOL, WEB, IDENTITY_POOL, 'categories:', ...entries);

  test.each<RuleCase>([
    {
      ...LESS,
      what: 'signed-in users have nothing',
      yaml: given('  storage: [▸{bucket: files, guest: [read]}]'),
      says: ['storage gives guests what signed-in users do not get: s3:GetObject on arn:aws:s3:::files/public/*'],
      hints: ['at least the rights of `guest`'],
    },
    {
      what: 'on one path of several',
      finds: ['policy/less-than-guest'],
      yaml: given(
        '  rest:',
        '    - ▸{apiId: a1b2c3d4e5, stage: dev, paths: {/items: {auth: [read], guest: [read]}, /open: {guest: [read]}}}',
      ),
      says: ['/GET/open'],
    },
    {
      what: 'not: another entry of that bucket gives it',
      yaml: given('  storage: [{bucket: files, guest: [read]}, {bucket: files, auth: [read]}]'),
      finds: [],
    },
    {
      what: 'not: a pattern covers it',
      yaml: given('  graphql: [{apiId: abcdefghijklmnopqrstuvwxyz, auth: ["Query.*"], guest: ["Query.listItems"]}]'),
      finds: [],
    },
    {
      what: 'not: all categories, each with as much for users as for guests',
      yaml: given('  storage: [{bucket: files, auth: [create, read], guest: [read]}]'),
      finds: [],
    },
  ])('$what', checkCase);
});

describe('policy/guest-write', () => {
  const WRITE = { finds: ['policy/guest-write'] };

  test.each<RuleCase>([
    {
      ...WRITE,
      what: 'create',
      yaml: dev(
        ...IDS,
        'categories:',
        '  storage:',
        '    - ▸{bucket: <bucket>, auth: [read, create], guest: [read, create]}',
      ),
      says: ['without signing in: create'],
    },
    {
      ...WRITE,
      what: 'update and delete, by the second entry',
      yaml: dev(
        ...IDS,
        'categories:',
        '  storage:',
        '    - {bucket: <bucket>, auth: [create]}',
        '    - ▸{bucket: <bucket>, auth: [update, delete], guest: [update, delete]}',
      ),
      says: ['update, delete'],
    },
    {
      ...WRITE,
      what: 'two envs by one anchor',
      yaml: `${dev(...IDS, 'categories: &all', '  storage: [▸▸{bucket: <bucket>, auth: [delete], guest: [delete]}]')}  test: {extends: dev, categories: *all}\n`,
      finds: ['policy/guest-write', 'policy/guest-write test'],
    },
    {
      ...WRITE,
      what: 'every category that lets guests write, each for itself',
      yaml: dev(
        ...IDS,
        'categories:',
        '  dynamodb: [▸{table: notes, auth: [create], guest: [create]}]',
        '  rest: [▸{apiId: a1b2c3d4e5, stage: dev, paths: {/items: {auth: [create], guest: [create]}}}]',
        '  kinesis: [▸{stream: clicks, auth: [record], guest: [record]}]',
        '  pubsub: [▸{topics: [news], auth: [publish], guest: [publish]}]',
      ),
      finds: Array.from({ length: 4 }, () => 'policy/guest-write'),
      says: ['dynamodb lets anybody', 'rest lets anybody', 'kinesis lets anybody', 'pubsub lets anybody'],
    },
    {
      ...WRITE,
      what: 'a custom statement that is not surely a read',
      inputs: { 'allow-custom': 'true' },
      yaml: dev(
        ...IDS,
        'categories: {custom: [▸{name: mail, auth: [{actions: ["ses:GetTemplate", "ses:SendEmail"], resources: ["*"]}], guest: [{actions: ["ses:GetTemplate", "ses:SendEmail"], resources: ["*"]}]}]}',
      ),
      says: ['custom lets anybody who opens the app write, without signing in: ses:SendEmail'],
    },
    {
      what: 'not: other categories, where guests only look',
      yaml: dev(
        ...IDS,
        'categories:',
        '  dynamodb: [{table: notes, auth: [create, read], guest: [read]}]',
        '  rest: [{apiId: a1b2c3d4e5, stage: dev, paths: {/items: {auth: [create, read], guest: [read]}}}]',
        '  pubsub: [{topics: [news], auth: [publish, subscribe], guest: [subscribe]}]',
      ),
      finds: [],
    },
    {
      what: 'not: guests read, users write',
      yaml: dev(...IDS, 'categories:', '  storage: [{bucket: <bucket>, auth: [create, read, delete], guest: [read]}]'),
      finds: [],
    },
  ])('$what', checkCase);
});

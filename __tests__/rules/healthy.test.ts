import { describe, test } from '@jest/globals';
import { CreateIdentityPoolCommand, UpdateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import { CreateGroupCommand, CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { seedEnvironment, type SeedOptions, trustDocument } from '@amplify-import-auth/testbed/aws';
import {
  checkCase,
  dev,
  fill,
  IDENTITY_POOL,
  manifest,
  namesOf,
  NATIVE,
  USER_POOL,
  WEB,
  type RuleCase,
} from '../helpers/emulated.ts';
import { clientsFor } from '../helpers/emulator.ts';

const SERVICE = 'cognito-identity.amazonaws.com';
const IDS = [USER_POOL, WEB, IDENTITY_POOL];
const GUESTS = ['guest: true'];
const STORAGE = ['categories:', '  storage: [{bucket: <bucket>, auth: [create, read], guest: [read]}]'];

/** All three kinds of roles are judged. */
const EVERY_ROLE = dev(...IDS, ...GUESTS, 'groups: {editors: <group.editors>}');

type Amr = 'authenticated' | 'unauthenticated';

/** All three kinds of roles have this trust policy. */
function trusting(document: (pool: string, amr: Amr) => object | string): SeedOptions {
  return {
    groups: ['editors'],
    trust: (kind, pool) => document(pool, kind === 'guest' ? 'unauthenticated' : 'authenticated'),
  };
}

/** A trust policy whose one statement has this condition, and whatever else is given. */
function conditioned(condition: (pool: string, amr: Amr) => object, more: object = {}): SeedOptions {
  return trusting((pool, amr) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: SERVICE },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: condition(pool, amr),
        ...more,
      },
    ],
  }));
}

const usual = (pool: string, amr: Amr) => ({
  StringEquals: { [`${SERVICE}:aud`]: pool },
  'ForAnyValue:StringLike': { [`${SERVICE}:amr`]: amr },
});

/** The usual trust policy and more statements. */
function beside(...statements: readonly object[]): SeedOptions {
  return trusting((pool, amr) => {
    const { Statement } = trustDocument(pool, amr) as { Statement: object[] };
    return { Version: '2012-10-17', Statement: [...Statement, ...statements] };
  });
}

const TRUST: readonly (readonly [what: string, seed: SeedOptions])[] = [
  ['as the Amplify CLI writes it', trusting(trustDocument)],
  [
    'a single statement, with white space',
    trusting((pool, amr) => {
      const { Statement } = trustDocument(pool, amr) as { Statement: object[] };
      return JSON.stringify({ Version: '2012-10-17', Id: 'é', Statement: Statement[0] }, null, 4);
    }),
  ],
  [
    'the old version of the language',
    trusting((pool, amr) => ({ ...trustDocument(pool, amr), Version: '2008-10-17' })),
  ],
  [
    'lists everywhere',
    conditioned(
      (pool, amr) => ({
        StringEquals: { [`${SERVICE}:aud`]: [pool] },
        'ForAnyValue:StringLike': { [`${SERVICE}:amr`]: [amr] },
      }),
      { Principal: { Federated: [SERVICE] }, Action: ['sts:AssumeRoleWithWebIdentity'], Sid: 'Identities' },
    ),
  ],
  [
    'tags as well, for access control by attributes',
    conditioned(usual, { Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] }),
  ],
  ['a wildcard in the action, in capitals', conditioned(usual, { Action: 'STS:ASSUMEROLEWITH*' })],
  [
    'keys and operators in another case',
    conditioned((pool, amr) => ({
      stringequals: { 'Cognito-Identity.amazonaws.com:AUD': pool },
      'forAnyValue:stringLike': { [`${SERVICE.toUpperCase()}:amr`]: amr },
    })),
  ],
  [
    'StringLike without a wildcard, and amr without a set operator',
    conditioned((pool, amr) => ({
      StringLike: { [`${SERVICE}:aud`]: pool },
      StringEquals: { [`${SERVICE}:amr`]: amr },
    })),
  ],
  [
    'a wide condition beside a narrow one',
    conditioned((pool, amr) => ({
      ...usual(pool, amr),
      StringLike: { [`${SERVICE}:aud`]: 'eu-west-1:*', [`${SERVICE}:amr`]: '*' },
    })),
  ],
  [
    'a wildcard that tells the kinds apart',
    conditioned((pool, amr) => ({
      StringEquals: { [`${SERVICE}:aud`]: pool },
      'ForAnyValue:StringLike': { [`${SERVICE}:amr`]: `${amr.slice(0, 4)}*` },
    })),
  ],
  [
    'conditions on other things',
    conditioned((pool, amr) => ({
      ...usual(pool, amr),
      StringEquals: { ...usual(pool, amr).StringEquals, 'aws:RequestedRegion': 'eu-west-1' },
      DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' },
    })),
  ],
  [
    'one statement for each way to sign in',
    {
      groups: ['editors'],
      trust: (kind, pool) => {
        if (kind === 'guest') return trustDocument(pool, 'unauthenticated');
        const values = ['authenticated', 'graph.facebook.com', ['accounts.google.com', 'authenticated']];
        const statements = values.map((value) => ({
          Effect: 'Allow',
          Principal: { Federated: SERVICE },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { [`${SERVICE}:aud`]: pool },
            'ForAnyValue:StringEquals': { [`${SERVICE}:amr`]: value },
          },
        }));
        return { Version: '2012-10-17', Statement: statements };
      },
    },
  ],
  [
    'users of one user pool alone',
    {
      groups: ['editors'],
      trust: (kind, pool) => {
        if (kind === 'guest') return trustDocument(pool, 'unauthenticated');
        const provider = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI:CognitoSignIn:*';
        const trust = JSON.stringify(trustDocument(pool, 'authenticated'));
        return trust.replace('"authenticated"', JSON.stringify(provider));
      },
    },
  ],
  [
    'others are forbidden to assume it, and the service to tag',
    beside(
      { Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:*' },
      { Effect: 'Deny', Principal: { Federated: SERVICE }, Action: 'sts:TagSession' },
    ),
  ],
  [
    'others may tag, which gives them nothing',
    beside({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: ['sts:TagSession'] }),
  ],
];

describe('trust policies with nothing wrong', () => {
  test.each(TRUST)('%s', async (what, seed) => {
    await checkCase({ what, seed, yaml: EVERY_ROLE, finds: [] });
  });
});

/** What the Cognito console puts on the roles that it makes. */
const CONSOLE = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['mobileanalytics:PutEvents', 'cognito-sync:*', 'cognito-identity:*'],
      Resource: ['*'],
    },
  ],
};
const OWN = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } };

const ROLES: readonly RuleCase[] = [
  {
    what: 'roles with a path',
    seed: { path: '/service-role/shop/', groups: ['editors'] },
    yaml: EVERY_ROLE,
    finds: [],
  },
  {
    what: 'roles that the console made, with its wide policies: a warning each',
    seed: {
      path: '/service-role/',
      inlinePolicies: { auth: { Cognito_shopAuth_Role: CONSOLE }, guest: { oneClick_Unauth: CONSOLE } },
    },
    yaml: dev(USER_POOL, WEB, 'identityPoolId: ▸▸<identityPoolId>', ...STORAGE),
    finds: ['policy/privileged warning', 'policy/privileged warning'],
  },
  {
    what: 'the same in managed policies',
    seed: { path: '/service-role/', managedPolicies: { auth: [{ name: 'Cognito-auth', document: CONSOLE }] } },
    yaml: dev(USER_POOL, WEB, 'identityPoolId: ▸<identityPoolId>', ...STORAGE),
    finds: ['policy/privileged warning'],
  },
  {
    what: 'our policies, those of another project, and foreign ones',
    seed: {
      inlinePolicies: {
        auth: {
          'amplify-import-auth.shop.dev.storage': OWN,
          'amplify-import-auth.other.dev.storage': OWN,
          'legacy-access': OWN,
        },
      },
      managedPolicies: { auth: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'] },
    },
    yaml: dev(...IDS, ...STORAGE),
    finds: [],
  },
  {
    what: 'a group whose role is the authenticated one',
    change: async ({ userPoolId, authRoleArn }, { userPools }) => {
      await userPools.send(
        new CreateGroupCommand({ UserPoolId: userPoolId, GroupName: 'admins', RoleArn: authRoleArn }),
      );
    },
    yaml: dev(...IDS, 'groups: {admins: <authRoleArn>}'),
    finds: [],
  },
  {
    what: 'groups by the mapping that the CLI makes, with names of any script',
    seed: { groups: ['editors'], roleMappings: 'token', nativeClient: true },
    change: async ({ userPoolId, groups }, { userPools }) => {
      const RoleArn = groups['editors']?.roleArn;
      for (const GroupName of ['редакторы', '管理者', '🙂'])
        await userPools.send(new CreateGroupCommand({ UserPoolId: userPoolId, GroupName, RoleArn }));
    },
    yaml: dev(...IDS, NATIVE, 'groups:', '  редакторы: &role <group.editors>', '  "管理者": *role', "  '🙂': *role"),
    finds: [],
  },
  {
    what: 'no guests, and no role for them',
    seed: { guest: false },
    yaml: dev(...IDS, 'guest: false'),
    finds: [],
  },
  {
    what: 'a guest role that nobody wants is not judged',
    seed: {
      trust: (kind, pool) =>
        kind === 'guest' ? { ...trustDocument('x', 'authenticated') } : trustDocument(pool, 'authenticated'),
    },
    yaml: dev(...IDS),
    finds: [],
  },
  {
    what: 'policies that are checked and there',
    seed: {
      inlinePolicies: {
        auth: {
          terraform: (env) => ({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: [`arn:aws:s3:::${env.bucket}*`] }],
          }),
        },
      },
    },
    yaml: dev(...IDS, 'policies: {auth: check, guest: off}', ...STORAGE),
    finds: [],
  },
];

describe('roles with nothing wrong', () => {
  test.each(ROLES)('$what', checkCase);
});

const OAUTH = {
  AllowedOAuthFlows: ['code' as const],
  AllowedOAuthScopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
  AllowedOAuthFlowsUserPoolClient: true,
  CallbackURLs: ['https://app.example.com/', 'http://localhost:3000/', 'shop://in/'],
  LogoutURLs: ['https://app.example.com/bye/', 'shop://out/'],
};

const POOLS: readonly RuleCase[] = [
  { what: 'a user pool alone', seed: { skip: ['identityPool'] }, yaml: dev(USER_POOL, WEB), finds: [] },
  { what: 'the one client that fits', yaml: dev(USER_POOL, IDENTITY_POOL), finds: [] },
  {
    what: 'a native client with a secret, and clients of servers',
    seed: { nativeClient: { GenerateSecret: true } },
    change: async ({ userPoolId }, { userPools }) => {
      await userPools.send(
        new CreateUserPoolClientCommand({ UserPoolId: userPoolId, ClientName: 'server', GenerateSecret: true }),
      );
    },
    yaml: dev(...IDS, NATIVE),
    finds: [],
  },
  {
    what: 'sign-in by redirect, with a provider',
    seed: {
      domain: true,
      identityProviders: [
        { ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: { client_id: 'g', client_secret: 's' } },
      ],
      webClient: OAUTH,
      nativeClient: OAUTH,
    },
    yaml: dev(...IDS, NATIVE),
    finds: [],
  },
  {
    what: 'aliases, second factors, and a name of another script',
    seed: { name: 'läden-店', mfa: 'ON', pool: { AliasAttributes: ['email', 'preferred_username'] } },
    yaml: dev(...IDS),
    finds: [],
  },
  {
    what: 'an identity pool that lists others too',
    change: async ({ name, identityPoolId, providerName, webClientId }, { identityPools }) => {
      await identityPools.send(
        new UpdateIdentityPoolCommand({
          IdentityPoolId: identityPoolId,
          IdentityPoolName: name,
          AllowUnauthenticatedIdentities: true,
          SupportedLoginProviders: { 'graph.facebook.com': '1234567890' },
          CognitoIdentityProviders: [
            { ProviderName: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI', ClientId: 'theirs' },
            { ProviderName: providerName, ClientId: webClientId },
          ],
        }),
      );
    },
    yaml: dev(...IDS),
    finds: [],
  },
  {
    what: 'many other pools in the account',
    change: async (_env, clients) => {
      await Promise.all(Array.from({ length: 5 }, () => seedEnvironment(clients)));
      await clients.identityPools.send(
        new CreateIdentityPoolCommand({ IdentityPoolName: 'more', AllowUnauthenticatedIdentities: false }),
      );
    },
    yaml: dev(...IDS),
    finds: [],
  },
];

describe('pools and clients with nothing wrong', () => {
  test.each(POOLS)('$what', checkCase);
});

const TEXTS: readonly RuleCase[] = [
  { what: 'quotes', yaml: dev(...IDS.map((one) => one.replace('<', '"<').replace('>', '>"'))), finds: [] },
  { what: 'Windows line ends', yaml: dev(...IDS, ...STORAGE).replaceAll('\n', '\r\n'), finds: [] },
  { what: 'a byte order mark', yaml: `\uFEFF${dev(...IDS)}`, finds: [] },
  {
    what: 'everything on one line',
    yaml: `{version: 1, project: shop, envs: {dev: {${IDS.join(', ')}, guest: true, policies: {auth: "off"}}}}`,
    finds: [],
  },
  {
    what: 'anchors and merge keys',
    yaml: [
      'version: 1',
      'project: shop',
      'defaults: &ids',
      '  userPoolId: &pool <userPoolId>',
      '  webClientId: <webClientId>',
      'envs:',
      '  dev: &dev',
      '    <<: *ids',
      '    identityPoolId: <identityPoolId>',
      '  test:',
      '    <<: [*dev, *ids]',
      '    userPoolId: *pool',
      '  demo: {extends: test, identityPoolId: null}',
      '',
    ].join('\n'),
    finds: [],
  },
  {
    what: 'comments and names of other scripts',
    yaml: [
      '# Конфигурация 🙂',
      'version: 1',
      'project: shop',
      'outputs:',
      '  - {format: amplify-outputs, path: "アプリ/{env}/amplify_outputs.json"} # 出力',
      'envs:',
      '  dev: # é',
      ...IDS.map((one) => `    ${one} # ё`),
      '',
    ].join('\n'),
    finds: [],
  },
  {
    what: 'account and region, by name and by placeholder',
    yaml: manifest(
      [
        'accounts:',
        '  main: {id: <account>}',
        'defaults:',
        '  account: main',
        '  region: eu-west-1',
        'profile: strict',
      ],
      [...IDS, 'categories:', '  storage: [{bucket: "{project}-{env}-{accountId}-{region}", auth: [read]}]'],
    ),
    finds: [],
  },
  {
    what: 'null is left out',
    yaml: dev(...IDS, 'nativeClientId:', 'authRoleArn: null', 'groups: ~', 'roleToAssume: null', 'categories: {}'),
    finds: [],
  },
];

describe('manifests with nothing wrong', () => {
  test.each(TEXTS)('$what', checkCase);

  test.each(TEXTS)('$what, when it is planned', async (given) => {
    await checkCase({ ...given, command: 'plan' });
  });

  test('envs in two regions', async () => {
    await checkCase({
      what: 'regions',
      also: async (_env, clients) => {
        const there = await seedEnvironment(clientsFor(clients.account, 'ap-southeast-2'));
        return { there: fill(IDS.join(', '), namesOf(there)) };
      },
      yaml: `${dev(...IDS)}  far: {<there>}\n`,
      finds: [],
    });
  });
});

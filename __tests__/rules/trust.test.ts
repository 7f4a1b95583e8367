import { describe, expect, test } from '@jest/globals';
import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { type RoleKind, seedEnvironment, type SeedOptions, trustDocument } from '@amplify-import-auth/testbed/aws';
import { known, unchecked } from '../../src/domain/fact.ts';
import type { ObservedEnv, Role } from '../../src/domain/observed.ts';
import { RULES, type RuleId } from '../../src/domain/rule.ts';
import { resolveManifest } from '../../src/manifest/resolve.ts';
import { parsePolicy } from '../../src/iam/document.ts';
import { ENV_RULES } from '../../src/rules/index.ts';
import { checkCase, dev, fill, IDENTITY_POOL, namesOf, runEmulated, USER_POOL, WEB } from '../helpers/emulated.ts';
import { clientsFor, freshAccount } from '../helpers/emulator.ts';

const SERVICE = 'cognito-identity.amazonaws.com';
const OTHER_POOL = 'eu-west-1:99999999-8888-7777-6666-555555555555';
const ROOT = 'arn:aws:iam::111122223333:root';

type Amr = 'authenticated' | 'unauthenticated';
type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

function aud(operator: string, values: string | readonly string[], key = `${SERVICE}:aud`): Conditions {
  return { [operator]: { [key]: values } };
}

function amr(operator: string, values: string | readonly string[], key = `${SERVICE}:amr`): Conditions {
  return { [operator]: { [key]: values } };
}

/** A statement that lets the identity service assume the role under all of these conditions. */
function allow(conditions: readonly Conditions[], change: object = {}): object {
  const joined: Record<string, Conditions[string]> = {};
  for (const one of conditions)
    for (const [operator, keys] of Object.entries(one)) joined[operator] = { ...joined[operator], ...keys };
  return {
    Effect: 'Allow',
    Principal: { Federated: SERVICE },
    Action: 'sts:AssumeRoleWithWebIdentity',
    ...(conditions.length === 0 ? {} : { Condition: joined }),
    ...change,
  };
}

/** What the trust policy of a role is put together from. */
interface Given {
  readonly pool: string;
  /** The kind of users that the role is for, and the other one. */
  readonly kind: Amr;
  readonly other: Amr;
  /** The usual conditions and the usual statement. */
  readonly forPool: Conditions;
  readonly forKind: Conditions;
  readonly healthy: object;
}

interface Fixture {
  readonly what: string;
  readonly statements: (given: Given) => readonly object[];
  readonly says?: readonly string[];
  /** Reported in addition to the rule that the fixture is for. */
  readonly too?: readonly RuleId[];
  readonly only?: RoleKind;
}

function statementsOf(kind: RoleKind, pool: string, { statements }: Fixture): readonly object[] {
  const own: Amr = kind === 'guest' ? 'unauthenticated' : 'authenticated';
  const forPool = aud('StringEquals', pool);
  const forKind = amr('ForAnyValue:StringLike', own);
  return statements({
    pool,
    kind: own,
    other: kind === 'guest' ? 'authenticated' : 'unauthenticated',
    forPool,
    forKind,
    healthy: allow([forPool, forKind]),
  });
}

/** Only the role of one kind has this trust policy. */
function seeded(kind: RoleKind, fixture: Fixture): SeedOptions {
  return {
    groups: ['editors'],
    trust: (one, pool) =>
      one === kind
        ? { Version: '2012-10-17', Statement: statementsOf(kind, pool, fixture) }
        : trustDocument(pool, one === 'guest' ? 'unauthenticated' : 'authenticated'),
  };
}

/** The manifest with a mark for each finding at the role of this kind. */
function manifestFor(kind: RoleKind, findings: number): string {
  const marks = '▸'.repeat(findings);
  const pool = kind === 'group' ? IDENTITY_POOL : `identityPoolId: ${marks}<identityPoolId>`;
  const group = kind === 'group' ? `  editors: ${marks}<group.editors>` : '  editors: <group.editors>';
  return dev(USER_POOL, WEB, pool, ...(kind === 'guest' ? ['guest: true'] : []), 'groups:', group);
}

const TITLES = {
  auth: '<authRoleName>, the authenticated role',
  guest: '<guestRoleName>, the unauthenticated role',
  group: 'the role of the group "editors"',
} as const;

function describeRule(rule: RuleId, fixtures: readonly Fixture[]): void {
  describe(rule, () => {
    const kinds: readonly RoleKind[] = ['auth', 'guest', 'group'];
    const cases = fixtures.flatMap((fixture) =>
      kinds
        .filter((kind) => fixture.only === undefined || fixture.only === kind)
        .map((kind) => ({ kind, fixture, what: fixture.what })),
    );

    test.each(cases)('$kind role: $what', async ({ kind, fixture, what }) => {
      const finds = [rule, ...(fixture.too ?? [])];
      await checkCase({
        what,
        seed: seeded(kind, fixture),
        yaml: manifestFor(kind, finds.length),
        finds,
        says: [TITLES[kind], ...(fixture.says ?? [])],
        // The hint of an error is the statement that fixes it.
        hints:
          RULES[rule].severity === 'error'
            ? [
                `"Federated": "${SERVICE}"`,
                `"${SERVICE}:aud": "<identityPoolId>"`,
                `"${SERVICE}:amr": "${kind === 'guest' ? 'unauthenticated' : 'authenticated'}"`,
              ]
            : [],
      });
    });

    test('not: the guest role, where nobody wants guests', async () => {
      const fixture = fixtures[0]!;
      const yaml = dev(USER_POOL, WEB, IDENTITY_POOL, 'guest: false');
      await checkCase({ what: fixture.what, seed: seeded('guest', fixture), yaml, finds: [] });
    });
  });
}

describeRule('trust/missing', [
  {
    what: 'the inert role that `amplify init` makes',
    statements: () => [allow([], { Effect: 'Deny' })],
    says: ['statement 1', 'forbids the identity service to assume it'],
  },
  {
    what: 'a Deny beside the Allow',
    statements: ({ healthy }) => [healthy, allow([], { Effect: 'Deny' })],
    says: ['statement 2'],
  },
  {
    what: 'a Deny for everybody',
    statements: ({ healthy }) => [allow([], { Effect: 'Deny', Principal: '*', Action: 'sts:*' }), healthy],
    says: ['statement 1'],
  },
  {
    what: 'a Deny for this pool and this kind, and all that is not them',
    statements: ({ pool, kind, healthy }) => [
      healthy,
      allow([aud('StringNotEquals', pool)], { Effect: 'Deny' }),
      allow([aud('StringEquals', pool), amr('ForAnyValue:StringEquals', kind)], { Effect: 'Deny' }),
    ],
    says: ['statement 3'],
  },
  {
    what: 'tags alone',
    statements: ({ forPool, forKind }) => [allow([forPool, forKind], { Action: 'sts:TagSession' })],
    says: ['does not let the identity service assume it'],
  },
  {
    what: 'another action',
    statements: ({ forPool, forKind }) => [allow([forPool, forKind], { Action: ['sts:AssumeRole'] })],
  },
  {
    what: 'another principal',
    statements: () => [{ Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'sts:AssumeRole' }],
    too: ['trust/other-principal'],
  },
  {
    what: 'the service of another partition',
    statements: ({ forPool, forKind }) => [allow([forPool, forKind], { Principal: { Federated: `${SERVICE}.cn` } })],
    too: ['trust/other-principal'],
    says: [`Federated ${SERVICE}.cn`],
  },
]);

describeRule('trust/audience', [
  {
    what: 'no aud',
    statements: ({ forKind }) => [allow([forKind])],
    says: ['statement 1', 'has no condition on the identity pool (aud)'],
  },
  {
    what: 'another pool',
    statements: ({ forKind }) => [allow([aud('StringEquals', OTHER_POOL), forKind])],
    says: [`is for ${OTHER_POOL} and not for the identity pool <identityPoolId>`],
  },
  {
    what: 'a pattern of another region',
    statements: ({ forKind }) => [allow([aud('StringLike', 'us-east-1:*'), forKind])],
    says: ['is for us-east-1:*'],
  },
  {
    what: '`*` under StringEquals is no wildcard',
    statements: ({ forKind }) => [allow([aud('StringEquals', '*'), forKind])],
    says: ['is for *'],
  },
  {
    what: 'a negated one lets all others in',
    statements: ({ forKind }) => [allow([aud('StringNotEquals', OTHER_POOL), forKind])],
    says: ['has no condition on the identity pool'],
  },
  {
    what: 'a negated pattern',
    statements: ({ forKind }) => [allow([aud('StringNotLike', 'us-east-1:*'), forKind])],
    says: ['has no condition on the identity pool'],
  },
  {
    what: 'an operator for ARNs',
    statements: ({ pool, forKind }) => [allow([aud('ArnEquals', pool), forKind])],
  },
  {
    what: 'only that there is one',
    statements: ({ forKind }) => [allow([aud('Null', 'false'), forKind])],
  },
  {
    what: 'the key of another provider',
    statements: ({ pool, forKind }) => [allow([aud('StringEquals', pool, 'accounts.google.com:aud'), forKind])],
  },
  {
    what: 'another pool, if there is one',
    statements: ({ forKind }) => [allow([aud('StringEqualsIfExists', OTHER_POOL), forKind])],
  },
  {
    what: 'this pool by one operator, another one by the other',
    statements: ({ forKind }) => [allow([aud('StringLike', 'eu-west-1:*'), aud('StringEquals', OTHER_POOL), forKind])],
    says: [`is for ${OTHER_POOL} and not`],
  },
  {
    what: 'a second statement without',
    statements: ({ healthy, forKind }) => [healthy, allow([forKind])],
    says: ['statement 2'],
  },
  {
    what: 'a second statement for another pool',
    statements: ({ healthy, forKind }) => [healthy, allow([aud('StringEquals', OTHER_POOL), forKind])],
    says: ['statement 2'],
  },
  {
    what: 'no condition at all, as older versions of the CLI left it',
    statements: () => [allow([])],
    too: ['trust/amr'],
  },
]);

describeRule('trust/audience-wide', [
  {
    what: 'every pool of the region',
    statements: ({ forKind }) => [allow([aud('StringLike', 'eu-west-1:*'), forKind])],
    says: ['statement 1', 'lets in more than this identity pool: StringLike eu-west-1:*'],
  },
  { what: 'every pool', statements: ({ forKind }) => [allow([aud('ForAnyValue:StringLike', '*'), forKind])] },
  {
    what: 'one character left open',
    statements: ({ pool, forKind }) => [allow([aud('stringlike', `${pool.slice(0, -1)}?`), forKind])],
  },
  {
    what: 'two pools',
    statements: ({ pool, forKind }) => [allow([aud('StringEquals', [pool, OTHER_POOL]), forKind])],
    says: [`StringEquals ${OTHER_POOL}`],
  },
  {
    what: 'two pools under StringLike',
    statements: ({ pool, forKind }) => [allow([aud('StringLike', [OTHER_POOL, pool]), forKind])],
    says: [`StringLike ${OTHER_POOL}`],
  },
  {
    what: 'IfExists',
    statements: ({ pool, forKind }) => [allow([aud('StringEqualsIfExists', pool), forKind])],
    says: ['lets in tokens without aud: StringEqualsIfExists is true where the key is missing'],
  },
  {
    what: 'ForAllValues',
    statements: ({ pool, forKind }) => [allow([aud('ForAllValues:StringEquals', pool), forKind])],
    says: ['ForAllValues:StringEquals is true where the key is missing'],
  },
  {
    what: 'a condition in capitals',
    statements: ({ pool, forKind }) => [
      allow([aud('FORALLVALUES:STRINGLIKEIFEXISTS', pool, `${SERVICE.toUpperCase()}:AUD`), forKind]),
    ],
  },
  {
    what: 'a second statement for every pool',
    statements: ({ healthy, forKind }) => [healthy, allow([aud('StringLike', '*'), forKind])],
    says: ['statement 2'],
  },
]);

describeRule('trust/amr', [
  {
    what: 'no amr',
    statements: ({ forPool }) => [allow([forPool])],
    says: ['statement 1', 'has no condition on the kind of user (amr:'],
  },
  {
    what: 'the other kind',
    statements: ({ forPool, other }) => [allow([forPool, amr('ForAnyValue:StringLike', other)])],
    says: ['does not single out'],
  },
  {
    what: 'both kinds',
    statements: ({ forPool }) => [
      allow([forPool, amr('ForAnyValue:StringEquals', ['authenticated', 'unauthenticated'])]),
    ],
    says: ['ForAnyValue:StringEquals authenticated, unauthenticated'],
  },
  {
    what: 'a wildcard that lets both in',
    statements: ({ forPool }) => [allow([forPool, amr('ForAnyValue:StringLike', '*authenticated')])],
  },
  { what: 'any value', statements: ({ forPool }) => [allow([forPool, amr('ForAnyValue:StringLike', '*')])] },
  {
    what: 'an impossible value',
    statements: ({ forPool }) => [allow([forPool, amr('ForAnyValue:StringLike', 'signed-in')])],
    says: ['ForAnyValue:StringLike signed-in'],
  },
  {
    what: 'the right value in the wrong case',
    statements: ({ forPool, kind }) => [allow([forPool, amr('ForAnyValue:StringEquals', kind.toUpperCase())])],
  },
  {
    what: 'a wildcard where none is known',
    statements: ({ forPool, kind }) => [allow([forPool, amr('ForAnyValue:StringEquals', `${kind.slice(0, 4)}*`)])],
  },
  {
    what: 'IfExists',
    statements: ({ forPool, kind }) => [allow([forPool, amr('ForAnyValue:StringLikeIfExists', kind)])],
    says: ['lets a token without amr pass: ForAnyValue:StringLikeIfExists is true where the key is missing'],
  },
  {
    what: 'ForAllValues',
    statements: ({ forPool, kind }) => [allow([forPool, amr('ForAllValues:StringLike', kind)])],
    says: ['ForAllValues:StringLike is true where the key is missing'],
  },
  {
    what: 'all but the other kind',
    statements: ({ forPool, other }) => [allow([forPool, amr('ForAnyValue:StringNotLike', other)])],
  },
  {
    what: 'a second statement without',
    statements: ({ healthy, forPool }) => [healthy, allow([forPool])],
    says: ['statement 2'],
  },
  {
    what: 'guests have no provider',
    only: 'guest',
    statements: ({ forPool }) => [allow([forPool, amr('ForAnyValue:StringLike', 'graph.facebook.com')])],
  },
  {
    what: 'a provider, or no sign-in',
    only: 'auth',
    statements: ({ forPool }) => [
      allow([forPool, amr('ForAnyValue:StringLike', ['graph.facebook.com', 'unauthenticated'])]),
    ],
  },
]);

describeRule('trust/other-principal', [
  {
    what: 'everybody in an account',
    statements: ({ healthy }) => [healthy, { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'sts:AssumeRole' }],
    says: ['others than the identity service may assume', `AWS ${ROOT}`],
  },
  {
    what: 'users and accounts',
    statements: ({ healthy }) => [
      { Effect: 'Allow', Principal: { AWS: ['111122223333', 'arn:aws:iam::111122223333:user/ci'] }, Action: 'sts:*' },
      healthy,
    ],
    says: ['AWS 111122223333, AWS arn:aws:iam::111122223333:user/ci'],
  },
  {
    what: 'a service',
    statements: ({ healthy }) => [
      healthy,
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
    says: ['Service lambda.amazonaws.com'],
  },
  {
    what: 'another provider in the same statement',
    statements: ({ forPool, forKind }) => [
      allow([forPool, forKind], { Principal: { Federated: [SERVICE, 'accounts.google.com'] } }),
    ],
    says: ['Federated accounts.google.com'],
  },
  {
    what: 'a SAML provider',
    statements: ({ healthy }) => [
      healthy,
      {
        Effect: 'Allow',
        Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/okta' },
        Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      },
    ],
    says: ['saml-provider/okta'],
  },
  {
    what: 'everybody, under the right conditions',
    statements: ({ forPool, forKind }) => [allow([forPool, forKind], { Principal: '*' })],
    says: ['everybody'],
  },
  {
    what: 'everybody by another word, under the right conditions',
    statements: ({ forPool, forKind }) => [allow([forPool, forKind], { Principal: { AWS: '*' } })],
    says: ['AWS *'],
  },
]);

test.each<RoleKind>(['auth', 'guest', 'group'])('the statement of the hint fixes the %s role', async (kind) => {
  const clients = clientsFor(freshAccount());
  const inert: Fixture = { what: 'inert', statements: () => [allow([], { Effect: 'Deny' })] };
  const env = await seedEnvironment(clients, seeded(kind, inert));
  const yaml = fill(manifestFor(kind, 0), namesOf(env));
  const { findings } = await runEmulated(clients.account, yaml);
  const [, statement = ''] = /:\n([^]*)/.exec(findings[0]?.hint ?? '') ?? [];
  const roles = { auth: env.authRoleName, guest: env.guestRoleName, group: env.groups['editors']!.roleName };
  await clients.iam.send(
    new UpdateAssumeRolePolicyCommand({
      RoleName: roles[kind],
      PolicyDocument: `{"Version":"2012-10-17","Statement":[${statement}]}`,
    }),
  );
  const fixed = await runEmulated(clients.account, yaml);
  expect([findings.length, fixed.findings, fixed.unchecked]).toEqual([1, [], []]);
});

test('an identity pool id that is none leaves the question open', async () => {
  await checkCase({
    what: 'id-format',
    seed: { groups: ['editors'] },
    yaml: dev(USER_POOL, WEB, 'identityPoolId: ▸nope', 'groups: {editors: <group.editors>}'),
    finds: ['manifest/id-format'],
    unchecked: [
      'identity-pool/not-found',
      'identity-pool/provider-missing',
      'identity-pool/classic-flow',
      'identity-pool/role-mapping',
      'role/auth-missing',
      'role/not-found',
      'role/shared',
      'trust/missing',
      'trust/audience',
      'trust/audience-wide',
      'trust/amr',
      'trust/other-principal',
      'policy/privileged',
    ],
  });
});

test('every Allow statement is judged by itself', async () => {
  const fixture: Fixture = {
    what: 'four statements',
    statements: ({ pool, healthy, forPool, forKind }) => [
      healthy,
      allow([forKind], { Sid: 'NoAudience' }),
      allow([aud('StringLike', [pool, 'eu-west-1:*']), forKind]),
      allow([forPool, amr('StringLike', '*')]),
      { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:TagSession' },
    ],
  };
  await checkCase({
    what: fixture.what,
    seed: seeded('auth', fixture),
    yaml: manifestFor('auth', 3),
    finds: ['trust/audience', 'trust/audience-wide', 'trust/amr'],
    says: ['statement 2', 'statement 3', 'statement 4'],
  });
});

// What the emulator cannot hold: other partitions (it has none) and trust policies that IAM would refuse.
describe('judged without an emulator', () => {
  /** `rule` of each problem, and `rule?` of what is left open, with one authenticated role that has this trust policy. */
  function judged(region: string, trust: Role['trust']): readonly string[] {
    const identityPoolId = `${region}:11111111-2222-3333-4444-555555555555`;
    const yaml = `version: 1\nproject: shop\nenvs:\n  dev: {userPoolId: ${region}_AbCdEfGhI, identityPoolId: "${identityPoolId}"}\n`;
    const { manifest } = resolveManifest(yaml, 'amplify-auth.yml', '2026-11-25');
    const arn = 'arn:aws:iam::111122223333:role/auth';
    const policies = { inlinePolicies: known([]), attachedPolicies: known([]) };
    const open = unchecked('dependency', 'it does not matter here');
    const observed: ObservedEnv = {
      env: 'dev',
      caller: open,
      userPool: open,
      mfa: open,
      webClient: open,
      nativeClient: undefined,
      candidates: undefined,
      identityPool: open,
      identityPoolRoles: known({ authenticated: arn, unauthenticated: undefined, mappings: [] }),
      authRole: known({ arn, name: 'auth', trust, ...policies }),
      guestRole: undefined,
      groups: new Map(),
      groupRoles: new Map(),
      lambdas: new Map(),
      lambdaRoles: new Map(),
      formerRoles: new Map(),
      existing: {},
    };
    const view = {
      manifest: manifest!,
      env: manifest!.envs[0]!,
      observed,
      allowedAccounts: [],
      today: '2026-12-01',
      allowCustom: false,
      allowClientSecret: false,
      wantedByRole: new Map(),
      amplify: [],
      backend: undefined,
      roleUses: [],
    };
    return ENV_RULES.filter(({ id }) => id.startsWith('trust/')).flatMap((rule) =>
      rule.judge(view).map(({ kind }) => `${rule.id}${kind === 'problem' ? '' : '?'}`),
    );
  }

  const documentOf = (...statements: readonly object[]) =>
    known(parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }))!);

  /** The usual statement of a region, with the names that are given. */
  const usual = (region: string, principal: string, prefix = principal, change: object = {}) =>
    allow(
      [
        aud('StringEquals', `${region}:11111111-2222-3333-4444-555555555555`, `${prefix}:aud`),
        amr('ForAnyValue:StringLike', 'authenticated', `${prefix}:amr`),
      ],
      { Principal: { Federated: principal }, ...change },
    );

  const ALL = ['missing', 'audience', 'audience-wide', 'amr', 'other-principal'].map((one) => `trust/${one}?`);

  test.each<[string, string, string, readonly string[]]>([
    ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com', 'cognito-identity-us-gov.amazonaws.com', []],
    ['us-gov-west-1', SERVICE, SERVICE, ['trust/missing', 'trust/other-principal']],
    ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com', SERVICE, ['trust/audience', 'trust/amr']],
    [
      'us-gov-east-1',
      'cognito-identity.us-gov-east-1.amazonaws.com',
      'cognito-identity.us-gov-east-1.amazonaws.com',
      [],
    ],
    ['cn-north-1', 'cognito-identity.cn-north-1.amazonaws.com.cn', 'cognito-identity.amazonaws.com.cn', []],
    ['cn-north-1', 'cognito-identity.cn-north-1.amazonaws.com.cn', SERVICE, []],
    ['cn-north-1', SERVICE, SERVICE, ['trust/missing', 'trust/other-principal']],
    // How the service is called there is not documented.
    ['eusc-de-east-1', SERVICE, SERVICE, ALL],
  ])('%s: %s with keys of %s', (region, principal, prefix, expected) => {
    expect(judged(region, documentOf(usual(region, principal, prefix)))).toEqual(expected);
  });

  test.each<[string, readonly object[], readonly string[]]>([
    [
      'a Deny for everybody but somebody else',
      [
        usual('eu-west-1', SERVICE),
        { Effect: 'Deny', NotPrincipal: { AWS: ROOT }, Action: 'sts:AssumeRoleWithWebIdentity' },
      ],
      ['trust/missing'],
    ],
    [
      'a Deny for everybody but the identity service',
      [usual('eu-west-1', SERVICE), { Effect: 'Deny', NotPrincipal: { Federated: SERVICE }, Action: '*' }],
      [],
    ],
    [
      'an Allow for everybody but somebody',
      [usual('eu-west-1', SERVICE, SERVICE, { Principal: undefined, NotPrincipal: { AWS: ROOT } })],
      ['trust/other-principal'],
    ],
    [
      'every action but the one',
      [usual('eu-west-1', SERVICE, SERVICE, { Action: undefined, NotAction: 'STS:AssumeRoleWithWeb*' })],
      ['trust/missing'],
    ],
    [
      'every action but another one',
      [usual('eu-west-1', SERVICE, SERVICE, { Action: undefined, NotAction: 'sts:TagSession' })],
      [],
    ],
  ])('what IAM takes in theory: %s', (_what, statements, expected) => {
    expect(judged('eu-west-1', documentOf(...statements))).toEqual(expected);
  });

  describe('a Deny under a condition', () => {
    const POOL = 'eu-west-1:11111111-2222-3333-4444-555555555555';
    const beside = (...conditions: readonly Conditions[]) =>
      judged('eu-west-1', documentOf(usual('eu-west-1', SERVICE), allow(conditions, { Effect: 'Deny' })));

    test.each<[string, Conditions]>([
      ['all pools but this one', aud('StringNotEquals', POOL)],
      ['all pools but some', aud('StringNotLike', ['${aws:x.y}', 'eu-west-1:*'])],
      ['another pool', aud('StringEquals', OTHER_POOL)],
      ['who comes without a pool', aud('Null', 'true')],
      ['guests', amr('ForAnyValue:StringLike', 'unauthenticated')],
      ['who is not signed in', amr('ForAllValues:StringNotEquals', 'authenticated')],
    ])('passes by: %s', (_what, condition) => {
      expect(beside(condition)).toEqual([]);
    });

    test.each<[string, readonly Conditions[]]>([
      ['this pool', [aud('StringEquals', [OTHER_POOL, POOL])]],
      ['all pools but another one', [aud('StringNotEquals', OTHER_POOL)]],
      ['a pool that is not known', [aud('StringEquals', '${aws:x.y}')]],
      ['all pools but one that is not known', [aud('StringNotEquals', '${aws:x.y}')]],
      ['who comes with a pool', [{ Null: { [`${SERVICE}:aud`]: false as unknown as string } }]],
      ['signed-in users', [amr('ForAnyValue:StringLike', ['unauthenticated', 'auth*'])]],
      ['some provider', [amr('ForAnyValue:StringLike', 'cognito-idp.*')]],
      ['whose providers are not all this word', [amr('ForAnyValue:StringNotEquals', 'authenticated')]],
      ['an address', [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }]],
    ])('counts: %s', (_what, conditions) => {
      expect(beside(...conditions)).toEqual(['trust/missing']);
    });
  });

  describe('what holds a policy variable is open: no pass, and no fault', () => {
    const POOL = 'eu-west-1:11111111-2222-3333-4444-555555555555';
    const VARIABLE = '${aws:PrincipalTag/pool}';
    const kind = (...values: readonly string[]) => amr('ForAnyValue:StringLike', values);
    const pool = (...values: readonly string[]) => aud('StringEquals', values);

    test.each<[string, readonly object[], readonly string[]]>([
      ['aud', [allow([pool(VARIABLE), kind('authenticated')])], ['trust/audience?', 'trust/audience-wide?']],
      [
        'aud, in a pattern',
        [allow([aud('StringLike', `eu-west-1:${VARIABLE}`), kind('authenticated')])],
        ['trust/audience?', 'trust/audience-wide?'],
      ],
      ['aud beside the pool', [allow([pool(POOL, VARIABLE), kind('authenticated')])], ['trust/audience-wide?']],
      [
        'aud beside another pool',
        [allow([pool(POOL, OTHER_POOL, VARIABLE), kind('authenticated')])],
        ['trust/audience-wide'],
      ],
      [
        'aud, and another condition is for another pool',
        [allow([pool(OTHER_POOL), aud('StringLike', VARIABLE), kind('authenticated')])],
        ['trust/audience'],
      ],
      [
        'aud, and another condition is wide',
        [allow([aud('StringLike', 'eu-west-1:*'), pool(VARIABLE), kind('authenticated')])],
        ['trust/audience?', 'trust/audience-wide?'],
      ],
      [
        'aud, and another condition is only for this pool',
        [allow([pool(POOL), aud('StringLike', VARIABLE), kind('authenticated')])],
        ['trust/audience?'],
      ],
      [
        'aud, negated, lets all others in',
        [allow([aud('StringNotEquals', VARIABLE), kind('authenticated')])],
        ['trust/audience'],
      ],
      ['amr', [allow([pool(POOL), kind('${aws:x.y}')])], ['trust/amr?']],
      ['amr beside the kind', [allow([pool(POOL), kind('authenticated', VARIABLE)])], ['trust/amr?']],
      ['amr beside the other kind', [allow([pool(POOL), kind('unauthenticated', VARIABLE)])], ['trust/amr']],
      [
        'amr, and another condition separates',
        [allow([pool(POOL), kind('authenticated'), amr('ForAnyValue:StringEquals', VARIABLE)])],
        [],
      ],
      [
        'amr that lets a token without it pass',
        [allow([pool(POOL), amr('ForAllValues:StringLike', VARIABLE)])],
        ['trust/amr'],
      ],
      [
        'the principal',
        [usual('eu-west-1', SERVICE, SERVICE, { Principal: { Federated: VARIABLE } })],
        ['trust/missing?', 'trust/other-principal?'],
      ],
      [
        'the principal beside another one',
        [
          usual('eu-west-1', SERVICE),
          { Effect: 'Allow', Principal: { AWS: [VARIABLE, ROOT] }, Action: 'sts:AssumeRole' },
        ],
        ['trust/other-principal?', 'trust/other-principal'],
      ],
      [
        'the principal of a Deny',
        [
          usual('eu-west-1', SERVICE),
          { Effect: 'Deny', Principal: { Federated: VARIABLE }, Action: 'sts:AssumeRoleWithWebIdentity' },
        ],
        ['trust/missing?'],
      ],
    ])('%s', (_what, statements, expected) => {
      expect(judged('eu-west-1', documentOf(...statements))).toEqual(expected);
    });
  });

  test('a trust policy that cannot be read is no pass', () => {
    expect(judged('eu-west-1', unchecked('denied', 'iam:GetRole is not allowed'))).toEqual(ALL);
  });
});

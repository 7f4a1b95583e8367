import { describe, expect, test } from '@jest/globals';
import { absent, known, unchecked, type Fact } from '../../src/domain/fact.ts';
import type { ObservedEnv, Role, UserPoolGroup } from '../../src/domain/observed.ts';
import { factsOf, holdsNames, lockedFacts, type LockedFacts } from '../../src/lock/locked-facts.ts';
import { clientOf, IDENTITIES, IDS, manifestOf, observedOf, POOL, roleOf, TRUST } from '../helpers/subject.ts';

const PROVIDER = `cognito-idp.eu-west-1.amazonaws.com/${IDS.userPoolId}`;
const why = unchecked('denied', 'x');
const factsWith = (change: Partial<ObservedEnv>, names = false) => factsOf(observedOf(change), { names });

test('names of pools count only if an output holds them', () => {
  expect(holdsNames(manifestOf())).toBe(false);
  expect(holdsNames(manifestOf([], ['{format: dotenv, path: ".env.{env}"}']))).toBe(false);
  const outputs = ['{format: dotenv, path: ".env.{env}"}', '{format: amplify-cli, path: amplify}'];
  expect(holdsNames(manifestOf([], outputs))).toBe(true);
});

const CLIENT = {
  hasSecret: false,
  explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'],
  supportedIdentityProviders: ['COGNITO'],
  callbackUrls: ['https://example.com/'],
  logoutUrls: ['https://example.com/out'],
  allowedOAuthFlows: ['code'],
  allowedOAuthScopes: ['openid'],
  allowedOAuthFlowsUserPoolClient: true,
  refreshTokenRotation: false,
};

test('all that is known', () => {
  const observed = observedOf({
    identityProviders: known(['b', 'a', 'b']),
    groups: new Map<string, Fact<UserPoolGroup>>([
      ['editors', known({ name: 'editors', roleArn: 'arn', precedence: 3 })],
      ['readers', known({ name: 'readers', roleArn: undefined, precedence: undefined })],
      ['gone', absent],
    ]),
    groupRoles: new Map<string, Fact<Role>>([
      ['editors', known(roleOf('editors'))],
      ['hidden', why],
    ]),
    identityPool: known({
      ...IDENTITIES,
      providers: [...IDENTITIES.providers].toReversed(),
      loginProviders: [{ name: 'accounts.google.com', appId: '7' }],
    }),
    identityPoolRoles: known({
      authenticated: 'a',
      unauthenticated: undefined,
      mappings: [
        { provider: 'p', type: 'Token', ambiguous: undefined, ruleRoles: [] },
        { provider: 'a', type: 'Rules', ambiguous: 'Deny', ruleRoles: ['r2', 'r1'] },
      ],
    }),
  });
  const { id, name, arn, ...pool } = POOL;
  const facts: LockedFacts = {
    userPool: JSON.parse(JSON.stringify(pool)) as NonNullable<LockedFacts['userPool']>,
    mfa: { sms: false, totp: true, email: false, configured: { sms: false, totp: true } },
    identityProviders: ['a', 'b'],
    webClient: CLIENT,
    nativeClient: CLIENT,
    identityPool: {
      allowUnauthenticatedIdentities: true,
      allowClassicFlow: false,
      providers: [`${PROVIDER}:${IDS.webClientId}`, `${PROVIDER}:${IDS.nativeClientId}`].toSorted(),
      loginProviders: ['accounts.google.com:7'],
      roleMappings: ['a Rules Deny r1 r2', 'p Token -'],
    },
    authTrust: { Version: '2012-10-17', Statement: expect.any(Array) as never },
    guestTrust: { Version: '2012-10-17', Statement: expect.any(Array) as never },
    groupTrust: { editors: { Version: '2012-10-17', Statement: expect.any(Array) as never } },
    groupRoles: { editors: 'arn' },
    groupPrecedence: { editors: 3 },
  };
  const found = factsOf(observed, { names: false });
  expect(found).toEqual(facts);
  // They are what a lock takes.
  expect(lockedFacts.parse(found)).toEqual(found);
  expect([id, name, arn].map((text) => JSON.stringify(found).includes(`"${text}"`))).toEqual([false, false, false]);
});

test('names, if they count', () => {
  const { userPool, identityPool } = factsWith({}, true);
  expect([userPool?.name, identityPool?.name]).toEqual(['users', 'identities']);
});

describe('what is not known is left out', () => {
  test.each<[keyof LockedFacts, Partial<ObservedEnv>]>([
    ['userPool', { userPool: why }],
    ['mfa', { mfa: absent }],
    ['identityProviders', { identityProviders: why }],
    ['identityProviders', {}],
    ['webClient', { webClient: why }],
    ['nativeClient', { nativeClient: undefined }],
    ['nativeClient', { nativeClient: why }],
    ['identityPool', { identityPool: undefined }],
    ['identityPool', { identityPool: why }],
    ['authTrust', { authRole: undefined }],
    ['authTrust', { authRole: why }],
    ['authTrust', { authRole: known(roleOf('auth', { trust: why })) }],
    ['guestTrust', { guestRole: absent }],
  ])('%s', (member, change) => {
    expect(Object.keys(factsWith(change))).not.toContain(member);
  });

  test('and what hangs on it too', () => {
    expect(Object.keys(factsWith({ identityPoolRoles: why }).identityPool!)).not.toContain('roleMappings');
    expect(factsWith({ groupRoles: new Map([['a', why]]) }).groupTrust).toEqual({});
    expect(factsWith({ groups: new Map([['a', why]]) })).toMatchObject({ groupRoles: {}, groupPrecedence: {} });
  });
});

test('a precedence of 0 differs from none', () => {
  const group = (precedence: number | undefined) => ({ name: 'g', roleArn: 'r', precedence });
  expect(factsWith({ groups: new Map([['g', known(group(0))]]) }).groupPrecedence).toEqual({ g: 0 });
  expect(factsWith({ groups: new Map([['g', known(group(undefined))]]) }).groupPrecedence).toEqual({});
});

test('trust policies that mean the same are the same fact', () => {
  const [statement] = TRUST.Statement;
  const twice = known({ ...TRUST, Statement: [{ ...statement!, Action: [statement!.Action as string] }] });
  expect(factsWith({ authRole: known(roleOf('auth', { trust: twice })) }).authTrust).toEqual(factsWith({}).authTrust);
});

test('a secret and the ids of a client are no facts', () => {
  const facts = factsWith({ webClient: known(clientOf('other', { hasSecret: true, name: 'web' })) });
  expect(facts.webClient).toEqual({ ...CLIENT, hasSecret: true });
});

import { describe, expect, test } from '@jest/globals';
import { absent, known, unchecked, type Fact } from '../../src/domain/fact.ts';
import type { ObservedEnv, UserPool } from '../../src/domain/observed.ts';
import { driftOf } from '../../src/drift/drift.ts';
import { factsOf } from '../../src/lock/locked-facts.ts';
import type { LockEntry } from '../../src/lock/model.ts';
import type { EnvSpec } from '../../src/manifest/model.ts';
import {
  arnOf,
  clientOf,
  entryWith,
  IDENTITIES,
  IDS,
  manifestOf,
  observedOf,
  POOL,
  roleOf,
  subjectOf,
} from '../helpers/subject.ts';

const group = (change: object = {}) => known({ name: 'editors', roleArn: arnOf('editors'), precedence: 1, ...change });
const GROUPS: Partial<ObservedEnv> = {
  groups: new Map([['editors', group()]]),
  groupRoles: new Map([['editors', known(roleOf('editors'))]]),
  identityProviders: known(['Google']),
};
const LINES = [`groups: {editors: "${arnOf('editors')}"}`];
const manifest = manifestOf(LINES);
const why = unchecked('denied', 'not allowed');

interface Case {
  /** What is other now than it was when the lock was written. */
  readonly now?: Partial<ObservedEnv>;
  /** What the manifest says now. */
  readonly env?: Partial<EnvSpec>;
  readonly entry?: (entry: LockEntry) => Partial<LockEntry>;
  readonly names?: boolean;
}

function drift({ now = {}, env = {}, entry = () => ({}), names = false }: Case) {
  const written = names ? manifestOf(LINES, ['{format: amplify-cli, path: amplify}']) : manifest;
  const base = entryWith({ groups: { editors: arnOf('editors') }, facts: factsOf(observedOf(GROUPS), { names }) });
  const lock = { version: 1, project: 'shop', envs: { dev: { ...base, ...entry(base) } } } as const;
  const observed = observedOf({ ...GROUPS, ...now });
  return driftOf(subjectOf({ manifest: written, env: { ...written.envs[0]!, ...env }, lock, observed }));
}

/** `rule: fields` of each finding, and `rule?` of what is unchecked. */
function brief(one: Case): readonly string[] {
  const { findings, unchecked: open } = drift(one);
  return [
    ...findings.map(({ rule, fields = [] }) => `${rule}: ${fields.join(', ')}`),
    ...open.map(({ rule }) => `${rule}?`),
  ];
}

test('nothing has changed', () => {
  expect(drift({})).toEqual({ findings: [], unchecked: [] });
});

test('an env that is not in the lock has no drift', () => {
  expect(driftOf(subjectOf({ observed: observedOf({ userPool: why }) }))).toEqual({ findings: [], unchecked: [] });
});

const pool = (change: Partial<UserPool>): Case => ({ now: { userPool: known({ ...POOL, ...change }) } });
const trust = (fact: Fact<never>) => known(roleOf('auth', { trust: fact }));
const other = known(roleOf('auth', { trust: known({ Version: '2012-10-17', Statement: [] }) }));
const MFA = { sms: true, totp: true, email: false, configured: { sms: true, totp: true }, webAuthn: undefined };
const roles = (authenticated: string | undefined, unauthenticated: string | undefined) =>
  known({ authenticated, unauthenticated, mappings: [] });

describe('what is compared', () => {
  test.each<[string, Case, readonly string[]]>([
    ['the user pool', pool({ mfaConfiguration: 'ON' }), ['drift/user-pool: mfaConfiguration']],
    ['a domain that went', pool({ domain: undefined }), ['drift/user-pool: domain']],
    ['a domain that came', pool({ customDomain: 'auth.example.com' }), ['drift/user-pool: customDomain']],
    [
      'lists that mean sets',
      pool({ usernameAttributes: ['phone_number', 'email'] }),
      ['drift/user-pool: usernameAttributes'],
    ],
    ['the name of the user pool', pool({ name: 'other' }), []],
    ['the name of the user pool in a file', { ...pool({ name: 'other' }), names: true }, ['drift/user-pool: name']],
    ['the second factors', { now: { mfa: known(MFA) } }, ['drift/user-pool: mfa.sms, mfa.configured']],
    [
      'passkeys that came',
      {
        now: {
          mfa: known({
            ...MFA,
            sms: false,
            configured: { sms: false, totp: true },
            webAuthn: { relyingPartyId: undefined, userVerification: 'required' },
          }),
        },
      },
      ['drift/user-pool: mfa.webAuthn'],
    ],
    [
      'the identity providers',
      { now: { identityProviders: known(['Google', 'Facebook']) } },
      ['drift/user-pool: identityProviders'],
    ],
    ['identity providers that are not looked at', { now: { identityProviders: undefined } }, []],
    [
      'the web client',
      { now: { webClient: known(clientOf(IDS.webClientId, { callbackUrls: [] })) } },
      ['drift/client: callbackUrls'],
    ],
    [
      'the native client',
      { now: { nativeClient: known(clientOf(IDS.nativeClientId, { hasSecret: true })) } },
      ['drift/client: hasSecret'],
    ],
    [
      'the identity pool',
      { now: { identityPool: known({ ...IDENTITIES, allowClassicFlow: true }) } },
      ['drift/identity-pool: allowClassicFlow'],
    ],
    [
      'the name of the identity pool in a file',
      { now: { identityPool: known({ ...IDENTITIES, name: 'x' }) }, names: true },
      ['drift/identity-pool: name'],
    ],
    [
      'the authenticated role',
      { now: { identityPoolRoles: roles(arnOf('x'), arnOf('guest')) } },
      ['drift/identity-pool: authRoleArn'],
    ],
    [
      'the guest role, gone',
      { now: { identityPoolRoles: roles(arnOf('auth'), undefined) } },
      ['drift/identity-pool: guestRoleArn'],
    ],
    [
      'the role of a group',
      { now: { groups: new Map([['editors', group({ roleArn: arnOf('x') })]]) } },
      ['drift/role: editors'],
    ],
    [
      'a group that lost its role',
      { now: { groups: new Map([['editors', group({ roleArn: undefined })]]) } },
      ['drift/role: editors'],
    ],
    [
      'the precedence of a group',
      { now: { groups: new Map([['editors', group({ precedence: 2 })]]) } },
      ['drift/role: precedence of editors'],
    ],
    [
      'a precedence that went',
      { now: { groups: new Map([['editors', group({ precedence: undefined })]]) } },
      ['drift/role: precedence of editors'],
    ],
    [
      'a precedence that the lock does not know',
      {
        now: { groups: new Map([['editors', group({ precedence: 2 })]]) },
        entry: ({ facts: { groupPrecedence, ...facts } }) => ({ facts }),
      },
      [],
    ],
    ['a group that is gone, which another rule reports', { now: { groups: new Map([['editors', absent]]) } }, []],
    ['a group that the lock does not have', { now: { groups: new Map([['readers', group()]]) } }, []],
    ['the trust of the authenticated role', { now: { authRole: other } }, ['drift/trust: authTrust']],
    [
      'the trust of the guest role',
      { now: { guestRole: known({ ...other.value, arn: arnOf('guest') }) } },
      ['drift/trust: guestTrust'],
    ],
    [
      'the trust of the role of a group',
      { now: { groupRoles: new Map([['editors', known({ ...other.value, arn: arnOf('editors') })]]) } },
      ['drift/trust: groupTrust.editors'],
    ],
    ['the trust of another role', { now: { authRole: known({ ...other.value, arn: arnOf('x') }) } }, []],
    ['the trust of another role of a group', { now: { groupRoles: new Map([['editors', other]]) } }, []],
    [
      'a trust that the lock does not know',
      { now: { authRole: other }, entry: ({ facts: { authTrust, ...facts } }) => ({ facts }) },
      [],
    ],
    ['a role that is gone, which another rule reports', { now: { authRole: absent } }, []],
  ])('%s', (_, one, expected) => {
    expect(brief(one)).toEqual(expected);
  });
});

describe('what could not be read is unchecked', () => {
  test.each<[string, Partial<ObservedEnv>, readonly string[]]>([
    ['user pool', { userPool: why }, ['drift/user-pool?']],
    ['second factors', { mfa: why }, ['drift/user-pool?']],
    ['identity providers', { identityProviders: why }, ['drift/user-pool?']],
    ['web client', { webClient: why }, ['drift/client?']],
    ['native client', { nativeClient: why }, ['drift/client?']],
    ['identity pool', { identityPool: why }, ['drift/identity-pool?']],
    ['roles of the identity pool', { identityPoolRoles: why }, ['drift/identity-pool?']],
    ['group', { groups: new Map([['editors', why]]) }, ['drift/role?']],
    ['authenticated role', { authRole: why }, ['drift/trust?']],
    ['its trust', { authRole: trust(why) }, ['drift/trust?']],
    ['guest role', { guestRole: why }, ['drift/trust?']],
    ['role of a group', { groupRoles: new Map([['editors', why]]) }, ['drift/trust?']],
  ])('%s', (_, now, expected) => {
    expect(brief({ now })).toEqual(expected);
  });
});

describe('an id that the manifest has replaced', () => {
  const changed: Partial<ObservedEnv> = {
    userPool: known({ ...POOL, mfaConfiguration: 'ON' }),
    webClient: known(clientOf(IDS.webClientId, { hasSecret: true })),
    nativeClient: known(clientOf(IDS.nativeClientId, { callbackUrls: [] })),
    identityPool: known({ ...IDENTITIES, allowClassicFlow: true }),
    authRole: other,
    groups: new Map([['editors', group({ precedence: 2 })]]),
  };
  const all = [
    'drift/user-pool: mfaConfiguration',
    'drift/role: precedence of editors',
    'drift/client: hasSecret',
    'drift/client: callbackUrls',
    'drift/identity-pool: allowClassicFlow',
    'drift/trust: authTrust',
  ];
  const without = (...starts: readonly string[]) => all.filter((one) => !starts.some((start) => one.startsWith(start)));

  test.each<[string, Partial<EnvSpec>, readonly string[]]>([
    ['none', {}, all],
    [
      'user pool',
      { userPoolId: 'eu-west-1_Other' },
      ['lock/stale: userPoolId', ...without('drift/user-pool', 'drift/role', 'drift/client')],
    ],
    ['web client', { webClientId: 'other' }, ['lock/stale: webClientId', ...without('drift/client: hasSecret')]],
    [
      'native client',
      { nativeClientId: 'other' },
      ['lock/stale: nativeClientId', ...without('drift/client: callbackUrls')],
    ],
    [
      'identity pool',
      { identityPoolId: 'eu-west-1:other' },
      ['lock/stale: identityPoolId', ...without('drift/identity-pool', 'drift/trust')],
    ],
    [
      'two of them',
      { nativeClientId: 'other', identityPoolId: 'eu-west-1:other' },
      [
        'lock/stale: nativeClientId, identityPoolId',
        ...without('drift/client: callbackUrls', 'drift/identity-pool', 'drift/trust'),
      ],
    ],
  ])('is not compared: %s', (_, env, expected) => {
    expect(brief({ now: changed, env })).toEqual(expected);
  });

  test('is reported where it is written', () => {
    const [finding] = drift({ env: { identityPoolId: 'eu-west-1:other' } }).findings;
    expect(finding).toMatchObject({
      message: 'the manifest names another identityPoolId than the lock: these cannot be compared',
      hint: 'Run apply, and commit the lock.',
      place: manifest.envs[0]!.source.entries.get('identityPoolId')!.value.place,
    });
  });
});

describe('a web client that AWS chooses', () => {
  const env = { webClientId: undefined };
  test.each<[string, Case, readonly string[]]>([
    ['the same one', { env }, []],
    [
      'the same one, changed',
      { env, now: { webClient: known(clientOf(IDS.webClientId, { hasSecret: true })) } },
      ['drift/client: hasSecret'],
    ],
    [
      'another one',
      { env, now: { webClient: known(clientOf('another', { hasSecret: true })) } },
      ['drift/client: webClientId'],
    ],
    ['none, which another rule reports', { env, now: { webClient: absent } }, []],
    ['one that could not be read', { env, now: { webClient: why } }, ['drift/client?']],
    [
      'another one, of another user pool',
      { env: { ...env, userPoolId: 'eu-west-1_Other' }, now: { webClient: known(clientOf('another')) } },
      ['lock/stale: userPoolId'],
    ],
  ])('%s', (_, one, expected) => {
    expect(brief(one)).toEqual(expected);
  });
});

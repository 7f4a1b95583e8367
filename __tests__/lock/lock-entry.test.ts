import { describe, expect, test } from '@jest/globals';
import { absent, known, unchecked } from '../../src/domain/fact.ts';
import type { ObservedEnv } from '../../src/domain/observed.ts';
import { policyHash, policyOf } from '../../src/iam/document.ts';
import { lockedPolicies, lockEntryOf, type Made } from '../../src/lock/lock-entry.ts';
import { factsOf } from '../../src/lock/locked-facts.ts';
import type { EnvSpec } from '../../src/manifest/model.ts';
import { ACCOUNT, arnOf, clientOf, IDS, manifestOf, observedOf } from '../helpers/subject.ts';

const NOTHING: Made = { policies: [], lambdas: [], files: [] };
const why = unchecked('denied', 'x');

function entryOf(
  change: Partial<ObservedEnv> = {},
  { lines = [], env = {}, made = NOTHING }: { lines?: readonly string[]; env?: Partial<EnvSpec>; made?: Made } = {},
) {
  const manifest = manifestOf(lines);
  return lockEntryOf(manifest, { ...manifest.envs[0]!, ...env }, observedOf(change), made);
}

test('an entry holds what was seen', () => {
  expect(entryOf({}, { lines: [`groups: {editors: "${arnOf('editors')}"}`] })).toEqual({
    accountId: ACCOUNT,
    region: 'eu-west-1',
    roleToAssume: null,
    ...IDS,
    authRoleArn: arnOf('auth'),
    guestRoleArn: arnOf('guest'),
    groups: { editors: arnOf('editors') },
    facts: factsOf(observedOf(), { names: false }),
    policies: [],
    files: [],
  });
});

describe('there is none as long as an id is unknown', () => {
  test.each<[string, Partial<ObservedEnv>, Partial<EnvSpec>]>([
    ['the account', { caller: why }, {}],
    ['the user pool', { userPool: absent }, {}],
    ['the web client', { webClient: why }, {}],
    ['the region', {}, { region: undefined }],
  ])('%s', (_, change, env) => {
    expect(entryOf(change, { env })).toBeUndefined();
  });
});

test.each<[string, Partial<ObservedEnv>, readonly string[], object]>([
  ['the client that AWS chose', { webClient: known(clientOf('chosen')) }, [], { webClientId: 'chosen' }],
  ['no native client', { nativeClient: undefined }, [], { nativeClientId: null }],
  ['a native client that is unknown', { nativeClient: why }, [], { nativeClientId: null }],
  ['no roles', { identityPoolRoles: undefined }, [], { authRoleArn: null, guestRoleArn: null }],
  [
    'no guest role',
    { identityPoolRoles: known({ authenticated: 'a', unauthenticated: undefined, mappings: [] }) },
    [],
    { authRoleArn: 'a', guestRoleArn: null },
  ],
  [
    'one role to assume',
    {},
    [`roleToAssume: ${arnOf('ci')}`],
    { roleToAssume: { read: arnOf('ci'), write: arnOf('ci') } },
  ],
  ['an env that must not be unlinked', {}, ['protect: true'], { protect: true }],
])('%s', (_, change, lines, expected) => {
  expect(entryOf(change, { lines })).toMatchObject(expected);
});

test('roles to assume that are left out are null', () => {
  const { roleToAssume } = entryOf(
    {},
    { env: { roleToAssume: { read: undefined, write: undefined, externalId: 'e' } } },
  )!;
  expect(roleToAssume).toEqual({ read: null, write: null });
});

test('what is false or empty takes no room', () => {
  expect(Object.keys(entryOf()!)).not.toContain('protect');
  expect(Object.keys(entryOf()!)).not.toContain('lambdas');
});

test('no identity pool', () => {
  expect(entryOf({}, { env: { identityPoolId: undefined } })!.identityPoolId).toBeNull();
});

test('lists are in order, whatever the order in which things were made', () => {
  const policy = (role: string, name: string) => ({ role, name, hash: 'h' });
  const file = (path: string) => ({ path, format: 'dotenv', hash: 'h', published: false });
  const lambda = (name: string) => ({ function: name, role: 'r', variable: null, value: null });
  const entry = entryOf(
    {},
    {
      made: {
        policies: [policy('b', 'a'), policy('a', 'b'), policy('a', 'a')],
        lambdas: [lambda('b'), lambda('a')],
        files: [file('b'), file('a')],
      },
    },
  )!;
  expect(entry.policies).toEqual([policy('a', 'a'), policy('a', 'b'), policy('b', 'a')]);
  expect(entry.lambdas).toEqual([lambda('a'), lambda('b')]);
  expect(entry.files).toEqual([file('a'), file('b')]);
});

test('names of pools are there only if a file holds them', () => {
  const manifest = manifestOf([], ['{format: amplify-cli, path: amplify}']);
  const entry = lockEntryOf(manifest, manifest.envs[0]!, observedOf(), NOTHING)!;
  expect([entry.facts.userPool?.name, entry.facts.identityPool?.name]).toEqual(['users', 'identities']);
});

test('a policy is held by its hash', () => {
  const document = policyOf([{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }]);
  const wanted = { roleArn: 'r', policyName: 'p', document } as unknown as Parameters<typeof lockedPolicies>[0][number];
  expect(lockedPolicies([wanted])).toEqual([{ role: 'r', name: 'p', hash: policyHash(document) }]);
});

import { describe, test } from '@jest/globals';
import {
  DeleteIdentityPoolCommand,
  UpdateIdentityPoolCommand,
  type IdentityPool,
} from '@aws-sdk/client-cognito-identity';
import { type AwsClients, type Environment, seedEnvironment } from '@amplify-import-auth/testbed/aws';
import type { RuleId } from '../../src/domain/rule.ts';
import { anotherId } from '../helpers/another-id.ts';
import { checkCase, dev, IDENTITY_POOL, NATIVE, USER_POOL, WEB, type RuleCase } from '../helpers/emulated.ts';

/** Sets the identity pool anew, with what is given otherwise than it was seeded. */
async function update(
  { identityPools }: AwsClients,
  { name, identityPoolId, providerName, webClientId }: Environment,
  change: Partial<IdentityPool>,
): Promise<void> {
  await identityPools.send(
    new UpdateIdentityPoolCommand({
      IdentityPoolId: identityPoolId,
      IdentityPoolName: name,
      AllowUnauthenticatedIdentities: true,
      CognitoIdentityProviders: [{ ProviderName: providerName, ClientId: webClientId }],
      ...change,
    }),
  );
}

const STORAGE = ['categories:', '  storage: [{bucket: <bucket>, auth: [read], guest: [read]}]'];

describe('identity-pool/not-found', () => {
  /** What hangs on the identity pool is left open, and is not reported as wrong as well. */
  const below: readonly RuleId[] = [
    'identity-pool/classic-flow',
    'identity-pool/provider-missing',
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
  ];
  const GONE = { finds: ['identity-pool/not-found'], unchecked: below };

  test.each<RuleCase>([
    {
      ...GONE,
      what: 'an id with one digit wrong',
      also: async ({ identityPoolId }, clients) => {
        await seedEnvironment(clients);
        return { mistyped: anotherId(identityPoolId) };
      },
      yaml: dev(USER_POOL, WEB, 'identityPoolId: ▸<mistyped>'),
      says: ['the identity pool <mistyped> does not exist'],
      hints: ['Look for it in eu-west-1', 'The nearest: <identityPoolId>,'],
    },
    {
      ...GONE,
      what: 'there is none',
      seed: { skip: ['identityPool'] },
      yaml: dev(USER_POOL, WEB, 'identityPoolId: ▸"eu-west-1:11111111-2222-3333-4444-555555555555"'),
      hints: ['There is none at all.'],
    },
    {
      ...GONE,
      what: 'one that was deleted, with all that hangs on it',
      seed: { nativeClient: true, groups: ['editors'] },
      change: async ({ identityPoolId }, { identityPools }) => {
        await identityPools.send(new DeleteIdentityPoolCommand({ IdentityPoolId: identityPoolId }));
      },
      yaml: dev(
        'identityPoolId: &pool ▸<identityPoolId>',
        USER_POOL,
        WEB,
        NATIVE,
        'authRoleArn: <authRoleArn>',
        'guestRoleArn: <guestRoleArn>',
        'groups: {editors: <group.editors>}',
        ...STORAGE,
      ),
      unchecked: [...below, 'identity-pool/guest-off', 'role/guest-missing', 'role/pin-mismatch'],
    },
  ])('$what', checkCase);
});

describe('identity-pool/provider-missing', () => {
  const MISSING = { finds: ['identity-pool/provider-missing'] };

  test.each<RuleCase>([
    {
      ...MISSING,
      what: 'no client is listed',
      seed: { listInIdentityPool: [] },
      yaml: dev(USER_POOL, WEB, 'identityPoolId: ▸<identityPoolId>'),
      says: ['does not accept users of <providerName> with the web client <webClientId>'],
      hints: ['It lists no client of this user pool.', 'Add the identity provider <providerName>'],
    },
    {
      ...MISSING,
      what: 'the native client is not',
      seed: { nativeClient: true, listInIdentityPool: ['web'] },
      yaml: dev(USER_POOL, WEB, NATIVE, 'identityPoolId: ▸<identityPoolId>'),
      says: ['with the native client <nativeClientId>'],
      hints: ['It lists <webClientId>.'],
    },
    {
      ...MISSING,
      what: 'the web client is not',
      seed: { nativeClient: true, listInIdentityPool: ['native'] },
      yaml: dev(USER_POOL, WEB, NATIVE, 'identityPoolId: ▸<identityPoolId>'),
      says: ['with the web client <webClientId>'],
    },
    {
      ...MISSING,
      what: 'neither is: said once',
      seed: { nativeClient: true, listInIdentityPool: [] },
      yaml: dev(USER_POOL, WEB, NATIVE, 'identityPoolId: ▸<identityPoolId>'),
      says: ['with the web client <webClientId> and the native client <nativeClientId>'],
    },
    {
      ...MISSING,
      what: 'a client of that id of another user pool is',
      change: async (env, clients) => {
        const provider = `cognito-idp.${env.region}.amazonaws.com/${env.region}_AbCdEfGhI`;
        await update(clients, env, {
          CognitoIdentityProviders: [{ ProviderName: provider, ClientId: env.webClientId }],
        });
      },
      yaml: dev(USER_POOL, WEB, 'identityPoolId: ▸<identityPoolId>'),
    },
  ])('$what', checkCase);
});

describe('identity-pool/guest-off', () => {
  const OFF = {
    finds: ['identity-pool/guest-off'],
    change: (env: Environment, clients: AwsClients) => update(clients, env, { AllowUnauthenticatedIdentities: false }),
  };

  test.each<RuleCase>([
    {
      ...OFF,
      what: 'guest is written',
      yaml: dev(USER_POOL, WEB, IDENTITY_POOL, 'guest: ▸true'),
      says: ['the identity pool <identityPoolId> gives no identities to guests'],
    },
    {
      ...OFF,
      what: 'a category grants guests something',
      yaml: dev(USER_POOL, WEB, 'identityPoolId: ▸<identityPoolId>', ...STORAGE),
    },
    {
      ...OFF,
      what: 'guest is written, and a category grants guests something',
      yaml: dev('guest: ▸true', USER_POOL, WEB, IDENTITY_POOL, ...STORAGE),
    },
    {
      // Two things to fix: neither brings the other.
      what: 'there is no guest role either',
      seed: { guest: false },
      yaml: dev(USER_POOL, WEB, IDENTITY_POOL, 'guest: ▸▸true'),
      finds: ['identity-pool/guest-off', 'role/guest-missing'],
      unchecked: ['trust/missing', 'trust/audience', 'trust/audience-wide', 'trust/amr', 'trust/other-principal'],
    },
    { ...OFF, what: 'not: nobody wants guests', yaml: dev(USER_POOL, WEB, IDENTITY_POOL), finds: [] },
    {
      ...OFF,
      what: 'not: guest is false',
      yaml: dev(
        USER_POOL,
        WEB,
        IDENTITY_POOL,
        'guest: false',
        ...STORAGE.map((one) => one.replace(', guest: [read]', '')),
      ),
      finds: [],
    },
  ])('$what', checkCase);
});

describe('identity-pool/classic-flow', () => {
  test.each<RuleCase>([
    {
      what: 'on',
      seed: { classicFlow: true },
      yaml: dev(USER_POOL, WEB, 'identityPoolId: ▸<identityPoolId>'),
      finds: ['identity-pool/classic-flow'],
      says: ['the identity pool <identityPoolId> allows the classic flow'],
    },
    {
      what: 'on in the defaults of two envs',
      seed: { classicFlow: true },
      yaml: [
        'version: 1',
        'project: shop',
        'defaults:',
        '  userPoolId: <userPoolId>',
        '  webClientId: <webClientId>',
        '  identityPoolId: ▸▸<identityPoolId>',
        'envs: {dev: null, test: {}}',
        '',
      ].join('\n'),
      finds: ['identity-pool/classic-flow', 'identity-pool/classic-flow test'],
    },
  ])('$what', checkCase);
});

describe('identity-pool/role-mapping', () => {
  const rules = (role: string, ambiguous: 'AuthenticatedRole' | 'Deny', provider?: string) => ({
    roleMappings: (env: Environment) => ({
      [provider ?? `${env.providerName}:${env.webClientId}`]: {
        Type: 'Rules' as const,
        AmbiguousRoleResolution: ambiguous,
        RulesConfiguration: {
          Rules: [
            {
              Claim: 'custom:plan',
              MatchType: 'Equals' as const,
              Value: 'pro',
              RoleARN: role === '' ? env.authRoleArn : role,
            },
          ],
        },
      },
    }),
  });
  const PRO = 'arn:aws:iam::111122223333:role/pro';
  const yaml = dev(USER_POOL, WEB, 'identityPoolId: ▸<identityPoolId>');
  const MAPPED = { finds: ['identity-pool/role-mapping'], yaml };

  test.each<RuleCase>([
    {
      ...MAPPED,
      what: 'rules give another role',
      seed: rules(PRO, 'AuthenticatedRole'),
      says: [`the role mapping of <providerName>:<webClientId> sends users by rules to ${PRO}`],
    },
    {
      ...MAPPED,
      what: 'rules give another role, and deny what is ambiguous',
      seed: rules(PRO, 'Deny'),
      says: [`to ${PRO} instead of the authenticated role, and denies credentials`],
    },
    {
      ...MAPPED,
      what: 'what is ambiguous by token is denied',
      seed: {
        roleMappings: (env) => ({
          [`${env.providerName}:${env.webClientId}`]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' },
        }),
      },
      says: ['denies credentials to users for whom no role is certain'],
    },
    {
      ...MAPPED,
      what: 'the mapping of the native client',
      seed: {
        nativeClient: true,
        roleMappings: (env) => ({
          [`${env.providerName}:${env.nativeClientId}`]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' },
        }),
      },
      yaml: dev(USER_POOL, WEB, NATIVE, 'identityPoolId: ▸<identityPoolId>'),
      says: ['the role mapping of <providerName>:<nativeClientId>'],
    },
    {
      what: 'not: by token, with the authenticated role',
      seed: { nativeClient: true, roleMappings: 'token' },
      yaml: dev(USER_POOL, WEB, NATIVE, IDENTITY_POOL),
      finds: [],
    },
    {
      what: 'not: rules that give the authenticated role',
      seed: rules('', 'AuthenticatedRole'),
      yaml: dev(USER_POOL, WEB, IDENTITY_POOL),
      finds: [],
    },
    {
      what: 'not: rules for another provider',
      seed: rules(PRO, 'Deny', 'accounts.google.com'),
      yaml: dev(USER_POOL, WEB, IDENTITY_POOL),
      finds: [],
    },
  ])('$what', checkCase);
});

import { describe, test } from '@jest/globals';
import { DeleteUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { RuleId } from '../../src/domain/rule.ts';
import { seedEnvironment } from '@amplify-import-auth/testbed/aws';
import { anotherId } from '../helpers/another-id.ts';
import { checkCase, dev, IDENTITY_POOL, manifest, WEB, type RuleCase } from '../helpers/emulated.ts';
import { clientsFor, REGION } from '../helpers/emulator.ts';

/** What hangs on the user pool is left open, and is not reported as wrong as well. */
const BELOW: readonly RuleId[] = [
  'client/not-found',
  'client/web-has-secret',
  'client/auth-flow',
  'client/oauth-incomplete',
  'client/callback-urls',
  'identity-pool/provider-missing',
];
const WITHOUT_IDENTITY_POOL = BELOW.filter((rule) => rule !== 'identity-pool/provider-missing');

const FOUND = { finds: ['user-pool/not-found'], unchecked: BELOW };

const CASES: readonly RuleCase[] = [
  {
    ...FOUND,
    what: 'an id with one letter wrong',
    also: async ({ userPoolId }, clients) => {
      await seedEnvironment(clients);
      return { mistyped: anotherId(userPoolId) };
    },
    yaml: dev('userPoolId: ▸<mistyped>', WEB, IDENTITY_POOL),
    says: ['the user pool <mistyped> does not exist'],
    hints: [`Look for it in ${REGION}`, 'The nearest: <userPoolId>,'],
  },
  {
    ...FOUND,
    what: 'a pool of another region',
    also: async (_env, clients) => {
      const elsewhere = await seedEnvironment(clientsFor(clients.account, 'us-east-1'));
      return { moved: elsewhere.userPoolId.replace('us-east-1', REGION) };
    },
    yaml: dev('userPoolId: ▸"<moved>"', WEB, IDENTITY_POOL),
    hints: [`Look for it in ${REGION}`],
  },
  {
    ...FOUND,
    what: 'a region without any pool',
    yaml: dev('userPoolId: ▸us-west-2_AbCdEfGhI', WEB),
    hints: ['us-west-2', 'There is none at all.'],
    unchecked: WITHOUT_IDENTITY_POOL,
  },
  {
    ...FOUND,
    what: 'a pool that was deleted, with all that hangs on it',
    seed: { nativeClient: true, groups: ['editors'] },
    change: async ({ userPoolId }, { userPools }) => {
      await userPools.send(new DeleteUserPoolCommand({ UserPoolId: userPoolId }));
    },
    yaml: dev(
      'userPoolId: ▸<userPoolId>',
      WEB,
      'nativeClientId: <nativeClientId>',
      IDENTITY_POOL,
      'groups: {editors: <group.editors>}',
    ),
    unchecked: [...BELOW, 'client/oauth-mismatch', 'role/pin-mismatch'],
  },
  {
    ...FOUND,
    what: 'a pool that was deleted, without a web client',
    change: async ({ userPoolId }, { userPools }) => {
      await userPools.send(new DeleteUserPoolCommand({ UserPoolId: userPoolId }));
    },
    yaml: dev('userPoolId: ▸<userPoolId>', IDENTITY_POOL),
    unchecked: [...BELOW.filter((one) => one !== 'client/not-found'), 'client/none-fits', 'client/ambiguous'],
  },
  {
    ...FOUND,
    what: 'an id in defaults, in flow style',
    yaml: manifest([`defaults: {userPoolId: ▸'${REGION}_AbCdEfGhI', region: ${REGION}}`], [WEB]),
    unchecked: WITHOUT_IDENTITY_POOL,
  },
  {
    ...FOUND,
    what: 'an id behind an anchor, on one line with everything',
    yaml: `{ version: 1, project: shop, "envs": { dev: { webClientId: w, userPoolId: &pool ▸${REGION}_AbCdEfGhI } } }\n`,
    unchecked: WITHOUT_IDENTITY_POOL,
  },
  {
    ...FOUND,
    what: 'two envs, of which one extends the other',
    yaml: `${dev(`userPoolId: ▸▸${REGION}_AbCdEfGhI`, WEB)}  test: {extends: dev}\n`,
    finds: ['user-pool/not-found', 'user-pool/not-found test'],
    unchecked: WITHOUT_IDENTITY_POOL,
  },
];

describe('user-pool/not-found', () => {
  test.each(CASES)('$what', checkCase);

  test.each(CASES)('$what, with Windows line ends', async ({ yaml, ...given }) => {
    await checkCase({ ...given, yaml: yaml.replaceAll('\n', '\r\n') });
  });
});

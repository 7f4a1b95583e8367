import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Environment,
  PROOF,
  type Proxy,
  READS,
  WRITES,
  makeCiRole,
  seedEnvironment,
  startProxy,
  trustsAccount,
} from '@amplify-import-auth/testbed/aws';
import { assumedIn } from '../../helpers/assumed.ts';
import { clientsFor, endpoint, freshAccount } from '../../helpers/emulator.ts';
import { expectNoSecrets } from '../../helpers/secrets.ts';
import { Checkout, manifestOf, step, storage, type StepResult } from '../../helpers/step.ts';

// The job has credentials of one account (a hub), and the envs are in others, whose roles it assumes.
const hub = freshAccount();
const accounts = { dev: freshAccount(), prod: freshAccount() };
const EXTERNAL_ID = 'only-the-hub-knows';
const envs: Record<string, Environment> = {};
const roles = { devRead: '', devWrite: '', prod: '', foreign: '' };
let proxy: Proxy;

beforeAll(async () => {
  proxy = await startProxy({ upstream: endpoint() });
  const [dev, prod] = [clientsFor(accounts.dev), clientsFor(accounts.prod)];
  envs['dev'] = await seedEnvironment(dev);
  envs['prod'] = await seedEnvironment(prod);
  roles.devRead = await makeCiRole(dev, 'ci-read', trustsAccount(hub), [...READS, ...PROOF]);
  roles.devWrite = await makeCiRole(dev, 'ci-write', trustsAccount(hub), [...READS, ...PROOF, ...WRITES]);
  roles.prod = await makeCiRole(prod, 'ci', trustsAccount(hub, EXTERNAL_ID), [...READS, ...PROOF, ...WRITES]);
  roles.foreign = await makeCiRole(prod, 'ci-foreign', trustsAccount(accounts.dev));
});

afterEach(() => {
  proxy.reset();
});

afterAll(() => proxy.close());

type Lines = Readonly<Record<string, readonly string[]>>;

/** A step in the hub's name in a fresh checkout; each env with its own lines. */
async function run(lines: Lines, inputs: Record<string, string> = {}, head = ''): Promise<StepResult> {
  const chosen = Object.fromEntries(Object.keys(lines).map((name) => [name, envs[name]!]));
  const manifest = manifestOf(chosen, (name, env) => [...lines[name]!, ...storage(name, env)]);
  const checkout = new Checkout({ 'amplify-auth.yml': manifest.replace('project: shop', `project: shop\n${head}`) });
  const result = await step(checkout, hub, inputs, { endpoint: proxy.url });
  checkout.dispose();
  expectNoSecrets(result);
  return result;
}

const brief = ({ report }: StepResult) => report.findings.map(({ rule, env }) => `${rule} ${env ?? ''}`);

const DEV = () => `roleToAssume: {read: "${roles.devRead}", write: "${roles.devWrite}"}`;
const PROD = (externalId = EXTERNAL_ID) => `roleToAssume: {read: "${roles.prod}", externalId: ${externalId}}`;

describe('roles that are assumed from ambient credentials', () => {
  test.each<[string, string, () => readonly (string | null)[][]]>([
    [
      'validate',
      '',
      () => [
        [roles.devRead, null],
        [roles.prod, EXTERNAL_ID],
      ],
    ],
    [
      'plan',
      '',
      () => [
        [roles.devRead, null],
        [roles.prod, EXTERNAL_ID],
      ],
    ],
    [
      'apply',
      '["dev","prod"]',
      () => [
        [roles.devWrite, null],
        [roles.prod, EXTERNAL_ID],
      ],
    ],
  ])('%s uses those of its kind, each once, several accounts in one run', async (command, applied, expected) => {
    const result = await run({ dev: [DEV()], prod: [PROD()] }, { command });
    expect(result.report.findings).toEqual([]);
    expect(result.report.unchecked).toEqual([]);
    expect(result.exitCode).toBe(0);
    if (applied !== '') expect(result.outputs['applied-envs']).toBe(applied);
    const assumed = assumedIn(proxy.calls);
    expect(assumed.map(({ role, externalId }) => [role, externalId]).toSorted()).toEqual(expected().toSorted());
    expect(new Set(assumed.map(({ session }) => session))).toEqual(new Set(['amplify-import-auth-1-1']));
  });

  test('`accounts` say it once, and envs name them', async () => {
    const head = [
      'accounts:',
      `  development: {id: "${accounts.dev}", roleToAssume: {read: "${roles.devRead}", write: "${roles.devWrite}"}}`,
      `  production: {id: "${accounts.prod}", roleToAssume: {read: "${roles.prod}", externalId: ${EXTERNAL_ID}}}`,
    ].join('\n');
    const result = await run({ dev: ['account: development'], prod: ['account: production'] }, {}, head);
    expect(result.report.findings).toEqual([]);
    expect(
      assumedIn(proxy.calls)
        .map(({ role }) => role)
        .toSorted(),
    ).toEqual([roles.devRead, roles.prod].toSorted());
  });

  test.each<[string, () => Lines, string, RegExp]>([
    [
      'another external id',
      () => ({ dev: [DEV()], prod: [PROD('guessed')] }),
      'account/credentials prod',
      /role\/ci cannot be assumed by the ambient credentials \(AccessDenied/,
    ],
    [
      'no external id',
      () => ({ dev: [DEV()], prod: [`roleToAssume: ${roles.prod}`] }),
      'account/credentials prod',
      /role\/ci cannot be assumed by the ambient credentials \(AccessDenied/,
    ],
    [
      'a role that trusts somebody else',
      () => ({ dev: [DEV()], prod: [`roleToAssume: ${roles.foreign}`] }),
      'account/credentials prod',
      /role\/ci-foreign cannot be assumed by the ambient credentials \(AccessDenied/,
    ],
    [
      'a role of another account than the env says',
      () => ({ dev: [DEV(), `accountId: "${accounts.prod}"`], prod: [PROD()] }),
      'account/mismatch dev',
      /the credentials belong to account \d+ \(\S+assumed-role\/ci-write\/amplify-import-auth-1-1\)/,
    ],
  ])('%s stops that env and no other', async (_what, lines, expected, says) => {
    const result = await run(lines(), { command: 'apply' });
    expect(brief(result)).toContain(expected);
    expect(result.report.findings[0]!.message).toMatch(says);
    expect(result.exitCode).toBe(1);
    const other = expected.endsWith('prod') ? 'dev' : 'prod';
    expect(JSON.parse(result.outputs['failed-envs']!)).toEqual([expected.split(' ')[1]]);
    expect([...(JSON.parse(result.outputs['applied-envs']!) as string[])]).toEqual([other]);
  });
});

describe('allowed-account-ids', () => {
  test('every account on the list may be worked in', async () => {
    const allowed = `${accounts.dev}, ${accounts.prod}`;
    const result = await run({ dev: [DEV()], prod: [PROD()] }, { 'allowed-account-ids': allowed });
    expect(brief(result)).toEqual([]);
    expect(result.report.unchecked).toEqual([]);
  });

  test('one that is not on it is left right after the call that shows whose credentials these are', async () => {
    const result = await run({ dev: [DEV()], prod: [PROD()] }, { 'allowed-account-ids': accounts.dev });
    expect(brief(result)).toEqual(['account/mismatch prod']);
    expect(result.exitCode).toBe(1);
    expect(result.report.unchecked.every(({ env }) => env === 'prod')).toBe(true);
    const inProd = proxy.calls.filter(({ body }) => body.includes(envs['prod']!.userPoolId));
    expect(inProd).toEqual([]);
    const named = proxy.calls.map(({ operation }) => operation).filter((one) => /AssumeRole|GetCaller/.test(one));
    expect(named.toSorted()).toEqual(['AssumeRole', 'AssumeRole', 'GetCallerIdentity', 'GetCallerIdentity']);
  });

  test('without roles, that call is the only one', async () => {
    const result = await run({ dev: [], prod: [] }, { command: 'apply', 'allowed-account-ids': accounts.dev });
    expect(brief(result)).toEqual(['account/mismatch dev', 'account/mismatch prod']);
    expect(proxy.calls.map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
    expect(result.exitCode).toBe(1);
  });
});

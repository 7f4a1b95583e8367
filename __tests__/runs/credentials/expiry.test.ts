import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import {
  type Environment,
  PROOF,
  type Proxy,
  READS,
  type Sessions,
  WRITES,
  makeCiRole,
  seedEnvironment,
  startProxy,
  trustsAccount,
  trustsGitHub,
} from '@amplify-import-auth/testbed/aws';
import { assumedIn } from '../../helpers/assumed.ts';
import { clientsFor, endpoint, freshAccount } from '../../helpers/emulator.ts';
import { expectNoSecrets } from '../../helpers/secrets.ts';
import { Checkout, manifestOf, step, storage, type StepResult } from '../../helpers/step.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../../helpers/token-endpoint.ts';

// Credentials that end while a run works: sessions of a few seconds stand for those of an hour.
const NAMES = ['dev', 'test', 'prod'] as const;
const NONE = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
const account = freshAccount();
const envs: Record<string, Environment> = {};
const roles = { byToken: '', byAccount: '' };
let tokens: TokenEndpoint;
let proxy: Proxy;

beforeAll(async () => {
  const clients = clientsFor(account);
  tokens = await startTokenEndpoint();
  proxy = await startProxy({ upstream: endpoint() });
  for (const name of NAMES) envs[name] = await seedEnvironment(clients);
  const rights = [...READS, ...PROOF, ...WRITES];
  roles.byToken = await makeCiRole(clients, 'ci-token', trustsGitHub(account), [...rights, 'sts:AssumeRole']);
  roles.byAccount = await makeCiRole(clients, 'ci-account', trustsAccount(account), rights);
}, 60_000);

afterEach(() => {
  proxy.reset();
});

afterAll(async () => {
  await Promise.all([proxy.close(), tokens.close()]);
});

type Run = StepResult & { readonly files: readonly string[] };

/** A step over the three envs, each with `line`, in a fresh checkout. */
async function run(
  command: string,
  line: string | undefined,
  variables: (checkout: Checkout) => Record<string, string>,
): Promise<Run> {
  const lines = line === undefined ? [] : [line];
  const checkout = new Checkout({
    'amplify-auth.yml': manifestOf(envs, (name, env) => [...lines, ...storage(name, env)]),
  });
  const env = variables(checkout);
  const result = await step(checkout, account, { command }, { endpoint: proxy.url, env });
  const files = Object.keys(checkout.snapshot());
  checkout.dispose();
  expectNoSecrets(result, tokens.secrets);
  return { ...result, files };
}

/** IAM is slow enough for an apply to outlast a session of three seconds. */
function slowly(sessions: Sessions): void {
  proxy.sessions = sessions;
  proxy.rules.push({ match: /^iam:/, latency: 250 });
}

const brief = ({ report }: StepResult) => report.findings.map(({ rule, env }) => `${rule} ${env ?? ''}`);
const puts = () => proxy.calls.filter(({ operation }) => operation === 'PutRolePolicy');
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

/** The ways to a session, with the operations by which it is taken. */
const ways: readonly [string, () => string, (checkout: Checkout) => Record<string, string>, RegExp][] = [
  ['OIDC → role', () => roles.byToken, () => ({ ...NONE, ...tokens.env }), /^AssumeRoleWithWebIdentity$/],
  ['ambient → role', () => roles.byAccount, () => ({}), /^AssumeRole$/],
  [
    'OIDC → role → role',
    () => roles.byAccount,
    (checkout) => {
      // As aws-actions/configure-aws-credentials and its like leave it behind: a token in a file, and the role to assume by it.
      checkout.write('token', tokens.secrets.at(-1)!);
      const file = join(checkout.path, 'token');
      return {
        ...NONE,
        AWS_WEB_IDENTITY_TOKEN_FILE: file,
        AWS_ROLE_ARN: roles.byToken,
        AWS_ROLE_SESSION_NAME: 'chain',
      };
    },
    /^AssumeRole(WithWebIdentity)?$/,
  ],
];

describe.each(ways)('%s', (_way, role, variables, operation) => {
  beforeAll(async () => {
    // Makes a token, for the file.
    const { env } = tokens;
    const authorization = `Bearer ${env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']!}`;
    await fetch(`${env['ACTIONS_ID_TOKEN_REQUEST_URL']!}&audience=sts.amazonaws.com`, { headers: { authorization } });
  });

  test.each<[string, Sessions]>([
    ['that end during the run are renewed before', { says: 3_000 }],
    ['that are refused before their time are renewed then', { says: 3_600_000, lasts: 3_000 }],
  ])(
    'sessions %s, and every env is applied',
    async (_what, sessions) => {
      slowly(sessions);
      const tokensBefore = tokens.audiences.length;
      const result = await run('apply', `roleToAssume: ${role()}`, variables);
      expect(brief(result)).toEqual([]);
      expect(result.report.unchecked).toEqual([]);
      expect([result.exitCode, result.outputs['applied-envs']]).toEqual([0, JSON.stringify(NAMES)]);
      const assumed = assumedIn(proxy.calls);
      expect(assumed.every((one) => operation.test(one.operation))).toBe(true);
      expect(assumed.length).toBeGreaterThan(1);
      expect(assumed.filter((one) => one.role === role()).length).toBeGreaterThan(1);
      if (sessions.lasts !== undefined) expect(proxy.calls.some(({ fault }) => fault === 'expired')).toBe(true);
      // Each session by OIDC has a token of its own.
      const isByToken = role() === roles.byToken;
      if (isByToken) expect(tokens.audiences.length - tokensBefore).toBe(assumed.length);
      for (const name of NAMES) await restore(name);
    },
    60_000,
  );
});

/** Makes the roles of an env as they were. */
async function restore(name: string): Promise<void> {
  const { iam } = clientsFor(account);
  const { DeleteRolePolicyCommand, ListRolePoliciesCommand } = await import('@aws-sdk/client-iam');
  for (const RoleName of [envs[name]!.authRoleName, envs[name]!.guestRoleName]) {
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  }
}

describe('credentials that cannot be renewed', () => {
  test('near their end begin no env, and each is named', async () => {
    const result = await run('apply', undefined, () => ({ AWS_CREDENTIAL_EXPIRATION: inSeconds(60) }));
    expect(brief(result)).toEqual(NAMES.map((name) => `account/credentials ${name}`));
    expect(result.report.findings[0]!.message).toMatch(
      /^dev was not begun: the AWS credentials end in \d+ seconds \(\S+Z\) and cannot be renewed/,
    );
    expect(result.report.findings[0]!.hint).toContain('roleToAssume');
    expect(result.report.outcomes.map(({ env, status }) => `${env} ${status}`)).toEqual(
      NAMES.map((name) => `${name} skipped`),
    );
    expect([result.exitCode, result.outputs['failed-envs']]).toEqual([1, JSON.stringify(NAMES)]);
    expect(puts()).toEqual([]);
    expect(result.files).toEqual(['amplify-auth.yml']);
  });

  test('far from their end are no problem', async () => {
    const result = await run('apply', undefined, () => ({ AWS_CREDENTIAL_EXPIRATION: inSeconds(1_800) }));
    expect([brief(result), result.exitCode]).toEqual([[], 0]);
    for (const name of NAMES) await restore(name);
  });

  test.each(['validate', 'plan', 'apply'])(
    'that are over: %s looks at no env, and says when they ended',
    async (command) => {
      const result = await run(command, undefined, () => ({ AWS_CREDENTIAL_EXPIRATION: inSeconds(-60) }));
      expect(brief(result)).toEqual(NAMES.map((name) => `account/credentials ${name}`));
      expect(result.report.findings[0]!.message).toMatch(/the AWS credentials ended at \S+Z and cannot be renewed/);
      expect(result.exitCode).toBe(1);
      expect(proxy.calls.filter(({ operation }) => operation !== 'GetCallerIdentity')).toEqual([]);
    },
  );

  test('that AWS refuses from the second env on: no further one is begun', async () => {
    const refused = { kind: 'error', code: 'ExpiredToken', status: 403 } as const;
    const body = new RegExp(`RoleName=${envs['test']!.authRoleName}&`);
    proxy.rules.push({ match: /^iam:GetRolePolicy$/, body, fault: refused });
    const result = await run('apply', undefined, () => ({}));
    expect(result.outputs['applied-envs']).toBe('["dev"]');
    expect(brief(result)).toEqual(['apply/failed test', 'account/credentials prod']);
    expect(result.report.findings[1]!.message).toBe(
      'prod was not begun: AWS does not accept the credentials (ExpiredToken)',
    );
    expect(result.exitCode).toBe(1);
    const roleNames = new Set(puts().map((call) => new URLSearchParams(call.body).get('RoleName')));
    expect(roleNames).toEqual(new Set([envs['dev']!.authRoleName, envs['dev']!.guestRoleName]));
  });
});

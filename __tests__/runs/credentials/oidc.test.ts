import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Environment,
  type Proxy,
  READS,
  WRITES,
  makeCiRole,
  seedEnvironment,
  startProxy,
  trustsGitHub,
} from '@amplify-import-auth/testbed/aws';
import { assumedIn } from '../../helpers/assumed.ts';
import { clientsFor, endpoint, freshAccount } from '../../helpers/emulator.ts';
import { expectNoSecrets } from '../../helpers/secrets.ts';
import { Checkout, manifestOf, step, storage, type StepResult } from '../../helpers/step.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../../helpers/token-endpoint.ts';

// Jobs that have nothing but their OIDC token. The roles may do what the action needs, and nothing else.
const account = freshAccount();
let dev: Environment;
let tokens: TokenEndpoint;
let proxy: Proxy;
const roles = { reader: '', writer: '', stranger: '' };

beforeAll(async () => {
  const clients = clientsFor(account);
  tokens = await startTokenEndpoint();
  proxy = await startProxy({ upstream: endpoint() });
  dev = await seedEnvironment(clients, { nativeClient: true });
  roles.reader = await makeCiRole(clients, 'ci-read', trustsGitHub(account));
  roles.writer = await makeCiRole(clients, 'ci-write', trustsGitHub(account, 'repo:octo/demo:ref:refs/heads/main'), [
    ...READS,
    ...WRITES,
  ]);
  roles.stranger = await makeCiRole(clients, 'ci-other', trustsGitHub(account, 'repo:octo/other:*'));
});

afterEach(() => {
  proxy.reset();
  tokens.audiences.length = 0;
  tokens.status = 200;
});

afterAll(async () => {
  await Promise.all([proxy.close(), tokens.close()]);
});

/** A step in a fresh checkout, without any credentials but what `env` gives. */
async function run(
  manifest: string,
  inputs: Record<string, string> = {},
  env: Record<string, string> = tokens.env,
): Promise<StepResult & { readonly files: readonly string[] }> {
  const checkout = new Checkout({ 'amplify-auth.yml': manifest });
  const nothing = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
  const result = await step(checkout, account, inputs, { endpoint: proxy.url, env: { ...nothing, ...env } });
  const files = Object.keys(checkout.snapshot());
  checkout.dispose();
  expectNoSecrets(result, tokens.secrets);
  return { ...result, files };
}

/** The manifest of one env that names a role. */
function named(roleToAssume: string, name = 'dev', ...more: readonly string[]): string {
  return manifestOf({ [name]: dev }, (_, env) => [`roleToAssume: ${roleToAssume}`, ...more, ...storage(name, env)]);
}

describe('a job with an OIDC token', () => {
  test('assumes the role by it, once, and reads with the least rights', async () => {
    const result = await run(named(roles.reader));
    expect(result.report.findings).toEqual([]);
    expect(result.report.unchecked).toEqual([]);
    expect(result.exitCode).toBe(0);
    expect(assumedIn(proxy.calls)).toEqual([
      {
        operation: 'AssumeRoleWithWebIdentity',
        role: roles.reader,
        session: 'amplify-import-auth-1-1',
        externalId: null,
      },
    ]);
    expect(tokens.audiences).toEqual(['sts.amazonaws.com']);
    // The token is masked before anything else may print it.
    expect(result.secrets).toContain(tokens.secrets.at(-1));
  });

  test('reads with one role and writes with another', async () => {
    const manifest = named(`{read: "${roles.reader}", write: "${roles.writer}"}`);
    const plan = await run(manifest, { command: 'plan' });
    expect(assumedIn(proxy.calls).map(({ role }) => role)).toEqual([roles.reader]);
    proxy.calls.length = 0;
    const applied = await run(manifest, { command: 'apply', 'plan-digest': plan.outputs['plan-digest']! });
    expect(applied.report.findings).toEqual([]);
    expect(applied.outputs['applied-envs']).toBe('["dev"]');
    expect(assumedIn(proxy.calls).map(({ role }) => role)).toEqual([roles.writer]);
  });

  test('cannot write with a role that may only read: what fails is named, and nothing is left', async () => {
    const result = await run(named(roles.reader, 'prod'), { command: 'apply' });
    expect(result.exitCode).toBe(1);
    expect(result.report.findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      expect.stringMatching(/^apply\/failed .*iam:PutRolePolicy failed: AccessDenied/),
    ]);
    expect(result.files).toEqual(['amplify-auth.yml']);
  });

  test('shows the session by which CloudTrail knows the run', async () => {
    const other = named(roles.reader, 'dev', 'accountId: "999988887777"');
    const result = await run(other, {}, { ...tokens.env, GITHUB_RUN_ID: '4711', GITHUB_RUN_ATTEMPT: '2' });
    const session = 'amplify-import-auth-4711-2';
    expect(assumedIn(proxy.calls).map((one) => one.session)).toEqual([session]);
    expect(result.report.findings.map(({ rule }) => rule)).toEqual(['account/mismatch']);
    expect(result.report.findings[0]!.message).toContain(`arn:aws:sts::${account}:assumed-role/ci-read/${session}`);
  });

  test('asks for one token and one session for all envs of a role', async () => {
    const manifest = manifestOf({ dev, test: dev, prod: dev }, () => [`roleToAssume: ${roles.reader}`]);
    expect((await run(manifest)).report.findings).toEqual([]);
    expect([tokens.audiences.length, assumedIn(proxy.calls).length]).toEqual([1, 1]);
  });

  test('asks for none where there are ambient credentials', async () => {
    const ambient = { ...tokens.env, AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'test' };
    expect((await run(manifestOf({ dev }), {}, ambient)).exitCode).toBe(0);
    expect(tokens.audiences).toEqual([]);
  });
});

describe('account/credentials says which step failed', () => {
  test.each<[string, () => [string, Record<string, string>], () => void, RegExp, { tokens: number; assumes: number }]>([
    [
      'the trust policy wants another subject',
      () => [roles.stranger, tokens.env],
      () => undefined,
      /the role \S+:role\/ci-other cannot be assumed by the job's OIDC token \(AccessDenied/,
      { tokens: 1, assumes: 1 },
    ],
    [
      'the role does not exist',
      () => [`arn:aws:iam::${account}:role/ci-nobody`, tokens.env],
      () => undefined,
      /the role \S+:role\/ci-nobody cannot be assumed by the job's OIDC token \(AccessDenied/,
      { tokens: 1, assumes: 1 },
    ],
    [
      'the token endpoint fails',
      () => [roles.reader, tokens.env],
      () => (tokens.status = 500),
      /GitHub gave no OIDC token to assume \S+:role\/ci-read with .*500/s,
      { tokens: 1, assumes: 0 },
    ],
    [
      'the token endpoint does not know the job',
      () => [roles.reader, { ...tokens.env, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'another' }],
      () => undefined,
      /GitHub gave no OIDC token to assume \S+:role\/ci-read with .*401/s,
      { tokens: 1, assumes: 0 },
    ],
    [
      'the job has no token',
      () => [roles.reader, {}],
      () => undefined,
      /role\/ci-read cannot be assumed: there are no AWS credentials .*the job has no OIDC token/,
      { tokens: 0, assumes: 0 },
    ],
    [
      'STS does not take the token',
      () => [roles.reader, tokens.env],
      () => proxy.rules.push({ match: /AssumeRole/, fault: { kind: 'error', code: 'InvalidIdentityToken' } }),
      /the role \S+:role\/ci-read cannot be assumed by the job's OIDC token \(InvalidIdentityToken/,
      { tokens: 1, assumes: 1 },
    ],
  ])('%s', async (_what, arrange, fault, says, expected) => {
    const [role, env] = arrange();
    fault();
    const result = await run(named(role), {}, env);
    expect(result.exitCode).toBe(1);
    expect(result.report.findings.map(({ rule, env: name }) => [rule, name])).toEqual([['account/credentials', 'dev']]);
    expect(result.report.findings[0]!.message).toMatch(says);
    expect(result.report.unchecked.length).toBeGreaterThan(5);
    expect(result.summary).not.toContain('✅');
    expect([tokens.audiences.length, assumedIn(proxy.calls).length]).toEqual([expected.tokens, expected.assumes]);
    // Nothing is read in nobody's name.
    expect(proxy.calls).toHaveLength(expected.assumes);
  });
});

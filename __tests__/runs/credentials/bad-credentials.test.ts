import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { CreateAccessKeyCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import { type Proxy, type Rule, seedEnvironment, startProxy } from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, freshAccount } from '../../helpers/emulator.ts';
import { expectNoSecrets } from '../../helpers/secrets.ts';
import { Checkout, manifestOf, step, type StepResult } from '../../helpers/step.ts';

// Credentials that exist and are worth nothing. Nobody is asked twice, and nothing passes.
const account = freshAccount();
const checkout = new Checkout();
const user = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
let proxy: Proxy;
let healthy: StepResult;

beforeAll(async () => {
  const clients = clientsFor(account);
  proxy = await startProxy({ upstream: endpoint() });
  const dev = await seedEnvironment(clients, { nativeClient: true });
  checkout.write('amplify-auth.yml', manifestOf({ dev, test: dev }));
  await clients.iam.send(new CreateUserCommand({ UserName: 'ci' }));
  const { AccessKey } = await clients.iam.send(new CreateAccessKeyCommand({ UserName: 'ci' }));
  Object.assign(user, { AWS_ACCESS_KEY_ID: AccessKey!.AccessKeyId, AWS_SECRET_ACCESS_KEY: AccessKey!.SecretAccessKey });
  healthy = await step(checkout, account, {}, { endpoint: proxy.url });
});

afterEach(() => {
  proxy.reset();
});

afterAll(async () => {
  await proxy.close();
  checkout.dispose();
});

/** Each service has its own way to say it. Sources: "Common errors" of STS and IAM (query), of Cognito (JSON). */
const answers = (query: string, json: string): readonly Rule[] => [
  { match: /^(sts|iam):/, fault: { kind: 'error', code: query, status: 403 } },
  { match: /^cognito/, fault: { kind: 'error', code: json } },
];

test.each<[string, () => Record<string, string>, readonly Rule[], RegExp]>([
  [
    'none at all',
    () => ({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }),
    [],
    /there are no AWS credentials \(Could not load credentials from any providers\)/,
  ],
  [
    'half of a key',
    () => ({ AWS_SECRET_ACCESS_KEY: '' }),
    [],
    /the AWS credentials are not usable: AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not/,
  ],
  [
    'a profile that is not there',
    () => ({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_PROFILE: 'nobody' }),
    [],
    /the AWS credentials are not usable: there is no profile "nobody", which AWS_PROFILE names/,
  ],
  [
    'expired ones',
    () => ({}),
    answers('ExpiredToken', 'ExpiredTokenException'),
    /AWS does not accept the credentials \(ExpiredToken\)/,
  ],
  [
    'an unknown access key',
    () => ({ AWS_ACCESS_KEY_ID: 'AKIAXXXXXXXXXXXXXXXX', AWS_SECRET_ACCESS_KEY: 'guessed-secret' }),
    [],
    /AWS does not accept the credentials \((InvalidClientTokenId|UnrecognizedClientException)\)/,
  ],
  [
    'a wrong secret',
    () => ({ ...user, AWS_SECRET_ACCESS_KEY: 'guessed-secret' }),
    [],
    /AWS does not accept the credentials \((SignatureDoesNotMatch|InvalidSignatureException)\)/,
  ],
])('%s: every env says so once, and nothing passes', async (_what, env, rules, says) => {
  proxy.rules.push(...rules);
  for (const command of ['validate', 'apply']) {
    proxy.calls.length = 0;
    const run = await step(checkout, account, { command }, { endpoint: proxy.url, env: env() });
    expect(run.report.findings.filter(({ rule }) => rule === 'account/credentials').map((one) => one.env)).toEqual([
      'dev',
      'test',
    ]);
    expect(run.report.findings[0]!.message).toMatch(says);
    expect(run.report.unchecked.length).toBeGreaterThan(10);
    expect([run.exitCode, run.outputs['result']]).toEqual([1, 'failure']);
    expect(run.summary).not.toContain('✅');
    // No retry storm, and no write.
    expect(proxy.calls.length).toBeLessThanOrEqual(healthy.report.calls.total);
    expect(proxy.calls.filter(({ operation }) => /^(Put|Delete)/.test(operation))).toEqual([]);
    expectNoSecrets(run, ['guessed-secret', user.AWS_SECRET_ACCESS_KEY]);
  }
  expect(Object.keys(checkout.snapshot())).toEqual(['amplify-auth.yml']);
});

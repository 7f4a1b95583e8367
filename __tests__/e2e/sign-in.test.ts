import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { addUser, type Environment, seedEnvironment, signIn } from '@amplify-import-auth/testbed/aws';
import { clientsFor, endpoint, PUBLIC_ACCOUNT, REGION } from '../helpers/emulator.ts';
import { Checkout, manifestOf, step } from '../helpers/step.ts';

// The published aws-amplify, an emulator that enforces logins, trust and policies, and each generated file.
const USER = { username: 'ann@example.com', password: 'Passw0rd1234' };
const FILES = [
  ['aws-exports', 'aws-exports.js'],
  ['amplifyconfiguration', 'amplifyconfiguration.json'],
  ['amplify-outputs', 'amplify_outputs.json'],
] as const;

/** As the Amplify CLI writes them, faults included. */
const CLI_FILES = [
  ['aws-exports', 'cli/aws-exports.js'],
  ['amplifyconfiguration', 'cli/amplifyconfiguration.json'],
] as const;
const CLI_OUTPUTS = CLI_FILES.map(
  ([format, path]) => `  - {format: ${format}, path: "config/{env}/${path}", compat: cli}`,
);

describe.each(['amplify', 'strict'])('with the profile %s', (profile) => {
  let env: Environment;
  const checkout = new Checkout();

  beforeAll(async () => {
    const clients = clientsFor(PUBLIC_ACCOUNT);
    env = await seedEnvironment(clients, { nativeClient: OAUTH, domain: true, webClient: OAUTH });
    await addUser(clients, env.userPoolId, USER);
    checkout.write(
      'amplify-auth.yml',
      manifestOf({ dev: env })
        .replace('project: shop', `project: shop\nprofile: ${profile}`)
        .replace('envs:', [...CLI_OUTPUTS, 'envs:'].join('\n')),
    );
    const applied = await step(checkout, PUBLIC_ACCOUNT, { command: 'apply' });
    expect(applied.report.findings).toEqual([]);
    expect(applied.exitCode).toBe(0);
  });

  afterAll(() => {
    checkout.dispose();
  });

  const configured = (kind: (typeof FILES)[number][0], file: string) => ({
    kind,
    configFile: `${checkout.path}/config/dev/${file}`,
    endpoint: endpoint(),
    bucket: env.bucket,
    region: REGION,
  });

  test.each([...FILES, ...CLI_FILES])(
    '%s (%s) signs a user in, who may write an own object and no other',
    async (kind, file) => {
      const client = await signIn({ ...configured(kind, file), ...USER });
      expect(client.error).toBe('');
      expect(client.signedIn).toBe(true);
      expect(client.roleName).toBe(env.authRoleName);
      expect(client.results).toMatchObject({
        ownPrivatePut: 'allowed',
        otherPrivatePut: 'denied: AccessDenied',
        publicPut: 'allowed',
        publicGet: 'allowed',
      });
    },
  );

  test('a guest may read what is public and write nothing', async () => {
    await clientsFor(PUBLIC_ACCOUNT).s3.send(new PutObjectCommand({ Bucket: env.bucket, Key: 'public/x', Body: 'x' }));
    const client = await signIn({ ...configured(...FILES[2]), guest: true });
    expect(client.roleName).toBe(env.guestRoleName);
    expect(client.results).toMatchObject({
      publicGet: 'allowed',
      publicPut: 'denied: AccessDenied',
      ownPrivatePut: 'denied: AccessDenied',
    });
  });

  test('the CLI’s two files parse to one config, for the same pools', async () => {
    const [exports, configuration] = await Promise.all(
      CLI_FILES.map(
        async ([kind, file]) =>
          (await signIn({ ...configured(kind, file), guest: true, attempts: {} })).parsed as ParsedConfig,
      ),
    );
    expect(exports).toEqual(configuration);
    const { userPoolId, webClientId, identityPoolId } = env;
    expect(exports!.Auth.Cognito).toMatchObject({ userPoolId, userPoolClientId: webClientId, identityPoolId });
  });

  test('the three files parse to the same config, apart from the decoders’ own differences', async () => {
    const [exports, configuration, outputs] = await Promise.all(
      FILES.map(
        async ([kind, file]) =>
          (await signIn({ ...configured(kind, file), guest: true, attempts: {} })).parsed as ParsedConfig,
      ),
    );
    expect(exports).toEqual(configuration);
    expect(normal(outputs!)).toEqual(normal(exports!));
    expect(exports!.Auth.Cognito).toMatchObject({
      userPoolId: env.userPoolId,
      loginWith: { email: true, oauth: { responseType: 'code' } },
    });
  });
});

/** Paths of one's own, as Gen 2 has them. */
describe('with paths of its own', () => {
  let env: Environment;
  const checkout = new Checkout();

  beforeAll(async () => {
    const clients = clientsFor(PUBLIC_ACCOUNT);
    env = await seedEnvironment(clients, {});
    await addUser(clients, env.userPoolId, USER);
    const paths =
      '{"media/*": {guest: [read], auth: [read]}, "profile/{entity_id}/*": {entity: [create, read, delete]}}';
    checkout.write(
      'amplify-auth.yml',
      manifestOf({ dev: env }, () => ['categories:', `  storage: [{bucket: ${env.bucket}, paths: ${paths}}]`]),
    );
    const applied = await step(checkout, PUBLIC_ACCOUNT, { command: 'apply' });
    expect([applied.report.findings, applied.exitCode]).toEqual([[], 0]);
  });

  afterAll(() => {
    checkout.dispose();
  });

  const attempts = {
    ownPut: { action: 'put', key: 'profile/{identityId}/x' },
    ownList: { action: 'list', key: 'profile/{identityId}/' },
    otherPut: { action: 'put', key: 'profile/{otherIdentityId}/x' },
    otherGet: { action: 'get', key: 'profile/{otherIdentityId}/x' },
    allList: { action: 'list', key: 'profile/' },
    mediaList: { action: 'list', key: 'media/' },
    mediaPut: { action: 'put', key: 'media/x' },
    publicPut: { action: 'put', key: 'public/x' },
  } as const;
  const denied = 'denied: AccessDenied';
  const client = (more: object) =>
    signIn({
      kind: 'amplify-outputs',
      configFile: `${checkout.path}/config/dev/amplify_outputs.json`,
      endpoint: endpoint(),
      bucket: env.bucket,
      region: REGION,
      attempts,
      ...more,
    });

  test('a user may write below the own path and not below another’s', async () => {
    expect((await client(USER)).results).toEqual({
      ownPut: 'allowed',
      ownList: 'allowed',
      otherPut: denied,
      otherGet: denied,
      allList: denied,
      mediaList: 'allowed',
      mediaPut: denied,
      publicPut: denied,
    });
  });

  test('a guest may only read what is for all', async () => {
    const { results } = await client({ guest: true });
    expect(results).toMatchObject({ mediaList: 'allowed', mediaPut: denied, ownPut: denied, ownList: denied });
  });
});

const OAUTH = {
  AllowedOAuthFlows: ['code' as const],
  AllowedOAuthScopes: ['openid', 'email'],
  AllowedOAuthFlowsUserPoolClient: true,
  CallbackURLs: ['https://app.example.com/', 'http://localhost:3000/'],
  LogoutURLs: ['https://app.example.com/bye/'],
};

interface ParsedConfig {
  readonly Auth: { readonly Cognito: Record<string, unknown> & { readonly loginWith?: Record<string, unknown> } };
  readonly Storage: { readonly S3: Record<string, unknown> };
}

/**
 * What the two decoders of aws-amplify 6.22 make differently of the same facts, source: `parseAWSExports.ts` and
 * `parseAmplifyOutputs.ts` of `@aws-amplify/core`.
 *
 * - `allowGuestAccess`: Gen 1 says false, Gen 2 leaves it out.
 * - `userAttributes`: Gen 1 adds the attributes that are verified to those that sign-up requires.
 * - `oauth.providers`: an empty list in Gen 2, nothing in Gen 1.
 * - `buckets`: who may do what on which path; Gen 1 has no word for it.
 */
function normal({ Auth, Storage }: ParsedConfig): unknown {
  const { allowGuestAccess, userAttributes, loginWith, ...rest } = JSON.parse(JSON.stringify(Auth.Cognito)) as Record<
    string,
    unknown
  >;
  const { oauth, ...login } = loginWith as { oauth?: { providers?: unknown[] } };
  const providers = oauth?.providers ?? [];
  const { bucket, region } = Storage.S3;
  expect(Object.keys(userAttributes as object)).toEqual(['email']);
  return {
    ...rest,
    allowGuestAccess: allowGuestAccess ?? false,
    loginWith: { ...login, oauth: oauth && { ...oauth, providers } },
    Storage: { bucket, region },
  };
}

import type { IdentityPool, RoleMapping } from '@aws-sdk/client-cognito-identity';
import type {
  ExplicitAuthFlowsType,
  GetUserPoolMfaConfigResponse,
  OAuthFlowType,
  UserPoolClientType,
  UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import fc from 'fast-check';
import { projectIdentityPool, projectRoles } from '../../src/adapters/aws/identity-pools.ts';
import { projectClient, projectMfa, projectUserPool } from '../../src/adapters/aws/user-pools.ts';
import { providerNameOf } from '../../src/domain/partition.ts';
import type { FakeAws } from './fake-aws.ts';
import { makeRole, roleArn, Shop, type FakeEnv } from './shop.ts';

/** What AWS answers about one env, as AWS words it: with what it leaves out, and in whatever order. */
export interface World {
  pool: UserPoolType;
  mfa: GetUserPoolMfaConfigResponse;
  web: UserPoolClientType;
  native: UserPoolClientType;
  identityPool: Omit<IdentityPool, 'IdentityPoolId'>;
  roles: Record<string, string>;
  mappings: Record<string, RoleMapping>;
  group: { RoleArn?: string; Precedence?: number };
}

export const GROUP = 'editors';
export const GROUP_ROLE = 'dev-editors';

const FLOWS: readonly ExplicitAuthFlowsType[] = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
];
const OAUTH_FLOWS: readonly OAuthFlowType[] = ['code', 'implicit'];
const PROVIDERS = ['COGNITO', 'Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple', 'MyOIDC'];
const some = <T>(values: readonly T[], min = 1) => fc.shuffledSubarray([...values], { minLength: min });
const urls = (least: number) =>
  fc.uniqueArray(fc.webUrl({ validSchemes: ['https'] }), { minLength: least, maxLength: 4 });

/** A client that can serve as web and as native client. */
const client: fc.Arbitrary<UserPoolClientType> = fc.record({
  ExplicitAuthFlows: fc.oneof(
    { weight: 1, arbitrary: fc.constant<ExplicitAuthFlowsType[]>([]) },
    { weight: 3, arbitrary: some(FLOWS).map((flows) => [...flows, 'ALLOW_REFRESH_TOKEN_AUTH' as const]) },
  ),
  SupportedIdentityProviders: some(PROVIDERS, 0),
  CallbackURLs: urls(1),
  LogoutURLs: urls(1),
  AllowedOAuthFlows: some(OAUTH_FLOWS),
  AllowedOAuthScopes: some(['openid', 'email', 'profile', 'aws.cognito.signin.user.admin']),
  AllowedOAuthFlowsUserPoolClient: fc.boolean(),
  RefreshTokenRotation: fc.constantFrom({ Feature: 'ENABLED' as const }, { Feature: 'DISABLED' as const }),
});

const CORE = ['email', 'given_name', 'family_name', 'birthdate', 'phone_number'];

/** Healthy states: whatever an owner may have chosen that no rule calls an error. */
export function world(aws: FakeAws, env: FakeEnv): fc.Arbitrary<World> {
  return fc.record({
    pool: fc.record({
      Domain: fc.option(fc.stringMatching(/^[a-z]{4,9}$/), { nil: undefined }),
      CustomDomain: fc.option(fc.constant('auth.example.com'), { nil: undefined }),
      UsernameAttributes: some<'email' | 'phone_number'>(['email', 'phone_number'], 0),
      AliasAttributes: some<'email' | 'preferred_username'>(['email', 'preferred_username'], 0),
      AutoVerifiedAttributes: some<'email' | 'phone_number'>(['email', 'phone_number'], 0),
      MfaConfiguration: fc.constantFrom('OFF' as const, 'ON' as const, 'OPTIONAL' as const),
      Policies: fc.record({
        PasswordPolicy: fc.record({
          MinimumLength: fc.integer({ min: 6, max: 40 }),
          RequireLowercase: fc.boolean(),
          RequireUppercase: fc.boolean(),
          RequireNumbers: fc.boolean(),
          RequireSymbols: fc.boolean(),
        }),
        SignInPolicy: fc.record({
          AllowedFirstAuthFactors: some(['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] as const),
        }),
      }),
      LambdaConfig: fc.record(
        { DefineAuthChallenge: fc.constant('a'), CreateAuthChallenge: fc.constant('b'), PreSignUp: fc.constant('c') },
        { requiredKeys: [] },
      ),
      SchemaAttributes: some(CORE, 0).map((names) => names.map((Name) => ({ Name, Required: true }))),
    }),
    mfa: fc.record(
      {
        SmsMfaConfiguration: fc.constant({ SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::111122223333:role/sns' } }),
        SoftwareTokenMfaConfiguration: fc.record({ Enabled: fc.boolean() }),
        EmailMfaConfiguration: fc.constant({}),
        WebAuthnConfiguration: fc.record(
          { RelyingPartyId: fc.constant('example.com'), UserVerification: fc.constantFrom('required', 'preferred') },
          { requiredKeys: ['UserVerification'] },
        ),
      },
      { requiredKeys: [] },
    ),
    web: client,
    native: client,
    identityPool: fc.record({
      IdentityPoolName: fc.constant('identities'),
      AllowUnauthenticatedIdentities: fc.constant(true),
      AllowClassicFlow: fc.boolean(),
      CognitoIdentityProviders: fc.constant(
        [env.webClientId, env.nativeClientId, 'another'].map((ClientId) => ({
          ProviderName: providerNameOf(env.userPoolId),
          ClientId,
        })),
      ),
      SupportedLoginProviders: some(['graph.facebook.com', 'accounts.google.com', 'www.amazon.com'], 0).map((names) =>
        Object.fromEntries(names.map((name) => [name, `app-${name.length}`])),
      ),
    }),
    roles: fc.constant({ authenticated: roleArn(aws, env.authRole), unauthenticated: roleArn(aws, env.guestRole) }),
    mappings: fc.constant({
      [`${providerNameOf(env.userPoolId)}:${env.webClientId}`]: {
        Type: 'Token' as const,
        AmbiguousRoleResolution: 'AuthenticatedRole' as const,
      },
    }),
    group: fc.record({ RoleArn: fc.constant(roleArn(aws, GROUP_ROLE)), Precedence: fc.nat({ max: 20 }) }),
  });
}

/** Makes the fake answer as the real adapter would from these answers. */
export function install(
  aws: FakeAws,
  env: FakeEnv,
  { pool, mfa, web, native, identityPool, roles, mappings, group }: World,
) {
  const { userPoolId, webClientId, nativeClientId, identityPoolId } = env;
  aws.userPools.set(userPoolId, projectUserPool(userPoolId, pool));
  aws.mfa.set(userPoolId, projectMfa({ MfaConfiguration: pool.MfaConfiguration ?? 'OFF', ...mfa }));
  aws.clients.set(`${userPoolId} ${webClientId}`, projectClient(webClientId, web));
  aws.clients.set(`${userPoolId} ${nativeClientId}`, projectClient(nativeClientId, native));
  aws.identityPools.set(identityPoolId, projectIdentityPool(identityPoolId, identityPool));
  aws.identityPoolRoles.set(identityPoolId, projectRoles({ Roles: roles, RoleMappings: mappings }));
  aws.setGroup(userPoolId, GROUP, { roleArn: group.RoleArn, precedence: group.Precedence });
}

/** An env with everything that drift looks at: groups, both clients, rights and files of several formats; applied and committed. */
export async function appliedShop(make: (aws: FakeAws, env: FakeEnv) => World): Promise<AppliedShop> {
  const shop = new Shop('dev');
  const env = shop.envs.get('dev')!;
  makeRole(shop.aws, GROUP_ROLE, env.identityPoolId, 'authenticated');
  const before = make(shop.aws, env);
  install(shop.aws, env, before);
  shop.workspace.files.set('amplify-auth.yml', manifestOf(env, roleArn(shop.aws, GROUP_ROLE)));
  shop.push();
  const report = await shop.run('apply', { publish: 'commit' });
  const errors = report.findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0 || report.envs[0]?.state !== 'applied') throw new Error(JSON.stringify([errors, report.envs]));
  return { shop, env, before };
}

export interface AppliedShop {
  readonly shop: Shop;
  readonly env: FakeEnv;
  readonly before: World;
}

function manifestOf(env: FakeEnv, groupRole: string): string {
  return [
    'version: 1',
    'project: shop',
    'outputs:',
    '  - {format: amplify-outputs, path: "config/{env}/amplify_outputs.json"}',
    '  - {format: aws-exports, compat: cli, path: "config/{env}/aws-exports.js"}',
    '  - {format: amplifyconfiguration, platform: ios, path: "config/{env}/amplifyconfiguration.json"}',
    'envs:',
    '  dev:',
    `    userPoolId: ${env.userPoolId}`,
    `    webClientId: ${env.webClientId}`,
    `    nativeClientId: ${env.nativeClientId}`,
    `    identityPoolId: ${env.identityPoolId}`,
    `    groups: {${GROUP}: "${groupRole}"}`,
    '    categories:',
    `      storage: [{bucket: files, auth: [read, update], guest: [read], groups: {${GROUP}: [create]}}]`,
    '',
  ].join('\n');
}

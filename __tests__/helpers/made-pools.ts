import type { UserPoolClientType, UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import fc from 'fast-check';
import type { AwsAnswers } from './aws-answers.ts';

const REGION = 'eu-west-1';

/** What is special about a pool; everything else is as in most of them. */
export interface Parts {
  readonly pool?: Partial<UserPoolType>;
  readonly web?: Partial<UserPoolClientType>;
  /** On top of the web client's; null: the web client serves both. */
  readonly native?: Partial<UserPoolClientType> | null;
  readonly mfa?: AwsAnswers['mfa'];
  readonly login?: Record<string, string>;
  readonly identityPool?: boolean;
}

/** A client that sends users to the pages of Cognito. */
export const OAUTH: Partial<UserPoolClientType> = {
  SupportedIdentityProviders: ['COGNITO', 'Google'],
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['email', 'openid', 'aws.cognito.signin.user.admin'],
  CallbackURLs: ['https://app.example.com/in/', 'http://localhost:3000/in/'],
  LogoutURLs: ['https://app.example.com/out/'],
  AllowedOAuthFlowsUserPoolClient: true,
};

/** What AWS answers about such a pool. */
export function madePool({ pool, web, native = {}, mfa = {}, login, identityPool = true }: Parts): AwsAnswers {
  return {
    userPool: {
      Id: `${REGION}_AbCdEfGhI`,
      Name: 'the pool',
      Policies: { PasswordPolicy: { MinimumLength: 10, RequireLowercase: true, RequireNumbers: true } },
      SchemaAttributes: [{ Name: 'sub', Required: true }, { Name: 'email', Required: true }, { Name: 'custom:x' }],
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      MfaConfiguration: 'OFF',
      ...pool,
    },
    web: { ClientId: 'webclient0web', ...web },
    ...(native === null ? {} : { native: { ...web, ClientId: 'nativeclient0', ...native } }),
    mfa,
    ...(identityPool
      ? {
          identityPool: {
            IdentityPoolId: `${REGION}:11111111-2222-3333-4444-555555555555`,
            IdentityPoolName: 'the identities',
            AllowUnauthenticatedIdentities: true,
            ...(login === undefined ? {} : { SupportedLoginProviders: login }),
          },
        }
      : {}),
  };
}

const some = <T>(...values: readonly T[]): fc.Arbitrary<T[]> => fc.shuffledSubarray([...values]);
const maybe = <T>(value: T): fc.Arbitrary<T | undefined> => fc.constantFrom(value, undefined);

/** Texts that JSON, JavaScript or Dart could take for something else. */
export const trickyText = fc.string({
  minLength: 1,
  maxLength: 12,
  unit: fc.constantFrom(...'a z $ { } \\ \' " ` / : . ? = & % < ü \u2028 \n'.split(' '), "'''", '${x}', '$x', '\u0000'),
});

const url = fc.oneof(
  fc.constantFrom('https://app.example.com/in', 'http://localhost:3000/', 'myapp://in/?a=1', 'com.example.app:/out'),
  trickyText,
);

const client: fc.Arbitrary<Partial<UserPoolClientType>> = fc.record({
  SupportedIdentityProviders: some('COGNITO', 'Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple', 'Okta'),
  AllowedOAuthFlows: some('code' as const, 'implicit' as const, 'client_credentials' as const),
  AllowedOAuthScopes: some('email', 'openid', 'phone', 'https://api.example.com/read'),
  CallbackURLs: fc.uniqueArray(url, { maxLength: 3 }),
  LogoutURLs: fc.uniqueArray(url, { maxLength: 3 }),
  AllowedOAuthFlowsUserPoolClient: fc.boolean(),
});

const policy = fc.record({
  MinimumLength: fc.integer({ min: 6, max: 99 }),
  RequireLowercase: fc.boolean(),
  RequireUppercase: fc.boolean(),
  RequireNumbers: fc.boolean(),
  RequireSymbols: fc.boolean(),
});

const pool = fc.record({
  Domain: maybe('the-shop'),
  CustomDomain: maybe('auth.example.com'),
  UsernameAttributes: some('email' as const, 'phone_number' as const),
  AutoVerifiedAttributes: some('email' as const, 'phone_number' as const),
  MfaConfiguration: fc.constantFrom('OFF' as const, 'ON' as const, 'OPTIONAL' as const),
  Policies: fc.record({ PasswordPolicy: policy }),
  LambdaConfig: fc.constantFrom(
    {},
    { DefineAuthChallenge: 'a', CreateAuthChallenge: 'b', VerifyAuthChallengeResponse: 'c' },
  ),
  SchemaAttributes: some('sub', 'email', 'gender', 'custom:a', 'zoneinfo', 'phone_number', 'email_verified').map(
    (names) => names.map((Name, index) => ({ Name, Required: index % 3 !== 0 })),
  ),
});

/** Any pool: with everything, without anything, and whatever lies between. */
export const anyParts: fc.Arbitrary<Parts> = fc.record({
  pool,
  web: fc.oneof(client, fc.constant(OAUTH), fc.constant({})),
  native: fc.oneof(fc.constantFrom(null, {}, { ClientSecret: 's3cr3t' }), client),
  mfa: fc.constantFrom(
    {},
    { SoftwareTokenMfaConfiguration: {} },
    {
      SoftwareTokenMfaConfiguration: { Enabled: true },
      SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'a' } },
    },
    { SmsMfaConfiguration: {}, EmailMfaConfiguration: {} },
  ),
  login: fc.dictionary(
    fc.constantFrom('accounts.google.com', 'graph.facebook.com', 'www.amazon.com', 'appleid.apple.com'),
    trickyText,
    { maxKeys: 3 },
  ),
  identityPool: fc.boolean(),
});

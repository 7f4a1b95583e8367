import { goldenAnswers, type AwsAnswers } from '../__tests__/helpers/aws-answers.ts';
import { madePool, OAUTH, type Parts } from '../__tests__/helpers/made-pools.ts';
import type { Categories } from './cli-state.ts';

/** A pool as AWS describes it, with what else the env has. */
export interface Case {
  readonly name: string;
  readonly answers: AwsAnswers;
  /** Categories: lines of the manifest's env, and the same in amplify-meta.json. */
  readonly lines?: readonly string[];
  readonly categories?: Categories;
  /** Files that lie there already, by the path that the CLI gives them. */
  readonly existing?: Readonly<Record<string, string>>;
  /** Files that the manifest has not enough for, with the reason. */
  readonly without?: Readonly<Record<string, string>>;
}

const REGION = 'eu-west-1';

const TOKEN = { SoftwareTokenMfaConfiguration: { Enabled: true } };
const SMS = { SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::111122223333:role/sms' } } };
const OTHERS = {
  // Prefers the order of AWS.
  LogoutURLs: ['myapp://out', 'https://a.example/out?a=1&b="2"'],
  CallbackURLs: ['myapp://in', 'https://a.example/in?q=a,b'],
};

const POOLS: readonly (readonly [name: string, parts: Parts])[] = [
  ['user pool only', { identityPool: false }],
  ['one client for both', { native: null }],
  ['username, no attributes', { pool: { UsernameAttributes: [], AutoVerifiedAttributes: [], SchemaAttributes: [] } }],
  ['nothing that AWS leaves out', { pool: { UsernameAttributes: undefined, AutoVerifiedAttributes: undefined } }],
  ['two username attributes', { pool: { UsernameAttributes: ['phone_number', 'email'] } }],
  ['alias attributes', { pool: { UsernameAttributes: undefined, AliasAttributes: ['email', 'preferred_username'] } }],
  [
    'many required attributes',
    {
      pool: {
        SchemaAttributes: ['gender', 'custom:tenant', 'address', 'sub', 'phone_number', 'updated_at', 'email'].map(
          (Name) => ({ Name, Required: true }),
        ),
      },
    },
  ],
  ['no password policy', { pool: { Policies: {} } }],
  [
    'the strictest password policy',
    {
      pool: {
        Policies: {
          PasswordPolicy: {
            MinimumLength: 99,
            RequireLowercase: true,
            RequireUppercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
          },
        },
      },
    },
  ],
  ['MFA on, both factors', { pool: { MfaConfiguration: 'ON' }, mfa: { ...SMS, ...TOKEN } }],
  [
    'MFA optional, TOTP turned off',
    { pool: { MfaConfiguration: 'OPTIONAL' }, mfa: { ...SMS, SoftwareTokenMfaConfiguration: { Enabled: false } } },
  ],
  ['MFA off, factors set up', { mfa: { ...SMS, ...TOKEN } }],
  ['MFA by mail', { pool: { MfaConfiguration: 'OPTIONAL' }, mfa: { ...TOKEN, EmailMfaConfiguration: {} } }],
  ['OAuth, prefix domain', { pool: { Domain: 'the-shop' }, web: OAUTH }],
  ['OAuth, own domain only', { pool: { CustomDomain: 'auth.example.com' }, web: OAUTH }],
  ['OAuth, no domain', { web: OAUTH }],
  ['OAuth, both domains', { pool: { Domain: 'the-shop', CustomDomain: 'auth.example.com' }, web: OAUTH }],
  ['no logout URLs', { pool: { Domain: 'the-shop' }, web: { ...OAUTH, LogoutURLs: [] } }],
  ['a domain alone', { pool: { Domain: 'the-shop' } }],
  ['implicit flow', { pool: { Domain: 'the-shop' }, web: { ...OAUTH, AllowedOAuthFlows: ['implicit'] } }],
  ['implicit before code', { pool: { Domain: 's' }, web: { ...OAUTH, AllowedOAuthFlows: ['implicit', 'code'] } }],
  ['flows turned off', { pool: { Domain: 's' }, web: { ...OAUTH, AllowedOAuthFlowsUserPoolClient: false } }],
  ['Cognito alone', { pool: { Domain: 's' }, web: { ...OAUTH, SupportedIdentityProviders: ['COGNITO'] } }],
  ['OIDC and SAML alone', { pool: { Domain: 's' }, web: { ...OAUTH, SupportedIdentityProviders: ['Okta', 'ADFS'] } }],
  [
    'all social providers, another order',
    {
      pool: { Domain: 's' },
      web: {
        ...OAUTH,
        ...OTHERS,
        SupportedIdentityProviders: ['SignInWithApple', 'Okta', 'LoginWithAmazon', 'Facebook', 'COGNITO', 'Google'],
      },
    },
  ],
  ['other URLs at the native client', { pool: { Domain: 's' }, web: OAUTH, native: OTHERS }],
  ['native client with a secret', { native: { ClientSecret: '1s2e3c4r5e6t' } }],
  ['the same with OAuth', { pool: { Domain: 's' }, web: OAUTH, native: { ClientSecret: '1s2e3c4r5e6t' } }],
  ['login providers, no OAuth', { login: { 'graph.facebook.com': '123', 'accounts.google.com': 'g.apps' } }],
  ['login providers and OAuth', { pool: { Domain: 's' }, web: OAUTH, login: { 'www.amazon.com': 'amzn1.app' } }],
  ['a login provider of one’s own', { login: { 'login.example.com': 'x' } }],
  [
    'custom sign-in',
    {
      pool: { LambdaConfig: { DefineAuthChallenge: 'a', CreateAuthChallenge: 'b', VerifyAuthChallengeResponse: 'c' } },
    },
  ],
  ['two of its three triggers', { pool: { LambdaConfig: { DefineAuthChallenge: 'a', CreateAuthChallenge: 'b' } } }],
];

const RECORDED: readonly Case[] = ['a', 'b', 'c', 'd1', 'e'].map((name) => ({
  name: `recorded ${name}`,
  answers: goldenAnswers(name),
}));

const located = (service: string, output: Record<string, unknown>, more: object = {}) => ({
  service,
  output: { ...output, Region: REGION },
  ...more,
});

const WITH_CATEGORIES: readonly Case[] = [
  {
    name: 'recorded g: a bucket',
    answers: goldenAnswers('g'),
    lines: ['categories: { storage: [{ bucket: imported-bucket-g-v6lq }] }'],
    categories: {
      storage: { files: { service: 'S3', output: { BucketName: 'imported-bucket-g-v6lq', Region: 'us-east-1' } } },
    },
  },
  {
    name: 'APIs',
    answers: madePool({}),
    lines: [
      'categories:',
      '  graphql: [{ name: shop, endpoint: "https://g.example/graphql", authorizationType: AMAZON_COGNITO_USER_POOLS }]',
      '  rest:',
      '    - { name: items, endpoint: "https://r.example/dev" }',
      '    - { name: carts, endpoint: "https://c.example/dev", authorizationType: AMAZON_COGNITO_USER_POOLS }',
    ],
    categories: {
      api: {
        shop: {
          service: 'AppSync',
          output: {
            GraphQLAPIEndpointOutput: 'https://g.example/graphql',
            authConfig: { defaultAuthentication: { authenticationType: 'AMAZON_COGNITO_USER_POOLS' } },
          },
        },
        items: { service: 'API Gateway', output: { ApiName: 'items', RootUrl: 'https://r.example/dev' } },
        carts: {
          service: 'API Gateway',
          authorizationType: 'AMAZON_COGNITO_USER_POOLS',
          output: { ApiName: 'carts', RootUrl: 'https://c.example/dev' },
        },
      },
    },
  },
  {
    name: 'analytics',
    answers: madePool({}),
    lines: ['categories: { pinpoint: [{ appId: 0123456789abcdef0123456789abcdef }] }'],
    categories: { analytics: { shop: located('Pinpoint', { Id: '0123456789abcdef0123456789abcdef' }) } },
  },
  {
    name: 'maps and places',
    answers: madePool({}),
    lines: [
      'categories:',
      '  geo: [{ map: streets, style: VectorEsriStreets }, { placeIndex: places }, { geofences: fences }]',
    ],
    categories: {
      geo: {
        streets: located('Map', { Name: 'streets', Style: 'VectorEsriStreets' }, { isDefault: true }),
        places: located('PlaceIndex', { Name: 'places' }, { isDefault: true }),
        fences: located('GeofenceCollection', { Name: 'fences' }, { isDefault: true }),
      },
    },
  },
  {
    name: 'a bot',
    answers: madePool({}),
    lines: ['categories: { lex: [{ bot: Orders, alias: live, version: 1 }] }'],
    categories: { interactions: { orders: located('Lex', { BotName: 'Orders' }) } },
  },
  {
    name: 'a table',
    answers: madePool({}),
    lines: ['categories: { dynamodb: [{ table: items }] }'],
    categories: { storage: { items: located('DynamoDB', { Name: 'items' }) } },
    without: Object.fromEntries(
      ['amplifyconfiguration.json', 'res/raw/amplifyconfiguration.json', 'lib/amplifyconfiguration.dart'].map(
        (file) => [file, 'it holds the keys of the table, which the manifest does not know'],
      ),
    ),
  },
];

/** Keys of the owner's own survive; those of the generator do not, whatever they say. */
const WITH_FILES: readonly Case[] = [
  {
    name: 'own keys in the files',
    answers: madePool({ pool: { Domain: 's' }, web: OAUTH }),
    existing: {
      'src/aws-exports.js':
        "const awsmobile = { my_key: { a: [1, 'ü', null] }, oauth: { domain: 'mine.example' }, Analytics: { x: 1 }, \"Custom Key\": true };\nexport default awsmobile;\n",
      'awsconfiguration.json': '{"Mine": {"a": 1}, "UserAgent": "old", "S3TransferUtility": {"Default": {}}}',
      'res/raw/awsconfiguration.json': '{"Mine": [1, 2], "Lex": {}, "Auth": {"Default": {"x": 1}}}',
      'lib/amplifyconfiguration.dart': 'const amplifyconfig = \'\'\'{ "UserAgent": "old", "Mine": 1 }\'\'\';\n',
    },
  },
];

export const CASES: readonly Case[] = [
  ...RECORDED,
  ...POOLS.map(([name, parts]) => ({ name, answers: madePool(parts) })),
  ...WITH_CATEGORIES,
  ...WITH_FILES,
];

import type { AuthFlow, Compat, Platform } from '../../domain/output.ts';
import type { Secret } from '../../domain/secret.ts';
import type { EnvFacts } from '../format.ts';
import { compact } from '../serialise.ts';
import { FACEBOOK, GOOGLE, type Gen1Auth } from './auth.ts';
import { authFor } from './auth-for.ts';
import { textAt } from './custom-keys.ts';
import type { Entries } from './notation.ts';
import { resourcesOf, type Gen1Api, type Gen1Resources } from './resources.ts';

export interface NativeOptions {
  readonly platform: Platform;
  readonly compat: Compat;
  /** What the manifest asks for; undefined: follows the client. */
  readonly authFlow?: AuthFlow | undefined;
  /** Of the native client; undefined: it stays out of the file. */
  readonly clientSecret?: Secret | undefined;
}

/**
 * The object of `awsconfiguration.json`, which `amplifyconfiguration` holds as the config of its auth plugin. Keys and their order:
 * the Amplify CLI 14.3 (`amplify-frontend-ios`, `-android`, `-flutter`).
 */
export function nativeObject(facts: EnvFacts, options: NativeOptions, existing: Entries): Record<string, unknown> {
  const { platform, compat } = options;
  return {
    UserAgent: platform === 'ios' ? 'aws-amplify/cli' : 'aws-amplify-cli/0.1.0',
    Version: '0.1.0',
    IdentityManager: { Default: {} },
    ...authPart(authFor(facts, platform, compat), options),
    ...resourcesPart(resourcesOf(facts, compat), existing),
  };
}

function authPart(auth: Gen1Auth, { platform, clientSecret, authFlow }: NativeOptions): Record<string, unknown> {
  const { identityPoolId, loginProviders, region, clientId: AppClientId, domain, oauth, choices } = auth;
  const pool = { PoolId: auth.userPoolId, AppClientId, Region: region };
  const AppClientSecret = clientSecret?.reveal();
  const google = loginProviders.get(GOOGLE);
  const facebook = loginProviders.get(FACEBOOK);
  return compact({
    CredentialsProvider:
      identityPoolId === undefined
        ? undefined
        : { CognitoIdentity: { Default: { PoolId: identityPoolId, Region: region } } },
    CognitoUserPool: {
      Default:
        platform === 'flutter'
          ? compact({ PoolId: pool.PoolId, AppClientId, AppClientSecret, Region: region })
          : compact({ ...pool, AppClientSecret }),
    },
    GoogleSignIn: google && { Permissions: 'email,profile,openid', 'ClientId-WebApp': google },
    FacebookSignIn: facebook && { AppId: facebook, Permissions: 'public_profile' },
    Auth: {
      Default: compact({
        OAuth:
          oauth &&
          compact({
            WebDomain: domain,
            AppClientId,
            AppClientSecret,
            SignInRedirectURI: oauth.signInUrls.join(','),
            SignOutRedirectURI: oauth.signOutUrls.join(','),
            Scopes: oauth.scopes,
          }),
        authenticationFlowType: authFlow ?? auth.authFlow,
        ...choices,
      }),
    },
  });
}

function resourcesPart(resources: Gen1Resources, existing: Entries): Record<string, unknown> {
  const { bucket, graphql, tables, bots } = resources;
  const pinpoint = resources.analytics ?? resources.notifications;
  const [api] = graphql;
  return compact({
    S3TransferUtility: bucket && { Default: { Bucket: bucket.name, Region: bucket.region } },
    AppSync: api && { Default: appSync(api, existing) },
    PinpointAnalytics: pinpoint && { Default: { AppId: pinpoint.name, Region: pinpoint.region } },
    PinpointTargeting: pinpoint && { Default: { Region: pinpoint.region } },
    DynamoDBObjectMapper: tables[0] && { Default: { Region: tables[0].region } },
    Lex:
      bots.length === 0
        ? undefined
        : Object.fromEntries(
            bots.map(({ name, alias, region }) => [name, { Name: name, Alias: alias, Region: region }]),
          ),
  });
}

function appSync({ name, endpoint, region, authorizationType }: Gen1Api, existing: Entries): Record<string, unknown> {
  return compact({
    ApiUrl: endpoint,
    Region: region,
    AuthMode: authorizationType,
    ApiKey: authorizationType === 'API_KEY' ? textAt(existing, 'AppSync', 'Default', 'ApiKey') : undefined,
    ClientDatabasePrefix: `${name}_${authorizationType}`,
  });
}

import type { CategoryName } from '../../categories/index.ts';
import type { Compat } from '../../domain/output.ts';
import { oursIn, type Owned, type OwnerOf } from '../ownership.ts';
import { isEntries, type Entries } from './notation.ts';

const AUTH = 'auth';

/** Keys with the categories of which any makes them ours. */
type Keys = Readonly<Record<string, typeof AUTH | readonly CategoryName[]>>;

/**
 * Keys of the JavaScript files that the generator knows, with the category that they belong to; none: auth. Whatever else an existing
 * file holds is its owner's. Source: `amplify-frontend-javascript` of the Amplify CLI 14.3, its reserved keys, and those for tests
 * with a mock.
 */
const JAVASCRIPT_KEYS: Keys = {
  aws_project_region: AUTH,
  aws_cognito_identity_pool_id: AUTH,
  aws_cognito_region: AUTH,
  aws_user_pools_id: AUTH,
  aws_user_pools_web_client_id: AUTH,
  oauth: AUTH,
  federationTarget: AUTH,
  aws_cognito_username_attributes: AUTH,
  aws_cognito_social_providers: AUTH,
  aws_cognito_signup_attributes: AUTH,
  aws_cognito_mfa_configuration: AUTH,
  aws_cognito_mfa_types: AUTH,
  aws_cognito_password_protection_settings: AUTH,
  aws_cognito_verification_mechanisms: AUTH,
  aws_user_files_s3_bucket: ['storage'],
  aws_user_files_s3_bucket_region: ['storage'],
  aws_user_files_s3_dangerously_connect_to_http_endpoint_for_testing: ['storage'],
  aws_appsync_graphqlEndpoint: ['graphql'],
  aws_appsync_region: ['graphql'],
  aws_appsync_authenticationType: ['graphql'],
  aws_appsync_apiKey: ['graphql'],
  aws_appsync_dangerously_connect_to_http_endpoint_for_testing: ['graphql'],
  aws_cloud_logic_custom: ['rest'],
  aws_mobile_analytics_app_id: ['pinpoint'],
  aws_mobile_analytics_app_region: ['pinpoint'],
  Notifications: ['notifications'],
  aws_dynamodb_all_tables_region: ['dynamodb'],
  aws_dynamodb_table_schemas: ['dynamodb'],
  aws_bots: ['lex'],
  aws_bots_config: ['lex'],
  predictions: ['predictions'],
  geo: ['geo'],
};

/** The CLI does not know the first, and leaves the second behind once there are no analytics any more. */
const FIXED_KEYS: Keys = { aws_mandatory_sign_in: AUTH, Analytics: ['pinpoint'] };

/** Keys of the native files, as above. Source: `amplify-frontend-ios`, `-android` and `-flutter`. */
const NATIVE_KEYS: Keys = {
  UserAgent: AUTH,
  Version: AUTH,
  IdentityManager: AUTH,
  Auth: AUTH,
  CredentialsProvider: AUTH,
  CognitoUserPool: AUTH,
  GoogleSignIn: AUTH,
  FacebookSignIn: AUTH,
  S3TransferUtility: ['storage'],
  PinpointAnalytics: ['pinpoint', 'notifications'],
  PinpointTargeting: ['pinpoint', 'notifications'],
  DynamoDBObjectMapper: ['dynamodb'],
  AppSync: ['graphql'],
  Lex: ['lex'],
};

/** Whose the keys of the JavaScript files are. */
export function javaScriptOwner(compat: Compat, owned: Owned): OwnerOf {
  const known = compat === 'correct' ? { ...JAVASCRIPT_KEYS, ...FIXED_KEYS } : JAVASCRIPT_KEYS;
  return ([key = '']) => ownerByKey(known, key, owned);
}

/** Whose the keys of the native files are. */
export function nativeOwner(owned: Owned): OwnerOf {
  return ([key = '']) => ownerByKey(NATIVE_KEYS, key, owned);
}

function ownerByKey(keys: Keys, key: string, owned: Owned): 'ours' | 'foreign' {
  const categories = Object.hasOwn(keys, key) ? keys[key] : undefined;
  if (categories === undefined) return 'foreign';
  return categories === AUTH || categories.some((category) => owned.has(category)) ? 'ours' : 'foreign';
}

/** Our part of an object, without what comes from elsewhere. */
export function ownEntries(entries: Entries, ownerOf: OwnerOf): Entries {
  return withoutForeignValues(oursIn(entries, ownerOf));
}

/** Whether a text names the secret of a client; it need not be well-formed. */
export function namesClientSecret(text: string): boolean {
  return text.includes('AppClientSecret');
}

/** Values of our part that come from elsewhere: the secret of the client, which no hash may depend on, and API keys. */
const FOREIGN_VALUES = ['AppClientSecret', 'ApiKey', 'apiKey', 'aws_appsync_apiKey'];

function withoutForeignValues(entries: Entries): Entries {
  return Object.fromEntries(
    Object.entries(entries)
      .filter(([key]) => !FOREIGN_VALUES.includes(key))
      .map(([key, value]) => [key, isEntries(value) ? withoutForeignValues(value) : value]),
  );
}

/**
 * A text of an existing file, by its way from the top. For API keys: the manifest has no place for them, and the CLI would write the
 * API's own.
 */
export function textAt(existing: Entries, ...way: readonly string[]): string | undefined {
  const value = way.reduce<unknown>(
    (at, key) => (isEntries(at) && Object.hasOwn(at, key) ? at[key] : undefined),
    existing,
  );
  return typeof value === 'string' ? value : undefined;
}

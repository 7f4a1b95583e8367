import type { Compat } from '../../domain/output.ts';
import { isEntries, type Entries } from './notation.ts';

/**
 * Keys of the JavaScript files that belong to the generator: whatever else an existing file holds is its owner's and stays, at the
 * end. Source: `amplify-frontend-javascript` of the Amplify CLI 14.3, its reserved keys, and those for tests with a mock.
 */
const JAVASCRIPT_KEYS = [
  'aws_project_region',
  'aws_cognito_identity_pool_id',
  'aws_cognito_region',
  'aws_user_pools_id',
  'aws_user_pools_web_client_id',
  'oauth',
  'federationTarget',
  'aws_cognito_username_attributes',
  'aws_cognito_social_providers',
  'aws_cognito_signup_attributes',
  'aws_cognito_mfa_configuration',
  'aws_cognito_mfa_types',
  'aws_cognito_password_protection_settings',
  'aws_cognito_verification_mechanisms',
  'aws_user_files_s3_bucket',
  'aws_user_files_s3_bucket_region',
  'aws_user_files_s3_dangerously_connect_to_http_endpoint_for_testing',
  'aws_appsync_graphqlEndpoint',
  'aws_appsync_region',
  'aws_appsync_authenticationType',
  'aws_appsync_apiKey',
  'aws_appsync_dangerously_connect_to_http_endpoint_for_testing',
  'aws_cloud_logic_custom',
  'aws_mobile_analytics_app_id',
  'aws_mobile_analytics_app_region',
  'Notifications',
  'aws_dynamodb_all_tables_region',
  'aws_dynamodb_table_schemas',
  'aws_content_delivery_bucket',
  'aws_content_delivery_bucket_region',
  'aws_content_delivery_url',
  'aws_bots',
  'aws_bots_config',
  'predictions',
  'geo',
];

/** The CLI does not know the first, and leaves the second behind once there are no analytics any more. */
const MENDED_KEYS = ['aws_mandatory_sign_in', 'Analytics'];

/** Keys of the native files, as above. Source: `amplify-frontend-ios`, `-android` and `-flutter`; the first three are always written. */
const NATIVE_KEYS = [
  'UserAgent',
  'Version',
  'IdentityManager',
  'Auth',
  'CredentialsProvider',
  'CognitoUserPool',
  'GoogleSignIn',
  'FacebookSignIn',
  'S3TransferUtility',
  'PinpointAnalytics',
  'PinpointTargeting',
  'DynamoDBObjectMapper',
  'AppSync',
  'Lex',
  'Sumerian',
];

/** Whether a key of an object belongs to the generator. */
export type IsOurs = (key: string, entries: Entries) => boolean;

export function isJavaScriptKey(compat: Compat): IsOurs {
  if (compat === 'correct') return (key) => JAVASCRIPT_KEYS.includes(key) || MENDED_KEYS.includes(key);
  return (key, entries) =>
    JAVASCRIPT_KEYS.includes(key) || (key === 'Analytics' && Object.hasOwn(entries, 'aws_mobile_analytics_app_id'));
}

export const isNativeKey: IsOurs = (key) => NATIVE_KEYS.includes(key);

/** What is ours, and behind it what an existing object holds besides. */
export function withCustomKeys(ours: Entries, existing: Entries, isOurs: IsOurs): Entries {
  const custom = Object.entries(existing).filter(([key]) => !isOurs(key, ours) && !Object.hasOwn(ours, key));
  return { ...ours, ...Object.fromEntries(custom) };
}

/** Our part of an object, without what comes from elsewhere. */
export function ownEntries(entries: Entries, isOurs: IsOurs): Entries {
  return withoutForeignValues(Object.fromEntries(Object.entries(entries).filter(([key]) => isOurs(key, entries))));
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

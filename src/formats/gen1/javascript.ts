import type { Compat } from '../../domain/output.ts';
import type { EnvFacts } from '../format.ts';
import { compact } from '../serialise.ts';
import type { Gen1Auth } from './auth.ts';
import { authFor } from './auth-for.ts';
import { textAt } from './custom-keys.ts';
import type { Entries } from './notation.ts';
import { resourcesOf, type Gen1Geo, type Gen1Prediction, type Gen1Resources } from './resources.ts';

/**
 * The object that JavaScript apps of Amplify Gen 1 configure themselves with, whichever file it lies in. Keys and their order: the
 * Amplify CLI 14.3 (`amplify-frontend-javascript`), which writes no more than this whatever else a project has.
 */
export function javaScriptObject(facts: EnvFacts, compat: Compat, existing: Entries): Record<string, unknown> {
  const auth = authFor(facts, 'javascript', compat);
  return compact({
    aws_project_region: auth.region,
    ...authPart(auth),
    ...resourcesPart(resourcesOf(facts, compat), existing),
  });
}

function authPart(auth: Gen1Auth): Record<string, unknown> {
  const { choices, oauth, domain } = auth;
  return {
    aws_cognito_identity_pool_id: auth.identityPoolId,
    aws_cognito_region: auth.region,
    aws_user_pools_id: auth.userPoolId,
    aws_user_pools_web_client_id: auth.clientId,
    // Always there; empty, it turns sign-in by redirect off.
    oauth: compact({
      domain,
      scope: oauth?.scopes,
      redirectSignIn: oauth?.signInUrls.join(','),
      redirectSignOut: oauth?.signOutUrls.join(','),
      responseType: oauth?.responseType,
    }),
    federationTarget: federationTarget(auth),
    aws_mandatory_sign_in: auth.mandatorySignIn ? 'enable' : undefined,
    aws_cognito_username_attributes: choices.usernameAttributes,
    aws_cognito_social_providers: choices.socialProviders,
    aws_cognito_signup_attributes: choices.signupAttributes,
    aws_cognito_mfa_configuration: choices.mfaConfiguration,
    aws_cognito_mfa_types: choices.mfaTypes,
    aws_cognito_password_protection_settings: choices.passwordProtectionSettings,
    aws_cognito_verification_mechanisms: choices.verificationMechanisms,
  };
}

/** What `oauth` is for: users of the pool, of the identity pool's own login providers, or both. Only v5 reads it. */
function federationTarget({ oauth, federated }: Gen1Auth): string | undefined {
  if (oauth === undefined) return federated ? 'COGNITO_IDENTITY_POOLS' : undefined;
  return federated ? 'COGNITO_USER_AND_IDENTITY_POOLS' : 'COGNITO_USER_POOLS';
}

function resourcesPart(resources: Gen1Resources, existing: Entries): Record<string, unknown> {
  const { bucket, graphql, rest, analytics, notifications, tables, bots, predictions, geo } = resources;
  // An app of Gen 1 has one GraphQL API.
  const [api] = graphql;
  return {
    aws_user_files_s3_bucket: bucket?.name,
    aws_user_files_s3_bucket_region: bucket?.region,
    aws_appsync_graphqlEndpoint: api?.endpoint,
    aws_appsync_region: api?.region,
    aws_appsync_authenticationType: api?.authorizationType,
    aws_appsync_apiKey: api && textAt(existing, 'aws_appsync_apiKey'),
    aws_cloud_logic_custom: listOrNone(rest.map(({ name, endpoint, region }) => ({ name, endpoint, region }))),
    aws_mobile_analytics_app_id: analytics?.name,
    aws_mobile_analytics_app_region: analytics?.region,
    Analytics: analytics && pinpoint(analytics),
    // The two channels that the library has.
    Notifications: notifications && { Push: pinpoint(notifications), InAppMessaging: pinpoint(notifications) },
    aws_dynamodb_all_tables_region: tables[0]?.region,
    aws_dynamodb_table_schemas: listOrNone(tables.map(({ name, region }) => ({ tableName: name, region }))),
    aws_bots: bots.length === 0 ? undefined : 'enable',
    aws_bots_config: listOrNone(bots.map(({ name, alias, region }) => ({ name, alias, region }))),
    predictions: predictions.length === 0 ? undefined : predictionsPart(predictions),
    geo: geo && { amazon_location_service: geoPart(geo) },
  };
}

function pinpoint({ name, region }: { readonly name: string; readonly region: string }): Record<string, unknown> {
  return { AWSPinpoint: { appId: name, region } };
}

function predictionsPart(predictions: readonly Gen1Prediction[]): Record<string, unknown> {
  const groups = [...new Set(predictions.map(({ group }) => group))];
  return Object.fromEntries(
    groups.map((group) => [
      group,
      Object.fromEntries(
        predictions
          .filter((one) => one.group === group)
          .map(({ type, region, settings }) => [type, { region, proxy: false, ...settings }]),
      ),
    ]),
  );
}

function geoPart({ region, maps, placeIndexes, geofences }: Gen1Geo): Record<string, unknown> {
  return compact({
    region,
    maps:
      maps.length === 0
        ? undefined
        : { items: Object.fromEntries(maps.map(({ name, style }) => [name, { style }])), default: maps[0]?.name },
    search_indices: namedOrNone(placeIndexes),
    geofenceCollections: namedOrNone(geofences),
  });
}

function namedOrNone(items: readonly string[]): Record<string, unknown> | undefined {
  return items.length === 0 ? undefined : { items, default: items[0] };
}

function listOrNone<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length === 0 ? undefined : items;
}

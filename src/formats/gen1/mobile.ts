import type { EnvFacts } from '../format.ts';
import { compact } from '../serialise.ts';
import { textAt } from './custom-keys.ts';
import { nativeObject, type NativeOptions } from './native.ts';
import { API_PLUGIN, AUTH_PLUGIN, NOTIFICATION_PLUGINS } from './mobile-owner.ts';
import { isEntries, type Entries } from './notation.ts';
import { resourcesOf, type Gen1Api, type Gen1Resources } from './resources.ts';

/**
 * The object of `amplifyconfiguration.json` of iOS and Android and of `amplifyconfiguration.dart`: the config of each plugin by
 * category. Keys and their order: the Amplify CLI 14.3 (`amplify-config-helper.js` of its frontend packages).
 */
export function mobileObject(facts: EnvFacts, options: NativeOptions, existing: Entries): Record<string, unknown> {
  const resources = resourcesOf(facts, options.compat);
  const { analytics, notifications, graphql, rest, bucket } = resources;
  // Flutter has no libraries for the rest.
  const hasAll = options.platform !== 'flutter';
  return compact({
    UserAgent: 'aws-amplify-cli/2.0',
    Version: '1.0',
    analytics:
      analytics &&
      plugin('awsPinpointAnalyticsPlugin', {
        pinpointAnalytics: { appId: analytics.name, region: analytics.region },
        pinpointTargeting: { region: analytics.region },
      }),
    notifications: notifications && {
      plugins: Object.fromEntries(
        NOTIFICATION_PLUGINS.map((name) => [name, { appId: notifications.name, region: notifications.region }]),
      ),
    },
    api: apiPart(graphql, rest, existing),
    auth: plugin(AUTH_PLUGIN, nativeObject(facts, options, authPluginOf(existing))),
    // Blocks without languages and voices are refused by the decoders; without any block, the app says them with each call.
    predictions:
      hasAll && resources.predictions[0] !== undefined
        ? plugin('awsPredictionsPlugin', { defaultRegion: resources.predictions[0].region })
        : undefined,
    storage:
      bucket &&
      plugin('awsS3StoragePlugin', { bucket: bucket.name, region: bucket.region, defaultAccessLevel: 'guest' }),
    geo: hasAll ? geoPart(resources) : undefined,
  });
}

/** The config of the auth plugin in an existing object; empty where it has none. */
function authPluginOf({ auth }: Entries): Entries {
  const plugins = isEntries(auth) ? auth['plugins'] : undefined;
  const found = isEntries(plugins) ? plugins[AUTH_PLUGIN] : undefined;
  return isEntries(found) ? found : {};
}

function plugin(name: string, settings: Record<string, unknown>): Record<string, unknown> {
  return { plugins: { [name]: settings } };
}

function apiPart(
  graphql: readonly Gen1Api[],
  rest: readonly Gen1Api[],
  existing: Entries,
): Record<string, unknown> | undefined {
  if (graphql.length + rest.length === 0) return undefined;
  const entry = (endpointType: string) => (api: Gen1Api) => {
    const { name, endpoint, region, authorizationType } = api;
    const apiKey = textAt(existing, 'api', 'plugins', API_PLUGIN, name, 'apiKey');
    return [name, compact({ endpointType, endpoint, region, authorizationType, apiKey })] as const;
  };
  return plugin(API_PLUGIN, Object.fromEntries([...graphql.map(entry('GraphQL')), ...rest.map(entry('REST'))]));
}

/** Geofences are not in these files: no native library has them. */
function geoPart({ geo }: Gen1Resources): Record<string, unknown> | undefined {
  if (geo === undefined || geo.maps.length + geo.placeIndexes.length === 0) return undefined;
  const { region, maps, placeIndexes } = geo;
  return plugin(
    'awsLocationGeoPlugin',
    compact({
      region,
      maps:
        maps.length === 0
          ? undefined
          : { items: Object.fromEntries(maps.map(({ name, style }) => [name, { style }])), default: maps[0]?.name },
      searchIndices: placeIndexes.length === 0 ? undefined : { items: placeIndexes, default: placeIndexes[0] },
    }),
  );
}

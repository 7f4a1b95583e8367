import type { CategoryName } from '../../categories/index.ts';
import type { Owned, OwnerOf } from '../ownership.ts';
import { nativeOwner } from './custom-keys.ts';
import { isEntries } from './notation.ts';

export const AUTH_PLUGIN = 'awsCognitoAuthPlugin';
export const API_PLUGIN = 'awsAPIPlugin';

/** Those of the channels that the libraries have. */
export const NOTIFICATION_PLUGINS = [
  'awsPinpointPushNotificationsPlugin',
  'awsPinpointInAppMessagingNotificationsPlugin',
] as const;

/** Categories of the mobile file: whatever else is at its top is the owner's. */
export const CATEGORY_KEYS = ['analytics', 'notifications', 'api', 'auth', 'predictions', 'storage', 'geo'];

/** Plugins that are ours as a whole, where their category is. */
const PLUGINS: Readonly<Record<string, CategoryName>> = {
  'analytics awsPinpointAnalyticsPlugin': 'pinpoint',
  ...Object.fromEntries(NOTIFICATION_PLUGINS.map((name) => [`notifications ${name}`, 'notifications' as const])),
  'predictions awsPredictionsPlugin': 'predictions',
  'storage awsS3StoragePlugin': 'storage',
  'geo awsLocationGeoPlugin': 'geo',
};

/** The kinds of API, in the words of the file. */
const API_KINDS: Readonly<Record<string, CategoryName>> = { GraphQL: 'graphql', REST: 'rest' };

/**
 * Whose the values of the mobile `amplifyconfiguration` are: `<category>.plugins.<plugin>`. The auth plugin holds what
 * `awsconfiguration.json` does, and the API plugin one entry for each API, of either kind.
 */
export function mobileOwner(owned: Owned): OwnerOf {
  const native = nativeOwner(owned);
  const by = (category: CategoryName | undefined) =>
    category !== undefined && owned.has(category) ? 'ours' : 'foreign';
  return ([category = '', plugins, plugin, ...inner], value) => {
    if (plugins === undefined && ['UserAgent', 'Version'].includes(category)) return 'ours';
    if (!CATEGORY_KEYS.includes(category)) return 'foreign';
    if (plugins === undefined) return 'within';
    if (plugins !== 'plugins') return 'foreign';
    if (plugin === undefined) return 'within';
    const [name] = inner;
    if (category === 'auth' && plugin === AUTH_PLUGIN) return name === undefined ? 'within' : native(inner, value);
    if (category === 'api' && plugin === API_PLUGIN) {
      if (name === undefined) return 'within';
      const kind = isEntries(value) ? value['endpointType'] : undefined;
      return by(typeof kind === 'string' && Object.hasOwn(API_KINDS, kind) ? API_KINDS[kind] : undefined);
    }
    return by(PLUGINS[`${category} ${plugin}`]);
  };
}

import type { Compat } from '../../domain/output.ts';
import { partitionOf } from '../../domain/partition.ts';
import type { GeoEntry } from '../../categories/geo.ts';
import type { GraphqlEntry } from '../../categories/graphql.ts';
import { givesRights } from '../../categories/options.ts';
import type { PredictionsEntry } from '../../categories/predictions.ts';
import type { RestEntry } from '../../categories/rest.ts';
import type { EnvFacts } from '../format.ts';

/** What the manifest's categories have for the files of Gen 1. */
export interface Gen1Resources {
  /** Gen 1 apps have one. */
  readonly bucket: Located | undefined;
  readonly graphql: readonly Gen1Api[];
  readonly rest: readonly Gen1Api[];
  /** The Pinpoint app that events go to. */
  readonly analytics: Located | undefined;
  /** The Pinpoint app that messages come from. */
  readonly notifications: Located | undefined;
  readonly tables: readonly Located[];
  readonly bots: readonly Gen1Bot[];
  readonly predictions: readonly Gen1Prediction[];
  readonly geo: Gen1Geo | undefined;
}

/** Something by its name or id, and where it is. */
export interface Located {
  readonly name: string;
  readonly region: string;
}

/** An API that apps call by `name`. */
export interface Gen1Api extends Located {
  readonly endpoint: string;
  readonly authorizationType: string;
}

/** A bot of Lex V1; Gen 1 files have no place for others. */
export interface Gen1Bot extends Located {
  readonly alias: string;
}

export interface Gen1Prediction {
  /** As the Amplify CLI groups them. */
  readonly group: 'convert' | 'identify' | 'interpret' | 'infer';
  readonly type: string;
  readonly region: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Gen1Geo {
  readonly region: string;
  readonly maps: readonly { readonly name: string; readonly style: string }[];
  readonly placeIndexes: readonly string[];
  readonly geofences: readonly string[];
}

/** An API without an endpoint, and a map without a style, are of no use to an app and have no place in its files. */
export function resourcesOf({ env, config }: EnvFacts, compat: Compat): Gen1Resources {
  const { categories } = env;
  const located = (name: string, region: string | undefined) => ({ name, region: region ?? config.region });
  const [bucket] = config.buckets;
  const [analytics] = categories.pinpoint ?? [];
  const [notifications] = categories.notifications ?? [];
  return {
    bucket: bucket && located(bucket.bucketName, bucket.region),
    graphql: (categories.graphql ?? []).flatMap((entry) => graphqlApi(entry, config.region)),
    rest: (categories.rest ?? []).flatMap((entry) => restApi(entry, config.region)),
    analytics: analytics && located(analytics.appId, analytics.region),
    notifications: notifications && located(notifications.appId, notifications.region),
    tables: (categories.dynamodb ?? []).map(({ table, region }) => located(table, region)),
    bots: (categories.lex ?? []).flatMap(({ bot, alias, version, region }) =>
      // The CLI never writes another alias than the one for tests.
      version === 1 ? [{ ...located(bot, region), alias: compat === 'cli' ? LATEST : (alias ?? LATEST) }] : [],
    ),
    predictions: predictionsOf(categories.predictions ?? [], config.region),
    geo: geoOf(categories.geo ?? [], config.region),
  };
}

const LATEST = '$LATEST';

function graphqlApi(entry: GraphqlEntry, region: string): readonly Gen1Api[] {
  if (entry.endpoint === undefined) return [];
  return [
    {
      name: entry.name ?? entry.apiId ?? 'graphql',
      endpoint: entry.endpoint,
      region: entry.region ?? region,
      // Whoever gives rights on fields by IAM calls it that way.
      authorizationType: entry.authorizationType ?? (givesRights(entry) ? 'AWS_IAM' : 'AMAZON_COGNITO_USER_POOLS'),
    },
  ];
}

/** The address follows from id and stage. Source: API Gateway Developer Guide, "Invoke a REST API". */
function restApi(entry: RestEntry, envRegion: string): readonly Gen1Api[] {
  const { apiId, stage, region = envRegion } = entry;
  const host = `${apiId ?? ''}.execute-api.${region}.${partitionOf(region).dnsSuffix}`;
  const own = apiId === undefined || stage === undefined ? undefined : `https://${host}${stagePath(stage)}`;
  const endpoint = entry.endpoint ?? own;
  const name = entry.name ?? apiId;
  if (endpoint === undefined || name === undefined) return [];
  return [{ name, endpoint, region, authorizationType: entry.authorizationType ?? 'AWS_IAM' }];
}

/** The default stage of an HTTP API has no place in the address. */
function stagePath(stage: string): string {
  return stage === '$default' ? '' : `/${stage}`;
}

function predictionsOf(entries: readonly PredictionsEntry[], envRegion: string): readonly Gen1Prediction[] {
  const found = entries.flatMap((entry) =>
    entry.use.flatMap((use): readonly Gen1Prediction[] => {
      const kind = PREDICTIONS[use];
      if (kind === undefined) return [];
      return [{ ...kind, settings: settingsOf(use, entry), region: entry.region ?? envRegion }];
    }),
  );
  const byType = new Map(found.map((one) => [`${one.group} ${one.type}`, one]));
  return PREDICTION_GROUPS.flatMap((group) => [...byType.values()].filter((one) => one.group === group));
}

const PREDICTION_GROUPS = ['convert', 'identify', 'interpret', 'infer'] as const;

type Use = PredictionsEntry['use'][number];

const PREDICTIONS: Readonly<Partial<Record<Use, Pick<Gen1Prediction, 'group' | 'type'>>>> = {
  translate: { group: 'convert', type: 'translateText' },
  speechGenerator: { group: 'convert', type: 'speechGenerator' },
  transcription: { group: 'convert', type: 'transcription' },
  identifyText: { group: 'identify', type: 'identifyText' },
  identifyDocuments: { group: 'identify', type: 'identifyText' },
  identifyEntities: { group: 'identify', type: 'identifyEntities' },
  identifyLabels: { group: 'identify', type: 'identifyLabels' },
  interpretText: { group: 'interpret', type: 'interpretText' },
  inferModel: { group: 'infer', type: 'inferModel' },
};

/** As far as they follow from the rights; languages and voices are said with each call. Source: `amplify-category-predictions`. */
function settingsOf(
  use: Use,
  { use: uses, collection, endpoint }: PredictionsEntry,
): Readonly<Record<string, unknown>> {
  switch (use) {
    case 'identifyText':
    case 'identifyDocuments':
      return { defaults: { format: uses.includes('identifyDocuments') ? 'ALL' : 'PLAIN' } };
    case 'identifyLabels':
    case 'interpretText':
      return { defaults: { type: 'ALL' } };
    case 'identifyEntities':
      return {
        celebrityDetectionEnabled: true,
        // What the CLI proposes.
        ...(collection === undefined ? {} : { defaults: { collectionId: collection, maxEntities: 50 } }),
      };
    case 'inferModel':
      return { endpoint };
    default:
      return {};
  }
}

function geoOf(entries: readonly GeoEntry[], envRegion: string): Gen1Geo | undefined {
  const maps = entries.flatMap(({ map, style }) =>
    map === undefined || style === undefined ? [] : [{ name: map, style }],
  );
  const named = (key: 'placeIndex' | 'geofences') => entries.flatMap((entry) => entry[key] ?? []);
  const [placeIndexes, geofences] = [named('placeIndex'), named('geofences')];
  if (maps.length + placeIndexes.length + geofences.length === 0) return undefined;
  // All of them are in one region: the files have one place for it.
  return { region: entries[0]?.region ?? envRegion, maps, placeIndexes, geofences };
}

import type { Compat } from '../../domain/output.ts';
import type { EnvFacts } from '../format.ts';

/** What the manifest's categories have for the files of Gen 1, in the order in which the Amplify CLI's own state would have it. */
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

export function resourcesOf({ config }: EnvFacts, compat: Compat): Gen1Resources {
  const [bucket] = config.buckets;
  return {
    bucket: bucket === undefined ? undefined : { name: bucket, region: config.region },
    graphql: [],
    rest: [],
    analytics: undefined,
    notifications: undefined,
    tables: [],
    bots: [],
    predictions: [],
    geo: undefined,
  };
}

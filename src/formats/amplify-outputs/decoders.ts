import type { Platform } from '../../domain/output.ts';
import type { MfaMethod } from '../auth-config.ts';

/** What the library of one platform takes from `amplify_outputs`; at anything else it throws when the app starts. */
export interface Decoder {
  readonly library: string;
  readonly usernameAttributes: ReadonlySet<string>;
  readonly mfaMethods: ReadonlySet<MfaMethod>;
  /** Whether a map of Amazon Location Service must come with a style. */
  readonly mapsNeedStyle: boolean;
}

const NAMES = new Set(['email', 'phone_number', 'username']);
const METHODS = new Set<MfaMethod>(['SMS', 'TOTP', 'EMAIL']);

/**
 * Sources: `AmplifyOutputsData` of amplify-swift, `AmplifyOutputsDataImpl` of amplify-android, `AuthOutputs` of amplify-flutter
 * (August 2026), and for JavaScript, which takes anything, the schema itself.
 */
export const DECODERS: Readonly<Record<Platform, Decoder>> = {
  javascript: {
    library: 'Amplify JavaScript',
    usernameAttributes: NAMES,
    mfaMethods: METHODS,
    mapsNeedStyle: false,
  },
  ios: {
    library: 'Amplify Swift',
    usernameAttributes: new Set(['email', 'phone_number']),
    mfaMethods: METHODS,
    mapsNeedStyle: true,
  },
  android: {
    library: 'Amplify Android',
    usernameAttributes: NAMES,
    mfaMethods: new Set<MfaMethod>(['SMS', 'TOTP']),
    mapsNeedStyle: true,
  },
  flutter: {
    library: 'Amplify Flutter',
    usernameAttributes: NAMES,
    mfaMethods: METHODS,
    mapsNeedStyle: false,
  },
};

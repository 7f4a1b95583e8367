import type { Platform } from '../../domain/output.ts';
import { isEntries, type Entries } from '../gen1/notation.ts';
import { isNestedDeeper, MAX_NESTING } from '../json/nesting.ts';
import { lostFrom, oursIn, OWNS_ALL, ownedBy, withForeign, type Owned, type OwnerOf } from '../ownership.ts';
import { authLeftOut, authSection } from './auth.ts';
import { storageSection } from './storage.ts';
import { dartLiteral, readDartLiteral } from '../dart.ts';
import type { EnvFormat } from '../format.ts';
import { ID_FORMATS } from '../../manifest/id-formats.ts';
import { compact, expression, json } from '../serialise.ts';

/**
 * `amplify_outputs.json` of Amplify Gen 2, and for Flutter `amplify_outputs.dart`. Names and vocabulary: schema
 * `https://amplify.aws/2024-02/outputs-schema.json`, version 1.5. AWS's own generator leaves that schema in ordinary cases
 * (`SMS_MFA`, `implicit`, an empty list of username attributes, an empty domain); this one does not.
 */
export const amplifyOutputs: EnvFormat = {
  scope: 'env',
  name: 'amplify-outputs',
  readBy: [
    {
      platform: 'javascript',
      apps: 'apps of Amplify Gen 2 (`aws-amplify` v6)',
      place: '`amplify_outputs.json` in the root of the app',
    },
    {
      platform: 'ios',
      apps: 'iOS apps of Amplify Gen 2 (Amplify Swift v2)',
      place: '`amplify_outputs.json` in the Xcode project, as a resource of the target',
    },
    {
      platform: 'android',
      apps: 'Android apps of Amplify Gen 2 (Amplify Android v2)',
      place: '`app/src/main/res/raw/amplify_outputs.json`',
    },
    {
      platform: 'flutter',
      apps: 'Flutter apps of Amplify Gen 2 (Amplify Flutter v2)',
      place: '`lib/amplify_outputs.dart`',
    },
  ],
  leftOut: ({ config }, platform) => authLeftOut(config, platform),
  isOurs(text) {
    const outputs = read(text);
    const { auth, version } = outputs ?? {};
    if (outputs === undefined || typeof version !== 'string' || !isEntries(auth)) return false;
    const { user_pool_id: pool } = auth;
    const isPool = typeof pool === 'string' && ID_FORMATS.userPoolId.pattern.test(pool);
    return isPool && isOnlyOurs(outputs) && [json(outputs), dart(outputs)].includes(text);
  },
  render({ env, config, platform, existing, owned = ownedBy(env.categories) }) {
    const there = read(existing ?? '') ?? {};
    const outputs = compact({
      auth: authSection(config, platform),
      storage: storageSection(config.buckets, env.profile),
      version: newer(VERSION, there['version']),
    });
    return write(withForeign(outputs, there, ownerIn(owned)), platform);
  },
  own(text, platform, _compat, owned) {
    const outputs = text.trim() === '' ? {} : read(text);
    return outputs && write(oursIn(outputs, ownerIn(owned)), platform);
  },
  lost(existing, own, platform, compat, owned) {
    const ours = read(this.own?.(existing, platform, compat, owned) ?? '') ?? {};
    return lostFrom(ours, read(own) ?? {});
  },
};

const VERSION = '1.5';

/** Keys of the section `auth` in the schema. Anything else in an existing file is its owner's. */
const AUTH_KEYS = new Set([
  'aws_region',
  'user_pool_id',
  'user_pool_client_id',
  'identity_pool_id',
  'password_policy',
  'oauth',
  'standard_required_attributes',
  'username_attributes',
  'user_verification_types',
  'unauthenticated_identities_enabled',
  'mfa_configuration',
  'mfa_methods',
  'passwordless',
  'groups',
]);

function ownerIn(owned: Owned): OwnerOf {
  return ([section, key]) => {
    if (section === 'version') return 'ours';
    if (section === 'storage') return owned.has('storage') ? 'ours' : 'foreign';
    if (section !== 'auth') return 'foreign';
    if (key === undefined) return 'within';
    return AUTH_KEYS.has(key) ? 'ours' : 'foreign';
  };
}

function isOnlyOurs(outputs: Entries): boolean {
  return json(oursIn(outputs, ownerIn(OWNS_ALL))) === json(outputs);
}

/** The version of the schema: what others wrote by a newer one must not be read by an older one. */
function newer(own: string, there: unknown): string {
  if (typeof there !== 'string' || !/^\d+\.\d+$/.test(there)) return own;
  return there.localeCompare(own, 'en', { numeric: true }) > 0 ? there : own;
}

function write(outputs: Entries, platform: Platform): string {
  return platform === 'flutter' ? dart(outputs) : json(outputs);
}

function dart(outputs: Entries): string {
  return `const amplifyConfig = ${dartLiteral(expression(outputs))};\n`;
}

/** Either notation; undefined for anything that is no object. */
function read(text: string): Entries | undefined {
  const content = readDartLiteral(text, 'amplifyConfig') ?? text;
  if (isNestedDeeper(content, MAX_NESTING)) return undefined;
  try {
    const value: unknown = JSON.parse(content);
    return isEntries(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

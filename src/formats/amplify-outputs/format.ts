import { authLeftOut, authSection } from './auth.ts';
import { storageSection } from './storage.ts';
import { dartLiteral } from '../dart.ts';
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
    const content = DART.exec(text)?.[1] ?? text;
    const outputs = readJson(content);
    const { auth, version } = outputs ?? {};
    if (outputs === undefined || typeof version !== 'string' || typeof auth !== 'object' || auth === null) return false;
    const { user_pool_id: pool } = auth as Readonly<Record<string, unknown>>;
    const isPool = typeof pool === 'string' && ID_FORMATS.userPoolId.pattern.test(pool);
    const isOnlyOurs = Object.keys(outputs).every((key) => ['auth', 'storage', 'version'].includes(key));
    return isPool && isOnlyOurs && [json(outputs), dart(outputs)].includes(text);
  },
  render({ env, config, platform }) {
    const outputs = compact({
      auth: authSection(config, platform),
      storage: storageSection(env, config.region),
      version: '1.5',
    });
    return platform === 'flutter' ? dart(outputs) : json(outputs);
  },
};

/** {@link dart}, taken apart. */
const DART = /^const amplifyConfig = r'''([^]*)''';\n$/;

function dart(outputs: Readonly<Record<string, unknown>>): string {
  return `const amplifyConfig = ${dartLiteral(expression(outputs))};\n`;
}

function readJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

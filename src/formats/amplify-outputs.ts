import { authLeftOut, authSection } from './amplify-outputs/auth.ts';
import { storageSection } from './amplify-outputs/storage.ts';
import { dartLiteral } from './dart.ts';
import type { EnvFormat } from './format.ts';
import { compact, expression, json } from './serialise.ts';

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
  render({ env, config, platform }) {
    const outputs = compact({
      auth: authSection(config, platform),
      storage: storageSection(env, config.region),
      version: '1.5',
    });
    return platform === 'flutter' ? `const amplifyConfig = ${dartLiteral(expression(outputs))};\n` : json(outputs);
  },
};

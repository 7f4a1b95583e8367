import { describe, test } from '@jest/globals';
import type { SeedOptions } from '@amplify-import-auth/testbed/aws';
import { checkCase, IDENTITY_POOL, manifest, USER_POOL, WEB, type RuleCase } from '../helpers/emulated.ts';

const IDS = [USER_POOL, WEB, IDENTITY_POOL];
const EMAIL: SeedOptions = {
  mfa: {
    MfaConfiguration: 'OPTIONAL',
    EmailMfaConfiguration: { Message: 'Your code is {####}', Subject: 'Your code' },
  },
};

describe('output/unsupported-value', () => {
  const LEFT_OUT = { seed: EMAIL, finds: ['output/unsupported-value'] };

  test.each<RuleCase>([
    {
      ...LEFT_OUT,
      what: 'aws-exports',
      yaml: manifest(['outputs:', '  - {format: aws-exports, path: ▸"config/{env}/aws-exports.js"}'], IDS),
      says: ['the second factor EMAIL is left out of config/dev/aws-exports.js'],
      hints: ['amplify-outputs'],
    },
    {
      ...LEFT_OUT,
      what: 'amplifyconfiguration, when it is planned',
      command: 'plan',
      yaml: manifest(
        ['outputs:', '  - format: amplifyconfiguration', '    path: ▸src/amplifyconfiguration.json', '    env: dev'],
        IDS,
      ),
      says: ['src/amplifyconfiguration.json'],
    },
    {
      ...LEFT_OUT,
      what: 'two files: said once, at the first',
      yaml: manifest(
        [
          'outputs:',
          '  - {format: amplify-outputs, path: "{env}/amplify_outputs.json"}',
          '  - {format: aws-exports, path: ▸"{env}/aws-exports.js"}',
          '  - {format: amplifyconfiguration, path: "{env}/amplifyconfiguration.json"}',
        ],
        IDS,
      ),
      says: ['dev/aws-exports.js, dev/amplifyconfiguration.json'],
    },
    {
      ...LEFT_OUT,
      what: 'each env for itself',
      yaml: `${manifest(['outputs: [{format: aws-exports, path: ▸▸"{env}.js"}]'], IDS)}  test: {extends: dev}\n`,
      finds: ['output/unsupported-value', 'output/unsupported-value test'],
    },
    {
      ...LEFT_OUT,
      what: 'amplify-outputs for Android, and for no other platform',
      yaml: manifest(
        [
          'outputs:',
          '  - {format: amplify-outputs, platform: ios, path: "ios/{env}.json"}',
          '  - {format: amplify-outputs, platform: android, path: ▸"android/{env}.json"}',
          '  - {format: amplify-outputs, platform: flutter, path: "flutter/{env}.dart"}',
        ],
        IDS,
      ),
      says: ['the second factor EMAIL is left out of android/dev.json: Amplify Android takes'],
    },
    {
      what: 'amplify-outputs for iOS, with user names',
      seed: { pool: { UsernameAttributes: [] } },
      finds: ['output/unsupported-value'],
      yaml: manifest(['outputs: [{format: amplify-outputs, platform: ios, path: ▸"ios/{env}.json"}]'], IDS),
      says: ['the sign-in attribute username is left out of ios/dev.json'],
    },
    {
      what: 'not: Gen 2 has a word for it',
      seed: EMAIL,
      yaml: manifest(['outputs: [{format: amplify-outputs, path: "{env}.json"}]'], IDS),
      finds: [],
    },
    {
      what: 'not: the file of another env',
      seed: EMAIL,
      yaml: `${manifest(['outputs: [{format: aws-exports, path: a.js, env: test}]'], IDS)}  test: {extends: dev}\n`,
      inputs: { envs: 'dev' },
      finds: [],
    },
    {
      what: 'not: codes of an app',
      seed: { mfa: 'ON' },
      yaml: manifest(['outputs: [{format: aws-exports, path: "{env}.js"}]'], IDS),
      finds: [],
    },
  ])('$what', checkCase);
});

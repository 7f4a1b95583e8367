import { describe, expect, test } from '@jest/globals';
import { clientSecretMissing } from '../../src/rules/manifest/client-secret-missing.ts';
import type { EnvView } from '../../src/rules/rule.ts';
import { checkCase, IDENTITY_POOL, manifest, NATIVE, USER_POOL, WEB, type RuleCase } from '../helpers/emulated.ts';

const OUTPUT = (mark = '') => [
  'outputs:',
  `  - {format: awsconfiguration, platform: ios, path: "ios/{env}/a.json", includeClientSecret: ${mark}true}`,
];
const IDS = [USER_POOL, WEB, NATIVE, IDENTITY_POOL];
const SECRET = { nativeClient: { GenerateSecret: true } };
const ALLOWED = { 'allow-client-secret': 'true' };

test('a secret that is kept in Secrets Manager', () => {
  const secretArn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:cognito-idp!shop';
  const place = { file: 'amplify-auth.yml', line: 1, column: 1 };
  const native = { id: 'abc', hasSecret: true, secretArn };
  const view = {
    manifest: { outputs: [{ includeClientSecret: true, targets: [{ env: 'dev' }], secretPlace: place }] },
    env: { name: 'dev' },
    observed: { nativeClient: { state: 'known', value: native } },
  };
  const [found, ...more] = clientSecretMissing.judge(view as unknown as EnvView);
  expect(found).toMatchObject({ kind: 'problem', place, message: expect.stringContaining(secretArn) });
  // An error, by the rule: the file would be written without what was asked for.
  expect(found).not.toHaveProperty('severity');
  expect(more).toEqual([]);
});

describe('manifest/schema', () => {
  test.each<RuleCase>([
    {
      what: 'a secret that the workflow does not allow',
      seed: SECRET,
      yaml: manifest(OUTPUT('▸'), IDS),
      finds: ['manifest/schema'],
      says: ['files with the secret of a client are not allowed in this run'],
      hints: ['allow-client-secret: true'],
    },
    { what: 'one that it allows', seed: SECRET, inputs: ALLOWED, yaml: manifest(OUTPUT(), IDS), finds: [] },
    {
      what: 'a client that has none',
      seed: { nativeClient: true },
      inputs: ALLOWED,
      yaml: manifest(OUTPUT('▸'), IDS),
      finds: ['manifest/schema warning'],
      says: ['the native client <nativeClientId> has no secret'],
    },
    {
      what: 'no native client',
      inputs: ALLOWED,
      yaml: manifest(OUTPUT('▸'), [USER_POOL, WEB, IDENTITY_POOL]),
      finds: ['manifest/schema warning'],
      says: ['dev names no native client'],
    },
  ])('$what', checkCase);
});

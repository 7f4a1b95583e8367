import { describe, expect, test } from '@jest/globals';
import { amplifyOutputs } from '../../src/formats/amplify-outputs/format.ts';
import { isFormat } from '../../src/formats/index.ts';
import { json } from '../../src/formats/serialise.ts';
import { OUTPUT_FORMATS, OUTPUT_KINDS } from '../../src/domain/output.ts';
import { PLAIN, render, RICH } from '../helpers/configs.ts';
import { GEN1_FILES, renderFile } from '../helpers/gen1-files.ts';
import { madePool, OAUTH } from '../helpers/made-pools.ts';

const COMPATS = ['correct', 'cli'] as const;
const POOLS = [madePool({}), madePool({ web: OAUTH }), madePool({ identityPool: false })];

const GENERATED = [
  ...GEN1_FILES.flatMap((file) =>
    COMPATS.flatMap((compat) =>
      POOLS.map((pool) => ({ name: file.format.name, file: file.name, text: renderFile(file, pool, compat) })),
    ),
  ),
  ...OUTPUT_KINDS['amplify-outputs'].platforms.flatMap((platform) =>
    [PLAIN, RICH].map((config) => {
      return { name: amplifyOutputs.name, file: platform, text: render(amplifyOutputs, config, { platform }) };
    }),
  ),
];

const POLICY = json({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::shop/*'] }],
});
const DOTENV = [
  'AMPLIFY_AUTH_REGION=eu-west-1',
  'AMPLIFY_AUTH_USER_POOL_ID=eu-west-1_AbC',
  "AMPLIFY_USERPOOL_ID='eu-west-1_AbC'",
  '',
].join('\n');

describe('what this action has written is of its format', () => {
  test.each(GENERATED)('$name: $file', ({ name, text }) => {
    expect(isFormat(name, text, 'x.json')).toBe(true);
    for (const other of OUTPUT_FORMATS.filter((one) => one !== name)) {
      expect([other, isFormat(other, text, 'x.json')]).toEqual([other, false]);
    }
  });

  test.each(['auth.storage', 'guest.rest', 'group.editors.storage', 'group.a%20b.c.storage', 'lambda.resize-1'])(
    'role-policies as %s.json',
    (part) => {
      expect(isFormat('role-policies', POLICY, `policies/dev/${part}.json`)).toBe(true);
    },
  );

  test('dotenv', () => {
    expect(isFormat('dotenv', DOTENV, '.env')).toBe(true);
  });
});

describe('what others have written is of no format', () => {
  const [exports] = GENERATED;
  test.each<[string, string, string?]>([
    ['nothing', ''],
    ['white space', ' \n'],
    ['source', 'export const pool = "eu-west-1_AbC";\n'],
    ['a module with settings', 'export default { "aws_user_pools_id": "eu-west-1_AbC" };\n'],
    ['generated code with code behind it', `${exports?.text ?? ''}console.log(1);\n`],
    ['generated code with a key of theirs', (exports?.text ?? '').replace('{\n', '{\n    "mine": true,\n')],
    ['JSON', '{}\n'],
    ['JSON with a pool', '{\n  "PoolId": "eu-west-1_AbC"\n}\n'],
    ['a package', '{\n  "name": "shop"\n}\n'],
    ['a list', '[]\n'],
    ['null', 'null\n'],
    ['outputs of Amplify itself', json({ version: '1.4', auth: { user_pool_id: 'eu-west-1_AbC' }, data: {} })],
    ['outputs in another style', '{"version":"1","auth":{"user_pool_id":"eu-west-1_AbC"}}'],
    ['outputs without a pool', json({ version: '1.5', auth: {} })],
    ['a lock', json({ version: 1, project: 'shop', envs: {} })],
    ['a manifest', 'version: 1\nproject: shop\n'],
    ['owners', '* @octo/security\n'],
    ['variables', 'DATABASE_URL=x\n'],
    ['variables with ours among them', `${DOTENV}DATABASE_URL=x\n`],
    ['variables in another form', `${DOTENV}export AMPLIFY_AUTH_REGION=x\n`],
    ['variables without a line end', DOTENV.trimEnd()],
    ['a policy under another name', POLICY, 'terraform/admin.json'],
    ['a policy in another style', POLICY.replaceAll('\n', ''), 'auth.storage.json'],
    ['a policy with more', POLICY.replace('"Version"', '"Id": "x",\n  "Version"'), 'auth.storage.json'],
    ['a deep list', '['.repeat(100_000)],
  ])('%s', (_, text, path = 'config/x.json') => {
    for (const format of [...OUTPUT_FORMATS, 'constructor', '__proto__', 'toString', '']) {
      expect([format, isFormat(format, text, path)]).toEqual([format, false]);
    }
  });
});

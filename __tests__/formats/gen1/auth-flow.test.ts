import { describe, expect, test } from '@jest/globals';
import { allowedFlows, authFlowOf } from '../../../src/formats/gen1/auth-flow.ts';
import { envYaml, Shop } from '../../helpers/shop.ts';

const SRP = 'ALLOW_USER_SRP_AUTH';
const PASSWORD = 'ALLOW_USER_PASSWORD_AUTH';
const CUSTOM = 'ALLOW_CUSTOM_AUTH';
const CHOICE = 'ALLOW_USER_AUTH';
const REFRESH = 'ALLOW_REFRESH_TOKEN_AUTH';

test.each<[readonly string[], readonly string[]]>([
  [
    [CUSTOM, REFRESH, SRP],
    ['USER_SRP_AUTH', 'CUSTOM_AUTH'],
  ],
  [[PASSWORD, REFRESH], ['USER_PASSWORD_AUTH']],
  [[CUSTOM], ['CUSTOM_AUTH']],
  [[CHOICE, REFRESH], []],
  [['ADMIN_NO_SRP_AUTH'], ['USER_SRP_AUTH']],
  [['USER_PASSWORD_AUTH'], ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH']],
  [['CUSTOM_AUTH_FLOW_ONLY'], ['CUSTOM_AUTH']],
  [[], ['USER_SRP_AUTH']],
])('%j allows %j', (explicitAuthFlows, expected) => {
  expect(allowedFlows({ explicitAuthFlows })).toEqual(expected);
});

test.each<[readonly string[], boolean, string]>([
  [[SRP, CUSTOM], false, 'USER_SRP_AUTH'],
  [[SRP, CUSTOM], true, 'CUSTOM_AUTH'],
  [[SRP], true, 'USER_SRP_AUTH'],
  [[PASSWORD], false, 'USER_PASSWORD_AUTH'],
  [[CHOICE], false, 'USER_SRP_AUTH'],
])('%j, triggers %s: %s', (explicitAuthFlows, customAuth, expected) => {
  expect(authFlowOf({ customAuth }, { explicitAuthFlows })).toBe(expected);
});

const FILES = [
  ['amplifyconfiguration', 'ios', 'ios/a.json'],
  ['amplifyconfiguration', 'android', 'android/a.json'],
  ['amplifyconfiguration', 'flutter', 'lib/a.dart'],
  ['awsconfiguration', 'android', 'android/c.json'],
] as const;

describe.each(FILES)('%s for %s', (format, platform, path) => {
  async function applied(flows: readonly string[], more = '') {
    const shop = new Shop('dev');
    const { userPoolId, webClientId } = shop.envs.get('dev')!;
    const client = shop.aws.clients.get(`${userPoolId} ${webClientId}`)!;
    shop.aws.clients.set(`${userPoolId} ${webClientId}`, { ...client, explicitAuthFlows: flows });
    const output = `{format: ${format}, platform: ${platform}, path: ${path}, env: dev${more}}`;
    const env = envYaml(shop.envs.get('dev')!);
    shop.workspace.files.set('amplify-auth.yml', `version: 1\nproject: shop\noutputs: [${output}]\nenvs:\n${env}`);
    const { findings } = await shop.run('apply');
    const flow = /"authenticationFlowType": "(\w+)"/.exec(shop.workspace.files.get(path) ?? '')?.[1];
    return { findings, flow };
  }

  test.each<[readonly string[], string]>([
    [[SRP, REFRESH], 'USER_SRP_AUTH'],
    [[PASSWORD, REFRESH], 'USER_PASSWORD_AUTH'],
    [[CUSTOM, REFRESH], 'CUSTOM_AUTH'],
  ])('%j: %s, without a finding', async (flows, expected) => {
    expect(await applied(flows)).toEqual({ findings: [], flow: expected });
  });

  test('the manifest may ask for another that the client allows', async () => {
    expect(await applied([SRP, PASSWORD, REFRESH], ', authFlow: USER_PASSWORD_AUTH')).toEqual({
      findings: [],
      flow: 'USER_PASSWORD_AUTH',
    });
  });

  test.each<[string, readonly string[], string, RegExp]>([
    ['asks for one that the client forbids', [SRP, REFRESH], ', authFlow: CUSTOM_AUTH', /authFlow: USER_SRP_AUTH/],
    ['the client allows none that the file knows', [CHOICE, REFRESH], '', /Allow ALLOW_USER_SRP_AUTH/],
    [
      'compat: cli writes what the client forbids',
      [PASSWORD, REFRESH],
      ', compat: cli',
      /authFlow: USER_PASSWORD_AUTH/,
    ],
  ])('%s: a warning', async (_what, flows, more, hint) => {
    const { findings } = await applied(flows, more);
    expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['warning output/unsupported-value']);
    expect(findings[0]!.message).toContain('and the client allows');
    expect(findings[0]!.hint).toMatch(hint);
  });
});

test('a passwordless pool: the files of Gen 1 say nothing of it, and a warning does', async () => {
  const shop = new Shop('dev');
  const { userPoolId, webClientId } = shop.envs.get('dev')!;
  const pool = shop.aws.userPools.get(userPoolId)!;
  shop.aws.userPools.set(userPoolId, { ...pool, firstFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'] });
  const client = shop.aws.clients.get(`${userPoolId} ${webClientId}`)!;
  shop.aws.clients.set(`${userPoolId} ${webClientId}`, { ...client, explicitAuthFlows: [CHOICE, REFRESH] });
  const output = '{format: aws-exports, path: src/aws-exports.js, env: dev}';
  const env = envYaml(shop.envs.get('dev')!);
  shop.workspace.files.set('amplify-auth.yml', `version: 1\nproject: shop\noutputs: [${output}]\nenvs:\n${env}`);
  const { findings } = await shop.run('validate');
  expect(findings.map(({ rule }) => rule)).toEqual(['output/unsupported-value']);
  expect(findings[0]!.message).toContain('sign-in without a password (EMAIL_OTP, WEB_AUTHN) is left out');
});

test.each([
  ['aws-exports', 'src/aws-exports.js'],
  ['amplify-outputs', 'amplify_outputs.json'],
])('authFlow on %s is an error', async (format, path) => {
  const shop = new Shop('dev');
  const output = `{format: ${format}, path: ${path}, env: dev, authFlow: CUSTOM_AUTH}`;
  const env = envYaml(shop.envs.get('dev')!);
  shop.workspace.files.set('amplify-auth.yml', `version: 1\nproject: shop\noutputs: [${output}]\nenvs:\n${env}`);
  const { findings } = await shop.run('validate');
  expect(findings.map(({ message }) => message)).toEqual([`the format ${format} holds no sign-in flow`]);
});

import { describe, expect, test } from '@jest/globals';
import type { AppClient } from '../../src/domain/observed.ts';
import { envYaml, Shop } from '../helpers/shop.ts';

const REDIRECT: Partial<AppClient> = {
  callbackUrls: ['shop://in'],
  logoutUrls: ['shop://out'],
  allowedOAuthFlows: ['implicit'],
  allowedOAuthScopes: ['openid'],
  allowedOAuthFlowsUserPoolClient: true,
};
const REFRESH = 'ALLOW_REFRESH_TOKEN_AUTH';

const MOBILE = [
  ['amplify-outputs', 'android', 'android/a.json'],
  ['amplify-outputs', 'ios', 'ios/a.json'],
  ['amplify-outputs', 'flutter', 'lib/a.dart'],
  ['amplifyconfiguration', 'android', 'android/b.json'],
  ['awsconfiguration', 'android', 'android/c.json'],
] as const;
const JAVASCRIPT = ['amplify-outputs', 'javascript', 'amplify_outputs.json'] as const;
type File = (typeof MOBILE)[number] | typeof JAVASCRIPT;

async function found([format, platform, path]: File, change: Partial<AppClient>) {
  const shop = new Shop('dev');
  const { userPoolId, webClientId } = shop.envs.get('dev')!;
  const key = `${userPoolId} ${webClientId}`;
  shop.aws.clients.set(key, { ...shop.aws.clients.get(key)!, ...change });
  shop.aws.userPools.set(userPoolId, { ...shop.aws.userPools.get(userPoolId)!, domain: 'shop' });
  const output = `{format: ${format}, platform: ${platform}, path: ${path}, env: dev}`;
  const env = envYaml(shop.envs.get('dev')!);
  shop.workspace.files.set('amplify-auth.yml', `version: 1\nproject: shop\noutputs: [${output}]\nenvs:\n${env}`);
  const { findings } = await shop.run('validate');
  return findings;
}

describe.each(MOBILE)('%s for %s', (...file) => {
  test('a client that allows only the flow implicit: apps ask for code', async () => {
    const findings = await found(file, REDIRECT);
    expect(findings.map(({ rule }) => rule)).toEqual(['client/oauth-incomplete']);
    expect(findings[0]!.message).toMatch(
      /allows only the OAuth flow implicit, and the app that reads .* asks for code/,
    );
    expect(findings[0]!.message).toContain(file[2]);
    expect(findings[0]!.hint).toContain('Authorization code grant');
  });

  test('not: the client allows both', async () => {
    expect(await found(file, { ...REDIRECT, allowedOAuthFlows: ['implicit', 'code'] })).toEqual([]);
  });
});

test('not for JavaScript, which uses what the file says', async () => {
  expect(await found(JAVASCRIPT, REDIRECT)).toEqual([]);
});

describe('the flow that apps of Gen 2 begin a sign-in with', () => {
  const forbids = (flow: string): Partial<AppClient> => ({ explicitAuthFlows: [flow, REFRESH] });

  test.each(MOBILE.slice(0, 3))('%s for %s: the client forbids it', async (...file) => {
    const findings = await found(file, forbids('ALLOW_USER_PASSWORD_AUTH'));
    expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['warning client/auth-flow']);
    expect(findings[0]!.message).toContain(`the app that reads ${file[2]} begins a sign-in with USER_SRP_AUTH`);
    expect(findings[0]!.message).toContain('it allows ALLOW_USER_PASSWORD_AUTH');
  });

  test('not: names from before 2019, with which SRP is on', async () => {
    expect(await found(MOBILE[0], { explicitAuthFlows: ['USER_PASSWORD_AUTH'] })).toEqual([]);
  });

  test('not: a passwordless client, whose apps name the flow', async () => {
    expect(await found(MOBILE[0], forbids('ALLOW_USER_AUTH'))).toEqual([]);
  });

  test('not: sign-in by redirect only', async () => {
    const redirect = { ...REDIRECT, allowedOAuthFlows: ['code'], explicitAuthFlows: [REFRESH] };
    expect(await found(MOBILE[0], redirect)).toEqual([]);
  });
});

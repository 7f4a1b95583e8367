import { afterAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Checkout, ROOT } from '../../helpers/step.ts';

// In a terminal and in any CI but GitHub: a login that is configured and does not work is an error. Only where nothing at all is
// configured does the lock stand in, and the verdict says so.
const checkout = new Checkout({
  'amplify-auth.yml': `version: 1
project: shop
envs:
  dev:
    userPoolId: eu-west-1_AbCdEfGhI
    identityPoolId: 'eu-west-1:11111111-2222-3333-4444-555555555555'
`,
  config: `[profile process]
credential_process = /bin/false --token hush
[profile chain]
role_arn = arn:aws:iam::444455556666:role/dev
source_profile = gone
[profile sso]
sso_session = mine
sso_account_id = 111122223333
sso_role_name = dev
[sso-session mine]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-west-1
[profile half]
aws_access_key_id = AKIAXXXXXXXXXXXXXXXX
[profile web]
role_arn = arn:aws:iam::444455556666:role/dev
web_identity_token_file = /nowhere
[profile region]
region = eu-west-1
`,
  'default-config': '[default]\ncredential_process = /bin/false\n',
});

afterAll(() => {
  checkout.dispose();
});

function terminal(command: string, env: Readonly<Record<string, string>>) {
  const { PATH } = process.env;
  const folder = checkout.path;
  return spawnSync(process.execPath, [join(ROOT, 'dist/index.js'), command], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
    env: {
      PATH,
      HOME: folder,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      ...env,
    },
  });
}

describe('a login that does not work', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['a process that fails', { AWS_PROFILE: 'process' }, /the profile "process" gives none \(Command failed/],
    ['a source profile that is gone', { AWS_PROFILE: 'chain' }, /the profile "chain" gives none .*\[gone\]/],
    [
      'a single sign-on that nobody has signed in to',
      { AWS_PROFILE: 'sso' },
      /the profile "sso" gives none .*sso login/,
    ],
    ['half a key in a profile', { AWS_PROFILE: 'half' }, /the profile "half" gives none/],
    ['a token file of a profile that is gone', { AWS_PROFILE: 'web' }, /the profile "web" gives none .*nowhere/],
    ['a misspelt profile', { AWS_PROFILE: 'prod' }, /there is no profile "prod"/],
    ['the default profile', { AWS_CONFIG_FILE: 'default-config' }, /the profile "default" gives none/],
    ['a key without its secret', { AWS_ACCESS_KEY_ID: 'AKIAXXXXXXXXXXXXXXXX' }, /AWS_SECRET_ACCESS_KEY is not/],
    ['a secret without its key', { AWS_SECRET_ACCESS_KEY: 'hush' }, /AWS_ACCESS_KEY_ID is not/],
    [
      'a token file that is gone',
      { AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere', AWS_ROLE_ARN: 'arn:aws:iam::444455556666:role/dev' },
      /AWS_WEB_IDENTITY_TOKEN_FILE gives none .*nowhere/,
    ],
    [
      'a container that does not answer',
      { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9/' },
      /AWS_CONTAINER_CREDENTIALS_FULL_URI gives none/,
    ],
  ])('%s fails and says why', (_what, env, says) => {
    const run = terminal('validate', env);
    expect(run.stdout).toContain('error account/credentials dev: the AWS credentials are not usable: ');
    expect(run.stdout).toMatch(says);
    expect(run.stdout + run.stderr).not.toContain('hush');
    expect(run.status).toBe(1);
  });
});

test.each(['plan', 'apply', 'drift'])('%s fails as well', (command) => {
  const run = terminal(command, { AWS_PROFILE: 'process' });
  expect(run.stdout).toContain('error account/credentials dev: the AWS credentials are not usable: ');
  expect(run.status).toBe(1);
});

describe('nothing configured', () => {
  test.each([{}, { AWS_PROFILE: 'region' }, { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }])('%j', (env) => {
    for (const command of ['validate', 'plan']) {
      const run = terminal(command, env);
      expect(run.stdout).toContain(`${command}: AWS was not asked: this is not a pass\n`);
      expect(run.stdout).not.toMatch(/nothing to change|success|healthy/i);
      expect(run.status).toBe(0);
    }
  });
});

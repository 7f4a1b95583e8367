import { describe, expect, test } from '@jest/globals';
import { FRESH } from '../../helpers/amplify-shop.ts';
import { envYaml, Shop } from '../../helpers/shop.ts';

const TEAM = 'amplify/team-provider-info.json';
const FILES = [TEAM, 'amplify/backend/backend-config.json', 'amplify/backend/auth/shopauth/parameters.json'];

/** A shop whose repository has an Amplify project, and is what is checked out. */
function shopOf(...envs: readonly string[]): Shop {
  const shop = new Shop(...envs);
  const lines = [...shop.envs.values()].map((env) => envYaml(env, ''));
  const text = `version: 1\nproject: shop\noutputs: [{format: amplify-cli, path: amplify}]\nenvs:\n${lines.join('')}`;
  shop.workspace.files.set('amplify-auth.yml', text);
  for (const [path, content] of Object.entries(FRESH)) {
    shop.workspace.files.set(`amplify/${path}`, JSON.stringify(content, undefined, 2));
  }
  shop.push();
  return shop;
}

const COMMIT = { publish: 'commit', 'github-token': 'token' };

describe('the folder in the repository', () => {
  test('the merged files are committed, and with the last env the file that only we had goes', async () => {
    const shop = shopOf('dev', 'prod');
    const before = Object.fromEntries(shop.repository.at('main'));
    expect((await shop.step('apply', COMMIT)).code).toBe(0);
    expect(Object.fromEntries(shop.repository.at('main'))).toEqual(Object.fromEntries(shop.workspace.files));
    for (const path of FILES) expect(shop.repository.at('main').has(path)).toBe(true);
    expect((await shop.step('unlink', { ...COMMIT, envs: '*' })).code).toBe(0);
    const { ['amplify-auth.lock.json']: lock, ...after } = Object.fromEntries(shop.repository.at('main'));
    expect(after).toEqual(before);
    expect(JSON.parse(lock ?? '{}')).toMatchObject({ envs: {} });
  });

  test('what somebody adds to the files meanwhile stays', async () => {
    const shop = shopOf('dev', 'prod');
    const theirs = JSON.stringify({ ...FRESH['team-provider-info.json'], qa: { note: 'new' } }, undefined, 4);
    shop.repository.push('main', { ...Object.fromEntries(shop.repository.at('main')), [TEAM]: theirs });
    expect((await shop.step('apply', COMMIT)).code).toBe(0);
    const merged = shop.repository.at('main').get(TEAM) ?? '';
    const info = JSON.parse(merged) as Record<string, object>;
    expect(info['qa']).toEqual({ note: 'new' });
    for (const env of ['dev', 'prod']) {
      expect(info[env]).toMatchObject({
        awscloudformation: { Region: 'eu-west-1' },
        categories: { auth: { shopauth: { userPoolId: shop.envs.get(env)?.userPoolId } } },
      });
    }
    expect(merged).toBe(JSON.stringify(info, undefined, 4));
  });
});

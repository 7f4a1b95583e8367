import { describe, expect, test } from '@jest/globals';
import { Shop } from '../../helpers/shop.ts';

/** An applied env in which somebody has since added a callback URL, and `more`. */
async function drifted(ignore: string, more: Partial<{ logoutUrls: readonly string[] }> = {}): Promise<Shop> {
  const shop = new Shop('dev');
  shop.write({}, `ignore:\n  - {${ignore}}\n`);
  shop.push();
  await shop.run('apply', { publish: 'commit' });
  const dev = shop.envs.get('dev')!;
  const key = `${dev.userPoolId} ${dev.webClientId}`;
  const client = shop.aws.clients.get(key)!;
  shop.aws.clients.set(key, { ...client, callbackUrls: ['https://preview.example/'], ...more });
  return shop;
}

const PREVIEWS = 'rule: drift/client, env: dev, field: callbackUrls, reason: preview URLs, until: 2026-12-31';

describe('an accepted drift', () => {
  test('fails nothing, and stays in the report with its reason', async () => {
    const shop = await drifted(PREVIEWS);
    const { code, report } = await shop.step('drift');
    expect([code, report.result]).toEqual([0, 'success']);
    expect(report.findings).toEqual([
      expect.objectContaining({ rule: 'drift/client', ignored: 'preview URLs (until 2026-12-31)' }),
    ]);
    expect(shop.results.outputs.get('has-drift')).toBe('false');
    expect(shop.results.outputs.get('drift-count')).toBe('0');
  });

  test('narrowed to a field, it hides no other one that drifts as well', async () => {
    const shop = await drifted(PREVIEWS, { logoutUrls: ['https://out.example/'] });
    const { report } = await shop.step('drift');
    expect(report.result).toBe('drift');
    expect(report.findings.map(({ rule }) => rule)).toEqual(['drift/client']);
  });

  test('for another env, it hides nothing', async () => {
    const shop = await drifted(PREVIEWS.replace('env: dev', 'env: prod'));
    expect((await shop.step('drift')).report.result).toBe('drift');
  });

  test('drift of a trust policy is never accepted away by a glob that means others', async () => {
    const shop = await drifted('rule: drift/identity-pool, reason: because, until: 2026-12-31');
    expect((await shop.step('drift')).report.result).toBe('drift');
  });
});

describe('its last day', () => {
  test.each([
    ['2026-12-31', 'success', []],
    ['2027-01-01', 'drift', ['ignore/expired']],
  ])('on %s: %s', async (day, result, about) => {
    const shop = await drifted(PREVIEWS);
    shop.runtime.day = day;
    const { code, report } = await shop.step('drift');
    expect(report.result).toBe(result);
    expect(code).toBe(result === 'success' ? 0 : 1);
    expect(report.findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('ignore/'))).toEqual(about);
  });

  test('afterwards it says which day, what for, and where to fix it', async () => {
    const shop = await drifted(PREVIEWS);
    shop.runtime.day = '2027-01-01';
    const report = await shop.run('drift');
    const expired = report.findings.find(({ rule }) => rule === 'ignore/expired');
    expect(expired).toMatchObject({
      severity: 'warning',
      message: 'this entry of `ignore` ended on 2026-12-31: preview URLs',
      place: { file: 'amplify-auth.yml', line: 4 },
    });
    expect((await shop.run('drift', { 'fail-on': 'warning, unchecked' })).result).toBe('failure');
    expect((await shop.run('drift', { 'fail-on': 'error, unchecked' })).result).toBe('success');
  });
});

test('an entry whose drift is gone is reported as unused by drift, and by no command that does not look for drift', async () => {
  const shop = await drifted(PREVIEWS);
  const dev = shop.envs.get('dev')!;
  const key = `${dev.userPoolId} ${dev.webClientId}`;
  shop.aws.clients.set(key, { ...shop.aws.clients.get(key)!, callbackUrls: [] });
  expect((await shop.run('drift')).findings.map(({ rule }) => rule)).toEqual(['ignore/unused']);
  expect((await shop.run('validate')).findings).toEqual([]);
  // Not looked at is not gone.
  shop.aws.denied.add('cognito-idp:DescribeUserPoolClient');
  expect((await shop.run('drift')).findings).toEqual([]);
});

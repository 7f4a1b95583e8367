import { describe, expect, test } from '@jest/globals';
import { Shop } from '../helpers/shop.ts';

const TOKEN = { 'github-token': 'token' };

function pullRequest(shop: Shop, readOnly = false): Shop {
  shop.runtime.eventName = 'pull_request';
  shop.runtime.trigger = {
    repository: undefined,
    sha: 'merge',
    branch: undefined,
    pullRequest: { number: 7, headSha: 'head', readOnly },
  };
  return shop;
}

describe('the comment', () => {
  test('with the findings, and updated once they are gone', async () => {
    const shop = pullRequest(new Shop('dev'));
    const env = shop.envs.get('dev')!;
    const key = `${env.userPoolId} ${env.webClientId}`;
    const client = shop.aws.clients.get(key)!;
    shop.aws.clients.set(key, { ...client, hasSecret: true });
    await shop.step('validate', TOKEN);
    expect(shop.repository.threads).toMatchObject([
      { on: 7, body: expect.stringContaining('client/web-has-secret') as unknown },
    ]);
    shop.aws.clients.set(key, client);
    await shop.step('validate', TOKEN);
    expect(shop.repository.threads).toHaveLength(1);
    expect(shop.repository.threads[0]?.body).not.toContain('client/web-has-secret');
    expect(shop.repository.threads[0]?.body).toMatch(/^<!-- amplify-import-auth:comment:shop:validate -->\n/);
  });

  test('one for each command', async () => {
    const shop = pullRequest(new Shop('dev'));
    for (const command of ['validate', 'plan', 'plan']) await shop.step(command, { ...TOKEN, comment: 'always' });
    expect(shop.repository.threads).toHaveLength(2);
  });

  test.each([
    ['a push', () => new Shop('dev')],
    ['a read-only token', () => pullRequest(new Shop('dev'), true)],
  ])('none on %s', async (_, make) => {
    const shop = make();
    await shop.step('validate', { ...TOKEN, comment: 'always' });
    expect(shop.repository.writes).toEqual([]);
  });

  test('a refusal is a note with the permission, and fails nothing', async () => {
    const shop = pullRequest(new Shop('dev'));
    shop.repository.fate = () => ({ status: 403, message: 'Resource not accessible by integration' });
    const { code } = await shop.step('validate', { ...TOKEN, comment: 'always' });
    expect(code).toBe(0);
    expect(shop.console.annotations.map(({ severity, message }) => `${severity} ${message}`).join('\n')).toMatch(
      /notice GitHub did not take the comment: .* `pull-requests: write`/,
    );
  });

  test('names in AWS and in the manifest cannot reach beyond it', async () => {
    const shop = pullRequest(new Shop('dev'));
    const env = shop.envs.get('dev')!;
    const key = `${env.userPoolId} ${env.webClientId}`;
    const name = '@octo/team <!-- amplify-import-auth:comment:shop:plan --> <img src=x> ::error::x';
    shop.aws.clients.set(key, { ...shop.aws.clients.get(key)!, hasSecret: true, name });
    await shop.step('validate', TOKEN);
    const body = shop.repository.threads[0]?.body ?? '';
    expect(body.split('<!--')).toHaveLength(2);
    expect(body).not.toMatch(/<img|(?<![\w`])@octo/);
  });
});

test('a suggested change on the line, gone with the finding', async () => {
  const shop = pullRequest(new Shop('dev'));
  const healthy = shop.workspace.files.get('amplify-auth.yml') ?? '';
  shop.workspace.files.set('amplify-auth.yml', healthy.replace('webClientId: webdev', 'webClientId: wabdev'));
  shop.aws.clients.delete('eu-west-1_Pooldev nativedev');
  const line = healthy.split('\n').findIndex((text) => text.includes('webClientId')) + 1;
  shop.repository.diff.set('7 amplify-auth.yml', [line]);
  await shop.step('validate', TOKEN);
  await shop.step('validate', TOKEN);
  expect(shop.repository.lineComments).toMatchObject([
    { path: 'amplify-auth.yml', line, body: expect.stringContaining('    webClientId: webdev\n') as unknown },
  ]);
  shop.workspace.files.set('amplify-auth.yml', healthy);
  await shop.step('validate', TOKEN);
  expect(shop.repository.lineComments).toEqual([]);
});

describe('sixty findings', () => {
  const broken = (): Shop => {
    const shop = pullRequest(new Shop(...Array.from({ length: 60 }, (_, index) => `env${index}`)));
    for (const [key, client] of shop.aws.clients)
      shop.aws.clients.set(key, { ...client, hasSecret: key.includes(' web') });
    return shop;
  };

  test('at most ten annotations of a severity; all in report, check run and summary', async () => {
    const shop = broken();
    const { code, report } = await shop.step('validate', TOKEN);
    expect(code).toBe(1);
    expect(report.findings).toHaveLength(60);
    for (const severity of ['error', 'warning', 'notice']) {
      expect(shop.console.annotations.filter((one) => one.severity === severity).length).toBeLessThanOrEqual(10);
    }
    expect(shop.repository.checkRuns).toMatchObject([{ head: 'head', conclusion: 'failure' }]);
    expect(shop.repository.checkRuns[0]?.annotations).toHaveLength(60);
    for (const { env } of report.findings) expect(shop.results.summaries).toContain(env);
  });

  test('a token that may not make check runs: only the annotations of the step', async () => {
    const shop = broken();
    shop.repository.fate = (call) => (call.startsWith('checks') ? { status: 403, message: 'Not accessible' } : 'do');
    const { report } = await shop.step('validate', TOKEN);
    expect(report.findings).toHaveLength(60);
    expect(shop.console.annotations.map(({ message }) => message).join('\n')).toContain('checks: write');
  });

  test('no check run where the step can say it all', async () => {
    const shop = pullRequest(new Shop('dev'));
    await shop.step('validate', TOKEN);
    expect(shop.repository.checkRuns).toEqual([]);
  });
});

test('SARIF', async () => {
  const shop = new Shop('dev');
  const manifest = shop.workspace.files.get('amplify-auth.yml') ?? '';
  shop.workspace.files.set('amplify-auth.yml', manifest.replace('webdev', 'wrong'));
  await shop.step('validate', { 'sarif-file': 'out/auth.sarif' });
  const { runs } = JSON.parse(shop.workspace.files.get('out/auth.sarif') ?? '') as {
    runs: [{ results: { ruleId: string; level: string }[] }];
  };
  expect(runs[0].results).toMatchObject([{ ruleId: 'client/not-found', level: 'error' }]);
});

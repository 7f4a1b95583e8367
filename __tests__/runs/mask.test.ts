import { expect, test } from '@jest/globals';
import { Shop } from '../helpers/shop.ts';

/** Everything that people read of a run in which many texts name the account. */
async function read(mask: string): Promise<{ readonly people: string; readonly machines: string }> {
  const shop = new Shop('dev');
  const { account } = shop.aws;
  shop.push();
  const manifest = shop.workspace.files.get('amplify-auth.yml') ?? '';
  shop.workspace.files.set('amplify-auth.yml', `${manifest}    authRoleArn: arn:aws:iam::${account}:role/other\n`);
  shop.runtime.eventName = 'pull_request';
  shop.runtime.trigger = {
    repository: undefined,
    sha: 'm',
    branch: undefined,
    pullRequest: { number: 7, headSha: 'h', readOnly: false },
  };
  await shop.step('plan', { 'mask-account-ids': mask, 'github-token': 'token', 'sarif-file': 'a.sarif' });
  shop.workspace.files.set('amplify-auth.yml', manifest);
  shop.runtime.eventName = 'push';
  shop.runtime.trigger = { repository: undefined, sha: 'm', branch: 'main', pullRequest: undefined };
  await shop.step('apply', { 'mask-account-ids': mask, 'github-token': 'token', publish: 'pull-request' });
  shop.aws.roles.get('dev-auth')?.inline.clear();
  await shop.step('drift', { 'mask-account-ids': mask, 'github-token': 'token', 'drift-issue': 'true' });
  const { repository, results, console, workspace } = shop;
  return {
    people: JSON.stringify([
      console.lines,
      console.annotations,
      results.summaries,
      repository.threads,
      repository.lineComments,
      repository.tickets,
      repository.pulls,
      workspace.files.get('a.sarif'),
    ]),
    machines: JSON.stringify([[...results.outputs], results.files.get('report.json'), results.files.get('plan.json')]),
  };
}

test('people read no account id where they should not; machines still do', async () => {
  const open = await read('false');
  expect(open.people).toContain('111122223333');
  const masked = await read('true');
  expect(masked.people).not.toContain('111122223333');
  expect(masked.people).toContain('************');
  expect(masked.machines).toContain('111122223333');
});

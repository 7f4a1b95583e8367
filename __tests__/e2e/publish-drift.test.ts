import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import type { Issue } from '@amplify-import-auth/testbed/github';
import { GENERATED, noticesOf, Stage, type Shop } from '../helpers/github-shop.ts';

const DRIFT = { command: 'drift', 'drift-issue': 'true' };
const MARKER = '<!-- amplify-import-auth:drift:shop -->';
const SCHEDULE = { event: 'schedule' } as const;
let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open();
});

beforeEach(() => {
  stage.reset();
});

afterAll(() => stage.close());

/** A shop as it is after an apply by commit. */
async function applied(): Promise<Shop> {
  const shop = await stage.shop();
  const run = await shop.run({ command: 'apply', publish: 'commit' });
  if (run.exitCode !== 0) throw new Error(run.output);
  stage.reset();
  return shop;
}

function own({ repository }: Shop): readonly Issue[] {
  return repository.issues.filter(({ author }) => author.login === 'github-actions[bot]');
}

async function dropPolicy({ clients, dev }: Shop): Promise<void> {
  const policy = { RoleName: dev.authRoleName, PolicyName: 'amplify-import-auth.shop.dev.storage' };
  await clients.iam.send(new DeleteRolePolicyCommand(policy));
}

test('drift opens one issue, updates it, and closes it once all is well', async () => {
  const shop = await applied();
  // Somebody else's issue with our label and marker is nobody's business.
  const planted = shop.repository.openIssue({
    title: 'Drift in shop',
    body: `${MARKER}\nmine`,
    labels: ['amplify-import-auth'],
    login: 'mallory',
  });
  const clean = await shop.run(DRIFT, SCHEDULE);
  expect([clean.exitCode, clean.outputs['has-drift'], clean.outputs['issue-number']]).toEqual([0, 'false', '']);
  expect(own(shop)).toEqual([]);
  expect(shop.writes).toEqual([]);

  await dropPolicy(shop);
  const drifted = await shop.run(DRIFT, SCHEDULE);
  expect([drifted.exitCode, drifted.outputs['result']]).toEqual([1, 'drift']);
  const [issue, ...others] = own(shop);
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ title: 'Drift in shop', state: 'open', labels: ['amplify-import-auth'] });
  expect(issue?.body?.startsWith(`${MARKER}\n`)).toBe(true);
  expect(issue?.body).toContain('drift/policy');
  expect(drifted.outputs['issue-number']).toBe(String(issue?.number));

  // The same again: nothing is written.
  stage.reset();
  await shop.run(DRIFT, SCHEDULE);
  expect(shop.writes).toEqual([]);

  // More of it: the same issue says more.
  await shop.repository.commit({ files: { [GENERATED[0]!]: '// by hand\n' } });
  await shop.run(DRIFT, SCHEDULE);
  expect(own(shop)).toHaveLength(1);
  expect(own(shop)[0]?.body).toContain('drift/file');

  await shop.run({ command: 'apply', publish: 'commit', adopt: 'true' });
  const well = await shop.run(DRIFT, SCHEDULE);
  expect([well.exitCode, well.outputs['issue-number']]).toEqual([0, '']);
  expect(own(shop)).toMatchObject([{ number: issue?.number, state: 'closed' }]);
  expect(own(shop)[0]?.comments.map(({ body }) => body)).toEqual([
    'The drift is gone: AWS and the repository agree again.',
  ]);
  expect(planted).toMatchObject({ state: 'open', body: `${MARKER}\nmine`, comments: [] });
});

test('an issue stays open as long as not everything was looked at', async () => {
  const shop = await applied();
  await dropPolicy(shop);
  await shop.run(DRIFT, SCHEDULE);
  await shop.run({ command: 'apply', publish: 'commit' });
  const partial = await shop.run({ ...DRIFT, envs: 'dev' }, SCHEDULE);
  expect(partial.exitCode).toBe(0);
  expect(own(shop)).toMatchObject([{ state: 'open' }]);
});

test('without the right to write issues: a notice with the permission; the drift is reported anyway', async () => {
  const shop = await applied();
  await dropPolicy(shop);
  const run = await shop.run(DRIFT, { ...SCHEDULE, permissions: { contents: 'read' } });
  expect([run.exitCode, run.outputs['result']]).toEqual([1, 'drift']);
  expect(noticesOf(run).join('\n')).toMatch(/GitHub did not take the issue: .*`issues: write`/);
  expect(own(shop)).toEqual([]);
});

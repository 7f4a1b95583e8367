import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MANIFEST, noticesOf, Stage, type RunOptions, type Shop } from '../helpers/github-shop.ts';
import type { StepResult } from '../helpers/step.ts';

const MARKER = '<!-- amplify-import-auth:comment:shop:plan -->';
let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open();
});

beforeEach(() => {
  stage.reset();
});

afterAll(() => stage.close());

interface Proposed {
  readonly shop: Shop;
  readonly number: number;
  /** Runs on the pull request. */
  readonly run: (inputs: Record<string, string>, options?: RunOptions) => Promise<StepResult>;
  readonly comments: () => readonly { readonly login: string; readonly body: string; readonly updatedAt: string }[];
}

/** A pull request that changes the manifest. */
async function proposed(change: (shop: Shop) => string): Promise<Proposed> {
  const shop = await stage.shop();
  await shop.repository.commit({ branch: 'topic', files: { [MANIFEST]: change(shop) } });
  const pull = await shop.repository.openPullRequest({ head: 'topic' });
  stage.reset();
  return {
    shop,
    number: pull.number,
    run: (inputs, options) => shop.run(inputs, { event: 'pull_request', number: pull.number, ...options }),
    comments: () => pull.comments.map(({ author, body, updatedAt }) => ({ login: author.login, body, updatedAt })),
  };
}

describe('the comment on a pull request', () => {
  test('one beside what another author has planted with our marker, which stays to the byte', async () => {
    const { shop, number, run, comments } = await proposed((shop) => shop.manifest('read'));
    const planted = `${MARKER}\n✅ All is well, merge it.\r\n`;
    shop.repository.comment(number, planted, { login: 'mallory' });
    for (let index = 0; index < 120; index += 1) shop.repository.comment(number, `Talk ${index}`);
    const before = comments();

    const first = await run({ command: 'plan' });
    expect(first.exitCode).toBe(0);
    const own = comments().filter(({ login }) => login === 'github-actions[bot]');
    expect(own).toHaveLength(1);
    expect(own[0]?.body.startsWith(`${MARKER}\n`)).toBe(true);
    expect(own[0]?.body).toContain('amplify-import-auth.shop.dev.storage');
    expect(comments().filter(({ login }) => login !== 'github-actions[bot]')).toEqual(before);

    // Nothing is written where it says the same already.
    stage.reset();
    await run({ command: 'plan' });
    expect(shop.writes).toEqual([]);
    expect(comments().filter(({ login }) => login === 'github-actions[bot]')).toEqual(own);

    // Something else to say: the same comment, found beyond the first page.
    stage.reset();
    await shop.repository.commit({ branch: 'topic', files: { [MANIFEST]: shop.manifest('create') } });
    await run({ command: 'plan' });
    expect(shop.writes).toEqual([expect.stringMatching(/^PATCH \/issues\/comments\/\d+$/)]);
    const after = comments();
    expect(after).toHaveLength(before.length + 1);
    expect(after.filter(({ login }) => login !== 'github-actions[bot]')).toEqual(before);
    expect(after.at(-1)?.body).toContain('s3:PutObject');
    expect(after.at(-1)?.body).not.toBe(own[0]?.body);
  });

  test.each(['lose-response', 'truncate'] as const)('one, although an answer is gone (%s)', async (kind) => {
    const { run, comments } = await proposed((shop) => shop.manifest('read'));
    stage.github.faults.push({ match: /^GET .*\/issues\/\d+\/comments/, times: 1, fault: { kind } });
    await run({ command: 'plan' });
    stage.github.faults.push({ match: /^GET .*\/issues\/\d+\/comments/, times: 1, fault: { kind } });
    const again = await run({ command: 'plan' });
    expect(again.exitCode).toBe(0);
    expect(comments()).toHaveLength(1);
  });

  test('a token that may only read: a notice with the permission, and the run is as green as it was', async () => {
    const { run, comments } = await proposed((shop) => shop.manifest('read'));
    const permissions = { contents: 'read', pull_requests: 'read' } as const;
    const refused = await run({ command: 'plan' }, { permissions });
    expect(refused.exitCode).toBe(0);
    expect(refused.outputs['result']).toBe('success');
    expect(noticesOf(refused).join('\n')).toMatch(/GitHub did not take the comment: .*`pull-requests: write`/);
    expect(refused.annotations.filter(({ command }) => command === 'error')).toEqual([]);
    expect(comments()).toEqual([]);
  });

  test.each([
    ['primary', 403],
    ['secondary', 429],
  ] as const)('a %s rate limit (%i) that is soon over is waited for', async (limit, status) => {
    const { run, comments } = await proposed((shop) => shop.manifest('read'));
    const match = /^POST .*\/issues\/\d+\/comments/;
    stage.github.faults.push({ match, times: 1, fault: { kind: 'rate-limit', limit, status, retryAfter: 1 } });
    const waited = await run({ command: 'plan' });
    expect(waited.exitCode).toBe(0);
    expect(noticesOf(waited)).toEqual([]);
    expect(comments()).toHaveLength(1);
  });
});

describe('60 findings', () => {
  const NAMES = Array.from({ length: 60 }, (_, index) => `color${String(index).padStart(2, '0')}`);
  /** Keys that no manifest knows: an error each, on a line of its own. */
  const broken = (shop: Shop) =>
    shop.manifest(
      undefined,
      NAMES.map((name) => `${name}: red`),
    );

  test('at most ten annotations a severity; all in summary, report and one check run of two batches', async () => {
    const { shop, run } = await proposed(broken);
    const failed = await run({ command: 'validate', comment: 'never' });
    expect(failed.exitCode).toBe(1);
    for (const severity of ['error', 'warning', 'notice']) {
      expect(failed.annotations.filter(({ command }) => command === severity).length).toBeLessThanOrEqual(10);
    }
    const errors = failed.annotations.filter(({ command }) => command === 'error');
    expect(errors).toHaveLength(10);
    expect(errors[9]?.message).toBe('51 more errors in the job summary and the report');
    expect(failed.report.findings).toHaveLength(60);
    expect(NAMES.filter((name) => !failed.summary.includes(name))).toEqual([]);

    const [check, ...others] = shop.repository.checkRuns;
    expect(others).toEqual([]);
    expect(check).toMatchObject({
      name: 'amplify-import-auth validate',
      headSha: await shop.repository.head('topic'),
      status: 'completed',
      conclusion: 'failure',
    });
    const lines = check?.annotations.map(({ path, start_line, annotation_level, title }) => ({
      path,
      line: start_line,
      level: annotation_level,
      title,
    }));
    expect(lines).toEqual(
      failed.report.findings.map(({ rule, line }) => ({ path: MANIFEST, line, level: 'failure', title: rule })),
    );
    const sizes = stage.github.log
      .filter(({ method, path }) => method !== 'GET' && path.includes('/check-runs'))
      .map(({ body }) => (JSON.parse(body) as { output: { annotations: unknown[] } }).output.annotations.length);
    expect(sizes).toEqual([50, 10]);
  });

  test('without the right to write checks: a notice with the permission, and nothing else is another', async () => {
    const { shop, run } = await proposed(broken);
    const failed = await run(
      { command: 'validate', comment: 'never' },
      { permissions: { contents: 'read', pull_requests: 'write' } },
    );
    expect(failed.exitCode).toBe(1);
    expect(noticesOf(failed).join('\n')).toMatch(/GitHub did not take the check run: .*`checks: write`/);
    expect(failed.report.findings).toHaveLength(60);
    expect(shop.repository.checkRuns).toEqual([]);
  });

  test('ten are all shown by the step itself: no check run', async () => {
    const { shop, run } = await proposed((shop) =>
      shop.manifest(
        undefined,
        NAMES.slice(0, 10).map((name) => `${name}: 1`),
      ),
    );
    const failed = await run({ command: 'validate', comment: 'never' });
    expect(failed.annotations.filter(({ command }) => command === 'error')).toHaveLength(10);
    expect(shop.repository.checkRuns).toEqual([]);
  });
});

describe('a suggested change', () => {
  test('on the line of the diff, once, and gone with the finding', async () => {
    const misspelt = (shop: Shop) => shop.manifest().replace('    webClientId:', '    webClientID:');
    const { shop, number, run } = await proposed(misspelt);
    const pull = shop.repository.issues.find((issue) => issue.number === number) as unknown as {
      pull: { comments: readonly { path: string; line: number; body: string }[] };
    };
    const line =
      misspelt(shop)
        .split('\n')
        .findIndex((text) => text.includes('webClientID')) + 1;
    await run({ command: 'validate', comment: 'never' });
    await run({ command: 'validate', comment: 'never' });
    expect(pull.pull.comments).toMatchObject([{ path: MANIFEST, line }]);
    expect(pull.pull.comments[0]?.body).toContain(`\`\`\`suggestion\n    webClientId: ${shop.dev.webClientId}\n\`\`\``);
    await shop.repository.commit({ branch: 'topic', files: { [MANIFEST]: shop.manifest('read') } });
    await run({ command: 'validate', comment: 'never' });
    expect(pull.pull.comments).toEqual([]);
  });
});

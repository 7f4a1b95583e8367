import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Repository } from '@amplify-import-auth/testbed/github';
import { MANIFEST, Stage, type Shop } from '../helpers/github-shop.ts';
import type { StepResult } from '../helpers/step.ts';

// Pull requests of strangers and of Dependabot: no credentials of AWS, no identity token, a token that may only read.
let stage: Stage;
let shop: Shop;
let fork: Repository;
let branches = 0;

beforeAll(async () => {
  stage = await Stage.open();
  shop = await stage.shop({ visibility: 'public' });
  const run = await shop.run({ command: 'apply', publish: 'commit' });
  if (run.exitCode !== 0) throw new Error(run.output);
  fork = await stage.github.repository('mallory', shop.repository.name, { forkOf: shop.repository });
});

beforeEach(() => {
  stage.reset();
});

afterAll(() => stage.close());

/** Opens a pull request that makes this the manifest, and validates it. */
type Propose = (manifest: string, inputs?: Record<string, string>) => Promise<StepResult>;

const fromFork: Propose = async (manifest, inputs = {}) => {
  const branch = `topic-${(branches += 1)}`;
  await fork.commit({ branch, files: { [MANIFEST]: manifest } });
  const { number } = await shop.repository.openPullRequest({ head: `mallory:${branch}`, login: 'mallory' });
  return validate(number, 'mallory', inputs);
};

const fromDependabot: Propose = async (manifest, inputs = {}) => {
  const branch = `dependabot/${(branches += 1)}`;
  await shop.repository.commit({ branch, files: { [MANIFEST]: manifest } });
  const { number } = await shop.repository.openPullRequest({ head: branch, login: 'dependabot[bot]' });
  return validate(number, 'dependabot[bot]', inputs);
};

/** The workflow asks for `contents: read` and for nothing else. */
function validate(number: number, actor: string, inputs: Record<string, string>): Promise<StepResult> {
  const permissions = { contents: 'read' } as const;
  return shop.run(
    { command: 'validate', ...inputs },
    { event: 'pull_request', number, actor, permissions, credentials: false },
  );
}

describe.each<[string, Propose]>([
  ['a fork', fromFork],
  ['Dependabot', fromDependabot],
])('the pull request of %s', (_, propose) => {
  test('is green where the manifest is healthy, judged by the lock', async () => {
    const run = await propose(`# Of ours.\n${shop.manifest()}`);
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ result: 'success', mode: 'offline', 'error-count': '0' });
    expect(run.annotations.filter(({ command }) => command !== 'notice')).toEqual([]);
    expect(stage.proxy.calls).toEqual([]);
    expect(run.report.calls.total).toBe(0);
    expect(shop.writes).toEqual([]);
    // Nothing was refused: `contents: read` is enough.
    expect(stage.github.log.filter(({ status }) => status === 401 || status === 403)).toEqual([]);
  });

  test('is red where it is broken, with an annotation on the line', async () => {
    const region = shop.dev.identityPoolId.replace('eu-west-1', 'us-east-1');
    const text = shop.manifest().replace(shop.dev.identityPoolId, region);
    const run = await propose(text);
    expect(run.exitCode).toBe(1);
    const errors = run.annotations.filter(({ command }) => command === 'error');
    const line = text.split('\n').findIndex((one) => one.includes(region)) + 1;
    expect(errors.map(({ properties: { title, file, line } }) => ({ title, file, line }))).toEqual([
      { title: 'manifest/region-mismatch', file: MANIFEST, line: String(line) },
    ]);
    expect(stage.proxy.calls).toEqual([]);
    expect(shop.writes).toEqual([]);
  });

  test('is green, and names what is not checked, where the lock does not know the ids', async () => {
    const text = shop.manifest().replace(shop.dev.webClientId, 'a1'.repeat(13));
    const run = await propose(text);
    expect(run.exitCode).toBe(0);
    expect(Number(run.outputs['unchecked-count'])).toBeGreaterThan(0);
    expect(run.report.findings.map(({ rule }) => rule)).toContain('lock/stale');
    expect(run.summary).not.toContain('✅');
    expect(stage.proxy.calls).toEqual([]);
    // What cannot be known fails where the user wants it to.
    const strict = await propose(text, { 'fail-on': 'error, unchecked' });
    expect(strict.exitCode).toBe(1);
  });
});

test('without a lock it is green, and says so', async () => {
  const bare = await stage.shop();
  await bare.repository.commit({ branch: 'topic', files: { 'NOTES.md': 'x' } });
  const { number } = await bare.repository.openPullRequest({ head: 'topic' });
  const offline = await bare.run(
    { command: 'validate' },
    {
      event: 'pull_request',
      number,
      actor: 'dependabot[bot]',
      permissions: { contents: 'read' },
      credentials: false,
    },
  );
  expect(offline.exitCode).toBe(0);
  expect(offline.report.findings.map(({ rule }) => rule)).toEqual(['lock/missing']);
  expect(offline.summary).not.toContain('✅');
});

test('a branch of the same repository without credentials is no fork: that is an error with a way out', async () => {
  await shop.repository.commit({ branch: 'own', files: { [MANIFEST]: `# Own.\n${shop.manifest()}` } });
  const { number } = await shop.repository.openPullRequest({ head: 'own' });
  const run = await validate(number, 'ann', {});
  expect(run.exitCode).toBe(1);
  expect(run.report.findings).toMatchObject([{ rule: 'account/credentials' }]);
  expect(run.report.findings[0]?.hint).toContain('id-token: write');
});

test('apply is refused, whatever the workflow says', async () => {
  const run = await fromFork(`# Apply.\n${shop.manifest()}`, { command: 'apply', publish: 'commit' });
  expect(run.exitCode).toBe(1);
  expect(run.report.findings).toMatchObject([
    { rule: 'input/invalid', message: 'the command apply is refused on pull_request' },
  ]);
  expect(stage.proxy.calls).toEqual([]);
  expect(shop.writes).toEqual([]);
});

import { describe, expect, test } from '@jest/globals';
import { loadInputs } from '../../../src/interface/inputs.ts';
import type { RunReport } from '../../../src/domain/report.ts';
import { envYaml, makeEnv, Shop } from '../../helpers/shop.ts';

// How the digest of a reviewed plan can be given. In memory.
const states = ({ envs }: RunReport) => envs.map(({ name, state }) => `${name} ${state}`);
const brief = ({ findings }: RunReport) => findings.map(({ rule, env }) => `${rule} ${env ?? ''}`);

describe('every way to say it holds each env to its plan', () => {
  const WAYS: Readonly<Record<string, (plan: RunReport['plan']) => string>> = {
    'the output plan-digest': ({ digest }) => digest,
    'with white space around it': ({ digest }) => `  ${digest}\n`,
    'without what stands behind it': ({ digest }) => digest.split(';')[0]!,
    'without its prefix': ({ digest }) => digest.split(';')[0]!.replace('sha256:', ''),
    'JSON with one per env': ({ digests }) => JSON.stringify(digests),
    'JSON over several lines': ({ digests }) => JSON.stringify(digests, null, 2),
  };

  test.each(Object.entries(WAYS))('%s: the same plan is applied', async (_what, way) => {
    const shop = new Shop('dev', 'prod');
    const { plan } = await shop.run('plan');
    const report = await shop.run('apply', { 'plan-digest': way(plan) });
    expect(report.findings).toEqual([]);
    expect(states(report)).toEqual(['dev applied', 'prod applied']);
  });

  test.each(Object.entries(WAYS))('%s: another plan is not', async (_what, way) => {
    const shop = new Shop('dev', 'prod');
    const { plan } = await shop.run('plan');
    shop.write({ dev: envYaml(shop.envs.get('dev')!, '{bucket: another, auth: [read]}') });
    const before = [...shop.workspace.files];
    const report = await shop.run('apply', { 'plan-digest': way(plan) });
    expect(brief(report)).toContain('plan/changed dev');
    expect(shop.aws.writes.filter((write) => write.includes('dev-'))).toEqual([]);
    expect([...shop.workspace.files].filter(([path]) => path.includes('/dev/'))).toEqual(
      before.filter(([path]) => path.includes('/dev/')),
    );
    expect(report.result).toBe('failure');
  });
});

test('the digest of one env alone holds that env, and no other passes by it', async () => {
  const shop = new Shop('dev', 'prod');
  const { digests } = (await shop.run('plan')).plan;
  const report = await shop.run('apply', { 'plan-digest': digests['dev']! });
  expect(states(report)).toEqual(['dev applied', 'prod blocked']);
  expect(brief(report)).toEqual(['plan/changed prod']);
});

test('JSON that leaves an env out lets nothing of it pass', async () => {
  const shop = new Shop('dev', 'prod');
  const { digests } = (await shop.run('plan')).plan;
  const report = await shop.run('apply', { 'plan-digest': JSON.stringify({ prod: digests['prod'] }) });
  expect(states(report)).toEqual(['dev blocked', 'prod applied']);
});

test('a digest for more envs than are applied is good for those that are', async () => {
  const shop = new Shop('dev', 'prod');
  const { digest } = (await shop.run('plan')).plan;
  const report = await shop.run('apply', { 'plan-digest': digest, envs: 'prod' });
  expect(report.findings).toEqual([]);
  expect(states(report)).toEqual(['prod applied']);
});

test('what a digest cannot tell to be done already is refused, on the safe side', async () => {
  const shop = new Shop('dev', 'prod');
  const { digest } = (await shop.run('plan')).plan;
  await shop.run('apply', { envs: 'dev' });
  const bare = digest.split(';')[0]!;
  expect(states(await shop.run('apply', { 'plan-digest': bare }))).toEqual(['dev unchanged', 'prod blocked']);
  expect(states(await shop.run('apply', { 'plan-digest': digest }))).toEqual(['dev unchanged', 'prod applied']);
});

test('whether files reach the repository is no part of what is reviewed: the job that plans does not publish', async () => {
  const shop = new Shop('dev', 'prod');
  shop.push();
  const first = (await shop.run('plan')).plan.digest;
  const published = { publish: 'commit' };
  expect((await shop.run('apply', { 'plan-digest': first, envs: 'dev' })).findings).toEqual([]);
  expect((await shop.run('apply', { 'plan-digest': first, ...published })).findings).toEqual([]);
  // Then nothing is left but that, and no digest refuses it.
  const nothing = (await shop.run('plan')).plan.digest;
  expect((await shop.run('apply', { 'plan-digest': nothing, ...published })).findings).toEqual([]);
});

test('an env with errors reports its errors, not of its digest', async () => {
  const shop = new Shop('dev', 'prod');
  const { digest } = (await shop.run('plan')).plan;
  shop.aws.userPools.delete(shop.envs.get('dev')!.userPoolId);
  const report = await shop.run('apply', { 'plan-digest': digest });
  expect(brief(report)).toEqual(['user-pool/not-found dev']);
  expect(states(report)).toEqual(['dev blocked', 'prod applied']);
});

describe('several manifests', () => {
  /** Two projects that have an env of the same name. */
  async function fleet(): Promise<Shop> {
    const shop = new Shop('dev');
    const other = makeEnv(shop.aws, 'other');
    const text = shop.workspace.files.get('amplify-auth.yml')!;
    shop.workspace.files.set('a/amplify-auth.yml', text);
    shop.workspace.files.set(
      'b/amplify-auth.yml',
      text.replace('project: shop', 'project: blog').replace(/ {2}dev:[\s\S]*/, envYaml({ ...other, name: 'dev' })),
    );
    return Promise.resolve(shop);
  }
  const MANIFESTS = { manifest: '*/amplify-auth.yml' };

  test('envs are told apart by their project', async () => {
    const shop = await fleet();
    const { plan } = await shop.run('plan', MANIFESTS);
    expect(Object.keys(plan.digests)).toEqual(['shop/dev', 'blog/dev']);
    for (const digest of [plan.digest, JSON.stringify(plan.digests)]) {
      const one = await fleet();
      const report = await one.run('apply', { ...MANIFESTS, 'plan-digest': digest });
      expect(report.findings).toEqual([]);
      expect(states(report)).toEqual(['shop/dev applied', 'blog/dev applied']);
    }
  });

  test('the plan of one does not pass for the other', async () => {
    const shop = await fleet();
    const { digests } = (await shop.run('plan', MANIFESTS)).plan;
    const swapped = { 'shop/dev': digests['blog/dev'], 'blog/dev': digests['blog/dev'] };
    const report = await shop.run('apply', { ...MANIFESTS, 'plan-digest': JSON.stringify(swapped) });
    expect(states(report)).toEqual(['shop/dev blocked', 'blog/dev applied']);
    expect(brief(report)).toEqual(['plan/changed dev']);
  });
});

test('a digest whose parts are shorter than 128 bits is refused, and says what to do', () => {
  const [digits, whole] = ['0'.repeat(64), 'a'.repeat(32)];
  for (const parts of [
    'b'.repeat(16),
    `${'b'.repeat(16)},${'c'.repeat(16)}`,
    `${'b'.repeat(32)},${'c'.repeat(31)}`,
    '',
  ]) {
    const value = `sha256:${digits};dev=${whole}:${parts}`;
    const { problems, inputs } = loadInputs((name) => (name === 'plan-digest' ? value : ''));
    expect(problems).toEqual([
      expect.stringMatching(/^input "plan-digest" has parts shorter than 128 bits.*run plan again/),
    ]);
    expect(inputs.planDigest).toBe('');
  }
});

test.each([
  'yes',
  'sha256:',
  'sha256:0123',
  `md5:${'0'.repeat(64)}`,
  '0'.repeat(63),
  'G'.repeat(64),
  `sha256:${'0'.repeat(64)};dev`,
  `sha256:${'0'.repeat(64)};dev=${'0'.repeat(31)}:`,
  `sha256:${'0'.repeat(64)};dev=${'0'.repeat(32)}:xyz`,
  '{',
  '{"dev": 1}',
  '{"dev": "sha256:0123"}',
  '{"dev": null}',
  '["sha256:0123"]',
])('%j is no digest: the run says what is, and applies nothing', (value) => {
  const { problems, inputs } = loadInputs((name) => (name === 'plan-digest' ? value : ''));
  expect(problems).toEqual([
    expect.stringMatching(/^input "plan-digest" is .*; allowed: the output plan-digest of a plan/),
  ]);
  expect(inputs.planDigest).toBe('');
});

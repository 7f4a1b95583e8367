import { afterEach, describe, expect, test } from '@jest/globals';
import { seedEnvironment } from '@amplify-import-auth/testbed/aws';
import { clientsFor, freshAccount } from '../helpers/emulator.ts';
import { Checkout, manifestOf, step } from '../helpers/step.ts';

// What a pull request may hold: the action ends in its own time with a finding, and with all its outputs.
const HEAD = 'version: 1\nproject: shop\n';
const ENV = 'envs:\n  dev: {userPoolId: eu-west-1_AbCdEfGhI, webClientId: abc}\n';
const checkouts: Checkout[] = [];

afterEach(() => {
  for (const checkout of checkouts.splice(0)) checkout.dispose();
});

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}

/** A run without credentials, as a pull request of a fork has it. */
async function validate(files: Record<string, string>, inputs: Record<string, string> = {}) {
  const checkout = new Checkout(files);
  checkouts.push(checkout);
  const run = await step(
    checkout,
    '111122223333',
    { command: 'validate', offline: 'true', ...inputs },
    { timeoutMs: 90_000 },
  );
  expect(run.output).not.toContain('This is a bug');
  expect(run.outputs['result']).toBe('failure');
  return run;
}

function rulesOf({ report }: Awaited<ReturnType<typeof validate>>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { rule } of report.findings) if (rule.startsWith('manifest/')) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}

describe('a manifest', () => {
  test('with 40,000 unknown keys', async () => {
    const run = await validate({ 'amplify-auth.yml': `${HEAD}${lines(40_000, (i) => `k${i}: 1\n`)}${ENV}` });
    expect(rulesOf(run)).toEqual({ 'manifest/unknown-key': 40_000 });
    expect(run.outputs['error-count']).toBe('40000');
  }, 120_000);

  test('with 60,000 scalars in one list', async () => {
    const text = `${HEAD}${ENV}ignore: [${lines(60_000, (i) => `a${i}, `)}]\n`;
    const run = await validate({ 'amplify-auth.yml': text });
    expect(rulesOf(run)).toEqual({ 'manifest/limits': 1, 'manifest/schema': 50_000 });
  }, 120_000);

  test('with a chain of 8,000 envs by extends', async () => {
    const chain = lines(8_000, (i) => `  e${i}: {extends: e${i + 1}}\n`);
    const run = await validate({
      'amplify-auth.yml': `${HEAD}envs:\n${chain}  e8000: {userPoolId: eu-west-1_AbCdEfGhI}\n`,
    });
    expect(rulesOf(run)).toEqual({ 'manifest/limits': 1 });
    expect(run.report.findings[0]?.message).toBe('extends leads through more than 32 envs');
  }, 120_000);

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'with the placeholder {%s}',
    async (name) => {
      const text = `${HEAD}envs:\n  dev:\n    userPoolId: eu-west-1_AbCdEfGhI\n    webClientId: abc\n    categories:\n      custom:\n        - {name: a, auth: [{actions: [s3:GetObject], resources: ["arn:aws:s3:::a/{${name}}"]}]}\n`;
      const run = await validate({ 'amplify-auth.yml': text }, { 'allow-custom': 'true' });
      const found = run.report.findings.filter(({ rule }) => rule === 'manifest/schema');
      expect(found.map(({ message, line }) => [message, line])).toEqual([
        [`the placeholder {${name}} is not known`, 9],
      ]);
      expect(run.output).not.toContain('native code');
    },
    120_000,
  );

  test('with globs on which a regular expression would never end', async () => {
    const name = 'a'.repeat(40);
    const text = `${HEAD}envs:\n  ${name}: {userPoolId: eu-west-1_AbCdEfGhI, webClientId: abc, webClient: x}\nignore:\n  - {rule: "*", env: "${'*a'.repeat(19)}b", reason: x, until: ${inMonths(2)}}\n  - {rule: "*", env: "+(a|aa)b", reason: x, until: ${inMonths(2)}}\n`;
    const run = await validate({ 'amplify-auth.yml': text }, { envs: `${'*a'.repeat(19)}b,*` });
    expect(rulesOf(run)).toEqual({ 'manifest/unknown-key': 1, 'manifest/limits': 1 });
  }, 120_000);

  test('with problems in defaults for a thousand envs', async () => {
    const envs = lines(1_000, (i) => `  e${i}: {userPoolId: eu-west-1_A${i}}\n`);
    const text = `${HEAD}defaults:\n${lines(1_000, (i) => `  k${i}: 1\n`)}envs:\n${envs}`;
    const run = await validate({ 'amplify-auth.yml': text });
    expect(rulesOf(run)).toEqual({ 'manifest/limits': 1, 'manifest/unknown-key': 50_000 });
  }, 120_000);
});

describe('what lies beside it', () => {
  test('a lock that is nested without end', async () => {
    const lock = `{"version": 1, "project": "shop", "envs": {}, "x": ${'['.repeat(500_000)}${']'.repeat(500_000)}}`;
    const run = await validate({ 'amplify-auth.yml': `${HEAD}${ENV}`, 'amplify-auth.lock.json': lock });
    expect(run.report.findings.map(({ message }) => message)).toContain(
      'the lock amplify-auth.lock.json cannot be read: it is nested deeper than 64 levels',
    );
  }, 120_000);

  test('a lock of 100,000 envs', async () => {
    const entry =
      '{"accountId":"111122223333","region":"eu-west-1","roleToAssume":null,"userPoolId":"eu-west-1_A","webClientId":"a","nativeClientId":null,"identityPoolId":null,"authRoleArn":null,"guestRoleArn":null,"groups":{},"facts":{},"policies":[],"files":[]}';
    const lock = `{"version":1,"project":"shop","envs":{${Array.from({ length: 100_000 }, (_, i) => `"e${i}":${entry}`).join()}}}`;
    const run = await validate({ 'amplify-auth.yml': `${HEAD}${ENV}`, 'amplify-auth.lock.json': lock });
    expect(run.report.findings.map(({ message }) => message)).toContain(
      'the lock amplify-auth.lock.json cannot be read: it has more than 20000 envs',
    );
  }, 120_000);

  test.each([
    [
      'constants that grow without end',
      'aws-exports',
      `const a0 = ['x'];\n${lines(60, (i) => `const a${i + 1} = [a${i}, a${i}];\n`)}export default { a: a60 };\n`,
    ],
    [
      'a region that is nested without end',
      'reference-auth',
      `  // #region amplify-import-auth dev\n  ${'['.repeat(20_000)}\n  // #endregion amplify-import-auth dev\n  // amplify-import-auth: end of the envs\n`,
    ],
    [
      'a region with a character that is none',
      'reference-auth',
      `  // #region amplify-import-auth dev\n  '\\u{ffffffff}'\n  // #endregion amplify-import-auth dev\n  // amplify-import-auth: end of the envs\n`,
    ],
  ])(
    'an output of %s',
    async (_, format, text) => {
      const account = freshAccount();
      const dev = await seedEnvironment(clientsFor(account));
      const path = format === 'aws-exports' ? 'dev.js' : 'amplify/auth/resource.ts';
      const manifest = manifestOf({ dev }).replace(
        /outputs:\n(?: {2}- .*\n)+/,
        `outputs: [{format: ${format}, path: ${path}}]\n`,
      );
      const checkout = new Checkout({ 'amplify-auth.yml': manifest, [path]: text });
      checkouts.push(checkout);
      const run = await step(checkout, account, { command: 'plan', adopt: 'true' }, { timeoutMs: 90_000 });
      expect(run.output).not.toContain('This is a bug');
      expect(['success', 'failure']).toContain(run.outputs['result']);
      expect(checkout.read(path)).toBe(text);
    },
    120_000,
  );
});

function inMonths(months: number): string {
  const date = new Date();
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}

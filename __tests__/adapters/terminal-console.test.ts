import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { terminalConsole, type TerminalMode } from '../../src/adapters/terminal-console.ts';
import type { RunReport } from '../../src/domain/report.ts';
import { envNamed, findingIn, planOf, policyChange, authRole, reportOf } from '../helpers/reports.ts';
import { Shop } from '../helpers/shop.ts';

/** What both streams get of a run. */
function printed(report: RunReport, mode: Partial<TerminalMode> = {}, env: Record<string, string> = {}, isTTY = true) {
  const written = { out: '', err: '' };
  const stream = (to: 'out' | 'err') => ({ isTTY, write: (text: string) => (written[to] += text) });
  const console = terminalConsole({ verbose: false, ...mode }, { stdout: stream('out'), stderr: stream('err') }, env);
  console.show?.(report, '/r.json');
  return { ...written, again: () => console.show?.(report, '/r.json'), written };
}

const REPORT = reportOf(
  { command: 'plan', result: 'failure', envs: [envNamed('dev', 'blocked'), envNamed('prod')], notes: ['by the way'] },
  {
    findings: [findingIn('dev', 'trust/audience'), findingIn('prod', 'client/oauth-mismatch', { severity: 'notice' })],
  },
  planOf(policyChange('prod', authRole('prod'), ['s3:GetObject'], ['s3:PutObject'])),
);

const ESC = '\u001b';

describe('colors', () => {
  test.each<[Record<string, string>, boolean, boolean]>([
    [{}, true, true],
    [{ NO_COLOR: '' }, true, true],
    [{ NO_COLOR: '1' }, true, false],
    [{ TERM: 'dumb' }, true, false],
    [{}, false, false],
    [{ FORCE_COLOR: '1' }, false, false],
  ])('with %j, terminal: %s', (env, isTTY, expected) => {
    expect(printed(REPORT, {}, env, isTTY).out.includes('\u001b[')).toBe(expected);
  });

  test('lines of a diff are red and green', () => {
    const { out } = printed(REPORT);
    expect(out).toContain(`${ESC}[31m-`);
    expect(out).toContain(`${ESC}[32m+`);
  });
});

test('--json: the report is all that standard output gets', () => {
  const { out, err } = printed(REPORT, { json: true });
  expect(JSON.parse(out)).toMatchObject({ version: 1, command: 'plan', result: 'failure' });
  expect(err).toBe('');
});

test('--quiet: findings and the verdict', () => {
  const { out } = printed(REPORT, { quiet: true }, { NO_COLOR: '1' });
  expect(out).toContain('trust/audience');
  expect(out).toMatch(/^✖ plan: .*\n {2}2 envs, 1 error, .*\n$/m);
  expect(out).not.toMatch(/client\/oauth-mismatch|GetObject|by the way|next:|r\.json/);
});

test('what was shown before somebody was asked is not repeated', () => {
  const { out, again, written } = printed(REPORT, {}, { NO_COLOR: '1' });
  again();
  expect(written.out.slice(out.length)).not.toContain('trust/audience');
});

describe('documents can be sent to a file', () => {
  test('permissions: one policy for a role that serves several envs', async () => {
    const shop = new Shop('dev', 'prod');
    const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
    shop.write({}, `defaults: {roleToAssume: {read: "${role('ci-read')}", write: "${role('ci-write')}"}}\n`);
    const { out, err } = printed(await shop.run('permissions'), {}, { NO_COLOR: '1' }, false);
    const documents = parseAllDocuments(out).map((one) => one.toJS() as { Statement: { Resource?: unknown }[] });
    // Two roles, each with its policy and its trust policy.
    expect(documents).toHaveLength(4);
    expect(out).toContain(`# Policy of ${role('ci-read')}, for\n# validate, plan, drift of dev, prod\n`);
    expect(JSON.stringify(documents[0])).toMatch(/Pooldev.*Poolprod/);
    expect(JSON.stringify(documents[2])).toContain('iam:PutRolePolicy');
    expect(err).toBe('');
  });

  test('permissions: a role that reads and writes is one', async () => {
    const shop = new Shop('dev');
    shop.write({}, 'defaults: {roleToAssume: "arn:aws:iam::111122223333:role/ci"}\n');
    const report = await shop.run('permissions');
    expect((report.document?.data as { roles: unknown[] }).roles).toHaveLength(1);
    expect(report.document?.text).toContain('pull_request');
    expect(report.document?.markdown.match(/^### The role/gm)).toHaveLength(1);
  });

  test('matrix: JSON for strategy.matrix', async () => {
    const { out } = printed(await new Shop('dev').run('matrix'), {}, {}, false);
    expect(JSON.parse(out)).toMatchObject({ include: [{ shard: '1/1' }] });
  });

  test('discover: the manifest, and what is left to decide beside it', async () => {
    const shop = new Shop('dev', 'crm');
    shop.workspace.files.delete('amplify-auth.yml');
    const { out, err } = printed(await shop.dryRun('discover', { envs: '*' }), {}, { NO_COLOR: '1' }, false);
    expect(parse(out) ?? {}).not.toHaveProperty('Discovered');
    expect(out).toMatch(/^# Found, and left for you to decide:$/m);
    expect(err).toContain('2 decisions left to you');
    expect(out + err).not.toMatch(/^#### |^\| /m);
  });
});

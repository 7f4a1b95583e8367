import { describe, expect, test } from '@jest/globals';
import type { Finding, UncheckedItem } from '../../src/domain/finding.ts';
import type { RunReport } from '../../src/domain/report.ts';
import { annotationsOf } from '../../src/report/annotations.ts';
import { checkRunOf } from '../../src/report/check-run.ts';
import { fence } from '../../src/report/escape.ts';
import { reportJson } from '../../src/report/report-json.ts';
import { suggestionsOf } from '../../src/report/suggestions.ts';
import { NO_LINKS } from '../../src/report/view/links.ts';
import { commentOf } from '../../src/report/texts/comment.ts';
import { issueOf } from '../../src/report/texts/issue.ts';
import { pullRequestBody } from '../../src/report/texts/pull-request.ts';
import { summaryOf } from '../../src/report/texts/summary.ts';
import { verdictLines } from '../../src/report/terminal.ts';
import { NOTHING_PUBLISHED } from '../../src/steps/publish/publish.ts';
import { growth } from '../helpers/growth.ts';

// Reports of manifests that have tens of thousands of envs and problems.
function place(line: number) {
  return { file: 'amplify-auth.yml', line, column: 1, endLine: line, endColumn: 5 };
}

function report(size: number): RunReport {
  const names = Array.from({ length: size }, (_, i) => `env-${i}`);
  const findings = names.map((env, i): Finding => ({
    rule: 'manifest/unknown-key',
    severity: 'error',
    message: `the key "k${i}" is not known`,
    env,
    // Half of them at one place.
    place: place(i % 2 === 0 ? 1 : i),
    fix: 'known',
  }));
  const unchecked = names.map((env): UncheckedItem => ({
    rule: 'trust/audience',
    env,
    reason: 'there is no lock',
    place: place(1),
  }));
  return {
    command: 'validate',
    result: 'failure',
    incomplete: undefined,
    findings,
    unchecked,
    plan: { digest: 'd', digests: {}, changes: [] },
    capabilities: [],
    outcomes: names.map((env) => ({
      kind: 'file',
      env,
      manifest: 'amplify-auth.yml',
      target: `${env}.json`,
      action: 'create',
      status: 'applied',
      reason: undefined,
    })),
    calls: { total: 0, byOperation: {}, throttled: 0 },
    envs: names.map((name) => ({
      name,
      env: name,
      project: 'shop',
      manifest: 'amplify-auth.yml',
      state: 'healthy',
      config: undefined,
    })),
    files: [],
    publication: NOTHING_PUBLISHED,
    issue: undefined,
    mode: 'offline',
    notes: [],
    matrix: undefined,
    document: undefined,
  } as unknown as RunReport;
}

const CONTEXT = { links: NO_LINKS, situation: { pullRequest: true, terminal: false } };

function drifted(all: RunReport): RunReport {
  return { ...all, findings: all.findings.map((one) => ({ ...one, rule: 'drift/client' })) };
}

const TELLERS: Readonly<Record<string, (report: RunReport) => unknown>> = {
  summary: (all) => summaryOf(all, CONTEXT),
  comment: (all) => commentOf(all, CONTEXT),
  issue: (all) => issueOf(drifted(all), { ...CONTEXT, today: '2026-11-25', before: undefined }),
  'pull request': (all) => pullRequestBody(all, { ...CONTEXT, base: 'main', pending: [] }),
  annotations: (all) => annotationsOf(all.findings, 9),
  'check run': (all) => checkRunOf(all, 'abc', CONTEXT),
  report: (all) => reportJson(all),
  terminal: (all) => verdictLines(all),
};

describe('time', () => {
  test.each(Object.entries(TELLERS))('%s', (_, tell) => {
    const work = (size: number) => {
      expect(tell(report(size))).toBeDefined();
    };
    expect(growth(work, 4_000)).toBeLessThan(10);
  });
});

describe('size', () => {
  const all = report(20_000);

  test('the summary has verdict and findings within what GitHub takes', () => {
    const text = summaryOf(all, CONTEXT);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(text).toContain('### What to fix');
    expect(text).toContain('Cut off here');
    // What to do next stays, whatever is cut.
    expect(text.slice(-1_000)).toContain('**Next:**');
  });

  test.each(['comment', 'issue', 'pull request'])('GitHub takes it: %s', (name) => {
    const text = String(TELLERS[name]?.(all));
    expect(text.length).toBeLessThan(65_536);
    expect(text.length).toBeGreaterThan(100);
  });

  test('a comment stays short', () => {
    expect(commentOf(all, CONTEXT).length).toBeLessThan(10_000);
  });

  test('a check run has a summary that GitHub takes', () => {
    expect(checkRunOf(all, 'abc', CONTEXT).summary.length).toBeLessThan(65_535);
  });

  test('an annotation names some of many envs', () => {
    const annotations = annotationsOf(all.findings, 9);
    expect(Math.max(...annotations.map(({ message }) => message.length))).toBeLessThan(4_096);
    expect(annotations[0]?.message).toContain('and 9981 more in the report');
  });

  test('a check run and suggestions take a number of calls that GitHub allows', () => {
    expect(checkRunOf(all, 'abc', CONTEXT).annotations.length).toBeLessThanOrEqual(1_000);
    const lines = Array.from({ length: 20_000 }, () => 'wrong: 1');
    expect(suggestionsOf(all.findings, lines, 'shop', 'validate')).toHaveLength(50);
    const long = [...lines.slice(0, 3).map(() => 'x'.repeat(20_000))];
    expect(suggestionsOf(all.findings, long, 'shop', 'validate')).toEqual([]);
  });

  test('one line names some of many envs', () => {
    expect(Math.max(...verdictLines(all).map((line) => line.length))).toBeLessThan(1_000);
  });

  test('a text of hundreds of thousands of backticks is fenced', () => {
    expect(fence('` '.repeat(300_000)).startsWith('```\n')).toBe(true);
  });
});

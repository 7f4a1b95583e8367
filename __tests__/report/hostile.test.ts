import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Finding } from '../../src/domain/finding.ts';
import type { RunReport } from '../../src/domain/report.ts';
import { marker } from '../../src/publish/marker.ts';
import { annotationsOf } from '../../src/report/annotations.ts';
import { checkRunOf } from '../../src/report/check-run.ts';
import { markdown } from '../../src/report/escape.ts';
import { suggestionsOf } from '../../src/report/suggestions.ts';
import { summaryOf } from '../../src/report/summary.ts';
import { envLogs, terminalAnnotation, verdictLines } from '../../src/report/terminal.ts';
import { NOTHING_PUBLISHED } from '../../src/steps/publish/publish.ts';

// Whole texts with hostile names in every place where something foreign may stand: what escapes well alone may still be put together
// badly, or be forgotten.

const PIECES = [
  ...['::error::x', '##[error]x', '\n::add-mask::x', '\r\n##[stop]', '%0A::warning::x', '\u001b[31m', '\u202e'],
  ...['<script>alert(1)</script>', '<img src=x onerror=y>', '<!-- x', '-->', '</details>', '<br>', '&lt;', '&'],
  ...[
    '@octocat',
    '@octo/team',
    '#1',
    'octo/demo#1',
    'GH-1',
    'https://evil.example',
    'www.evil.example',
    'a@evil.example',
  ],
  ...[
    '[x](javascript:x)',
    '![x](http://y)',
    '`',
    '```',
    '~~~',
    '|',
    '\\',
    '*',
    '_',
    '\n# h',
    '\n- i',
    '\n> q',
    '\n\n',
    ' ',
    'a',
  ],
  '<!-- amplify-import-auth:comment:shop:validate -->',
];

const foreign = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));

const reports = fc
  .record({
    message: foreign,
    hint: foreign,
    env: foreign,
    file: foreign,
    reason: foreign,
    target: foreign,
    note: foreign,
  })
  .map(({ message, hint, env, file, reason, target, note }): RunReport => {
    const place = { file, line: 1, column: 1, endLine: 1, endColumn: 2 };
    const finding: Finding = { rule: 'trust/audience', severity: 'error', message, hint, env, place };
    const change = { env, manifest: file, target, before: null } as const;
    return {
      command: 'plan',
      result: 'failure',
      incomplete: reason,
      findings: [finding, { ...finding, ignored: reason }],
      unchecked: [{ rule: 'role/not-found', env, reason, missingPermission: target, place }],
      plan: {
        digest: 'sha256:0',
        digests: {},
        changes: [{ ...change, kind: 'file', action: 'create', path: target, format: 'aws-exports', after: message }],
      },
      outcomes: [],
      capabilities: [
        {
          env,
          manifest: file,
          category: target,
          grantee: note,
          live: { state: 'no', why: [reason] },
          planned: { state: 'not provable', why: [message] },
        },
      ],
      calls: { total: 0, byOperation: {}, throttled: 0 },
      envs: [{ env, name: env, project: 'shop', manifest: file, state: 'failed', config: undefined }],
      files: [],
      publication: NOTHING_PUBLISHED,
      issue: undefined,
      mode: 'live',
      matrix: undefined,
      document: undefined,
      notes: [note],
    };
  });

/** With outcomes there is no plan: both are looked at. */
function bothWays(report: RunReport): readonly RunReport[] {
  const [env, target] = [report.envs[0]?.env ?? '', report.notes[0] ?? ''];
  const outcome = {
    env,
    manifest: '',
    kind: 'file',
    target,
    action: 'create',
    status: 'failed',
    reason: target,
  } as const;
  return [report, { ...report, outcomes: [outcome] }];
}

/** What our own texts are made of. */
const OWN =
  /<\/?(?:h2|h3|p|strong|em|i|br|sub|table|thead|tbody|tr|th|td|code|pre|details|summary|blockquote|ul|li)(?: class="language-(?:js|json)"| align="left")?(?: \/)?>/g;

function rendered(source: string): string {
  return micromark(source, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

/** By the runner's own rules: `::` begins a line, or `##[` stands anywhere in it. Source: ActionCommand.cs of actions/runner. */
function commandsIn(log: string): readonly string[] {
  return log.split(/\r\n|\r|\n/).filter((line) => /^\s*::/.test(line) || line.includes('##['));
}

describe('hostile names', () => {
  test('are no markup in a summary, which is also what comments, issues and pull requests say', () => {
    fc.assert(
      fc.property(reports, (report) => {
        for (const one of bothWays(report)) {
          const html = rendered(summaryOf(one));
          expect(html.replace(OWN, '')).not.toMatch(/[<>]/);
          // What is code is code: neither mentions nor references mean anything in there.
          const prose = html.replace(/<code[^>]*>[^<]*<\/code>/g, '');
          expect(prose).not.toMatch(/@\w|#\d|\bGH-\d/i);
          expect(prose.match(/<h[1-6]>/g)?.length ?? 0).toBeLessThanOrEqual(5);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('are no markup in a check run and no command in its annotations', () => {
    fc.assert(
      fc.property(reports, (report) => {
        const run = checkRunOf(report, 'head');
        expect(rendered(run.summary).replace(OWN, '')).not.toMatch(/[<>]/);
        for (const { message } of run.annotations) expect(commandsIn(message)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('are no markup in a suggestion, and end none', () => {
    fc.assert(
      fc.property(foreign, foreign, foreign, (message, fix, line) => {
        const place = { file: 'a.yml', line: 1, column: 1, endLine: 1, endColumn: 2 };
        const finding: Finding = { rule: 'client/not-found', severity: 'error', message, env: 'dev', place, fix };
        const [one] = suggestionsOf([finding], line.split('\n'), 'shop', 'validate');
        const html = rendered(`${one?.marker}\n${one?.body}`);
        expect(html).toMatch(
          /^<!-- [^<>]* -->\n<p>[^]*<\/p>\n<pre><code class="language-suggestion">[^<]*<\/code><\/pre>$/,
        );
        expect(html.match(/<pre>/g)).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  test('are no commands in a log', () => {
    fc.assert(
      fc.property(reports, (report) => {
        const log = [
          ...annotationsOf(report.findings, 9).map((one) => terminalAnnotation({ ...one, place: undefined })),
          ...verdictLines(report),
          ...envLogs(report).flatMap(({ title, lines }) => [title, ...lines]),
        ];
        expect(commandsIn(log.join('\n'))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a mark', () => {
  test('is one comment, whatever it is made of, and is not to be had from foreign text', () => {
    fc.assert(
      fc.property(foreign, foreign, (project, command) => {
        const mark = marker('comment', project, command);
        expect(mark).toMatch(/^<!-- amplify-import-auth:comment:[\w./-]*:[\w./-]* -->$/);
        expect(rendered(`${mark}\nafter`)).toBe(`${mark}\n<p>after</p>`);
        expect(markdown(`${project}${mark}${command}`)).not.toMatch(/<!--|-->/);
      }),
      { numRuns: 500 },
    );
  });
});

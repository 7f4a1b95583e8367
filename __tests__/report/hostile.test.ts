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
import { policyOf } from '../../src/iam/document.ts';
import { contextOf } from '../../src/report/texts/context.ts';
import { commentOf } from '../../src/report/texts/comment.ts';
import { issueOf } from '../../src/report/texts/issue.ts';
import { pullRequestBody } from '../../src/report/texts/pull-request.ts';
import { summaryOf } from '../../src/report/texts/summary.ts';
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
    const differences = [{ field: target, before: message, after: hint }];
    const drift: Finding = { ...finding, rule: 'drift/client', severity: 'warning', differences };
    const change = { env, manifest: file, target, before: null } as const;
    const after = policyOf([{ Effect: 'Allow', Action: message, Resource: note }]);
    const policy = {
      ...change,
      kind: 'role-policy',
      action: 'create',
      role: note,
      policyName: target,
      after,
    } as const;
    const ids = { userPoolId: target, webClientId: note, nativeClientId: message, identityPoolId: reason };
    const config = { ...ids, region: note, authRoleArn: target, guestRoleArn: reason };
    return {
      command: 'plan',
      result: 'failure',
      incomplete: reason,
      findings: [finding, drift, { ...finding, ignored: reason }],
      unchecked: [{ rule: 'role/not-found', env, reason, missingPermission: target, place }],
      plan: {
        digest: 'sha256:0',
        digests: {},
        changes: [
          { ...change, kind: 'file', action: 'create', path: target, format: 'aws-exports', after: message },
          { ...policy, grantees: [`group ${hint}`], alreadyGranted: [note] },
        ],
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
      envs: [
        {
          env,
          name: env,
          project: message,
          manifest: file,
          state: 'failed',
          config: { ...config, lambdaEnvironment: {}, hostingVariables: {} },
          grants: [{ category: target, grantees: ['auth', `group ${note}`] }],
        },
      ],
      files: [],
      publication: NOTHING_PUBLISHED,
      issue: undefined,
      mode: 'live',
      matrix: undefined,
      document: undefined,
      notes: [note],
    };
  });

/** With outcomes other parts are shown: both are looked at. */
function bothWays(report: RunReport): readonly RunReport[] {
  const reason = report.notes[0] ?? '';
  const [failed, applied] = (['failed', 'applied'] as const).map((status) =>
    report.plan.changes.map(({ env, manifest, kind, target, action }) => ({
      env,
      manifest,
      kind,
      target,
      action,
      status,
      reason,
    })),
  );
  return [report, { ...report, outcomes: failed ?? [] }, { ...report, outcomes: applied ?? [] }];
}

const CONTEXT = contextOf(
  {
    repository: { owner: 'octo', name: 'shop', ownerId: '1', id: '2' },
    sha: 'c0ffee',
    branch: 'main',
    pullRequest: undefined,
    server: 'https://github.com',
    runId: '4711',
  },
  'action',
);

/** Everything that is written for people on GitHub; foreign text may also name a branch and paths. */
const TEXTS: Readonly<Record<string, (report: RunReport) => string>> = {
  summary: (report) => summaryOf(report, CONTEXT),
  comment: (report) => commentOf(report, CONTEXT),
  'pull request': (report) => {
    const note = report.notes[0] ?? '';
    return pullRequestBody(report, { ...CONTEXT, base: note, pending: [note] });
  },
  issue: (report) => {
    const text = issueOf(report, { ...CONTEXT, today: '2026-11-25', before: report.notes[0] });
    return text.replace(/<!-- amplify-import-auth:since 2026-11-25:[0-9a-f,]+ -->/, '');
  },
  'check run': (report) => checkRunOf(report, 'head', CONTEXT).summary,
};

/** What our own texts are made of: no link leads anywhere but to the repository and to the pages of the rules. */
const OWN = new RegExp(
  [
    '</?(?:h2|h3|h4|p|strong|em|i|b|br|sub|table|thead|tbody|tr|th|td|code|pre|details|summary|blockquote|ul|li)',
    '(?: class="language-(?:diff|json|mermaid)"| align="(?:left|center)"| open(?:="")?)?(?: /)?>',
    '|<a href="https://github\\.com/(?:octo/shop|org/amplify-import-auth)/[^"<>\\s]*">|</a>',
  ].join(''),
  'g',
);

function rendered(source: string): string {
  return micromark(source, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

/** By the runner's own rules: `::` begins a line, or `##[` stands anywhere in it. Source: ActionCommand.cs of actions/runner. */
function commandsIn(log: string): readonly string[] {
  return log.split(/\r\n|\r|\n/).filter((line) => /^\s*::/.test(line) || line.includes('##['));
}

describe('hostile names', () => {
  test.each(Object.entries(TEXTS))('are no markup in a text: %s', (_name, write) => {
    fc.assert(
      fc.property(reports, (report) => {
        for (const one of bothWays(report)) {
          const html = rendered(write(one));
          expect(html.replace(OWN, '')).not.toMatch(/[<>]/);
          // What is code is code: neither mentions nor references mean anything in there.
          const prose = html
            .replace(/<code[^>]*>[^<]*<\/code>/g, '')
            .replace(/<a [^>]*>/g, '')
            .replace(/&#(\d+);/g, (_entity, number: string) => String.fromCharCode(Number(number)));
          expect(prose).not.toMatch(/@\w|#\d|\bGH-\d/i);
          expect(prose.match(/<h[1-6]>/g)?.length ?? 0).toBeLessThanOrEqual(9);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('are no command in the annotations of a check run', () => {
    fc.assert(
      fc.property(reports, (report) => {
        for (const { message } of checkRunOf(report, 'head', CONTEXT).annotations)
          expect(commandsIn(message)).toEqual([]);
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

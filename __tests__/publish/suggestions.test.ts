import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/domain/finding.ts';
import { keepSuggestions } from '../../src/publish/suggestions.ts';
import { suggestionPrefix, suggestionsOf } from '../../src/report/suggestions.ts';
import { FakeGitHub } from '../helpers/fake-github.ts';

const FILE = 'amplify-auth.yml';
const LINES = ['version: 1', 'projekt: shop', '  webClientId: abc   # mine', 'guest: [a, b]'];

function finding(
  line: number,
  column: number,
  endColumn: number,
  fix: string | undefined,
  more: Partial<Finding> = {},
): Finding {
  const place = { file: FILE, line, column, endLine: line, endColumn };
  const base = { rule: 'manifest/unknown-key', severity: 'error', message: 'wrong', env: null, place } as const;
  return { ...base, ...(fix === undefined ? {} : { fix }), ...more };
}

const KEY = finding(2, 1, 8, 'project');
const CLIENT = finding(3, 16, 19, '3n4b5urk1ft4fl3mg5e62d9ado', { rule: 'client/web-has-secret' });

function suggest(findings: readonly Finding[]) {
  return suggestionsOf(findings, LINES, 'shop', 'validate');
}

describe('what is suggested', () => {
  test.each<[string, Finding, string]>([
    ['a key', KEY, 'project: shop'],
    ['a value, the rest of the line as it was', CLIENT, '  webClientId: 3n4b5urk1ft4fl3mg5e62d9ado   # mine'],
    ['a value that YAML could take for something else', finding(4, 9, 10, '123'), 'guest: ["123", b]'],
    ['a value with a comma', finding(4, 9, 10, 'arn:aws:iam::1:role/a,b'), 'guest: ["arn:aws:iam::1:role/a,b", b]'],
  ])('%s', (_, given, expected) => {
    expect(suggest([given]).map(({ body }) => body)).toEqual([
      expect.stringMatching(/^\*\*[\w/-]+\*\*: wrong\n\n/) as unknown,
    ]);
    expect(suggest([given])[0]?.body).toContain(`\`\`\`suggestion\n${expected}\n\`\`\``);
  });

  test.each<[string, Finding]>([
    ['without a fix', finding(2, 1, 8, undefined)],
    ['that is accepted', { ...KEY, ignored: 'known' }],
    ['over several lines', { ...KEY, place: { ...KEY.place, endLine: 3 } }],
    ['on a line that is not there', finding(40, 1, 2, 'x')],
  ])('nothing for a finding %s', (_, given) => {
    expect(suggest([given])).toEqual([]);
  });

  test('one for each line', () => {
    expect(suggest([KEY, { ...KEY, fix: 'other' }, CLIENT]).map(({ line }) => line)).toEqual([2, 3]);
  });
});

describe('on the pull request', () => {
  const keep = (github: FakeGitHub, findings: readonly Finding[]) =>
    keepSuggestions(
      {
        pullRequest: 7,
        commit: 'c0ffee',
        prefix: suggestionPrefix('shop', 'validate'),
        suggestions: suggest(findings),
      },
      github.reviewComments,
    );
  const places = (github: FakeGitHub) => github.lineComments.map(({ path, line }) => `${path}:${line}`);

  test('once, only where the line is in the diff, and gone when the finding is', async () => {
    const github = new FakeGitHub();
    github.diff.set(`7 ${FILE}`, [1, 2]);
    await keep(github, [KEY, CLIENT]);
    await keep(github, [KEY, CLIENT]);
    expect(places(github)).toEqual([`${FILE}:2`]);
    await keep(github, []);
    expect(places(github)).toEqual([]);
  });

  test('another fix replaces the old one', async () => {
    const github = new FakeGitHub();
    github.diff.set(`7 ${FILE}`, [2]);
    await keep(github, [KEY]);
    await keep(github, [{ ...KEY, fix: 'projects' }]);
    expect(github.lineComments.map(({ body }) => body)).toEqual([expect.stringContaining('projects: shop') as unknown]);
  });

  test("others' comments, and those of another project, stay", async () => {
    const github = new FakeGitHub();
    const planted = [
      { own: false, body: `${suggestionPrefix('shop', 'validate')}:x -->` },
      { own: true, body: `${suggestionPrefix('shop2', 'validate')}:x -->` },
      { own: true, body: `${suggestionPrefix('shop', 'plan')}:x -->` },
      { own: true, body: 'A word by hand' },
    ];
    for (const [index, comment] of planted.entries()) {
      github.lineComments.push({ id: 900 + index, on: 7, path: FILE, line: 1, ...comment });
    }
    await keep(github, []);
    expect(github.lineComments).toHaveLength(planted.length);
  });
});

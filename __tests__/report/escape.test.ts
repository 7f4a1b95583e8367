import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { code, fence, logLine, logText, markdown } from '../../src/report/escape.ts';

/** What GitHub makes of a text, as far as CommonMark and GFM say. */
function render(source: string): string {
  return micromark(source, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

/** The commands that the runner would take from a log, by its own two rules. Source: ActionCommand.cs of actions/runner. */
function commands(log: string): readonly string[] {
  return log.split(/\r\n|\r|\n/).filter((line) => /^\s*::/.test(line) || line.includes('##['));
}

const HOSTILE = [
  '::error::x',
  '  ::set-output name=a::b',
  'a\n::add-mask::x',
  'a\r::stop-commands::x',
  'text ##[error]x',
  '##[[error]x',
  '\u202e::gnp',
  '\u001b[31mred',
  '\u0085::warning::x',
  '\u2028::warning::x',
  '\u00a0::warning::x',
  '\u3000\t::warning::x',
];

const anything = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      ':',
      '#',
      '[',
      '\n',
      '\r',
      ' ',
      '\t',
      'a',
      '|',
      '`',
      '<',
      '@',
      '*',
      '_',
      '\\',
      '!',
      ']',
      '(',
      ')',
      '-',
      '1',
      '.',
      '~',
      '&',
      'w',
      '/',
    ),
  }),
  fc.constantFrom(...HOSTILE),
);

describe('logs', () => {
  test.each(HOSTILE)('%j is no command', (text) => {
    expect(commands(logText(text))).toEqual([]);
  });

  test('nothing is a command, and escaping twice changes nothing', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(commands(logText(text))).toEqual([]);
        expect(logText(logText(text))).toBe(logText(text));
        expect(logLine(text)).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 2_000 },
    );
  });

  test('ordinary text stays as it is', () => {
    const text = 'a: b, std::vector, # 1, [x]\n  arn:aws:iam::111122223333:role/x\n';
    expect(logText(text)).toBe(text);
  });
});

describe('Markdown', () => {
  test.each([
    '<script>alert(1)</script>',
    '<!-- marker',
    '-->',
    '![x](https://evil.example/x.png)',
    '[x](javascript:alert(1))',
    'https://evil.example',
    'www.evil.example',
    'me@evil.example',
    '@octocat',
    '#123',
    'octo/demo#1',
    'GH-12',
    '**bold** _it_ ~~gone~~ `code`',
    '| a | b |',
    '# heading',
    '- item',
    '1. item',
    '> quote',
    '---',
    '```\nfence',
    '&lt;b&gt;',
    ':smile:',
    'a\n\nb',
    '[^1]',
    '\\',
    '$x$',
  ])('%j is only text', (text) => {
    const html = render(`x ${markdown(text)} x`);
    expect(html.replaceAll('<br>', '')).toMatch(/^<p>[^<>]*<\/p>$/);
    const cell = render(`| a |\n| --- |\n| ${markdown(text)} |`);
    expect(cell.match(/<td/g)).toHaveLength(1);
    expect(markdown(text)).not.toMatch(/(^|\W)[@#](?!\d+;)\w/);
  });

  test('nothing is markup, in a paragraph, a cell or a code span', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(render(`x ${markdown(text)} x`).replaceAll('<br>', '')).toMatch(/^<p>[^<>]*<\/p>$/);
        expect(render(`x ${code(text)} x`)).toMatch(/^<p>x <code>[^<>]*<\/code> x<\/p>$/);
        const table = render(`| a | b |\n| --- | --- |\n| ${markdown(text)} | ${code(text)} |`);
        expect(table.match(/<td/g)).toHaveLength(2);
        expect(table).not.toMatch(/<(?!\/?(table|thead|tbody|tr|th|td|code|br)\b)/);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a fence holds whatever is in it', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(render(`${fence(text, 'json')}\n\nafter`)).toMatch(
          /^<pre><code class="language-json">[^<]*<\/code><\/pre>\n<p>after<\/p>$/,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('ordinary text stays readable in the source', () => {
    expect(markdown('the user pool eu-west-1_A does not exist')).toBe('the user pool eu-west-1&#95;A does not exist');
    expect(code('arn:aws:iam::111122223333:role/x')).toBe('`arn:aws:iam::111122223333:role/x`');
  });
});

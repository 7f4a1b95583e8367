import { describe, expect, test } from '@jest/globals';
import { RULES, type RuleId } from '../../src/domain/rule.ts';
import { isProtected } from '../../src/manifest/ignore.ts';
import { resolveManifest } from '../../src/manifest/resolve.ts';
import { brief } from '../helpers/findings.ts';
import { marked } from '../helpers/marked.ts';

const TODAY = '2026-11-25';

/** The entries of `ignore` in a manifest that is healthy otherwise. */
function resolved(entries: string, today = TODAY) {
  const yaml = `version: 1\nproject: shop\nignore: ${entries}\nenvs:\n  dev: {userPoolId: eu-west-1_AbCdEfGhI}\n`;
  const { text, places } = marked(yaml);
  const { manifest, findings } = resolveManifest(text, 'amplify-auth.yml', today);
  return { ignore: manifest?.ignore ?? [], findings, places };
}

describe('entries that are right', () => {
  test('single words and lists mean the same', () => {
    const { ignore, findings } = resolved(
      `[{rule: client/callback-urls, env: dev, field: CallbackURLs, reason: previews, until: 2027-03-31},
        {rule: [client/callback-urls], env: [dev], field: [CallbackURLs], reason: previews, until: "2027-03-31"}]`,
    );
    expect(findings).toEqual([]);
    const expected = {
      rules: ['client/callback-urls'],
      envs: ['dev'],
      fields: ['CallbackURLs'],
      reason: 'previews',
      until: '2027-03-31',
    };
    expect(ignore).toMatchObject([expected, expected]);
  });

  test('places are those of the rule and of the day', () => {
    const { ignore, places } = resolved('[{rule: ▸client/*, reason: x, until: ▸2027-03-31}]');
    expect([ignore[0]!.place, ignore[0]!.untilPlace]).toMatchObject(places);
  });

  // Some rules of a glob may be protected, not all.
  test.each(['client/*', '*', '**', 'policy/*', 'identity-pool/guest-o??', '{client,output}/*'])('%s', (rule) => {
    expect(resolved(`[{rule: "${rule}", reason: x, until: 2027-03-31}]`).findings).toEqual([]);
  });

  test.each([
    ['today', '2026-11-25'],
    ['long ago: it is expired, not wrong', '2020-02-29'],
    ['in a year', '2027-11-25'],
  ])('%s', (_what, until) => {
    expect(resolved(`[{rule: client/*, reason: x, until: ${until}}]`).findings).toEqual([]);
  });

  test('a year after a leap day', () => {
    const until = (day: string) => resolved(`[{rule: client/*, reason: x, until: ${day}}]`, '2028-02-29').findings;
    expect(until('2029-03-01')).toEqual([]);
    expect(until('2029-03-02')).toHaveLength(1);
  });
});

describe('entries that are wrong hide nothing, and the others still count', () => {
  test.each<[string, string, RegExp]>([
    ['an unknown rule', 'rule: ▸client/callback, reason: x, until: 2027-03-31', /no rule is called/],
    ['a protected rule', 'rule: ▸trust/amr, reason: x, until: 2027-03-31', /cannot be ignored/],
    ['a protected area', 'rule: ▸"role/*", reason: x, until: 2027-03-31', /cannot be ignored/],
    [
      'one protected rule of a list',
      'rule: ▸[client/*, policy/quota], reason: x, until: 2027-03-31',
      /"policy\/quota"/,
    ],
    ['a day that does not exist', 'rule: client/*, reason: x, until: ▸2027-04-31', /is no day/],
    ['a month that does not exist', 'rule: client/*, reason: x, until: ▸2027-13-01', /is no day/],
    ['a day too far ahead', 'rule: client/*, reason: x, until: ▸2027-11-26', /more than a year ahead/],
    ['a day in another form', 'rule: client/*, reason: x, until: ▸31.03.2027', /not allowed/],
    ['an empty list', 'rule: ▸[], reason: x, until: 2027-03-31', /not allowed/],
    ['an empty reason', 'rule: client/*, reason: ▸"", until: 2027-03-31', /not allowed/],
  ])('%s', (_what, entry, says) => {
    const good = '{rule: client/*, reason: x, until: 2027-03-31}';
    const { ignore, findings, places } = resolved(`[{${entry}}, ${good}]`);
    const [place] = places;
    expect(brief(findings)).toEqual([`manifest/schema ${place?.line ?? 0}:${place?.column ?? 0}`]);
    expect(findings[0]?.message).toMatch(says);
    expect(ignore.map(({ rules }) => rules)).toEqual([['client/*']]);
  });
});

test('what is protected', () => {
  const open = (Object.keys(RULES) as RuleId[]).filter((rule) => !isProtected(rule));
  const areas = [...new Set(open.map((rule) => rule.split('/')[0]))];
  expect(areas).toEqual(expect.arrayContaining(['user-pool', 'client', 'identity-pool', 'policy', 'output', 'lock']));
  for (const area of ['manifest', 'account', 'role', 'trust', 'ignore']) expect(areas).not.toContain(area);
  expect(open.filter((rule) => rule.startsWith('policy/'))).toEqual(
    expect.arrayContaining(['policy/missing', 'policy/guest-write', 'policy/no-identity-pool']),
  );
  expect(open).not.toContain('policy/privileged');
  expect(open).not.toContain('policy/quota');
});

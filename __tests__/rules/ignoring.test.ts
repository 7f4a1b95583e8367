import { describe, expect, test } from '@jest/globals';
import type { Finding, UncheckedItem } from '../../src/domain/finding.ts';
import type { RuleId } from '../../src/domain/rule.ts';
import { resolveManifest } from '../../src/manifest/resolve.ts';
import { applyIgnores, type Looked } from '../../src/rules/ignoring.ts';

const FILE = 'amplify-auth.yml';
const TODAY = '2026-11-25';
const PLACE = { file: FILE, line: 9, column: 5, endLine: 9, endColumn: 9 };

function finding(rule: RuleId, more: Partial<Finding> = {}): Finding {
  return { rule, severity: 'warning', message: 'm', env: 'dev', place: PLACE, ...more };
}

/** What a run with these entries has looked at: both envs, and all rules that matter here, unless `more` says otherwise. */
function looked(entries: string, more: Partial<Looked> = {}): Looked {
  const yaml = `version: 1\nproject: shop\nignore: [${entries}]\nenvs:\n  dev: {userPoolId: eu-west-1_a}\n  prod: {userPoolId: eu-west-1_b}\n`;
  const { manifest, findings } = resolveManifest(yaml, FILE, TODAY);
  expect(findings).toEqual([]);
  return {
    manifest: manifest!,
    envs: manifest!.envs,
    rules: ['client/auth-flow', 'client/callback-urls', 'client/oauth-mismatch', 'identity-pool/classic-flow'],
    unchecked: [],
    ...more,
  };
}

const entry = (rest: string) => `{${rest}, reason: because, until: 2027-03-31}`;

/** `rule env`, with `(hidden)` behind what is accepted. */
function outcome(findings: readonly Finding[], given: Looked, today = TODAY): readonly string[] {
  return applyIgnores(findings, given, today).map(
    ({ rule, env, ignored }) => `${rule} ${env ?? '–'}${ignored === undefined ? '' : ' (hidden)'}`,
  );
}

const URLS = finding('client/callback-urls');

describe('what an entry hides', () => {
  test.each<[string, string, readonly Finding[], readonly string[]]>([
    ['its rule', 'rule: client/callback-urls', [URLS], ['client/callback-urls dev (hidden)']],
    ['its area', 'rule: client/*', [URLS], ['client/callback-urls dev (hidden)']],
    [
      'its rule alone',
      'rule: client/callback-urls',
      [URLS, finding('client/auth-flow')],
      ['client/callback-urls dev (hidden)', 'client/auth-flow dev'],
    ],
    [
      'its env alone',
      'rule: client/*, env: prod',
      [URLS, { ...URLS, env: 'prod' }],
      ['client/callback-urls dev', 'client/callback-urls prod (hidden)'],
    ],
    [
      'nothing of the whole manifest where it names an env',
      'rule: "*", env: "*"',
      [URLS, { ...URLS, env: null }],
      ['client/callback-urls dev (hidden)', 'client/callback-urls –'],
    ],
    [
      'nothing that is protected',
      'rule: "*"',
      [
        URLS,
        finding('manifest/schema'),
        finding('account/mismatch'),
        finding('role/shared'),
        finding('trust/amr'),
        finding('policy/privileged'),
        finding('policy/quota'),
        finding('policy/guest-write'),
      ],
      [
        'client/callback-urls dev (hidden)',
        'manifest/schema dev',
        'account/mismatch dev',
        'role/shared dev',
        'trust/amr dev',
        'policy/privileged dev',
        'policy/quota dev',
        'policy/guest-write dev (hidden)',
      ],
    ],
    [
      'nothing of another manifest',
      'rule: client/*',
      [URLS, { ...URLS, place: { ...PLACE, file: 'other/amplify-auth.yml' } }],
      ['client/callback-urls dev (hidden)', 'client/callback-urls dev'],
    ],
  ])('%s', (_what, rest, findings, expected) => {
    expect(outcome(findings, looked(entry(rest)))).toEqual(expected);
  });

  test.each<[string, readonly string[] | undefined, boolean]>([
    ['CallbackURLs', ['CallbackURLs'], true],
    ['"*URLs"', ['CallbackURLs', 'LogoutURLs'], true],
    ['[CallbackURLs, LogoutURLs]', ['LogoutURLs'], true],
    ['CallbackURLs', ['CallbackURLs', 'LogoutURLs'], false],
    ['CallbackURLs', [], false],
    ['CallbackURLs', undefined, false],
  ])('field: %s on a finding about %j: %s', (field, fields, hidden) => {
    const about = finding('client/oauth-mismatch', fields === undefined ? {} : { fields });
    const [first] = outcome([about], looked(entry(`rule: client/oauth-mismatch, field: ${field}`)));
    expect(first).toBe(`client/oauth-mismatch dev${hidden ? ' (hidden)' : ''}`);
  });

  test('the reason goes with it', () => {
    const [hidden] = applyIgnores([URLS], looked(entry('rule: client/*')), TODAY);
    expect(hidden).toEqual({ ...URLS, ignored: 'because (until 2027-03-31)' });
  });
});

describe('entries past their day', () => {
  const given = looked('{rule: client/*, reason: because, until: 2026-11-25}');

  test.each([
    ['2026-11-25', ['client/callback-urls dev (hidden)']],
    ['2026-11-26', ['client/callback-urls dev', 'ignore/expired –']],
  ])('on %s', (today, expected) => {
    expect(outcome([URLS], given, today)).toEqual(expected);
  });

  test('one that hid nothing is expired, not unused', () => {
    expect(outcome([], given, '2027-01-01')).toEqual(['ignore/expired –']);
  });

  test('another entry may hide it still', () => {
    const two = looked(`{rule: client/*, reason: old, until: 2026-11-24}, ${entry('rule: client/callback-urls')}`);
    expect(outcome([URLS], two)).toEqual(['client/callback-urls dev (hidden)', 'ignore/expired –']);
  });
});

describe('entries that hide nothing', () => {
  const open: UncheckedItem = { rule: 'client/callback-urls', env: 'dev', reason: 'denied', place: PLACE };

  test.each<[string, string, Partial<Looked>, readonly string[]]>([
    ['are unused', 'rule: client/*', {}, ['ignore/unused –']],
    ['for an env that exists', 'rule: client/*, env: prod', {}, ['ignore/unused –']],
    ['unless the env was not looked at', 'rule: client/*, env: test', {}, []],
    ['unless no env was', 'rule: client/*', { envs: [] }, []],
    ['unless the rule was not judged', 'rule: client/*', { rules: ['identity-pool/classic-flow'] }, []],
    ['unless it could not be judged', 'rule: client/*', { unchecked: [open] }, []],
    ['unless it could not be judged in that env', 'rule: client/*, env: dev', { unchecked: [open] }, []],
    ['whatever is open in another env', 'rule: client/*, env: prod', { unchecked: [open] }, ['ignore/unused –']],
    ['whatever is open otherwise', 'rule: client/auth-flow', { unchecked: [open] }, ['ignore/unused –']],
  ])('%s', (_what, rest, more, expected) => {
    expect(outcome([], looked(entry(rest), more))).toEqual(expected);
  });

  test('of two for one thing the first one is used', () => {
    const two = looked([entry('rule: client/callback-urls'), entry('rule: client/*')].join(', '));
    expect(outcome([URLS], two)).toEqual(['client/callback-urls dev (hidden)', 'ignore/unused –']);
  });

  test('are shown where their rule is written', () => {
    const given = looked(entry('rule: client/*'));
    const [unused] = applyIgnores([], given, TODAY);
    expect(unused).toMatchObject({ severity: 'warning', place: given.manifest.ignore[0]!.place });
  });
});

import { describe, expect, test } from '@jest/globals';
import { seedEnvironment } from '@amplify-import-auth/testbed/aws';
import {
  checkCase,
  dev,
  fill,
  IDENTITY_POOL,
  manifest,
  namesOf,
  NATIVE,
  runEmulated,
  USER_POOL,
  WEB,
  type RuleCase,
} from '../helpers/emulated.ts';
import { clientsFor, freshAccount } from '../helpers/emulator.ts';

/** The day of all runs here. */
const TODAY = '2026-11-25';
const IDS = [USER_POOL, WEB, IDENTITY_POOL];

/** A manifest with one entry of `ignore`. */
function ignoring(entry: string, lines: readonly string[] = IDS): string {
  return manifest(['ignore:', `  - ${entry}`], lines);
}

const CLASSIC = { seed: { classicFlow: true } };

/** A run in which one thing is wrong, with what became of it. */
async function accepted({ seed, yaml, ...options }: Pick<RuleCase, 'seed' | 'yaml' | 'today' | 'inputs'>) {
  const account = freshAccount();
  const env = await seedEnvironment(clientsFor(account), seed);
  const report = await runEmulated(account, fill(yaml, namesOf(env)), options);
  return { report, findings: report.findings.map(({ rule, ignored }) => [rule, ignored]) };
}

describe('an accepted finding stays in the report and fails nothing', () => {
  const HIDDEN = [['identity-pool/classic-flow', `old apps need it (until 2027-03-31)`]];
  const entry = (rest: string) => `{${rest}, reason: old apps need it, until: 2027-03-31}`;

  test.each<[string, string]>([
    ['by its id', 'rule: identity-pool/classic-flow'],
    ['by a glob', 'rule: identity-pool/*'],
    ['by a glob for everything', 'rule: "*"'],
    ['by a list', 'rule: [client/none-fits, identity-pool/classic-flow]'],
    ['for one env', 'rule: identity-pool/classic-flow, env: dev'],
    ['for envs by globs', 'rule: identity-pool/classic-flow, env: [prod, "d*"]'],
  ])('%s', async (_what, rest) => {
    const inputs = { 'fail-on': 'warning' };
    const { report, findings } = await accepted({ ...CLASSIC, yaml: ignoring(entry(rest)), inputs });
    expect(findings).toEqual(HIDDEN);
    expect(report.result).toBe('success');
  });

  test('an error that is accepted stops no write', async () => {
    const yaml = ignoring(entry('rule: client/web-has-secret'));
    const seed = { webClient: { GenerateSecret: true } };
    const { report, findings } = await accepted({ seed, yaml });
    expect(findings).toEqual([['client/web-has-secret', 'old apps need it (until 2027-03-31)']]);
    expect(report.result).toBe('success');
    expect(report.envs.map(({ state }) => state)).toEqual(['healthy']);
  });

  test('until the end of its day', async () => {
    const yaml = ignoring(`{rule: identity-pool/*, reason: soon, until: ${TODAY}}`);
    expect((await accepted({ ...CLASSIC, yaml, today: TODAY })).findings).toEqual([
      ['identity-pool/classic-flow', `soon (until ${TODAY})`],
    ]);
    const after = (await accepted({ ...CLASSIC, yaml, today: '2026-11-26' })).findings;
    expect(after).toEqual([
      ['ignore/expired', undefined],
      ['identity-pool/classic-flow', undefined],
    ]);
  });

  test('what is said of another env is not accepted', async () => {
    const yaml = `${ignoring(entry('rule: identity-pool/*, env: test'))}  test: {extends: dev}\n`;
    const { report } = await accepted({ ...CLASSIC, yaml });
    expect(report.findings.map(({ env, ignored }) => [env, ignored !== undefined])).toEqual([
      ['dev', false],
      ['test', true],
    ]);
  });

  test.each<[string, string, boolean]>([
    ['the field that differs', 'field: AllowedOAuthScopes', true],
    ['a glob of fields', 'field: [CallbackURLs, "AllowedOAuth*"]', true],
    ['another field', 'field: LogoutURLs', false],
  ])('a finding about fields: %s', async (_what, field, hidden) => {
    const oauth = {
      AllowedOAuthFlows: ['code' as const],
      AllowedOAuthFlowsUserPoolClient: true,
      CallbackURLs: ['https://app.example.com/'],
      LogoutURLs: ['https://app.example.com/'],
    };
    const seed = {
      domain: true,
      webClient: { ...oauth, AllowedOAuthScopes: ['openid', 'email'] },
      nativeClient: { ...oauth, AllowedOAuthScopes: ['openid'] },
    };
    const yaml = ignoring(entry(`rule: client/oauth-mismatch, ${field}`), [...IDS, NATIVE]);
    const { report } = await accepted({ seed, yaml });
    const found = report.findings.find(({ rule }) => rule === 'client/oauth-mismatch');
    expect(found?.ignored !== undefined).toBe(hidden);
  });

  test('a finding about two fields is accepted as a whole or not at all', async () => {
    const seed = {
      domain: true,
      webClient: { CallbackURLs: ['https://a.example/'], LogoutURLs: ['https://a.example/'] },
      nativeClient: true,
    };
    const one = ignoring(entry('rule: client/oauth-mismatch, field: CallbackURLs'), [...IDS, NATIVE]);
    const both = ignoring(entry('rule: client/oauth-mismatch, field: [CallbackURLs, LogoutURLs]'), [...IDS, NATIVE]);
    expect((await accepted({ seed, yaml: one })).findings).toContainEqual(['client/oauth-mismatch', undefined]);
    expect((await accepted({ seed, yaml: both })).findings).toEqual([
      ['client/oauth-mismatch', 'old apps need it (until 2027-03-31)'],
    ]);
  });
});

describe('what nobody may accept away', () => {
  const NEVER = { finds: ['manifest/schema –'], says: ['cannot be ignored'] };

  test.each([
    'manifest/syntax',
    'manifest/*',
    'account/mismatch',
    'account/*',
    'role/*',
    'role/shared',
    'trust/*',
    'trust/other-principal',
    'policy/privileged',
    'policy/quota',
    'ignore/expired',
  ])('%s', async (rule) => {
    await checkCase({
      ...NEVER,
      what: rule,
      yaml: ignoring(`{rule: ▸"${rule}", reason: no, until: 2027-03-31}`),
      hints: ['Never ignored: manifest/*, account/*, role/*, trust/*, policy/privileged, policy/quota'],
    });
  });

  test('a glob that also takes in others hides those alone', async () => {
    const admin = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
    const yaml = ignoring(`{rule: [policy/*, "*"], reason: all, until: 2027-03-31}`, [
      ...IDS,
      'categories: {storage: [{bucket: <bucket>, auth: [read, create], guest: [read, create]}]}',
    ]);
    const { findings, report } = await accepted({ seed: { inlinePolicies: { auth: { admin } } }, yaml });
    expect(findings).toEqual([
      ['policy/privileged', undefined],
      ['policy/guest-write', 'all (until 2027-03-31)'],
    ]);
    expect(report.result).toBe('failure');
  });
});

describe('entries that are wrong', () => {
  const WRONG = { finds: ['manifest/schema –'] };

  test.each<RuleCase>([
    {
      ...WRONG,
      what: 'a rule that does not exist',
      yaml: ignoring('{rule: ▸client/callback-url, reason: x, until: 2027-03-31}'),
      says: ['no rule is called "client/callback-url"'],
      hints: ['Did you mean "client/callback-urls"?'],
    },
    {
      ...WRONG,
      what: 'a glob without any rule',
      yaml: ignoring('{rule: ▸["client/*", "clients/*"], reason: x, until: 2027-03-31}'),
      says: ['no rule is called "clients/*"'],
    },
    {
      ...WRONG,
      what: 'no day',
      yaml: ignoring('{rule: client/*, reason: x, until: ▸"2027-02-30"}'),
      says: ['is no day: "2027-02-30"'],
    },
    {
      ...WRONG,
      what: 'a year and a day ahead',
      yaml: ignoring('{rule: client/*, reason: x, until: ▸2027-11-26}'),
      says: ['more than a year ahead: 2027-11-26'],
      hints: ['At most a year ahead: 2027-11-25.'],
    },
    {
      ...WRONG,
      what: 'no reason',
      yaml: ignoring('▸{rule: client/*, until: 2027-03-31}'),
      says: ['"reason" is missing'],
    },
    { ...WRONG, what: 'no end', yaml: ignoring('▸{rule: client/*, reason: x}'), says: ['"until" is missing'] },
  ])('$what', checkCase);
});

describe('ignore/expired', () => {
  test.each<RuleCase>([
    {
      what: 'past its day',
      yaml: ignoring('{rule: client/*, reason: preview URLs, until: ▸2026-11-24}'),
      finds: ['ignore/expired –'],
      says: ['ended on 2026-11-24: preview URLs'],
    },
    {
      ...CLASSIC,
      what: 'what it hid is found again',
      yaml: manifest(
        ['ignore:', '  - rule: identity-pool/classic-flow', '    reason: x', "    until: ▸'2026-01-01'"],
        [USER_POOL, WEB, 'identityPoolId: ▸<identityPoolId>'],
      ),
      finds: ['ignore/expired –', 'identity-pool/classic-flow'],
    },
  ])('$what', checkCase);
});

describe('ignore/unused', () => {
  const ENTRY = (rule: string, rest = '') => `{rule: ▸${rule}, reason: x, until: 2027-03-31${rest}}`;
  const UNUSED = { finds: ['ignore/unused –'] };

  test.each<RuleCase>([
    {
      ...UNUSED,
      what: 'nothing of the kind is found',
      yaml: ignoring(ENTRY('client/callback-urls')),
      says: ['hides nothing: client/callback-urls'],
    },
    { ...UNUSED, what: 'a glob', yaml: ignoring(ENTRY('client/*')) },
    {
      ...UNUSED,
      ...CLASSIC,
      what: 'it is for another env',
      yaml: `${manifest(
        ['ignore:', '  - {rule: ▸identity-pool/*, env: test, reason: x, until: 2027-03-31}'],
        [USER_POOL, WEB, 'identityPoolId: ▸<identityPoolId>'],
      )}  test:\n    userPoolId: <userPoolId>\n    webClientId: <webClientId>\n`,
      finds: ['ignore/unused –', 'identity-pool/classic-flow'],
    },
    {
      what: 'not: that env was not looked at',
      yaml: `${ignoring('{rule: client/*, env: test, reason: x, until: 2027-03-31}')}  test: {extends: dev}\n`,
      inputs: { envs: 'dev' },
      finds: [],
    },
    {
      what: 'not: the rule is for other commands',
      yaml: ignoring('{rule: lock/*, reason: x, until: 2027-03-31}'),
      finds: [],
    },
    {
      what: 'not: what it is for could not be read',
      yaml: ignoring('{rule: client/auth-flow, reason: x, until: 2027-03-31}', [
        USER_POOL,
        'webClientId: ▸nope',
        IDENTITY_POOL,
      ]),
      finds: ['client/not-found'],
      unchecked: [
        'client/auth-flow',
        'client/callback-urls',
        'client/oauth-incomplete',
        'client/web-has-secret',
        'identity-pool/provider-missing',
      ],
    },
  ])('$what', checkCase);

  test('a manifest without entries says nothing', async () => {
    await checkCase({ what: 'none', yaml: dev(...IDS), finds: [] });
  });
});

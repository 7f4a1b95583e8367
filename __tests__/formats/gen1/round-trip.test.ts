import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Compat } from '../../../src/domain/output.ts';
import { dartConstant } from '../../helpers/evaluate.ts';
import { OWNS_ALL } from '../../../src/formats/ownership.ts';
import {
  evaluated,
  GEN1_FILES,
  renderFile,
  written,
  authOf,
  type Entries,
  type Gen1File,
} from '../../helpers/gen1-files.ts';
import { anyParts, madePool, OAUTH, trickyText } from '../../helpers/made-pools.ts';

const COMPATS = ['correct', 'cli'] as const;
const EACH = COMPATS.flatMap((compat) => GEN1_FILES.map((file) => [compat, file.name, file] as const));
const RUNS = { numRuns: 60 };

/** Faults included: the CLI's Dart literal is no raw one, so that Dart takes `$` and backslashes for something else. */
const survives = (compat: Compat, { notation }: Gen1File) => compat === 'correct' || notation !== 'dart';

/** A pool in which every free text is one of these. */
const poolOf = (domain: string, scope: string, url: string, secret: string) =>
  madePool({
    pool: { Domain: domain },
    web: { ...OAUTH, AllowedOAuthScopes: [scope], CallbackURLs: [url], LogoutURLs: [url] },
    native: { ClientSecret: secret },
  });

/** Each text where its file has it. */
function texts(platform: string, entries: Entries): unknown {
  if (platform === 'javascript') {
    const { domain, scope, redirectSignIn, redirectSignOut } = entries['oauth'] as Entries;
    return { domain, scope, redirectSignIn, redirectSignOut, secret: undefined };
  }
  const { Auth, CognitoUserPool } = authOf(entries) as {
    Auth: { Default: Entries };
    CognitoUserPool: { Default: Entries };
  };
  const oauth = Auth.Default['OAuth'] as Entries;
  return {
    domain: oauth['WebDomain'],
    scope: oauth['Scopes'],
    redirectSignIn: oauth['SignInRedirectURI'],
    redirectSignOut: oauth['SignOutRedirectURI'],
    secret: CognitoUserPool.Default['AppClientSecret'],
  };
}

describe.each(EACH.filter(([compat, , file]) => survives(compat, file)))('compat %s, %s', (compat, _name, file) => {
  test('every text survives, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(trickyText, trickyText, trickyText, trickyText, async (domain, scope, url, secret) => {
        const entries = await evaluated(file, renderFile(file, poolOf(domain, scope, url, secret), compat));
        expect(texts(file.platform, entries)).toEqual({
          domain: `${domain}.auth.eu-west-1.amazoncognito.com`,
          scope: [scope],
          redirectSignIn: url,
          redirectSignOut: url,
          secret: file.platform === 'javascript' ? undefined : secret,
        });
      }),
      RUNS,
    );
  });
});

describe.each(EACH)('compat %s, %s', (compat, _name, file) => {
  // Top-level keys that are nobody's but the owner's; `__proto__` is no key in JavaScript, at no depth.
  const ownKey = fc
    .oneof(trickyText, fc.string({ minLength: 1, maxLength: 8 }))
    .filter((key) => key !== '__proto__')
    .map((key) => `x${key}`);
  const ownValue = fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes('"__proto__"'));
  const ownEntries = fc.dictionary(ownKey, ownValue, { maxKeys: 4 });
  const asWritten = (entries: Entries) => JSON.parse(JSON.stringify(entries)) as Entries;
  const isNested = file.name.startsWith('amplifyconfiguration') && file.platform !== 'javascript';

  /** The owner's keys in a file of another tool: beside ours, or in the config of the auth plugin. */
  const put = (own: Entries): Entries =>
    isNested
      ? { UserAgent: 'old', auth: { plugins: { awsCognitoAuthPlugin: { ...own, Auth: {} } } } }
      : { ...own, aws_project_region: 'old', UserAgent: 'old' };

  test('merges keep what is the owner’s and nothing else, and a second time changes no byte', async () => {
    await fc.assert(
      fc.asyncProperty(anyParts, ownEntries, async (parts, drawn) => {
        const own = asWritten(drawn);
        // What the CLI leaves behind is JSON that Dart would misread; a reader that takes it literally finds all of it.
        fc.pre(!(file.notation === 'dart' && JSON.stringify(own).includes("'''")));
        const answers = madePool(parts);
        const fresh = renderFile(file, answers, compat);
        const merged = renderFile(file, answers, compat, written(file, put(own)));
        if (survives(compat, file)) {
          const [without, entries] = [await evaluated(file, fresh), await evaluated(file, merged)];
          const place = (all: Entries) => (isNested ? authOf(all) : all);
          const expected =
            file.name.startsWith('aws-exports') || file.platform === 'javascript'
              ? { ...own, UserAgent: 'old' }
              : file.name.startsWith('awsconfiguration')
                ? { ...own, aws_project_region: 'old' }
                : own;
          expect(place(entries)).toEqual({ ...expected, ...place(without) });
          expect(Object.keys(place(entries)).slice(0, Object.keys(place(without)).length)).toEqual(
            Object.keys(place(without)),
          );
        }
        expect(renderFile(file, answers, compat, merged)).toBe(merged);
        expect(file.format.own!(merged, file.platform, compat, OWNS_ALL)).toBe(
          file.format.own!(fresh, file.platform, compat, OWNS_ALL),
        );
      }),
      RUNS,
    );
  });
});

// Keys of auth follow the pools: what is no longer so must not outlive it.
const STALE: Readonly<Record<'javascript' | 'native', readonly string[]>> = {
  javascript: ['oauth', 'federationTarget'],
  native: ['GoogleSignIn', 'FacebookSignIn'],
};

// One key of each service that the generators know and the manifest does not declare: it is its owner's.
const OTHERS: Readonly<Record<'javascript' | 'native', readonly string[]>> = {
  javascript: [
    'aws_user_files_s3_bucket',
    'aws_appsync_graphqlEndpoint',
    'aws_cloud_logic_custom',
    'aws_mobile_analytics_app_id',
    'Notifications',
    'aws_dynamodb_all_tables_region',
    'aws_content_delivery_bucket',
    'aws_bots',
    'predictions',
    'geo',
  ],
  native: [
    'S3TransferUtility',
    'PinpointAnalytics',
    'PinpointTargeting',
    'DynamoDBObjectMapper',
    'AppSync',
    'Lex',
    'Sumerian',
  ],
};

test.each(EACH)('compat %s, %s: stale keys of auth go, those of other categories stay', async (compat, _name, file) => {
  const isNested = file.format.name === 'amplifyconfiguration' && file.platform !== 'javascript';
  const side = file.platform === 'javascript' ? 'javascript' : 'native';
  const stale = Object.fromEntries(STALE[side].map((key) => [key, { x: 'stale' }]));
  const others = Object.fromEntries(OTHERS[side].map((key) => [key, { x: `other ${key}` }]));
  const keys = { ...stale, ...others, mine: 1 };
  const existing = isNested ? { auth: { plugins: { awsCognitoAuthPlugin: keys } } } : keys;
  const merged = await evaluated(file, renderFile(file, madePool({}), compat, written(file, existing)));
  expect(JSON.stringify(merged)).not.toContain('stale');
  expect(isNested ? authOf(merged) : merged).toMatchObject({ ...others, mine: 1 });
});

test('the CLI’s own Dart breaks at a dollar sign, and ours does not', () => {
  const dart = GEN1_FILES.find(({ notation }) => notation === 'dart')!;
  const answers = poolOf('shop', '$x', 'myapp://in', 'secret');
  expect(() => dartConstant(renderFile(dart, answers, 'cli'), 'amplifyconfig')).toThrow('an interpolation');
  expect(dartConstant(renderFile(dart, answers, 'correct'), 'amplifyconfig')).toContain('"$x"');
});

test.each([
  [String.raw`const c = 'a\n\u0041\u{1F600}\x41\'';`, "a\nA😀A'"],
  [String.raw`const c = r'''a\n$x''';`, String.raw`a\n$x`],
  ['const c = """\n  a\n"b"\n""";', '  a\n"b"\n'],
  ["const String c = 'x';\n", 'x'],
])('how Dart is read here: %s', (source, value) => {
  expect(dartConstant(source, 'c')).toBe(value);
});

test.each([
  "const c = 'a$b';",
  "const c = 'a\nb';",
  String.raw`const c = 'a\u12';`,
  "const c = 'a' + 'b';",
  "const c = 'a",
])('what Dart refuses: %s', (source) => {
  expect(() => dartConstant(source, 'c')).toThrow();
});

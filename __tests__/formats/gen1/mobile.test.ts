import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Platform } from '../../../src/domain/output.ts';
import { factsOfAnswers, goldenAnswers } from '../../helpers/aws-answers.ts';
import { evaluated, GEN1_FILES, renderFile, type Gen1File } from '../../helpers/gen1-files.ts';
import { decode, type Decoded, type Native } from '../../helpers/mobile-decoders.ts';
import { anyParts, madePool, OAUTH, type Parts } from '../../helpers/made-pools.ts';

const isNative = (platform: Platform): platform is Native => platform !== 'javascript';
const MOBILE = GEN1_FILES.flatMap((file) =>
  isNative(file.platform) ? [[file.name, file, file.platform] as const] : [],
);

async function decoded(
  file: Gen1File,
  platform: Native,
  parts: Parts,
  compat: 'correct' | 'cli' = 'correct',
): Promise<Decoded> {
  return decode(platform, await evaluated(file, renderFile(file, madePool(parts), compat)));
}

describe.each(MOBILE)('%s', (_name, file, platform) => {
  test('whatever the pool, the library takes the file, and sign-in by redirect is on where it can work', async () => {
    await fc.assert(
      fc.asyncProperty(anyParts, async (parts) => {
        const answers = madePool(parts);
        const { web, native = web, userPool } = answers;
        const { faults, redirects } = decode(platform, await evaluated(file, renderFile(file, answers, 'correct')));
        expect(faults).toEqual([]);
        const usable =
          (userPool.Domain ?? userPool.CustomDomain) !== undefined &&
          (native.AllowedOAuthFlows ?? []).some((flow) => flow !== 'client_credentials') &&
          native.AllowedOAuthFlowsUserPoolClient === true &&
          (native.AllowedOAuthScopes ?? []).length > 0 &&
          (native.CallbackURLs ?? []).length > 0;
        expect(redirects !== undefined).toBe(usable);
        // Every URL that the library would use is one of the client's, whole.
        for (const url of redirects?.signIn ?? []) expect(native.CallbackURLs).toContain(url);
      }),
      { numRuns: 150 },
    );
  });

  test.each(['a', 'b', 'c', 'd1', 'e', 'g'])('recorded pool %s', async (name) => {
    const answers = goldenAnswers(name);
    const { faults, redirects } = decode(platform, await evaluated(file, renderFile(file, answers, 'correct')));
    expect(faults).toEqual([]);
    expect(redirects !== undefined).toBe(factsOfAnswers(answers).config.oauth !== undefined);
  });

  test('a domain of the owner’s own, and no logout URL, do not turn sign-in by redirect off', async () => {
    const parts = { pool: { CustomDomain: 'auth.example.com' }, web: { ...OAUTH, LogoutURLs: [] } };
    const { faults, redirects } = await decoded(file, platform, parts);
    expect(faults).toEqual([]);
    expect(redirects?.signOut).toEqual(redirects?.signIn);
  });

  test('of several URLs, those of the app’s own scheme come first', async () => {
    const urls = ['https://app.example.com/in', 'myapp://in', 'http://localhost/'];
    const { redirects } = await decoded(file, platform, {
      pool: { Domain: 's' },
      web: { ...OAUTH, CallbackURLs: urls, LogoutURLs: urls },
    });
    const expected = {
      ios: ['myapp://in'],
      android: ['myapp://in'],
      flutter: ['myapp://in', 'http://localhost/', 'https://app.example.com/in'],
    };
    expect(redirects?.signIn).toEqual(expected[platform]);
    expect(redirects?.signOut).toEqual(expected[platform]);
  });
});

// What `compat: cli` keeps as the CLI has it, the tables must see: else they would see nothing.
describe('the faults of the CLI', () => {
  const faulty: Parts = { pool: { CustomDomain: 'auth.example.com' }, web: OAUTH };

  test.each(MOBILE)('%s: a domain of the owner’s own is left out', async (_name, file, platform) => {
    expect((await decoded(file, platform, faulty, 'cli')).faults).toEqual(['OAuth without WebDomain']);
  });

  test.each(MOBILE.filter(([, , platform]) => platform === 'ios'))(
    '%s: two URLs are taken for one',
    async (_name, file, platform) => {
      const parts = { pool: { Domain: 's' }, web: OAUTH };
      expect((await decoded(file, platform, parts, 'cli')).redirects?.signIn).toEqual([
        'https://app.example.com/in/,http://localhost:3000/in/',
      ]);
      expect((await decoded(file, platform, parts)).redirects?.signIn).toHaveLength(1);
    },
  );
});

test.each<[string, Native, object]>([
  ['no Default', 'android', { CognitoUserPool: {} }],
  ['neither pool', 'ios', { Auth: { Default: {} } }],
  [
    'an identity pool alone',
    'flutter',
    { CredentialsProvider: { CognitoIdentity: { Default: { PoolId: 'a', Region: 'b' } } } },
  ],
  ['no region', 'flutter', { CognitoUserPool: { Default: { PoolId: 'a', AppClientId: 'b' } } }],
  [
    'an unknown factor',
    'flutter',
    {
      CognitoUserPool: { Default: { PoolId: 'a', AppClientId: 'b', Region: 'c' } },
      Auth: { Default: { mfaTypes: ['FAX'] } },
    },
  ],
])('the tables refuse %s (%s)', (_what, platform, file) => {
  expect(decode(platform, { ...file }).faults).not.toEqual([]);
});

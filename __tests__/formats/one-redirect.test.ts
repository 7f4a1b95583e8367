import { describe, expect, test } from '@jest/globals';
import { amplifyOutputs } from '../../src/formats/amplify-outputs/format.ts';
import type { EnvFormat } from '../../src/formats/format.ts';
import { amplifyconfiguration } from '../../src/formats/gen1/amplifyconfiguration.ts';
import { awsconfiguration } from '../../src/formats/gen1/awsconfiguration.ts';
import { oneRedirect } from '../../src/formats/one-redirect.ts';
import { factsOfAnswers } from '../helpers/aws-answers.ts';
import { authOf } from '../helpers/gen1-files.ts';
import { madePool, OAUTH } from '../helpers/made-pools.ts';

const WEB = ['https://app.example.com/', 'https://www.example.com/'];
const APP = ['shop.dev://in', 'shop://in'];

type Oauth = Readonly<Record<string, string | string[]>>;

function read(format: EnvFormat, urls: readonly string[], compat: 'correct' | 'cli' = 'correct') {
  const web = { ...OAUTH, CallbackURLs: [...urls], LogoutURLs: [...urls] };
  const facts = factsOfAnswers(madePool({ pool: { Domain: 'shop' }, web }));
  const text = format.render({ ...facts, platform: 'android', compat, existing: null });
  const left = format.leftOut(facts, 'android', compat).map(({ what, why }) => `${what}: ${why}`);
  return { file: JSON.parse(text) as Record<string, unknown>, left };
}

const READERS: readonly (readonly [string, EnvFormat, (file: Record<string, unknown>) => unknown])[] = [
  [
    'amplify-outputs',
    amplifyOutputs,
    (file) => {
      const { oauth } = file['auth'] as { readonly oauth: Oauth };
      return [oauth['redirect_sign_in_uri'], oauth['redirect_sign_out_uri']].flat();
    },
  ],
  ...([amplifyconfiguration, awsconfiguration] as const).map((format) => {
    const urls = (file: Record<string, unknown>): unknown => {
      const { Default } = authOf(file)['Auth'] as { readonly Default: { readonly OAuth: Oauth } };
      return [Default.OAuth['SignInRedirectURI'], Default.OAuth['SignOutRedirectURI']];
    };
    return [format.name, format, urls] as const;
  }),
];

describe.each(READERS)('Android, %s', (_name, format, urlsOf) => {
  test.each([
    ['the app’s own scheme', [...WEB, 'shop://in'], 'shop://in', []],
    ['the first of several schemes', [...WEB, ...APP], 'shop.dev://in', ['shop://in']],
    ['the first of web URLs only', WEB, WEB[0], [WEB[1]]],
    ['the one that there is', ['shop://in'], 'shop://in', []],
  ])('gets one URL: %s', (_what, urls, kept, others) => {
    const { file, left } = read(format, urls);
    expect(urlsOf(file)).toEqual([kept, kept]);
    expect(left).toHaveLength(others.length * 2);
    for (const url of others) {
      expect(left[0]).toContain(`of the sign-in URLs of the native client, ${String(url)}`);
      expect(left[1]).toContain(`of the sign-out URLs of the native client, ${String(url)}`);
      for (const one of left) expect(one).toContain(`${String(kept)} is the first`);
    }
  });
});

test.each([amplifyconfiguration, awsconfiguration])(
  'compat: cli of $name keeps all of them, as the CLI does',
  (format) => {
    const { file, left } = read(format, WEB, 'cli');
    expect(JSON.stringify(file)).toContain(WEB.join(','));
    expect(left).toEqual([]);
  },
);

test.each([
  [['shop://b', 'shop://a'], 'shop://b'],
  [['https://b.example/', 'shop://a'], 'shop://a'],
  [['https://b.example/', 'https://a.example/'], 'https://b.example/'],
])('of %j the first that fits: what comes first in the list counts', (urls, expected) => {
  expect(oneRedirect(urls)).toEqual([expected]);
});

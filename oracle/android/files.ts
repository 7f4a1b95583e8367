import {
  factsOfAnswers,
  goldenAnswers,
  goldenText,
  secretOf,
  type AwsAnswers,
} from '../../__tests__/helpers/aws-answers.ts';
import { madePool, OAUTH, type Parts } from '../../__tests__/helpers/made-pools.ts';
import { envFormat } from '../../src/formats/index.ts';
import type { Compat } from '../../src/domain/output.ts';
import { CASES } from '../pools.ts';
import { randomPools } from '../random-pools.ts';
import type { Kind } from './decoder.ts';

/** A file for Android, and what AWS answers about its pool. */
export interface AndroidFile {
  readonly name: string;
  readonly kind: Kind;
  /** `recorded`: as the Amplify CLI itself wrote it. */
  readonly by: Compat | 'recorded';
  readonly answers: AwsAnswers;
  readonly text: string;
}

const KINDS: readonly Kind[] = ['amplify-outputs', 'amplifyconfiguration', 'awsconfiguration'];
const RECORDED = ['a', 'b', 'c', 'd1', 'e', 'g'];

/** Pools whose redirects or flows Android takes otherwise than the other platforms. */
const ODD: readonly (readonly [string, Parts])[] = [
  ['two app schemes', redirects('shop.dev://in', 'shop://in')],
  ['an app scheme after web URLs', redirects('http://localhost/', 'https://app.example.com/', 'shop://in')],
  ['web URLs only', redirects('https://app.example.com/', 'https://www.example.com/')],
  ['a URL with a comma', redirects('shop://in?a=1,2')],
  ['no logout URL', { pool: { Domain: 'shop' }, web: { ...OAUTH, LogoutURLs: [] } }],
  ['implicit only', { pool: { Domain: 'shop' }, web: { ...OAUTH, AllowedOAuthFlows: ['implicit'] } }],
  ['passwords only', { web: { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] } }],
  ['challenges only', { web: { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] } }],
  ['passwordless', { web: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] } }],
  ['all second factors', { pool: { MfaConfiguration: 'ON' }, mfa: { EmailMfaConfiguration: {} } }],
];

function redirects(...urls: readonly string[]): Parts {
  return { pool: { Domain: 'shop' }, web: { ...OAUTH, CallbackURLs: [...urls], LogoutURLs: [...urls] } };
}

/** Every Android file that the pools lead to. */
export function androidFiles(): readonly AndroidFile[] {
  const pools = [
    ...CASES.map(({ name, answers, lines = [] }) => ({ name, answers, lines })),
    ...ODD.map(([name, parts]) => ({ name, answers: madePool(parts), lines: [] })),
    ...randomPools(60).map(({ name, answers }) => ({ name, answers, lines: [] })),
  ];
  return [
    ...RECORDED.flatMap((name) =>
      (['amplifyconfiguration', 'awsconfiguration'] as const).map((kind) => {
        const text = goldenText(`${name}/android/${kind}.json`);
        return { name: `recorded ${name}`, kind, by: 'recorded', answers: goldenAnswers(name), text } as const;
      }),
    ),
    ...pools.flatMap(({ name, answers, lines }) =>
      KINDS.flatMap((kind) =>
        (kind === 'amplify-outputs' ? (['correct'] as const) : (['correct', 'cli'] as const)).map((compat) => {
          const facts = factsOfAnswers(answers, lines);
          const clientSecret = secretOf(answers);
          const request = { ...facts, platform: 'android', compat, existing: null, clientSecret } as const;
          return { name, kind, by: compat, answers, text: envFormat(kind).render(request) };
        }),
      ),
    ),
  ];
}

import { factsOfAnswers } from '../../__tests__/helpers/aws-answers.ts';
import { madePool, OAUTH } from '../../__tests__/helpers/made-pools.ts';
import { envFormat } from '../../src/formats/index.ts';
import { decode, type Kind } from './decoder.ts';
import { faultsOf } from './judge.ts';

const URLS = ['shop.dev://in', 'shop://in'];
const ANSWERS = madePool({ pool: { Domain: 'shop' }, web: { ...OAUTH, CallbackURLs: URLS, LogoutURLs: URLS } });

/** Replacements in a good file after which the judge must find fault with it. */
const SPOILED: readonly (readonly [kind: Kind, what: string, pattern: RegExp, by: string])[] = [
  ['amplify-outputs', 'no JSON', /^\{/, ''],
  ['amplify-outputs', 'a second factor that it does not know', /"mfa_methods": \[\]/, '"mfa_methods": ["EMAIL"]'],
  ['amplify-outputs', 'Cognito’s word for MFA', /"mfa_configuration": "NONE"/, '"mfa_configuration": "OFF"'],
  ['amplify-outputs', 'no region', /"aws_region"/, '"region"'],
  ['amplify-outputs', 'no client', /"user_pool_client_id"/, '"client"'],
  ['amplify-outputs', 'another pool', /eu-west-1_AbCdEfGhI/, 'eu-west-1_AbCdEfGhX'],
  ['amplify-outputs', 'two redirects', /("redirect_sign_in_uri": \[)/, '$1"shop://in", '],
  [
    'amplify-outputs',
    'a user name that it does not know',
    /"username_attributes": \[\s*"email"/,
    '"username_attributes": ["nickname"',
  ],
  ['amplifyconfiguration', 'two redirects', /("SignInRedirectURI": ")/, '$1shop://in,'],
  ['amplifyconfiguration', 'another plugin', /awsCognitoAuthPlugin/, 'otherPlugin'],
  ['amplifyconfiguration', 'no Default', /("CognitoUserPool": \{\s*)"Default"/, '$1"Dev"'],
  ['awsconfiguration', 'two redirects', /("SignOutRedirectURI": ")/, '$1shop://in,'],
  ['awsconfiguration', 'an unknown region', /"Region": "eu-west-1"/g, '"Region": "xx-nowhere-1"'],
  ['awsconfiguration', 'no Default', /("CognitoUserPool": \{\s*)"Default"/, '$1"Dev"'],
];

/** What the judge does not see though it should; empty: it sees all. */
export function selfTest(installed: string): readonly string[] {
  const facts = factsOfAnswers(ANSWERS);
  const files = [
    ...(['amplify-outputs', 'amplifyconfiguration', 'awsconfiguration'] as const).map((kind) => ({ kind, what: '' })),
    ...SPOILED.map(([kind, what]) => ({ kind, what })),
  ].map(({ kind, what }) => {
    const good = envFormat(kind).render({ ...facts, platform: 'android', compat: 'correct', existing: null });
    const [, , pattern, by] = SPOILED.find((one) => one[0] === kind && one[1] === what) ?? [];
    const text = pattern === undefined ? good : good.replace(pattern, by ?? '');
    if (what !== '' && text === good) throw new Error(`${kind} was not spoiled: ${what}`);
    return { name: what, kind, by: 'correct', answers: ANSWERS, text } as const;
  });
  const reads = decode(
    installed,
    files.map(({ kind, text }) => [kind, text] as const),
  );
  return files.flatMap((file, index) => {
    const found = faultsOf(file, reads[index] ?? {});
    if (file.name === '') return found.map((fault) => `a good file of ${file.kind} is refused: ${fault}`);
    return found.length === 0 ? [`${file.kind}: ${file.name}`] : [];
  });
}

import { describe, expect, test } from '@jest/globals';
import { resolveManifest } from '../../src/manifest/resolve.ts';
import { cpuTime } from '../helpers/cpu-time.ts';
import { brief } from '../helpers/findings.ts';
import { marked } from '../helpers/marked.ts';

const FILE = 'amplify-auth.yml';
const TODAY = '2026-11-25';

/** One healthy env, to put something wrong beside it. */
const HEAD = 'version: 1\nproject: shop\n';
const DEV = 'envs:\n  dev:\n    userPoolId: eu-west-1_AbCdEfGhI\n';

interface Case {
  readonly what: string;
  /** A mark stands at each place of `rules`, in the same order. */
  readonly yaml: string;
  readonly rules: readonly string[];
  readonly says?: RegExp;
  readonly hints?: RegExp;
}

const FAULTS: readonly Case[] = [
  { what: 'broken flow', yaml: `${HEAD}envs: {dev: [1, 2\n▸`, rules: ['manifest/syntax'] },
  { what: 'nested mapping on one line', yaml: `version: 1\nproject: ▸a: b\n${DEV}`, rules: ['manifest/syntax'] },
  { what: 'tab as indent', yaml: `version: 1\n▸\tproject: shop\n`, rules: ['manifest/syntax'] },
  { what: 'unknown tag', yaml: `version: 1\nproject: ▸!secret shop\n${DEV}`, rules: ['manifest/syntax'] },
  { what: 'alias without anchor', yaml: `version: 1\nproject: ▸*shop\n${DEV}`, rules: ['manifest/syntax'] },
  { what: 'alias inside of its own anchor', yaml: `${HEAD}envs: &e\n  dev: ▸*e\n`, rules: ['manifest/syntax'] },
  { what: 'two documents', yaml: `${HEAD}${DEV}---\n▸a: 1\n`, rules: ['manifest/syntax'] },
  { what: 'nothing', yaml: '▸', rules: ['manifest/syntax'] },
  {
    what: 'a key without a value that nobody knows',
    yaml: `${HEAD}${DEV}    ▸identityPoolID:\n`,
    rules: ['manifest/unknown-key dev'],
    hints: /Did you mean "identityPoolId"/,
  },
  {
    what: 'the same at the top, deep within, and beside one with a value',
    yaml: `${HEAD}▸outptus:\naccounts:\n  a: {id: "111122223333", ▸roletoAssume: }\n${DEV}    ▸guset: true\n    ▸gruops: ~\n`,
    rules: ['manifest/unknown-key', 'manifest/unknown-key', 'manifest/unknown-key dev', 'manifest/unknown-key dev'],
  },
  ...['environment: ▸"auth-{stage}"', 'hosting: {appId: d123, branches: [▸"{stage}"]}', 'groups: [▸"{stage}"]'].map(
    (line): Case => ({
      what: `an unknown placeholder: ${line}`,
      yaml: `${HEAD}${DEV}    ${line}\n`,
      rules: ['manifest/schema dev'],
      says: /the placeholder \{stage\} is not known/,
    }),
  ),
  {
    what: 'a placeholder without a value, outside of categories',
    yaml: `${HEAD}${DEV}    environment: ▸"{accountId}"\n`,
    rules: ['manifest/schema dev'],
    says: /the placeholder \{accountId\} has no value here/,
  },
  ...['{stage}', '{accountId}', '{project}'].map((name): Case => ({
    what: `${name} in an output path`,
    yaml: `${HEAD}outputs: [{format: aws-exports, path: ▸"{env}/${name}.js"}]\n${DEV}`,
    rules: ['manifest/output-path'],
    hints: /Only \{env\} is replaced/,
  })),
  ...(
    [
      ['a.js', '▸a.js/b.json', /would lie below another file/],
      ['a.js/b/c.json', '▸A.JS', /would stand where a folder has to be/],
      ['x/{env}', '▸x/dev/y.json', /would lie below another file/],
    ] as const
  ).map(([first, second, says]): Case => ({
    what: `two outputs of which one is a folder of the other: ${second}`,
    yaml: `${HEAD}outputs: [{format: dotenv, path: "${first}"}, {format: amplifyconfiguration, path: ${second}}]\n${DEV}`,
    rules: ['manifest/output-path'],
    says,
  })),
  {
    what: 'a file of the Amplify CLI as the output of another format',
    yaml: `${HEAD}outputs: [{format: amplify-cli, path: amplify}, {format: dotenv, path: ▸amplify/backend/auth/shopauth/parameters.json}]\n${DEV}`,
    rules: ['manifest/output-path'],
    says: /written twice/,
  },
  { what: 'a comment alone', yaml: '▸# later\n', rules: ['manifest/syntax'] },
  { what: 'a list', yaml: '▸- version: 1\n', rules: ['manifest/schema'] },
  { what: 'a key twice', yaml: `${HEAD}▸project: again\n${DEV}`, rules: ['manifest/duplicate-key'], says: /line 2/ },
  {
    what: 'a key twice in one env',
    yaml: `${HEAD}${DEV}    ▸userPoolId: eu-west-1_ZzZzZzZzZ\n`,
    rules: ['manifest/duplicate-key'],
  },
  {
    what: 'several problems at once',
    yaml: `version: ▸2\nproject: ▸"a b"\n▸profil: strict\nenvs:\n  dev:\n    userPoolId: ▸nope\n    guest: ▸sometimes\n`,
    rules: [
      'manifest/schema',
      'manifest/schema',
      'manifest/unknown-key',
      'manifest/id-format dev',
      'manifest/schema dev',
    ],
  },
  { what: 'missing version', yaml: `▸project: shop\n${DEV}`, rules: ['manifest/schema'], says: /"version" is missing/ },
  { what: 'missing envs', yaml: `▸version: 1\nproject: shop\n`, rules: ['manifest/schema'], says: /"envs" is missing/ },
  { what: 'empty envs', yaml: `${HEAD}▸envs: {}\n`, rules: ['manifest/schema'] },
  {
    what: 'missing user pool',
    yaml: `${HEAD}envs:\n  ▸dev:\n    region: eu-west-1\n`,
    rules: ['manifest/schema dev'],
    says: /"userPoolId" is missing in envs.dev/,
  },
  { what: 'an env without anything', yaml: `${HEAD}envs:\n  ▸dev:\n`, rules: ['manifest/schema dev'] },
  { what: 'an env that is text', yaml: `${HEAD}envs:\n  dev: ▸yes please\n`, rules: ['manifest/schema dev'] },
  {
    what: 'an env name with a dot',
    yaml: `${HEAD}envs:\n  ▸a.b:\n    userPoolId: eu-west-1_a\n`,
    rules: ['manifest/schema'],
  },
  {
    what: 'a typo in a key',
    yaml: `${HEAD}${DEV}    ▸identitypoolId: eu-west-1:11111111-2222-3333-4444-555555555555\n`,
    rules: ['manifest/unknown-key dev'],
    hints: /Did you mean "identityPoolId"/,
  },
  {
    what: 'a typo deep down',
    yaml: `${HEAD}${DEV}    categories:\n      storage:\n        - bucket: files\n          ▸gest: [read]\n`,
    rules: ['manifest/unknown-key dev'],
    hints: /Did you mean "guest"/,
  },
  {
    what: 'a wrong right',
    yaml: `${HEAD}${DEV}    categories:\n      storage:\n        - bucket: files\n          auth: [read, ▸raed]\n`,
    rules: ['manifest/schema dev'],
    hints: /Did you mean "read"/,
  },
  {
    what: 'a missing bucket',
    yaml: `${HEAD}${DEV}    categories:\n      storage:\n        - ▸auth: [read]\n`,
    rules: ['manifest/schema dev'],
    says: /"bucket" is missing in envs.dev.categories.storage\[0\]/,
  },
  {
    what: 'a bucket with a wildcard',
    yaml: `${HEAD}${DEV}    categories:\n      storage:\n        - bucket: ▸"*"\n          auth: [read]\n`,
    rules: ['manifest/schema dev'],
  },
  {
    what: 'a group without a role',
    yaml: `${HEAD}${DEV}    categories:\n      storage:\n        - bucket: files\n          groups: {▸editors: [read]}\n`,
    rules: ['manifest/schema dev'],
  },
  {
    what: 'extends into nothing',
    yaml: `${HEAD}${DEV}  test:\n    extends: ▸dve\n`,
    rules: ['manifest/extends test'],
    hints: /"dev"/,
  },
  {
    what: 'a circle',
    yaml: `${HEAD}envs:\n  a:\n    extends: ▸b\n  b:\n    extends: c\n  c:\n    extends: a\n  d:\n    extends: b\n`,
    rules: ['manifest/extends a'],
    says: /a → b → c → a/,
  },
  { what: 'an env that extends itself', yaml: `${HEAD}envs:\n  a:\n    extends: ▸a\n`, rules: ['manifest/extends a'] },
  {
    what: 'an identity pool in another region',
    yaml: `${HEAD}${DEV}    identityPoolId: ▸us-east-1:11111111-2222-3333-4444-555555555555\n`,
    rules: ['manifest/region-mismatch dev'],
  },
  {
    what: 'a region that is not the pool’s',
    yaml: `${HEAD}${DEV}    region: ▸us-east-1\n`,
    rules: ['manifest/region-mismatch dev'],
  },
  {
    what: 'an account id with eleven digits',
    yaml: `${HEAD}${DEV}    accountId: ▸"11112222333"\n`,
    rules: ['manifest/id-format dev'],
  },
  { what: 'an unknown account', yaml: `${HEAD}${DEV}    account: ▸dve\n`, rules: ['manifest/schema dev'] },
  {
    what: 'a role that is no ARN',
    yaml: `${HEAD}${DEV}    roleToAssume: ▸ci-role\n`,
    rules: ['manifest/id-format dev'],
  },
  {
    what: 'a role to assume of the wrong kind',
    yaml: `${HEAD}${DEV}    roleToAssume: ▸[a]\n`,
    rules: ['manifest/schema dev'],
    hints: /text or a mapping/,
  },
  {
    what: 'a fault in defaults, once for each env',
    yaml: `${HEAD}defaults:\n  guest: ▸▸maybe\nenvs:\n  a:\n    userPoolId: eu-west-1_a\n  b:\n    userPoolId: eu-west-1_b\n`,
    rules: ['manifest/schema a', 'manifest/schema b'],
  },
  { what: 'a proto key', yaml: `${HEAD}${DEV}    ▸__proto__: {guest: true}\n`, rules: ['manifest/unknown-key'] },
  { what: 'a merge of text', yaml: `${HEAD}${DEV}    ▸<<: text\n`, rules: ['manifest/schema'] },
  { what: 'a key that is a list', yaml: `${HEAD}? ▸[a]\n: b\n${DEV}`, rules: ['manifest/syntax'] },
];

describe('faults are found at the right place, and nothing else is', () => {
  test.each(FAULTS)('$what', ({ yaml, rules, says, hints }) => {
    const { text, places } = marked(yaml);
    const { findings } = resolveManifest(text, FILE, TODAY);
    const expected = rules.map((rule, index) => {
      const place = places[index];
      const [id, env] = rule.split(' ');
      return `${id ?? ''} ${place?.line ?? 0}:${place?.column ?? 0}${env === undefined ? '' : ` ${env}`}`;
    });
    expect(brief(findings)).toEqual(expected);
    if (says !== undefined) expect(findings[0]?.message).toMatch(says);
    if (hints !== undefined) expect(findings[0]?.hint).toMatch(hints);
    for (const finding of findings) expect(finding.hint ?? finding.message).not.toBe('');
  });

  test.each(FAULTS)('$what, with Windows line ends', ({ yaml, rules }) => {
    const { text, places } = marked(yaml.replaceAll('\n', '\r\n'));
    const found = brief(resolveManifest(text, FILE, TODAY).findings);
    expect(found).toHaveLength(rules.length);
    expect(found.map((one) => Number(one.split(' ')[1]?.split(':')[0]))).toEqual(places.map(({ line }) => line));
  });
});

describe('healthy manifests', () => {
  const resolved = (yaml: string) => {
    const { manifest, findings } = resolveManifest(yaml, FILE, TODAY);
    expect(findings).toEqual([]);
    return manifest!;
  };
  const env = (yaml: string, name: string) => resolved(yaml).envs.find((one) => one.name === name)!;

  test('the least', () => {
    const manifest = resolved(`${HEAD}${DEV}`);
    expect(manifest).toMatchObject({ project: 'shop', resourceName: 'shopauth', faulty: false });
    expect(manifest.envs[0]).toMatchObject({
      name: 'dev',
      region: 'eu-west-1',
      profile: 'amplify',
      policies: { auth: 'manage', guest: 'manage', groups: 'manage' },
    });
  });

  test('ids keep their digits when they are not quoted', () => {
    expect(env(`${HEAD}${DEV}    accountId: 012345678901\n    webClientId: 0123456789\n`, 'dev')).toMatchObject({
      accountId: '012345678901',
      webClientId: '0123456789',
    });
    expect(env(`${HEAD}${DEV}    accountId: 111122223333\n`, 'dev').accountId).toBe('111122223333');
    expect(env(`${HEAD}${DEV}    webClientId: 1e5\n`, 'dev').webClientId).toBe('1e5');
  });

  test('null means left out', () => {
    expect(env(`${HEAD}${DEV}    webClientId: null\n    identityPoolId:\n    roleToAssume: ~\n`, 'dev')).toMatchObject({
      webClientId: undefined,
      identityPoolId: undefined,
      roleToAssume: undefined,
    });
  });

  test('extends takes over what is not written, defaults stand under both', () => {
    const yaml = `${HEAD}defaults:
  profile: strict
  guest: false
envs:
  dev:
    userPoolId: eu-west-1_AbCdEfGhI
    guest: true
    categories: {storage: [{bucket: one, auth: [read]}]}
  staging:
    extends: dev
    categories: {storage: [{bucket: two, auth: [read]}]}
  demo:
    extends: staging
    guest: false
`;
    expect(env(yaml, 'staging')).toMatchObject({ userPoolId: 'eu-west-1_AbCdEfGhI', guest: true, profile: 'strict' });
    expect(env(yaml, 'staging').categories.storage).toEqual([{ bucket: 'two', auth: ['read'] }]);
    expect(env(yaml, 'demo')).toMatchObject({ guest: false, userPoolId: 'eu-west-1_AbCdEfGhI' });
  });

  test('anchors and merge keys', () => {
    const yaml = `${HEAD}envs:
  dev: &dev
    userPoolId: &pool eu-west-1_AbCdEfGhI
    webClientId: one
  test:
    <<: *dev
    webClientId: two
  more:
    <<: [{webClientId: three}, *dev]
  last: {userPoolId: *pool}
`;
    expect(resolved(yaml).envs.map((one) => [one.name, one.userPoolId, one.webClientId])).toEqual([
      ['dev', 'eu-west-1_AbCdEfGhI', 'one'],
      ['test', 'eu-west-1_AbCdEfGhI', 'two'],
      ['more', 'eu-west-1_AbCdEfGhI', 'three'],
      ['last', 'eu-west-1_AbCdEfGhI', undefined],
    ]);
  });

  test('an inherited fault points to where it is written', () => {
    const { text, places } = marked(`${HEAD}envs:
  dev: &dev
    userPoolId: ▸&pool ▸bad id
  test:
    extends: dev
  more:
    <<: *dev
`);
    const { findings } = resolveManifest(text, FILE, TODAY);
    // The place is the value, not its anchor; each env that inherits it has its own finding there.
    const { line, column } = places[1]!;
    expect(brief(findings)).toEqual(
      ['dev', 'test', 'more'].map((name) => `manifest/id-format ${line}:${column} ${name}`),
    );
  });

  test('placeholders', () => {
    const yaml = `${HEAD}accounts:
  main: {id: "111122223333", roleToAssume: "arn:aws:iam::111122223333:role/ci-{nobody}"}
defaults:
  roleToAssume: arn:aws:iam::{accountId}:role/ci-{project}-{env}
envs:
  dev:
    account: main
    userPoolId: eu-west-1_AbCdEfGhI
    categories: {storage: [{bucket: "{project}-{env}-{region}-files", auth: [read]}]}
`.replace('ci-{nobody}', 'ci');
    expect(env(yaml, 'dev')).toMatchObject({
      accountId: '111122223333',
      roleToAssume: {
        read: 'arn:aws:iam::111122223333:role/ci-shop-dev',
        write: 'arn:aws:iam::111122223333:role/ci-shop-dev',
      },
      categories: { storage: [{ bucket: 'shop-dev-eu-west-1-files' }] },
    });
  });

  test('a byte order mark moves no column', () => {
    const { text, places } = marked(`▸project: shop\n${DEV}`);
    expect(brief(resolveManifest(`\uFEFF${text}`, FILE, TODAY).findings)).toEqual([
      `manifest/schema ${places[0]!.line}:${places[0]!.column}`,
    ]);
  });
});

describe('limits', () => {
  const rules = (yaml: string) => resolveManifest(yaml, FILE, TODAY).findings.map((finding) => finding.rule);
  const bomb = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`);

  test.each([
    ['size', `${HEAD}# ${'x'.repeat(1024 * 1024)}\n`],
    ['depth of flow', '['.repeat(100_000)],
    ['depth of blocks', Array.from({ length: 40 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['depth by compact lists', '- '.repeat(50_000)],
    ['aliases that expand', ['a0: &a0 x', ...bomb].join('\n')],
    [
      'depth by aliases',
      ['a0: &a0 [x]', ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]`)].join('\n'),
    ],
  ])('%s', (_what, yaml) => {
    expect(rules(yaml)).toEqual(['manifest/limits']);
  });

  test('31 levels are fine', () => {
    const deep = `${'['.repeat(30)}${']'.repeat(30)}`;
    expect(rules(`${HEAD}x: ${deep}\n${DEV}`)).toEqual(['manifest/unknown-key']);
  });

  test('a large flat manifest takes linear time', () => {
    const many = (count: number) =>
      `${HEAD}envs:\n${Array.from({ length: count }, (_, i) => `  e${i}: {userPoolId: eu-west-1_a}`).join('\n')}\n`;
    const time = (count: number) => {
      const text = many(count);
      return cpuTime(() => {
        expect(resolveManifest(text, FILE, TODAY).findings).toEqual([]);
      });
    };
    // Four times as much in far less than sixteen times as long.
    const small = time(1_000);
    expect(time(4_000) / small).toBeLessThan(12);
  });
});

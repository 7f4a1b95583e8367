import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '../../src/domain/finding.ts';
import { resolveManifest } from '../../src/manifest/resolve.ts';
import { FakeWorkspace } from '../helpers/fake-workspace.ts';
import { growth } from '../helpers/growth.ts';
import { readManifests, selectEnvs } from '../../src/steps/read/read-manifests.ts';

const HEAD = 'version: 1\nproject: shop\n';
const ENV = 'envs:\n  dev: {userPoolId: eu-west-1_AbCdEfGhI}\n';

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}

function resolve(text: string) {
  return resolveManifest(text, 'amplify-auth.yml', '2026-12-01');
}

function shown({ rule, env, place, message }: Finding): string {
  return `${rule} ${env ?? '-'} ${place.line}:${place.column} ${message}`;
}

/** Manifests that any part of the reader would once take quadratic time for, or more. */
const GROWING: Readonly<Record<string, (size: number) => string>> = {
  'unknown keys': (size) => `${HEAD}${lines(size, (i) => `k${i}: 1\n`)}${ENV}`,
  'unknown keys of an env': (size) => `${HEAD}envs:\n  dev:\n${lines(size, (i) => `    k${i}: 1\n`)}`,
  'one key over and over': (size) => `${HEAD}${ENV}${lines(size, () => 'k: 1\n')}`,
  'wrong scalars in one list': (size) => `${HEAD}${ENV}ignore: [${lines(size, (i) => `a${i}, `)}]\n`,
  'numbers where text is wanted': (size) =>
    `${HEAD}envs:\n  dev:\n    userPoolId: eu-west-1_A\n    hosting: {appId: d2abc, branches: [${lines(size, (i) => `${i}, `)}]}\n`,
  'wrong entries of a category': (size) =>
    `${HEAD}envs:\n  dev:\n    userPoolId: eu-west-1_A\n    categories:\n      storage:\n${lines(size / 2, () => '        - {bucket: abc, auth: [red]}\n')}`,
  'a chain of extends': (size) =>
    `${HEAD}envs:\n${lines(size / 2, (i) => `  e${i}: {extends: e${i + 1}}\n`)}  e${size / 2}: {userPoolId: eu-west-1_A}\n`,
  'a circle of extends': (size) =>
    `${HEAD}envs:\n${lines(size / 2, (i) => `  e${i}: {extends: e${(i + 1) % (size / 2)}}\n`)}`,
  'extends that name nothing': (size) =>
    `${HEAD}envs:\n  y: {userPoolId: eu-west-1_A}\n${lines(size / 2, (i) => `  e${i}: {extends: unknown-${i}}\n`)}`,
  'outputs on one file': (size) =>
    `${HEAD}outputs:\n${lines(size, () => '  - {format: aws-exports, path: a.js}\n')}${ENV}`,
  'a function of two envs': (size) =>
    `${HEAD}envs:\n${['a', 'b'].map((env) => `  ${env}:\n    userPoolId: eu-west-1_${env}\n    lambdas:\n${lines(size / 4, (i) => `      - {function: f${i}}\n`)}`).join('')}`,
  'rules that do not exist': (size) =>
    `${HEAD}ignore:\n${lines(size / 4, (i) => `  - {rule: clien${i}, reason: x, until: 2027-03-31}\n`)}${ENV}`,
};

describe('bounded time', () => {
  test.each(Object.entries(GROWING))('%s', (_, text) => {
    const work = (size: number) => {
      expect(resolve(text(size)).findings.length).toBeGreaterThanOrEqual(0);
    };
    expect(growth(work, 2_500)).toBeLessThan(10);
  });

  test('40,000 unknown keys are 40,000 findings', () => {
    const { findings } = resolve(GROWING['unknown keys']?.(40_000) ?? '');
    expect(findings).toHaveLength(40_000);
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(['manifest/unknown-key']));
  });

  test('60,000 scalars in one list', () => {
    const { findings } = resolve(`${HEAD}${ENV}ignore: [${lines(60_000, () => 'a, ')}]\n`);
    expect(findings[0]?.message).toBe('the manifest has more than 50,000 problems; these are the first 50,000');
  });
});

describe('limits', () => {
  const many = (count: number) => lines(count, (i) => `  e${i}: {userPoolId: eu-west-1_A${i}}\n`);

  test.each<readonly [string, string, string]>([
    [
      'a chain of 8,000',
      `${HEAD}envs:\n${lines(8_000, (i) => `  e${i}: {extends: e${i + 1}}\n`)}  e8000: {userPoolId: eu-west-1_A}\n`,
      'manifest/limits e7967 7971:20 extends leads through more than 32 envs',
    ],
    [
      'envs',
      `${HEAD}envs:\n${many(10_001)}`,
      'manifest/limits - 3:1 the manifest has 10,001 envs; at most 10,000 are read',
    ],
    [
      'defaults for every env',
      `${HEAD}defaults:\n  hosting: {appId: d2abc, branches: [${lines(2_000, (i) => `b${i}, `)}]}\nenvs:\n${many(2_000)}`,
      'manifest/limits - 504:3 the envs hold more than 1,000,000 values once `extends` and `defaults` are worked in',
    ],
    [
      'a long text for every env',
      `${HEAD}defaults:\n  environment: ${'x'.repeat(500_000)}\nenvs:\n${many(1_000)}`,
      'manifest/limits - 205:3 the envs hold more than 1,000,000 values once `extends` and `defaults` are worked in',
    ],
    [
      'problems in defaults for every env',
      `${HEAD}defaults:\n${lines(300, (i) => `  k${i}: 1\n`)}envs:\n${many(300)}`,
      'manifest/limits - 1:1 the manifest has more than 50,000 problems; these are the first 50,000',
    ],
    [
      'files',
      `${HEAD}outputs:\n${lines(1_000, (i) => `  - {format: aws-exports, path: "a${i}/{env}.js"}\n`)}envs:\n${many(200)}`,
      'manifest/limits - 504:33 the outputs lead to more than 100,000 files',
    ],
    [
      'globs',
      `${HEAD}ignore:\n${lines(201, () => '  - {rule: "client/*", reason: x, until: 2027-03-31}\n')}${ENV}`,
      'manifest/limits - 4:3 `ignore` has 201 globs; at most 200 are read',
    ],
    [
      'a merge of one map over and over',
      `${HEAD}a: &a {${lines(3_000, (i) => `k${i}: 1, `)}}\nb: {${lines(3_000, () => '<<: *a, ')}}\n${ENV}`,
      'manifest/limits - 4:4 aliases expand to more than 200000 nodes',
    ],
  ])('%s', (_, text, expected) => {
    const { findings } = resolve(text);
    expect(findings.filter(({ rule }) => rule === 'manifest/limits').map(shown)).toEqual([expected]);
  });

  test('a message repeats the beginning of a long text only', () => {
    const long = 'x'.repeat(100_000);
    const text = `${HEAD}? ${long}\n: 1\nenvs:\n  dev:\n    extends: ${long}\n    account: ${long}\n    region: ${long}\n    ? ${long}\n    : 1\n`;
    const { findings } = resolve(text);
    expect(findings.length).toBeGreaterThanOrEqual(5);
    expect(Math.max(...findings.map(({ message, hint = '' }) => message.length + hint.length))).toBeLessThan(1_000);
  });
});

describe('placeholders', () => {
  const manifest = (value: string, extra = '') =>
    `${HEAD}envs:\n  dev:\n    userPoolId: eu-west-1_A\n${extra}    categories:\n      custom:\n        - {name: a, auth: [{actions: [s3:GetObject], resources: ["${value}"]}]}\n`;
  const resourceOf = (text: string) => {
    const { manifest: read } = resolve(text);
    return JSON.stringify(read?.envs[0]?.categories.custom ?? null);
  };

  test.each([
    'constructor',
    'toString',
    'valueOf',
    '__proto__',
    'hasOwnProperty',
    'isPrototypeOf',
    '__defineGetter__',
    'stage',
    'entity_id',
  ])('{%s} is reported, and never looked up', (name) => {
    const { findings } = resolve(manifest(`arn:aws:s3:::shop-{${name}}/x`));
    expect(findings.map(shown)).toEqual([`manifest/schema dev 8:66 the placeholder {${name}} is not known`]);
    expect(JSON.stringify(resolve(manifest(`arn:aws:s3:::shop-{${name}}/x`)))).not.toContain('native code');
  });

  test('the hint names those that are known', () => {
    const [finding] = resolve(manifest('arn:aws:s3:::shop-{acountId}')).findings;
    expect(finding?.hint).toBe(
      'Did you mean "{accountId}"? Known placeholders: {env}, {project}, {accountId}, {region}.',
    );
  });

  test('an account that nothing names has no id', () => {
    const { findings } = resolve(manifest('arn:aws:s3:::shop-{accountId}'));
    expect(findings.map(shown)).toEqual(['manifest/schema dev 8:66 the placeholder {accountId} has no value here']);
  });

  test('the role to assume names the account', () => {
    const text = manifest(
      'arn:aws:s3:::{accountId}',
      '    roleToAssume: {read: "arn:aws:iam::111122223333:role/ci"}\n',
    );
    expect(resolve(text).findings).toEqual([]);
    expect(resourceOf(text)).toContain('arn:aws:s3:::111122223333');
  });

  test('variables of IAM, paths of APIs and braces around anything else stay', () => {
    const text = manifest('arn:aws:s3:::shop/${aws:username}/{3}/{}/{a b}/${constructor}');
    expect(resolve(text).findings).toEqual([]);
    expect(resourceOf(text)).toContain('arn:aws:s3:::shop/${aws:username}/{3}/{}/{a b}/${constructor}');
    const api = `${HEAD}envs:\n  dev:\n    userPoolId: eu-west-1_A\n    categories:\n      rest:\n        - {apiId: a1b2c3, stage: dev, paths: {"/items/{id}": {auth: [read]}, "/{proxy+}": {auth: [read]}, "/{env}": {auth: [read]}}}\n`;
    expect(resolve(api).findings).toEqual([]);
  });

  test('a default that the env replaces needs no value', () => {
    const text = `${HEAD}defaults:\n  roleToAssume: "arn:aws:iam::{accountId}:role/{stage}"\nenvs:\n  dev: {userPoolId: eu-west-1_A, roleToAssume: null}\n  own: {managedBy: amplify, roleToAssume: null}\n`;
    expect(resolve(text).findings).toEqual([]);
  });
});

describe('names of every object', () => {
  const names = ['constructor', 'toString', 'prototype', 'hasOwnProperty', 'valueOf'];

  test.each([...names, '__proto__'])('%s as a key on every level', (name) => {
    const levels = [
      `${HEAD}${ENV}${name}: {polluted: true}\n`,
      `${HEAD}defaults: {${name}: {polluted: true}}\n${ENV}`,
      `${HEAD}envs: {${name}: {userPoolId: eu-west-1_A}}\n`,
      `${HEAD}envs: {dev: {userPoolId: eu-west-1_A, ${name}: {polluted: true}}}\n`,
      `${HEAD}envs: {dev: {userPoolId: eu-west-1_A, extends: ${name}}}\n`,
      `${HEAD}envs: {dev: {userPoolId: eu-west-1_A, account: ${name}}}\n`,
      `${HEAD}accounts: {${name}: {id: "111122223333"}}\n${ENV}`,
      `${HEAD}envs: {dev: {userPoolId: eu-west-1_A, groups: {${name}: "arn:aws:iam::111122223333:role/a"}}}\n`,
      `${HEAD}envs: {dev: {userPoolId: eu-west-1_A, categories: {${name}: [{auth: [read]}]}}}\n`,
      `${HEAD}envs: {dev: {userPoolId: eu-west-1_A, categories: {storage: [{bucket: abc, groups: {${name}: [read]}}]}}}\n`,
      `${HEAD}envs: {dev: {userPoolId: eu-west-1_A, policies: {${name}: manage}}}\n`,
      `${HEAD}envs: {dev: {userPoolId: eu-west-1_A, policies: ${name}, profile: ${name}}}\n`,
      `${HEAD}outputs: [{format: ${name}, path: a}]\n${ENV}`,
      `${HEAD}outputs: [{format: aws-exports, path: a, env: ${name}}]\n${ENV}`,
      `${HEAD}ignore: [{rule: ${name}, reason: x, until: 2027-03-31}]\n${ENV}`,
    ];
    const found = levels.map((text) => resolve(text));
    // A group of such a name with its role, and an account and an env of such a name, are fine; all else is reported.
    const fine = found.flatMap(({ findings }, level) => (findings.length === 0 ? [level] : []));
    expect(fine).toEqual(name === '__proto__' ? [] : [2, 6, 7]);
    expect(Object.hasOwn({}, 'polluted') || 'polluted' in {}).toBe(false);
  });
});

describe('odd YAML', () => {
  const odd: readonly (readonly [string, string])[] = [
    ['a complex key', `${HEAD}${ENV}? [a, b]\n: c\n`],
    ['an anchor on a key', `${HEAD}${ENV}&a x: *a\n`],
    ['a merge that is a circle', `${HEAD}a: &a {<<: *a}\n${ENV}`],
    ['a merge of a scalar', `${HEAD}envs: {dev: {<<: 1, userPoolId: eu-west-1_A}}\n`],
    ['binary', `${HEAD}${ENV}project2: !!binary aGVsbG8=\n`],
    ['a set', `${HEAD}${ENV}x: !!set {a, b}\n`],
    ['an omap', `${HEAD}${ENV}x: !!omap [a: 1]\n`],
    ['a tag of JavaScript', `${HEAD}${ENV}x: !!js/function "function () {}"\n`],
    ['several documents', `${HEAD}${ENV}---\n${HEAD}${ENV}`],
    ['nothing', ''],
    ['a byte order mark', '\uFEFF'],
    ['comments', '# a\n# b\n'],
    ['an empty document', '---\n...\n'],
    ['a scalar', 'x'],
    ['a NUL', `${HEAD}envs:\n  dev: {userPoolId: "eu-west-1_A\0"}\n`],
    ['half a surrogate pair', `${HEAD}"\uD800": 1\n${ENV}`],
    ['an escaped half', `${HEAD}"\\uD800": 1\n${ENV}`],
    ['a code point that is none', `${HEAD}"\\UFFFFFFFF": 1\n${ENV}`],
    ['deep in brackets', `${HEAD}x: ${'['.repeat(100_000)}`],
    ['deep in dashes', `${HEAD}x:\n ${'- '.repeat(100_000)}a`],
    ['deep in pairs', `${HEAD}x: ${'{a: '.repeat(100_000)}`],
    ['a tag for each', `${HEAD}${ENV}x: [${lines(2_000, (i) => `!!t${i} x, `)}]\n`],
    ['more than a mebibyte', `${HEAD}${ENV}# ${'é'.repeat(600_000)}\n`],
  ];

  test.each(odd)('%s is a finding', (_, text) => {
    const { findings } = resolve(text);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings[0]?.rule).toMatch(/^manifest\//);
  });

  test('dates and octal numbers of YAML 1.1 stay what is written', () => {
    const text = `%YAML 1.1\n---\n${HEAD}accounts: {a: {id: 012345678901}}\nignore: [{rule: client/*, reason: x, until: 2027-03-31}]\n${ENV}`;
    expect(resolve(text).findings.map(shown)).toEqual([]);
  });

  test.each([
    ['\n', 5],
    ['\r\n', 5],
  ])('lines end with %j', (eol, line) => {
    const text = `${HEAD}${ENV}wrong: 1\n`.replaceAll('\n', eol);
    expect(resolve(text).findings.map(({ place }) => [place.line, place.column])).toEqual([[line, 1]]);
  });

  test('NEL, LS and PS end no line', () => {
    const text = `${HEAD}# \u0085 \u2028 \u2029\n${ENV}wrong: "\u0085\u2028"\n`;
    expect(resolve(text).findings.map(({ place }) => [place.line, place.column])).toEqual([[6, 1]]);
  });
});

test('no mutation of a manifest throws', async () => {
  const base = [
    ...['version: 1', 'project: shop', 'accounts: {main: {id: "111122223333"}}', 'outputs:'],
    ...[
      '  - {format: aws-exports, path: "config/{env}/a.js"}',
      '  - {format: amplify-cli, path: amplify}',
      'defaults:',
    ],
    ...['  roleToAssume: &role "arn:aws:iam::{accountId}:role/ci"', 'envs:', '  dev: &dev', '    account: main'],
    ...[
      '    userPoolId: eu-west-1_AbCdEfGhI',
      '    groups: {editors: "arn:aws:iam::111122223333:role/e"}',
      '    categories:',
    ],
    ...['      storage: [{bucket: "shop-{env}", auth: [read], guest: [read], groups: {editors: [read]}}]'],
    ...['      rest: [{apiId: a1b2, stage: dev, paths: {"/items/{id}": {auth: [read]}}}]'],
    ...[
      '    lambdas: [{function: "f-{env}", access: [read]}]',
      '  prod: {extends: dev, <<: *dev, guest: true}',
      'ignore:',
    ],
    ...['  - {rule: "client/*", env: "d*", field: [a], reason: x, until: 2027-03-31}'],
  ];
  const bits = [
    '{',
    '}',
    '[',
    ']',
    ':',
    ' ',
    ',',
    '"',
    "'",
    '- ',
    '? ',
    '&a ',
    '*a',
    '*dev',
    '<<: ',
    '!!set ',
    '!!binary ',
    '|',
    '>',
    '#',
  ];
  const more = [
    '\n',
    '\r',
    '\t',
    '\0',
    '\uFEFF',
    '\u2028',
    '\uD800',
    '{constructor}',
    '__proto__',
    'extends: dev',
    '---\n',
    '%',
    '~',
    '0x1f',
    '1e999',
  ];
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(12),
    put: fc.constantFrom(...bits, ...more),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
      const text = edits.reduce((now, { at, cut, put }) => {
        const from = Math.floor(at * now.length);
        return now.slice(0, from) + put + now.slice(from + cut);
      }, base.join('\n'));
      const workspace = new FakeWorkspace({ 'amplify-auth.yml': text });
      const read = await readManifests(workspace, { manifest: [], workingDirectory: '.' }, '2026-12-01');
      expect(read.manifests.length + read.findings.length).toBeGreaterThan(0);
      selectEnvs(read.manifests, { envs: ['d*', '!(prod)'], excludeEnvs: ['x'] }, []);
    }),
    { numRuns: 500 },
  );
});

import { describe, expect, test } from '@jest/globals';
import { readDartLiteral } from '../../src/formats/dart.ts';
import { jsonNotation } from '../../src/formats/gen1/notation.ts';
import { readExports } from '../../src/formats/gen1/read-exports.ts';
import { readJson } from '../../src/formats/json/document.ts';
import { isNestedDeeper } from '../../src/formats/json/nesting.ts';
import { readLiteral } from '../../src/formats/reference-auth/literal.ts';
import { resourceParts } from '../../src/formats/reference-auth/resource-parts.ts';
import { lockParts } from '../../src/lock/lock-parts.ts';
import { readLock, writeLock } from '../../src/lock/lock-file.ts';
import { growth } from '../helpers/growth.ts';

// Files of a checkout that are read beside the manifest: what cannot be understood is said so, in time with their size.
function nested(levels: number): string {
  return `${'['.repeat(levels)}${']'.repeat(levels)}`;
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}

describe('nesting', () => {
  test.each([
    ['[[]]', 2, false],
    ['[[[]]]', 2, true],
    [`{"a": "${'['.repeat(9)}", "b\\"[": [1]}`, 2, false],
    ['[] '.repeat(9), 1, false],
    [`"${'a'.repeat(20_000_000)}`, 1, false],
  ])('%.20s… deeper than %d: %s', (text, levels, deeper) => {
    expect(isNestedDeeper(text, levels)).toBe(deeper);
  });

  test.each([101, 3_000, 1_000_000])('%d levels of JSON are too many', (levels) => {
    const text = `{"a": ${nested(levels - 1)}}`;
    expect(readJson(text)).toBe('it is nested too deep');
    expect(jsonNotation('correct', 2).read(text)).toBeUndefined();
    expect(readLock(text)).toEqual({ kind: 'unreadable', reason: 'it is nested deeper than 64 levels' });
  });

  test.each([101, 100_000])('%d levels of JavaScript are too many', (levels) => {
    expect(readExports(`export default {a: ${nested(levels)}};`)).toBeUndefined();
  });

  test.each([33, 40_000])('%d levels of a literal are too many', (levels) => {
    expect(readLiteral(nested(levels))).toBeUndefined();
  });

  test('what people write is not', () => {
    expect(readJson(`{"a": ${nested(90)}}`)).toMatchObject({ root: { type: 'object' } });
    expect(readExports(`export default {a: ${nested(90)}};`)).toBeDefined();
    expect(readLiteral(nested(20))).toBeDefined();
  });
});

describe('JavaScript', () => {
  test('constants made of constants do not grow without end', () => {
    const constants = lines(60, (i) => `const a${i + 1} = [a${i}, a${i}];\n`);
    expect(readExports(`const a0 = ['x'];\n${constants}export default {a: a60};\n`)).toBeUndefined();
    expect(readExports('const a = [1];\nexport default {b: [a, a]};\n')).toEqual({ b: [[1], [1]] });
  });

  test('nor does a long text', () => {
    const text = `const a = '${'x'.repeat(100_000)}';\nexport default {a: [${'a,'.repeat(1_000)}]};\n`;
    expect(readExports(text)).toBeUndefined();
  });

  test.each(['\\u{ffffffff}', '\\u{110000}'])('%s is no character', (escape) => {
    expect(readLiteral(`'${escape}'`)).toBeUndefined();
  });

  test('a literal of megabytes is not one of ours', () => {
    expect(readLiteral(`'${'a'.repeat(20_000_000)}'`)).toBeUndefined();
  });
});

test('Dart with an end in every comment', () => {
  const work = (size: number) => {
    expect(readDartLiteral(`const amplifyconfig = '''{}${"''';//".repeat(size)}\nx`, 'amplifyconfig')).toBeUndefined();
  };
  expect(growth(work, 50_000)).toBeLessThan(10);
  expect(
    readDartLiteral("// a\n/* ''' */ const amplifyconfig = r'''{\"a\": 1}''' ; /* b */ // c", 'amplifyconfig'),
  ).toBe('{"a": 1}');
  expect(readDartLiteral("const String amplifyconfig = '''{}''';//\n\n", 'amplifyconfig')).toBe('{}');
});

test('regions of very many envs', () => {
  const region = (i: number) =>
    `  // #region amplify-import-auth e${i}\n  {},\n  // #endregion amplify-import-auth e${i}\n`;
  const work = (size: number) => {
    const text = `${lines(size, region)}  // amplify-import-auth: end of the envs\n`;
    expect(resourceParts.parts(text)?.size).toBe(size);
  };
  expect(growth(work, 5_000)).toBeLessThan(10);
});

describe('a lock', () => {
  const entry =
    '{"accountId":"111122223333","region":"eu-west-1","roleToAssume":null,"userPoolId":"eu-west-1_AbCdEfGhI","webClientId":"4tq8example","nativeClientId":null,"identityPoolId":null,"authRoleArn":null,"guestRoleArn":null,"groups":{},"facts":{},"policies":[],"files":[]}';
  const lock = (envs: readonly string[], more = '') =>
    `{"version":1,"project":"shop","envs":{${envs.map((env) => `"${env}":${entry}`).join()}}${more}}`;

  test('names of every object are names like any other', () => {
    const read = readLock(lock(['constructor', 'toString', '__proto__'], ',"__proto__":{"polluted":true}'));
    expect(read.kind === 'lock' && Object.keys(read.lock.envs)).toEqual(['constructor', 'toString']);
    expect(read.kind === 'lock' && 'polluted' in read.lock).toBe(false);
    expect(read.kind === 'lock' && writeLock(read.lock)).not.toContain('polluted');
  });

  test('more envs than any fleet has', () => {
    const envs = Array.from({ length: 20_001 }, (_, i) => `e${i}`);
    expect(readLock(lock(envs))).toEqual({ kind: 'unreadable', reason: 'it has more than 20000 envs' });
  });

  test('many entries change in one go', () => {
    const work = (size: number) => {
      const text = lock(Array.from({ length: size }, (_, i) => `e${i}`));
      const parts = lockParts('shop');
      const changes = new Map([...(parts.parts(text) ?? [])].map(([env, part]) => [`${env}-2`, part] as const));
      expect(parts.parts(parts.withParts(text, changes))?.size).toBe(2 * size);
    };
    expect(growth(work, 500)).toBeLessThan(10);
  });
});

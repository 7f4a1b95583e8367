import { describe, expect, test } from '@jest/globals';
import { writeLock } from '../../src/lock/lock-file.ts';
import { emptyLock, filesOfPart, lockPart, lockParts, readLockPart } from '../../src/lock/lock-parts.ts';
import type { Lock } from '../../src/lock/model.ts';
import { arnOf, entryWith } from '../helpers/subject.ts';

const FILE = { path: 'a.json', format: 'dotenv', hash: 'sha256:2', published: true };
const [DEV, PROD] = [entryWith({ files: [FILE] }), entryWith({ accountId: '999988887777' })];
const LOCK: Lock = { version: 1, project: 'shop', envs: { dev: DEV, prod: PROD } };
const TEXT = writeLock(LOCK);
const shop = lockParts('shop');

test('an empty lock', () => {
  expect(emptyLock('shop')).toEqual({ version: 1, project: 'shop', envs: {} });
});

describe('the parts of a lock', () => {
  test.each<[string, string | null, ReadonlyMap<string, string> | undefined]>([
    [
      'one for each env',
      TEXT,
      new Map([
        ['dev', lockPart(DEV)],
        ['prod', lockPart(PROD)],
      ]),
    ],
    ['none if there is no file', null, new Map()],
    ['unknown if it is unreadable', 'x', undefined],
    ['unknown if it is newer', '{"version": 2}', undefined],
    ['unknown if it is that of another project', writeLock({ ...LOCK, project: 'blog' }), undefined],
  ])('%s', (_, text, expected) => {
    expect(shop.parts(text)).toEqual(expected);
  });

  test.each<[string, string | null, readonly (readonly [string, string | undefined])[], Lock['envs']]>([
    ['changed', TEXT, [['dev', lockPart(PROD)]], { dev: PROD, prod: PROD }],
    ['added', TEXT, [['test', lockPart(DEV)]], { dev: DEV, prod: PROD, test: DEV }],
    ['taken out', TEXT, [['dev', undefined]], { prod: PROD }],
    ['taken out that was not there', TEXT, [['test', undefined]], { dev: DEV, prod: PROD }],
    ['that holds no entry', TEXT, [['dev', writeLock(emptyLock(''))]], { prod: PROD }],
    ['in a new file', null, [['dev', lockPart(DEV)]], { dev: DEV }],
    ['in place of what is unreadable', 'x', [['dev', lockPart(DEV)]], { dev: DEV }],
  ])('one %s', (_, text, changes, envs) => {
    expect(shop.withParts(text, new Map(changes))).toBe(writeLock({ ...LOCK, envs }));
  });

  test('no change: the same bytes', () => {
    expect(shop.withParts(TEXT, new Map())).toBe(TEXT);
  });
});

describe('one part', () => {
  const spaced = JSON.stringify(JSON.parse(lockPart(DEV)));
  test.each<[string, string, ReturnType<typeof readLockPart>]>([
    ['is read again', lockPart(DEV), DEV],
    ['of another project is none', lockPart(DEV).replace('"project": ""', '"project": "shop"'), undefined],
    ['with a second env is none', writeLock({ ...LOCK, project: '', envs: { entry: DEV, more: DEV } }), undefined],
    ['under another name is none', writeLock({ ...LOCK, project: '', envs: { dev: DEV } }), undefined],
    ['in another form is none', spaced, undefined],
    ['that is unreadable is none', 'x', undefined],
    ['with a wrong ARN is none', lockPart({ ...DEV, authRoleArn: arnOf('*') }), undefined],
  ])('%s', (_, text, expected) => {
    expect(readLockPart(text)).toEqual(expected);
  });

  test('names its files', () => {
    expect(filesOfPart(lockPart(DEV))).toEqual([FILE]);
    expect(filesOfPart(writeLock(emptyLock('')))).toEqual([]);
  });
});

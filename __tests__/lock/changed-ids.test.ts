import { expect, test } from '@jest/globals';
import { changedIds } from '../../src/lock/changed-ids.ts';
import type { LockEntry } from '../../src/lock/model.ts';
import type { EnvSpec } from '../../src/manifest/model.ts';
import { entryWith, manifestOf } from '../helpers/subject.ts';

test.each<[string, Partial<EnvSpec>, Partial<LockEntry>, readonly string[]]>([
  ['nothing', {}, {}, []],
  ['the user pool', { userPoolId: 'eu-west-1_Other' }, {}, ['userPoolId']],
  ['a user pool that is left out', { userPoolId: undefined }, {}, ['userPoolId']],
  ['the web client', { webClientId: 'other' }, {}, ['webClientId']],
  ['a web client that AWS chooses', { webClientId: undefined }, {}, []],
  ['the native client', { nativeClientId: 'other' }, {}, ['nativeClientId']],
  ['a native client that is gone', { nativeClientId: undefined }, {}, ['nativeClientId']],
  ['a native client that is new', {}, { nativeClientId: null }, ['nativeClientId']],
  ['no native client, as before', { nativeClientId: undefined }, { nativeClientId: null }, []],
  ['the identity pool', { identityPoolId: 'eu-west-1:other' }, {}, ['identityPoolId']],
  ['an identity pool that is gone', { identityPoolId: undefined }, {}, ['identityPoolId']],
  ['no identity pool, as before', { identityPoolId: undefined }, { identityPoolId: null }, []],
  ['several', { userPoolId: 'a_b', identityPoolId: 'a:b' }, {}, ['userPoolId', 'identityPoolId']],
  ['an id that is wrong in itself', { userPoolId: undefined, unusable: new Set(['userPoolId']) }, {}, []],
  ['another than the wrong one', { webClientId: 'other', unusable: new Set(['userPoolId']) }, {}, ['webClientId']],
])('%s', (_, env, entry, expected) => {
  expect(changedIds({ ...manifestOf().envs[0]!, ...env }, entryWith(entry))).toEqual(expected);
});

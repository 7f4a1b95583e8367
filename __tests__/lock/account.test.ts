import { expect, test } from '@jest/globals';
import { accountIdOf } from '../../src/lock/account.ts';
import { entryWith, manifestOf } from '../helpers/subject.ts';

const role = (account: string) => `arn:aws:iam::${account}:role/r`;
const [A, B, C] = ['111111111111', '222222222222', '333333333333'] as const;

test.each<[string, readonly string[], string | undefined, string | undefined]>([
  ['none', [], undefined, undefined],
  ['the lock', [], C, C],
  ['accountId, before the lock and the roles', [`accountId: "${A}"`, `authRoleArn: ${role(B)}`], C, A],
  ['the lock, before the roles', [`authRoleArn: ${role(B)}`], C, C],
  ['authRoleArn', [`authRoleArn: ${role(A)}`, `guestRoleArn: ${role(B)}`], undefined, A],
  ['guestRoleArn', [`guestRoleArn: ${role(A)}`, `groups: {g: "${role(B)}"}`], undefined, A],
  ['a group', [`groups: {g: "${role(A)}"}`, `roleToAssume: ${role(B)}`], undefined, A],
  ['the role to assume for writing', [`roleToAssume: {read: "${role(B)}", write: "${role(A)}"}`], undefined, A],
  ['the role to assume for reading', [`roleToAssume: {read: "${role(A)}"}`], undefined, A],
])('the account of an env is given by %s', (_, lines, locked, expected) => {
  const entry = locked === undefined ? undefined : entryWith({ accountId: locked });
  expect(accountIdOf(manifestOf(lines).envs[0]!, entry)).toBe(expected);
});

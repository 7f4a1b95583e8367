import { describe, expect, test } from '@jest/globals';
import { differences } from '../../oracle/aws/emulators/compare.ts';
import { MISTAKES } from '../../oracle/aws/emulators/mistakes.ts';
import { normalizer } from '../../oracle/aws/emulators/normalize.ts';

// The parts of `npm run oracle:aws -- emulators` that need no second emulator.
describe('two emulators', () => {
  const said = ['plan: dev trust/missing: one', 'drift: success (exit code 0)'];

  test('that lead to the same differ in nothing', () => {
    expect(differences('a', said, 'b', [...said])).toEqual([]);
  });

  test('differ where one answers otherwise', () => {
    expect(differences('a', said, 'b', ['plan: dev trust/missing: two', said[1]!])).toEqual([
      'only on a: plan: dev trust/missing: one',
      'only on b: plan: dev trust/missing: two',
    ]);
  });

  test('differ where one says a thing twice', () => {
    expect(differences('a', said, 'b', [...said, said[0]!])).toEqual([`only on b: ${said[0]!}`]);
  });
});

test('what an emulator makes up is named, and the longest first', () => {
  const made = {
    ...{ name: 'dev', account: '111122223333', region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEfGhI' },
    ...{ userPoolArn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEfGhI', domain: '' },
    ...{ providerName: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI', webClientId: '', nativeClientId: '' },
    ...{ nativeClientSecret: '', identityPoolId: '', identityPoolArn: '', authRoleName: '', authRoleArn: '' },
    ...{ guestRoleName: '', guestRoleArn: '', bucket: '' },
    groups: { editors: { roleName: 'dev-editors-1', roleArn: 'arn:aws:iam::111122223333:role/dev-editors-1' } },
  };
  const normal = normalizer([made]);
  expect(normal(`${made.userPoolArn} ${made.userPoolId} dev eu-west-1 ${made.groups.editors.roleArn}`)).toBe(
    '<dev userPoolArn> <dev userPoolId> dev eu-west-1 <dev editors role>',
  );
});

test('there are envs with one mistake each, and one without', () => {
  expect(Object.keys(MISTAKES)).toHaveLength(27);
  expect(MISTAKES['ok']).toEqual({});
});

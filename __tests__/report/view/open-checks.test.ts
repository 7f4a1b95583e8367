import { describe, expect, test } from '@jest/globals';
import { openChecksOf } from '../../../src/report/view/open-checks.ts';
import { envNamed, findingIn, openIn, reportOf } from '../../helpers/reports.ts';

const dependent = { cause: 'dependency', reason: 'the user pool was not found' } as const;
const reasons = (...parts: Parameters<typeof reportOf>) =>
  openChecksOf(reportOf({ envs: [envNamed('dev'), envNamed('prod')] }, ...parts)).map(
    ({ reason, envs, rules }) => `${reason}: ${envs.join(' ')}: ${rules.join(' ')}`,
  );

describe('unchecked items', () => {
  test('are one row a reason', () => {
    const denied = { cause: 'denied', reason: 'iam:GetRole is denied', missingPermission: 'iam:GetRole' } as const;
    const unchecked = [
      openIn('dev', 'role/not-found', denied),
      openIn('dev', 'trust/missing', denied),
      openIn('prod', 'role/not-found', denied),
    ];
    expect(reasons({ unchecked })).toEqual(['iam:GetRole is denied: dev prod: role/not-found trust/missing']);
  });

  test.each([
    ['a finding on which it rests', [findingIn('dev', 'user-pool/not-found')], 0],
    ['a finding about the account', [findingIn('dev', 'account/mismatch')], 0],
    ['a finding on what comes later', [findingIn('dev', 'policy/quota')], 1],
    ['a finding of another env', [findingIn('prod', 'user-pool/not-found')], 1],
    ['a warning', [findingIn('dev', 'client/callback-urls')], 1],
    ['a finding that is accepted', [findingIn('dev', 'user-pool/not-found', { ignored: 'known' })], 1],
  ])('that may follow from %s', (_, findings, count) => {
    expect(reasons({ findings, unchecked: [openIn('dev', 'client/auth-flow', dependent)] })).toHaveLength(count);
  });

  test('that follow from another unchecked item are left out, but not that one', () => {
    const root = openIn('dev', 'role/not-found', { cause: 'denied', reason: 'denied' });
    const follower = openIn('dev', 'policy/quota', { ...dependent, reason: 'the role could not be read' });
    expect(reasons({ unchecked: [root, follower] })).toEqual(['denied: dev: role/not-found']);
  });

  test('for want of credentials follow from the finding that says so', () => {
    const unchecked = [openIn('dev', 'role/not-found', { cause: 'credentials', reason: 'expired' })];
    expect(reasons({ unchecked })).toHaveLength(1);
    expect(reasons({ unchecked, findings: [findingIn('dev', 'account/credentials')] })).toEqual([]);
  });

  test('whose cause is not known are never left out', () => {
    expect(
      reasons({ unchecked: [openIn('dev', 'client/auth-flow')], findings: [findingIn('dev', 'user-pool/not-found')] }),
    ).toHaveLength(1);
  });
});

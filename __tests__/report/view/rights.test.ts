import { describe, expect, test } from '@jest/globals';
import { rightsSentence } from '../../../src/report/view/rights.ts';
import { authRole, envNamed, guestRole, planOf, policyChange, reportOf } from '../../helpers/reports.ts';

const STYLE = { text: (text: string) => text, code: (text: string) => `\`${text}\`` };
const sentence = (...parts: Parameters<typeof reportOf>) =>
  rightsSentence(reportOf({ envs: [envNamed('dev'), envNamed('prod')] }, ...parts), STYLE);

const READ = ['s3:GetObject'];
const BOTH = ['s3:GetObject', 's3:PutObject'];

describe('rights', () => {
  test('gained and lost, by whom', () => {
    expect(
      sentence(
        planOf(policyChange('dev', authRole('dev'), BOTH, READ), policyChange('dev', guestRole('dev'), null, READ)),
      ),
    ).toBe('Signed-in users lose `s3:PutObject` (storage) in dev; guests gain `s3:GetObject` (storage) in dev.');
  });

  test('of several envs are said once', () => {
    const changes = ['dev', 'prod'].map((env) => policyChange(env, authRole(env), null, READ));
    expect(sentence(planOf(...changes))).toBe('Signed-in users gain `s3:GetObject` (storage).');
  });

  test('that other policies of the role give anyway are not gained', () => {
    const alreadyGranted = ['s3:GetObject on arn:aws:s3:::files-dev/*'];
    expect(sentence(planOf(policyChange('dev', authRole('dev'), null, READ, { alreadyGranted })))).toBeUndefined();
  });

  test('that another form of the same policy means are neither gained nor lost', () => {
    const change = policyChange('dev', authRole('dev'), ['s3:PutObject', 's3:GetObject'], BOTH);
    expect(sentence(planOf(change))).toBeUndefined();
  });

  test('on another resource', () => {
    const before = policyChange('prod', authRole('dev'), READ, READ).before;
    expect(sentence(planOf(policyChange('dev', authRole('dev'), [], READ, { before })))).toBe(
      'Signed-in users get `s3:GetObject` on other resources (storage) in dev.',
    );
  });

  test('of a group and of a role that serves several', () => {
    const grantees = ['auth', 'group editors'];
    expect(sentence(planOf(policyChange('dev', 'arn:aws:iam::1:role/r', null, READ, { grantees })))).toBe(
      'Signed-in users and members of editors gain `s3:GetObject` (storage) in dev.',
    );
  });

  test('of a run are those that it wrote', () => {
    const [done, failed] = [
      policyChange('dev', authRole('dev'), null, READ),
      policyChange('prod', authRole('prod'), null, READ),
    ];
    const outcome = ({ target, env }: typeof done, status: 'applied' | 'failed') =>
      ({ env, manifest: done.manifest, kind: 'role-policy', target, action: 'create', status }) as const;
    expect(sentence(planOf(done, failed), { outcomes: [outcome(done, 'applied'), outcome(failed, 'failed')] })).toBe(
      'Signed-in users gained `s3:GetObject` (storage) in dev.',
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import { RULES, isDrift, type RuleId } from '../../../src/domain/rule.ts';
import { nextSteps, settlementsOf } from '../../../src/report/view/next-steps.ts';
import { NOTHING_PUBLISHED } from '../../../src/steps/publish/publish.ts';
import {
  authRole,
  envNamed,
  fileChangeIn,
  findingIn,
  lockChangeIn,
  openIn,
  planOf,
  policyChange,
  reportOf,
} from '../../helpers/reports.ts';

const applied = (change: ReturnType<typeof fileChangeIn> | ReturnType<typeof policyChange>) =>
  ({
    env: change.env,
    manifest: change.manifest,
    kind: change.kind,
    target: change.target,
    action: change.action,
    status: 'applied',
  }) as const;

const FILE = fileChangeIn('dev', null, 'x');
const CLI = fileChangeIn('dev', null, 'x', { format: 'amplify-cli' });
const POLICY = policyChange('dev', authRole('dev'), null, ['s3:GetObject']);

describe('next', () => {
  test.each<[string, Parameters<typeof reportOf>[0], RegExp | null]>([
    ['nothing is left to do', {}, null],
    ['a problem', { findings: [findingIn('dev', 'role/shared')] }, /^Fix the problem and run `validate` again\.$/],
    ['a problem that is accepted', { findings: [findingIn('dev', 'role/shared', { ignored: 'x' })] }, null],
    ['a plan', { command: 'plan', ...planOf(FILE) }, /^Run `apply` to carry out this plan\. .*`plan-digest`/],
    ['a lock that changes', { command: 'plan', ...planOf(lockChangeIn('dev')) }, /^Run `apply`/],
    ['AWS was not asked', { mode: 'offline' }, /id-token: write/],
    [
      'a permission is missing',
      { unchecked: [openIn('dev', 'role/not-found', { missingPermission: 'iam:GetRole' })] },
      /missing permissions/,
    ],
    ['an incomplete run', { command: 'apply', incomplete: 'cancelled' }, /^Run `apply` again/],
    ['drift', { command: 'drift', findings: [findingIn('dev', 'drift/client')] }, /accept it, or restore/],
    [
      'a failed publish',
      { command: 'apply', findings: [findingIn(null, 'publish/refused')] },
      /^Fix what GitHub refused, then run `apply` again/,
    ],
    [
      'files were written',
      { command: 'apply', ...planOf(FILE), outcomes: [applied(FILE)] },
      /^Commit the files.* Build the apps anew/,
    ],
    ['the backend has to take it up', { command: 'apply', ...planOf(CLI), outcomes: [applied(CLI)] }, /`amplify push`/],
    [
      'only policies changed',
      { command: 'apply', ...planOf(POLICY), outcomes: [applied(POLICY)] },
      /No `amplify push` and no deployment is needed/,
    ],
    [
      'a pull request was opened',
      {
        command: 'apply',
        ...planOf(FILE),
        outcomes: [applied(FILE)],
        publication: { ...NOTHING_PUBLISHED, commitSha: 'a', pullRequest: { number: 7, url: 'u' } },
      },
      /^Review and merge pull request #7/,
    ],
  ])('where %s', (_, parts, expected) => {
    const steps = nextSteps(reportOf({ envs: [envNamed('dev')] }, parts), { pullRequest: false, terminal: false });
    if (expected === null) expect(steps).toEqual([]);
    else expect(steps.join(' ')).toMatch(expected);
  });

  test('on a pull request, and in a terminal', () => {
    const plan = reportOf({ command: 'plan', envs: [envNamed('dev'), envNamed('prod')] }, planOf(FILE));
    expect(nextSteps(plan, { pullRequest: true, terminal: false })[0]).toMatch(
      /^Merge this pull request, and run `apply`.* the plan of the 1 env that can be applied/,
    );
    expect(nextSteps(plan, { pullRequest: false, terminal: true })).toEqual([
      'Run `apply` to carry out the plan of the 1 env that can be applied.',
    ]);
  });
});

test('every kind of drift can be accepted and can be restored', () => {
  for (const rule of (Object.keys(RULES) as RuleId[]).filter(isDrift)) {
    const [settlement, ...more] = settlementsOf({ findings: [findingIn('dev', rule)] });
    expect([rule, more.length]).toEqual([rule, 0]);
    expect(settlement?.accept).toBeTruthy();
    expect(settlement?.restore).toBeTruthy();
  }
  expect(settlementsOf({ findings: [findingIn('dev', 'drift/file', { ignored: 'x' })] })).toEqual([]);
});

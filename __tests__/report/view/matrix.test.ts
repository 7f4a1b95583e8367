import { describe, expect, test } from '@jest/globals';
import { RULES, type RuleId } from '../../../src/domain/rule.ts';
import { CHECKS, checkOf, restsOn } from '../../../src/report/view/checks.ts';
import { matrixOf } from '../../../src/report/view/matrix.ts';
import { envNamed, fileChangeIn, findingIn, lockChangeIn, openIn, planOf, reportOf } from '../../helpers/reports.ts';

const shown = (...parts: Parameters<typeof reportOf>) =>
  matrixOf(reportOf(...parts)).map(({ env, standing, cells }) =>
    [env.name, standing, ...CHECKS.map(({ id }) => cells[id])].join(' '),
  );

test('every rule has a column, or is about the run or the account', () => {
  const without = (Object.keys(RULES) as RuleId[]).filter((rule) => checkOf(rule) === undefined);
  expect([...new Set(without.map((rule) => rule.split('/')[0]))].toSorted()).toEqual([
    'account',
    'apply',
    'collect',
    'input',
    'plan',
    'publish',
  ]);
  expect(checkOf('drift/trust')).toBe('roles');
  expect([restsOn('roles', 'user-pool'), restsOn('clients', 'roles'), restsOn('user-pool', undefined)]).toEqual([
    true,
    false,
    true,
  ]);
});

describe('the matrix', () => {
  test('the worst envs first, each thing in its column', () => {
    expect(
      shown({
        envs: [
          envNamed('ok'),
          envNamed('warned'),
          envNamed('open', 'unchecked'),
          envNamed('bad', 'blocked'),
          envNamed('moved'),
        ],
        findings: [
          findingIn('bad', 'trust/audience'),
          findingIn('bad', 'client/callback-urls'),
          findingIn('warned', 'policy/guest-write'),
          findingIn('moved', 'drift/file'),
          findingIn('ok', 'client/web-has-secret', { ignored: 'known' }),
        ],
        unchecked: [openIn('open', 'role/not-found')],
      }),
    ).toEqual([
      'bad broken ok warning ok error ok ok',
      'moved drifted ok ok ok ok ok drift',
      'warned warned ok ok ok ok warning ok',
      'open unchecked ok ok ok unchecked ok ok',
      'ok healthy ok ok ok ok ok ok',
    ]);
  });

  test('where AWS was not asked nothing is a pass', () => {
    expect(shown({ mode: 'offline', envs: [envNamed('dev')] })).toEqual([
      `dev unchecked ${'unchecked '.repeat(6).trim()}`,
    ]);
  });

  test('an env with only a user pool has neither identity pool nor roles', () => {
    const config = { ...envNamed('dev').config!, identityPoolId: null };
    expect(shown({ envs: [envNamed('dev', 'healthy', { config })] })).toEqual(['dev healthy ok ok none none ok ok']);
  });

  test('two manifests may have envs of one name; the lock follows from the rest', () => {
    const other = { ...envNamed('dev'), name: 'other/dev', manifest: 'other.yml' };
    const [one, two] = matrixOf(
      reportOf(
        { envs: [other, envNamed('dev')], findings: [findingIn('dev', 'role/shared')] },
        planOf(fileChangeIn('dev', null, 'x'), lockChangeIn('dev')),
      ),
    );
    expect([one?.env.name, one?.standing, one?.changes.length]).toEqual(['dev', 'broken', 1]);
    expect([two?.env.name, two?.standing, two?.changes.length]).toEqual(['other/dev', 'healthy', 0]);
  });
});

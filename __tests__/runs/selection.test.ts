import { describe, expect, test } from '@jest/globals';
import { verdictOf } from '../../src/report/verdict.ts';
import { Shop } from '../helpers/shop.ts';

describe('inputs that leave no env', () => {
  test.each([
    [{ envs: 'prod-*' }, ['No env matches the pattern "prod-*" of the input "envs".']],
    [{ envs: 'prod-*, stage?' }, [/"prod-\*"/, /"stage\?"/]],
    [{ 'exclude-envs': '*' }, ['The input "exclude-envs" leaves no env.']],
    [{ envs: 'd*', 'exclude-envs': 'dev' }, ['The input "exclude-envs" leaves no env.']],
  ])('by patterns: %j says so, and is not a pass', async (inputs, notes) => {
    const shop = new Shop('dev');
    for (const command of ['validate', 'plan', 'apply', 'drift', 'matrix']) {
      const report = await shop.run(command, inputs);
      expect(report.result).toBe('success');
      expect(report.notes).toEqual(
        notes.map((note) => (typeof note === 'string' ? note : (expect.stringMatching(note) as unknown))),
      );
      expect(verdictOf(report)).toEqual({ sign: '⚠️', title: 'There was no env to work on' });
    }
    expect(shop.aws.writes).toEqual([]);
  });

  test.each([
    [
      { envs: 'dev', 'exclude-envs': 'dev' },
      'input "exclude-envs" leaves none of the envs that input "envs" names: dev',
    ],
    [{ envs: 'dev', 'exclude-envs': '*' }, 'input "exclude-envs" leaves none of the envs that input "envs" names: dev'],
    [{ envs: 'prod' }, 'input "envs" names the env "prod", which does not exist'],
  ])('by a name: %j is an error', async (inputs, message) => {
    const shop = new Shop('dev');
    for (const command of ['validate', 'apply', 'matrix']) {
      const report = await shop.run(command, inputs);
      expect(report.findings).toMatchObject([{ rule: 'input/invalid', severity: 'error', message }]);
      expect(report.result).toBe('failure');
    }
  });

  test('a pattern that matches nothing beside one that does is a note', async () => {
    const shop = new Shop('dev', 'prod');
    const report = await shop.run('validate', { envs: 'dev, stage-*' });
    expect(report.envs.map(({ env }) => env)).toEqual(['dev']);
    expect(report.notes).toEqual(['No env matches the pattern "stage-*" of the input "envs".']);
    expect(report.findings).toEqual([]);
  });

  test('what is left out on purpose is no news', async () => {
    const shop = new Shop('dev', 'prod');
    const report = await shop.run('validate', { envs: 'dev, prod', 'exclude-envs': 'prod, stage-*' });
    expect(report.envs.map(({ env }) => env)).toEqual(['dev']);
    expect(report.notes).toEqual([]);
    expect(report.findings).toEqual([]);
  });
});

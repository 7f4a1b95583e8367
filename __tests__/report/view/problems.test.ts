import { describe, expect, test } from '@jest/globals';
import { acceptedOf, problemsOf } from '../../../src/report/view/problems.ts';
import { envNamed, findingIn, placeAtLine, reportOf } from '../../helpers/reports.ts';

const ENVS = { envs: ['dev', 'prod', 'eu-prod'].map((name) => envNamed(name)) };

const rows = (...findings: Parameters<typeof findingIn>[]) =>
  problemsOf(reportOf(ENVS, { findings: findings.map((one) => findingIn(...one)) })).map(
    ({ rule, message, places }) => `${rule}: ${message} [${places.map(({ name }) => name ?? '-').join(' ')}]`,
  );

describe('one row a cause', () => {
  test('the same problem of several envs, with the ids and names of each', () => {
    const classic = (env: string, id: string) =>
      [
        env,
        'identity-pool/classic-flow',
        { message: `the pool eu-west-1:${id} of role ${env}-auth allows it`, hint: 'Turn it off.' },
      ] as const;
    expect(rows([...classic('dev', '0a1')], [...classic('prod', '0b2')], [...classic('eu-prod', '0c3')])).toEqual([
      'identity-pool/classic-flow: the pool … of role … allows it [dev prod eu-prod]',
    ]);
  });

  test.each([
    ['a fix that names an id', { hint: 'Use client 3abc.' }, { hint: 'Use client 4def.' }],
    ['one with a statement', { hint: 'Add:\n{}' }, { hint: 'Add:' }],
    ['another problem', { message: 'it is red' }, { message: 'it is blue' }],
    ['another severity', { severity: 'error' as const }, { severity: 'warning' as const }],
  ])('%s is a row of its own', (_, one, other) => {
    expect(rows(['dev', 'trust/audience', one], ['prod', 'trust/audience', other])).toHaveLength(2);
  });

  test('a statement of its own goes along with each env', () => {
    const findings = (['dev', 'prod'] as const).map((env) =>
      findingIn(env, 'trust/audience', {
        message: `role ${env}-1 is so`,
        hint: `Give ${env}-1 this:\n{"aud": "${env}"}`,
      }),
    );
    const [problem, ...others] = problemsOf(reportOf(ENVS, { findings }));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ message: 'role … is so', fix: 'Give … this:' });
    expect(problem?.places.map(({ detail }) => detail)).toEqual(['{"aud": "dev"}', '{"aud": "prod"}']);
  });

  test('two of one env are two, whatever their names', () => {
    const key = (env: string, name: string) =>
      [env, 'manifest/unknown-key', { message: `the key "${name}" is not known` }] as const;
    expect(rows([...key('dev', 'a1')], [...key('dev', 'a2')], [...key('prod', 'a2')])).toEqual([
      'manifest/unknown-key: the key "a1" is not known [dev]',
      'manifest/unknown-key: the key "a2" is not known [dev prod]',
    ]);
  });

  test('the whole manifest is no env', () => {
    expect(rows([null, 'manifest/syntax'])).toEqual(['manifest/syntax: manifest/syntax is so [-]']);
  });
});

test('the fix is a sentence, and what belongs to it stands by itself', () => {
  const finding = findingIn('dev', 'trust/audience', { hint: 'Add this:\n{\n}', place: placeAtLine(3) });
  const [problem] = problemsOf(reportOf(ENVS, { findings: [finding] }));
  expect(problem).toMatchObject({ fix: 'Add this:', detail: '{\n}', places: [{ name: 'dev', place: { line: 3 } }] });
});

test('what is accepted is no problem, and keeps its reason', () => {
  const report = reportOf(ENVS, { findings: [findingIn('dev', 'role/shared', { ignored: 'until May' })] });
  expect([problemsOf(report).length, acceptedOf(report)[0]?.ignored]).toEqual([0, 'until May']);
});

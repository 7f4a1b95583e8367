import { expect, test } from '@jest/globals';
import { absent, known, unchecked, type Fact } from '../../src/domain/fact.ts';
import type { LambdaFunction } from '../../src/domain/observed.ts';
import { lambdaDrift } from '../../src/drift/lambda.ts';
import type { LockedLambda } from '../../src/lock/model.ts';
import { arnOf, entryWith, IDS, manifestOf, observedOf, subjectOf } from '../helpers/subject.ts';

const VARIABLE = 'AUTH_SHOP_USERPOOLID';
const why = unchecked('denied', 'not allowed');
const manifest = manifestOf(['lambdas: [{function: other}, {function: admin, access: [read]}]']);
const locked = (change: Partial<LockedLambda> = {}): LockedLambda => ({
  function: 'admin',
  role: arnOf('admin'),
  variable: VARIABLE,
  value: IDS.userPoolId,
  ...change,
});
function seen(change: Partial<LambdaFunction> = {}): Fact<LambdaFunction> {
  const variables = known({ [VARIABLE]: IDS.userPoolId });
  return known({ name: 'admin', arn: '', roleArn: arnOf('admin'), variables, updating: false, ...change });
}
const moved = `the Lambda function admin runs with ${arnOf('x')}; it was ${arnOf('admin')}`;
const variable = (what: string) => `the variable ${VARIABLE} of the Lambda function admin ${what}`;
const [missing, changed] = [variable('is missing'), variable('was changed by hand')];

test.each<[string, LockedLambda, Fact<LambdaFunction> | undefined, readonly string[]]>([
  ['as it was', locked(), seen(), []],
  ['not looked at', locked(), undefined, []],
  ['gone, which another rule reports', locked(), absent, []],
  ['unchecked', locked(), why, ['? not allowed']],
  ['with another role', locked(), seen({ roleArn: arnOf('x') }), [moved]],
  ['with another value', locked(), seen({ variables: known({ [VARIABLE]: 'other' }) }), [changed]],
  ['without the variable', locked(), seen({ variables: known({}) }), [missing]],
  ['without variables', locked(), seen({ variables: absent }), [missing]],
  ['with variables that cannot be read', locked(), seen({ variables: why }), ['? not allowed']],
  [
    'with another role and without the variable',
    locked(),
    seen({ roleArn: arnOf('x'), variables: known({}) }),
    [moved, missing],
  ],
  ['whose environment is left unchanged', locked({ variable: null, value: null }), seen({ variables: known({}) }), []],
  ['with a variable that is not of this action', locked({ variable: 'PATH', value: 'x' }), seen(), []],
  ['with a variable that was to be left out', locked({ value: null }), seen({ variables: known({}) }), []],
])('a function %s', (_, lambda, fact, expected) => {
  const observed = observedOf({ lambdas: new Map(fact === undefined ? [] : [['admin', fact]]) });
  const { findings, unchecked: open } = lambdaDrift(
    subjectOf({ manifest, observed }),
    entryWith({ lambdas: [lambda] }),
  );
  expect([...findings.map(({ message }) => message), ...open.map(({ reason }) => `? ${reason}`)]).toEqual(expected);
});

test('rules, fields and places', () => {
  const observed = observedOf({
    lambdas: new Map([
      ['admin', seen({ roleArn: arnOf('x'), variables: known({}) })],
      ['old', seen({ variables: why })],
    ]),
  });
  const lambdas = [locked(), locked({ function: 'old' })];
  const { findings, unchecked: open } = lambdaDrift(subjectOf({ manifest, observed }), entryWith({ lambdas }));
  const { value } = manifest.envs[0]!.source.entries.get('lambdas')!;
  const second = value.kind === 'list' ? value.items[1]!.place : undefined;
  expect(findings.map(({ rule, fields, place }) => [rule, fields, place])).toEqual([
    ['drift/role', ['admin'], second],
    ['drift/policy', [VARIABLE], second],
  ]);
  expect(open.map(({ rule, place }) => [rule, place])).toEqual([['drift/policy', value.place]]);
});

test('a lock without functions', () => {
  expect(lambdaDrift(subjectOf(), entryWith())).toEqual({ findings: [], unchecked: [] });
});

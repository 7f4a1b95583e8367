import { describe, expect, test } from '@jest/globals';
import type { Conditions, Statement } from '../../src/domain/iam-policy.ts';
import { canonicalOperator, repeatedNames } from '../../src/iam/conditions.ts';
import { isGranted } from '../../src/iam/coverage.ts';
import { canonicalPolicy, policyOf } from '../../src/iam/document.ts';

const under = (Condition: Conditions): Statement => ({
  Effect: 'Allow',
  Action: 's3:ListBucket',
  Resource: 'x',
  Condition,
});
const canonical = (Condition: Conditions) => canonicalPolicy(policyOf([under(Condition)]));
const ONE = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };

describe('IAM compares operators and keys without case', () => {
  test.each<[string, Conditions]>([
    ['keys', { StringEquals: { 'AWS:requestedregion': 'eu-west-1' } }],
    ['operators', { stringequals: { 'aws:RequestedRegion': ['eu-west-1'] } }],
    ['both', { STRINGEQUALS: { 'AWS:REQUESTEDREGION': ['eu-west-1', 'eu-west-1'] } }],
  ])('%s', (_what, conditions) => {
    expect(canonical(conditions)).toBe(canonical(ONE));
  });

  test.each<[string, Conditions]>([
    ['a key twice', { StringEquals: { 'AWS:requestedregion': 'us-east-1', 'aws:RequestedRegion': 'eu-west-1' } }],
    [
      'a key twice, the other way round',
      { StringEquals: { 'aws:RequestedRegion': 'eu-west-1', 'AWS:requestedregion': 'us-east-1' } },
    ],
    [
      'a key twice, alike',
      { StringEquals: { 'aws:RequestedRegion': 'eu-west-1', 'AWS:requestedregion': 'eu-west-1' } },
    ],
    ['an operator twice', { ...ONE, stringequals: { 'aws:RequestedRegion': 'us-east-1' } }],
    ['case of values', { StringEquals: { 'aws:RequestedRegion': 'EU-WEST-1' } }],
    ['IfExists', { StringEqualsIfExists: { 'aws:RequestedRegion': 'eu-west-1' } }],
  ])('not the same: %s', (_what, conditions) => {
    expect(canonical(conditions)).not.toBe(canonical(ONE));
  });

  test('what stands twice does not depend on its order', () => {
    const [a, b] = [{ 'aws:x': 'a' }, { 'AWS:X': 'b' }];
    expect(canonical({ Bool: { ...a, ...b } })).toBe(canonical({ Bool: { ...b, ...a } }));
  });
});

test.each([
  ['foranyvalue:stringlikeifexists', 'ForAnyValue:StringLikeIfExists'],
  ['FORALLVALUES:ARNLIKE', 'ForAllValues:ArnLike'],
  ['StringEquals', 'StringEquals'],
  ['NULL', 'Null'],
  ['Constructor', 'constructor'],
])('%s is %s', (operator, expected) => {
  expect(canonicalOperator(operator)).toBe(expected);
});

test('names that differ only in case', () => {
  expect(repeatedNames(['a', 'B', 'A', 'b', 'c', 'a'])).toEqual([
    ['A', 'a'],
    ['b', 'B'],
    ['a', 'a'],
  ]);
});

test('a right that brings a key twice is granted only where all that it brings fits', () => {
  const right = (conditions: Conditions) => ({ action: 's3:ListBucket', resource: 'x', conditions });
  const documents = [policyOf([under(ONE)])];
  expect(isGranted(right({ stringequals: { 'AWS:RequestedRegion': 'eu-west-1' } }), documents)).toBe(true);
  const twice = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1', 'AWS:RequestedRegion': 'us-east-1' } };
  expect(isGranted(right(twice), documents)).toBe(false);
});

import { describe, expect, test } from '@jest/globals';
import { partitionOf } from '../../src/domain/partition.ts';
import { parsePolicy, policyOf } from '../../src/iam/document.ts';
import { identityStatements, isStrict, names, trustStatement } from '../../src/iam/trust.ts';

const POOL = 'eu-west-1:11111111-2222-3333-4444-555555555555';
const AWS = partitionOf('eu-west-1');

test('the statement for a hint is one that the rules take', () => {
  const statement = trustStatement(POOL, 'authenticated', 'cognito-identity.amazonaws.com');
  const { allow, deny } = identityStatements(policyOf([statement]), AWS);
  expect(deny).toEqual([]);
  expect(allow).toHaveLength(1);
  expect(allow[0]!.audience.filter((condition) => isStrict(condition) && names(condition, POOL))).toHaveLength(1);
  expect(allow[0]!.amr.filter((condition) => isStrict(condition) && names(condition, 'authenticated'))).toHaveLength(1);
});

describe('which statements concern the identity service', () => {
  const count = (statement: object) => {
    const { allow, deny } = identityStatements(
      parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statement }))!,
      AWS,
    );
    return [allow.length, deny.length];
  };
  const base = {
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
  };

  test.each<[string, object, [number, number]]>([
    ['the usual one', base, [1, 0]],
    [
      'lists',
      { ...base, Principal: { Federated: [base.Principal.Federated, 'x'] }, Action: [base.Action, 'sts:TagSession'] },
      [1, 0],
    ],
    ['case of the action', { ...base, Action: 'STS:assumerolewithwebidentity' }, [1, 0]],
    ['all of STS', { ...base, Action: 'sts:*' }, [1, 0]],
    ['everybody', { ...base, Principal: '*' }, [1, 0]],
    [
      'everybody but somebody',
      { ...base, Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' } },
      [1, 0],
    ],
    ['everybody but the service', { ...base, Principal: undefined, NotPrincipal: base.Principal }, [0, 0]],
    ['everything but one action', { ...base, Action: undefined, NotAction: 'sts:AssumeRole' }, [1, 0]],
    ['a Deny', { ...base, Effect: 'Deny' }, [0, 1]],
    ['another service', { ...base, Principal: { Service: 'lambda.amazonaws.com' } }, [0, 0]],
    ['another provider', { ...base, Principal: { Federated: 'accounts.google.com' } }, [0, 0]],
    ['another action', { ...base, Action: 'sts:AssumeRole' }, [0, 0]],
    ['tags alone', { ...base, Action: 'sts:TagSession' }, [0, 0]],
  ])('%s', (_what, statement, expected) => {
    expect(count(statement)).toEqual(expected);
  });
});

describe('operators', () => {
  const condition = (operator: string, values: string | string[] = POOL) => {
    const statement = {
      ...trustStatement(POOL, 'authenticated', 'cognito-identity.amazonaws.com'),
      Condition: { [operator]: { 'Cognito-Identity.amazonaws.com:AUD': values } },
    };
    return identityStatements(policyOf([statement]), AWS).allow[0]!.audience[0]!;
  };

  test.each([
    ['StringEquals', true],
    ['stringequals', true],
    ['StringLike', true],
    ['ForAnyValue:StringEquals', true],
    ['StringEqualsIfExists', false],
    ['ForAllValues:StringEquals', false],
    ['StringNotEquals', false],
    ['StringNotLike', false],
    ['ArnEquals', false],
    ['Null', false],
  ])('%s is strict: %s', (operator, expected) => {
    expect(isStrict(condition(operator))).toBe(expected);
  });

  test('only StringLike knows wildcards', () => {
    expect(names(condition('StringEquals', 'eu-west-1:*'), POOL)).toBe(false);
    expect(names(condition('StringLike', 'eu-west-1:*'), POOL)).toBe(true);
  });

  test('only IgnoreCase takes another case', () => {
    expect(names(condition('StringEquals', POOL.toUpperCase()), POOL)).toBe(false);
    expect(names(condition('StringEqualsIgnoreCase', POOL.toUpperCase()), POOL)).toBe(true);
    expect(names(condition('StringEqualsIgnoreCaseIfExists', POOL.toUpperCase()), POOL)).toBe(true);
    expect(names(condition('StringEqualsIgnoreCase', `${POOL}0`), POOL)).toBe(false);
  });
});

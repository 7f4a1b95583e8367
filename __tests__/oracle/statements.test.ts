import { describe, expect, test } from '@jest/globals';
import { afterAcceptance } from '../../oracle/aws/statements/accepted.ts';
import { canName } from '../../oracle/aws/statements/arn-format.ts';
import { committedExtract, statementFaults } from '../../oracle/aws/statements/compare.ts';
import { generatedStatements, type Generated } from '../../oracle/aws/statements/generated.ts';
import { faultsIn, PROBLEMS } from '../../oracle/aws/statements/judge.ts';
import { CATEGORIES } from '../../src/categories/index.ts';
import type { Statement } from '../../src/domain/iam-policy.ts';

// Every statement that this action writes, by what AWS's Service Authorization Reference says of its actions, resources and keys.
// `npm run oracle:aws -- statements` keeps the extract true to the whole reference.
const extract = committedExtract();

test('the reference finds nothing that is not accepted', () => {
  expect(statementFaults(extract)).toEqual([]);
});

test('statements of all categories, but the owner’s own, and of Lambda functions were looked at', () => {
  const found = new Set(generatedStatements().map(({ category }) => category));
  const expected = CATEGORIES.map(({ name }) => name as string).filter((name) => name !== 'custom');
  expect([...found].toSorted()).toEqual([...expected, 'lambda'].toSorted());
});

/** The faults of one statement that somebody might write. */
function faultsOf(statement: Partial<Statement>): readonly string[] {
  const whole = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::files/*', ...statement } as const;
  const one: Generated = { category: 'storage', profile: 'strict', partition: 'aws', statement: whole };
  return faultsIn([one], extract).map(({ subject, problem }) => `${subject} ${problem}`);
}

describe('it finds', () => {
  const tracker = 'arn:aws:personalize:eu-west-1:111122223333:event-tracker/x';
  test.each<[string, Partial<Statement>, readonly string[]]>([
    ['nothing where all fits', {}, []],
    ['an action that does not exist', { Action: 'rekognition:DetectLabel', Resource: '*' }, [PROBLEMS.noAction]],
    ['an action that nobody has asked the reference for', { Action: 's3:PutObjekt' }, [PROBLEMS.unasked]],
    ['a pattern that nobody has asked the reference for', { Action: 's3:Put*' }, [PROBLEMS.unasked]],
    [
      'a resource for an action that takes none',
      { Action: 'personalize:PutEvents', Resource: tracker },
      [PROBLEMS.noResource, PROBLEMS.idle],
    ],
    ['a resource of another type', { Resource: 'arn:aws:s3:::files' }, [PROBLEMS.elsewhere, PROBLEMS.idle]],
    ['a resource that no action takes', { Resource: ['arn:aws:s3:::files', 'arn:aws:s3:::files/*'] }, [PROBLEMS.idle]],
    ['a resource of another partition', { Resource: 'arn:aws-cn:s3:::files/*' }, [PROBLEMS.elsewhere, PROBLEMS.idle]],
    ['"*" where a resource can be named', { Action: 'dynamodb:GetItem', Resource: '*' }, [PROBLEMS.wide]],
    ['a key of another action', { Condition: { StringLike: { 's3:prefix': 'x' } } }, [PROBLEMS.noKey]],
    [
      'a global key that nobody has asked the reference for',
      { Condition: { Bool: { 'aws:Nonsense': 'true' } } },
      [PROBLEMS.unasked],
    ],
  ])('%s', (_what, statement, problems) => {
    const found = faultsOf(statement);
    expect(found).toHaveLength(problems.length);
    problems.forEach((problem, index) => {
      expect(found[index]).toContain(problem);
    });
  });

  test('an acceptance that nothing needs any more', () => {
    const one = { why: 'history', category: 'geo', profile: 'strict', problem: PROBLEMS.wide } as const;
    expect(afterAcceptance([], [one])).toEqual({ open: [], needless: ['history'] });
  });
});

test.each([
  ['arn:aws:s3:::files/${cognito-identity.amazonaws.com:sub}/*', 'arn:${Partition}:s3:::${Bucket}/${Object}', true],
  ['arn:aws:s3:::files', 'arn:${Partition}:s3:::${Bucket}/${Object}', false],
  ['arn:aws:iot:eu-west-1:1:topic/a', 'arn:${Partition}:iot:${Region}:${Account}:topicfilter/${Filter}', false],
  [
    'arn:aws:lambda:eu-west-1:1:function:f',
    'arn:${Partition}:lambda:${Region}:${Account}:function:${Name}:${Version}',
    false,
  ],
  ['arn:aws:x:*:1:apps/a?', 'arn:${Partition}:x:${Region}:${Account}:apps/ab', true],
  ['*', 'arn:${Partition}:x', true],
])('%s can name %s: %s', (resource, format, expected) => {
  expect(canName(resource, format, 'aws')).toBe(expected);
});

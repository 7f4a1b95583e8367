import { expect, test } from '@jest/globals';
import { excessOf } from '../../src/policies/custom-excess.ts';
import { allow } from '../../src/policies/statement.ts';

const FILES = 'arn:aws:s3:::files/*';

test.each<[string | readonly string[], string | readonly string[], readonly string[]]>([
  // Administrators, whatever the resource.
  ['*', '*', ['*']],
  ['*', FILES, ['*']],
  ['*:*', FILES, ['*:*']],
  ['iam:PassRole', 'arn:aws:iam::111122223333:role/x', ['iam:PassRole']],
  ['IAM:*', '*', ['IAM:*']],
  ['sts:AssumeRole', 'arn:aws:iam::111122223333:role/x', ['sts:AssumeRole']],
  ['cognito-idp:AdminSetUserPassword', '*', ['cognito-idp:AdminSetUserPassword']],
  ['cognito-identity:*', '*', ['cognito-identity:*']],
  // Whole services.
  ['s3:*', '*', ['s3:*']],
  ['s3:*', FILES, ['s3:*']],
  ['S3:**', FILES, ['S3:**']],
  ['s3:?*', FILES, ['s3:?*']],
  ['*:GetObject', FILES, ['*:GetObject']],
  // Everything there is, by wildcard or where data has an owner.
  ['ses:Send*', '*', ['ses:Send* on *']],
  ['s3:GetObject', '*', ['s3:GetObject on *']],
  ['s3:GetObject', 'arn:aws:s3:::*', ['s3:GetObject on arn:aws:s3:::*']],
  ['S3:GetObject', 'arn:aws:s3:::*/*', ['S3:GetObject on arn:aws:s3:::*/*']],
  ['dynamodb:GetItem', 'arn:aws:dynamodb:*:*:*', ['dynamodb:GetItem on arn:aws:dynamodb:*:*:*']],
  ['kms:Decrypt', ['arn:aws:*:eu-west-1:1:key/x'], ['kms:Decrypt on arn:aws:*:eu-west-1:1:key/x']],
  [['s3:GetObject', 'ses:SendEmail'], [FILES, '*'], ['s3:GetObject on *']],
  // What an app may need.
  ['ses:SendEmail', '*', []],
  ['cloudwatch:PutMetricData', '*', []],
  ['s3:GetObject', FILES, []],
  ['s3:Get*', 'arn:aws:s3:::files/public/*', []],
  ['s3:GetObject', 'arn:aws:s3:::files-*', []],
  ['iam:GetRole', 'arn:aws:iam::111122223333:role/x', []],
])('%j on %j: %j', (actions, resources, expected) => {
  expect(excessOf(allow([actions].flat(), [resources].flat()))).toEqual(expected);
});

test('a condition does not excuse it', () => {
  const condition = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
  expect(excessOf(allow(['iam:PassRole', 's3:*'], ['*'], condition))).toEqual(['iam:PassRole', 's3:*']);
});

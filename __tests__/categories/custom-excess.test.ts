import { expect, test } from '@jest/globals';
import { excessOf } from '../../src/categories/custom-excess.ts';
import { allow } from '../../src/iam/statement.ts';

const FILES = 'arn:aws:s3:::files/*';
const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/';
const SSM = 'arn:aws:ssm:eu-west-1:111122223333:';

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
  // Services whose data has an owner, on every account, region or name.
  [
    'secretsmanager:GetSecretValue',
    'arn:aws:secretsmanager:*:*:*',
    ['secretsmanager:GetSecretValue on arn:aws:secretsmanager:*:*:*'],
  ],
  ['kms:Decrypt', 'arn:aws:kms:eu-west-1:*:key/abc', ['kms:Decrypt on arn:aws:kms:eu-west-1:*:key/abc']],
  ['ssm:GetParameter', `${SSM}parameter/*`, [`ssm:GetParameter on ${SSM}parameter/*`]],
  ['dynamodb:GetItem', `${TABLE}*`, [`dynamodb:GetItem on ${TABLE}*`]],
  [
    'dynamodb:GetItem',
    'arn:aws:dynamodb:eu-west-1::table/notes',
    ['dynamodb:GetItem on arn:aws:dynamodb:eu-west-1::table/notes'],
  ],
  [
    'dynamodb:GetItem',
    'arn:*:dynamodb:eu-west-1:111122223333:table/notes',
    ['dynamodb:GetItem on arn:*:dynamodb:eu-west-1:111122223333:table/notes'],
  ],
  [
    'lambda:InvokeFunction',
    'arn:aws:lambda:*:111122223333:function:mail',
    ['lambda:InvokeFunction on arn:aws:lambda:*:111122223333:function:mail'],
  ],
  ['LAMBDA:invokefunction', '*', ['LAMBDA:invokefunction on *']],
  [
    'dynamodb:GetItem',
    'arn:aws:dynamodb:eu-west-1:${aws:PrincipalAccount}:table/notes',
    ['dynamodb:GetItem on arn:aws:dynamodb:eu-west-1:${aws:PrincipalAccount}:table/notes'],
  ],
  [
    'dynamodb:GetItem',
    `${TABLE}\${aws:PrincipalTag/table}`,
    [`dynamodb:GetItem on ${TABLE}\${aws:PrincipalTag/table}`],
  ],
  [
    's3:GetObject',
    'arn:aws:s3:::${aws:PrincipalTag/bucket}/*',
    ['s3:GetObject on arn:aws:s3:::${aws:PrincipalTag/bucket}/*'],
  ],
  ['cognito-idp:DescribeUserPoolClient', '*', ['cognito-idp:DescribeUserPoolClient on *']],
  ['organizations:DescribeAccount', '*', ['organizations:DescribeAccount on *']],
  ['sso:ListInstances', '*', ['sso:ListInstances on *']],
  ['cloudformation:DescribeStacks', '*', ['cloudformation:DescribeStacks on *']],
  ['iam:GetRole', '*', ['iam:GetRole on *']],
  ['ec2:DescribeInstances', '*', ['ec2:DescribeInstances on *']],
  // What leads to more rights, and writes of identity pools, whatever the resource.
  ['lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-west-1:111122223333:function:mail', ['lambda:UpdateFunctionCode']],
  [
    'cloudformation:UpdateStack',
    'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/1',
    ['cloudformation:UpdateStack'],
  ],
  ['organizations:LeaveOrganization', '*', ['organizations:LeaveOrganization']],
  ['sso:Create*', '*', ['sso:Create*']],
  [
    'cognito-identity:SetIdentityPoolRoles',
    'arn:aws:cognito-identity:eu-west-1:111122223333:identitypool/eu-west-1:1',
    ['cognito-identity:SetIdentityPoolRoles'],
  ],
  ['Cognito-Identity:Update*', '*', ['Cognito-Identity:Update*']],
  // Wildcards in services, and all of one.
  ['k?s:Decrypt', `${TABLE}notes`, ['k?s:Decrypt']],
  ['*:Get*', FILES, ['*:Get*']],
  ['kms:*', 'arn:aws:kms:eu-west-1:111122223333:key/abc', ['kms:*']],
  ['secretsmanager:Get*', '*', ['secretsmanager:Get* on *']],
  // What an app may need.
  ['dynamodb:GetItem', `${TABLE}notes`, []],
  ['dynamodb:Query', [`${TABLE}notes/index/*`, `${TABLE}shop-*`], []],
  ['lambda:InvokeFunction', 'arn:aws:lambda:eu-west-1:111122223333:function:shop-mail:*', []],
  ['ssm:GetParameter', `${SSM}parameter/shop/*`, []],
  ['secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/mail-*', []],
  ['s3:GetObject', 'arn:aws:s3:::files/private/${cognito-identity.amazonaws.com:sub}/*', []],
  ['s3:GetObject', 'arn:aws:s3:eu-west-1:111122223333:accesspoint/shop/object/*', []],
  ['bedrock:InvokeModel', 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0', []],
  ['geo-maps:GetTile', 'arn:aws:geo-maps:eu-west-1::provider/default', []],
  ['execute-api:Invoke', 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/dev/GET/*', []],
  ['sns:Publish', 'arn:aws:sns:eu-west-1:111122223333:news', []],
  ['rekognition:DetectLabels', '*', []],
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

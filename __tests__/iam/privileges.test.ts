import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Statement } from '../../src/domain/iam-policy.ts';
import { policyOf } from '../../src/iam/document.ts';
import { privilegesOf } from '../../src/iam/privileges.ts';

function allow(Action: string | readonly string[]): Statement {
  return { Effect: 'Allow', Action, Resource: '*' };
}

const administrative = (...statements: readonly Statement[]) => privilegesOf(policyOf(statements)).administrative;

describe('actions of an administrator', () => {
  test.each([
    '*',
    '*:*',
    'i*:*',
    'IAM:*',
    'iam:Put*',
    'iam:*Policy',
    'iam:?etRole',
    'iam:PassRole',
    'iam:CreateUser',
    'sts:AssumeRole',
    'sts:AssumeRoleWithWebIdentity',
    'sts:*',
    'cognito-idp:*',
    'cognito-idp:Admin*',
    'cognito-idp:AdminDeleteUser',
    'cognito-idp:UpdateUserPoolClient',
    'cognito-*:*',
  ])('%s', (pattern) => {
    expect(administrative(allow(['s3:GetObject', pattern]))).toEqual([pattern]);
  });

  test.each([
    's3:*',
    'dynamodb:*',
    'iam:Get*',
    'iam:GetRole',
    'iam:ListRoles',
    'iam:SimulatePrincipalPolicy',
    'sts:GetCallerIdentity',
    'cognito-idp:Describe*',
    'cognito-idp:AdminGetUser',
    'cognito-idp:AdminList*',
    'cognito-identity:*',
    'cognito-sync:*',
    'iamx:*',
    'execute-api:Invoke',
  ])('not: %s', (pattern) => {
    expect(administrative(allow(pattern))).toEqual([]);
  });
});

describe('everything but something', () => {
  const but = (NotAction: string | readonly string[]): Statement => ({ Effect: 'Allow', NotAction, Resource: '*' });

  test.each<[string | readonly string[], readonly string[]]>([
    ['s3:*', ['everything but s3:*']],
    [['iam:*', 'sts:*'], ['everything but iam:*, sts:*']],
    [['iam:Create*', 'sts:*', 'cognito-idp:*'], ['everything but iam:Create*, sts:*, cognito-idp:*']],
    // However long the list, everything that AWS will ever add is allowed.
    [['iam:*', 'STS:*', 'cognito-idp:*'], ['everything but iam:*, STS:*, cognito-idp:*']],
    ['*', []],
    ['*:*', []],
  ])('%j', (exceptions, expected) => {
    expect(administrative(but(exceptions))).toEqual(expected);
  });
});

test('a Deny on everything takes back everything but something', () => {
  const but: Statement = { Effect: 'Allow', NotAction: 's3:*', Resource: '*' };
  expect(administrative(but, { Effect: 'Deny', Action: '*', Resource: '*' })).toEqual([]);
});

describe('what leads to more rights', () => {
  const on = (Action: string | readonly string[], Resource: string | readonly string[]): Statement => ({
    Effect: 'Allow',
    Action,
    Resource,
  });
  const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:shop-mail';

  test.each<[string, string]>([
    ['lambda:UpdateFunctionCode', '*'],
    ['Lambda:updatefunctionCODE', 'arn:aws:lambda:*:*:*'],
    ['lambda:*', 'arn:aws:lambda:eu-west-1:*:function:shop-mail'],
    ['lambda:Create*', 'arn:aws:lambda:eu-west-1:111122223333:function:*'],
    ['l?mbda:Update*', '*'],
    ['organizations:*', '*'],
    ['organizations:CreateAccount', '*'],
    ['sso:CreateAccountAssignment', '*'],
    ['identitystore:CreateGroupMembership', '*'],
    ['cloudformation:CreateStack', '*'],
    ['cloudformation:*', 'arn:aws:cloudformation:*:*:stack/*'],
    ['ec2:RunInstances', '*'],
    ['ec2:*', '*'],
    ['ssm:SendCommand', '*'],
    ['ssm:Start*', 'arn:*:ssm:eu-west-1:111122223333:document/shop'],
    ['glue:CreateDevEndpoint', '*'],
    ['codebuild:StartBuild', '*'],
    ['secretsmanager:Get*', '*'],
    ['kms:CreateGrant', 'arn:aws:kms:eu-west-1:${aws:PrincipalAccount}:key/abc'],
    ['*:Get*', '*'],
  ])('%s on %s', (action, resource) => {
    expect(administrative(on(['s3:GetObject', action], resource))).toEqual([`${action} on ${resource}`]);
  });

  test.each<[string, string]>([
    ['lambda:UpdateFunctionCode', FUNCTION],
    ['lambda:InvokeFunction', '*'],
    ['lambda:Get*', '*'],
    ['ssm:SendCommand', 'arn:aws:ssm:*:111122223333:document/shop-restart'],
    ['secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/mail-*'],
    ['organizations:Describe*', '*'],
    ['cloudformation:List*', '*'],
    ['states:StartExecution', '*'],
    ['iot:*', '*'],
  ])('not: %s on %s', (action, resource) => {
    expect(administrative(on(action, resource))).toEqual([]);
  });

  test('on everything but something', () => {
    const statement: Statement = { Effect: 'Allow', Action: 'lambda:*', NotResource: FUNCTION };
    expect(administrative(statement)).toEqual([`lambda:* on everything but ${FUNCTION}`]);
  });

  test('a Deny takes it back', () => {
    expect(administrative(on('lambda:*', '*'), { Effect: 'Deny', Action: 'lambda:*', Resource: '*' })).toEqual([]);
  });

  test('writes of identity pools are reported with the consoles’ own policies', () => {
    const { administrative: none, broad } = privilegesOf(
      policyOf([
        on(['cognito-identity:SetIdentityPoolRoles', 'cognito-identity:GetId', 'cognito-identity:Update*'], '*'),
      ]),
    );
    expect([none, broad]).toEqual([[], ['cognito-identity:SetIdentityPoolRoles', 'cognito-identity:Update*']]);
  });
});

describe('what a Deny takes back', () => {
  const deny = (Action: string | readonly string[], more: Partial<Statement> = {}): Statement => ({
    Effect: 'Deny',
    Action,
    Resource: '*',
    ...more,
  });

  test.each<[string, Statement, readonly string[]]>([
    ['the same', deny('iam:PassRole'), []],
    ['in another case', deny('IAM:passrole'), []],
    ['more', deny(['s3:*', 'iam:*']), []],
    ['everything', deny('*'), []],
    ['less', deny('iam:CreateUser'), ['iam:PassRole']],
    ['on one resource', deny('iam:*', { Resource: 'arn:aws:iam::111122223333:role/x' }), ['iam:PassRole']],
    ['at times', deny('iam:*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }), ['iam:PassRole']],
  ])('%s', (_what, statement, expected) => {
    expect(administrative(allow('iam:PassRole'), statement)).toEqual(expected);
  });

  test('a Deny on single letters takes no wildcard back', () => {
    expect(administrative(allow('iam:*'), deny('iam:?'))).toEqual(['iam:*']);
  });
});

test("the consoles' own policies are told apart", () => {
  const document = policyOf([
    allow(['mobileanalytics:PutEvents', 'Cognito-Sync:*', 'cognito-identity:*']),
    allow(['cognito-identity:GetId', 'cognito-identity:*', 'iam:*']),
  ]);
  expect(privilegesOf(document)).toEqual({
    administrative: ['iam:*'],
    broad: ['Cognito-Sync:*', 'cognito-identity:*'],
  });
});

test('no wildcard over the guarded services is missed, wherever it stands', () => {
  const writes = ['iam:putrolepolicy', 'sts:assumerole', 'cognito-idp:admincreateuser'];
  fc.assert(
    fc.property(fc.constantFrom(...writes), fc.nat(), fc.nat(), (write, from, length) => {
      const start = from % write.length;
      const pattern = `${write.slice(0, start)}*${write.slice(start + (length % 8))}`;
      expect(administrative(allow(pattern))).toEqual([pattern]);
    }),
  );
});

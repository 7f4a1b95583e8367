/**
 * The forms that AWS gives its ids, as its API references define them: DescribeUserPool (UserPoolIdType), DescribeUserPoolClient
 * (ClientIdType), DescribeIdentityPool (IdentityPoolId) and IAM (arnType for roles).
 */
export interface IdFormat {
  readonly what: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly where: string;
}

export const ID_FORMATS = {
  userPoolId: {
    what: 'a user pool id',
    pattern: /^(?=.{1,55}$)[\w-]+_[0-9a-zA-Z]+$/,
    example: 'eu-west-1_AbCdEfGhI',
    where: 'the overview of the user pool in the Cognito console',
  },
  clientId: {
    what: 'an app client id',
    pattern: /^[\w+]{1,128}$/,
    example: '4tq8k2example7s9f0h1j2k3l4',
    where: 'the list of app clients of the user pool in the Cognito console',
  },
  identityPoolId: {
    what: 'an identity pool id',
    pattern: /^(?=.{1,55}$)[\w-]+:[0-9a-f-]+$/,
    example: 'eu-west-1:11111111-2222-3333-4444-555555555555',
    where: 'the overview of the identity pool in the Cognito console',
  },
  roleArn: {
    what: 'the ARN of an IAM role',
    pattern: /^(?=.{20,2048}$)arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    example: 'arn:aws:iam::111122223333:role/shop-dev-auth',
    where: 'the summary of the role in the IAM console',
  },
  accountId: {
    what: 'an AWS account id of twelve digits',
    pattern: /^\d{12}$/,
    example: '"111122223333"',
    where: 'the account menu of the AWS console',
  },
} as const satisfies Record<string, IdFormat>;

/** The format that uses exactly this pattern, if any does. */
export function formatOfPattern(pattern: string): IdFormat | undefined {
  return Object.values(ID_FORMATS).find((format) => String(format.pattern) === pattern);
}

import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { AwsClients } from '../../scripts/testbed/aws-clients.mjs';

/** Everything that a validation reads, and nothing else. */
export const READS: readonly string[] = [
  'cognito-idp:DescribeUserPool',
  'cognito-idp:GetUserPoolMfaConfig',
  'cognito-idp:DescribeUserPoolClient',
  'cognito-idp:GetGroup',
  'cognito-identity:DescribeIdentityPool',
  'cognito-identity:GetIdentityPoolRoles',
  'iam:GetRole',
  'iam:ListRolePolicies',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
];

/** What an apply does besides. */
export const WRITES: readonly string[] = ['iam:PutRolePolicy', 'iam:DeleteRolePolicy'];

/** A statement of a trust policy. */
export type TrustStatement = Record<string, unknown>;

/** Lets jobs assume a role by their OIDC token, as far as its subject matches. */
export function trustsGitHub(account: string, subject = 'repo:octo/demo:*'): TrustStatement {
  const issuer = 'token.actions.githubusercontent.com';
  return {
    Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
      StringLike: { [`${issuer}:sub`]: subject },
    },
  };
}

/** Lets an account assume a role, as far as it knows the external id. */
export function trustsAccount(account: string, externalId?: string): TrustStatement {
  return {
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'sts:AssumeRole',
    ...(externalId === undefined ? {} : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
  };
}

/** Makes a role for CI, with actions on everything or a whole policy; gives its ARN. */
export async function makeCiRole(
  { iam, account }: AwsClients,
  name: string,
  trust: TrustStatement,
  rights: readonly string[] | object = READS,
): Promise<string> {
  const document = (statement: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: document(trust) }));
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: name,
      PolicyName: 'ci',
      PolicyDocument: Array.isArray(rights) ? document({ Action: rights, Resource: '*' }) : JSON.stringify(rights),
    }),
  );
  return `arn:aws:iam::${account}:role/${name}`;
}

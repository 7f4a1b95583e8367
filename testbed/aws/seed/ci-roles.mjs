// @ts-check
/**
 * IAM roles of the user's, for CI to work in.
 */
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';

/** Everything that a validation reads, and nothing else. @type {readonly string[]} */
export const READS = [
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

/** By which plan and apply prove rights. @type {readonly string[]} */
export const PROOF = ['iam:SimulatePrincipalPolicy'];

/** What an apply does too. @type {readonly string[]} */
export const WRITES = ['iam:PutRolePolicy', 'iam:DeleteRolePolicy'];

/**
 * A statement of a trust policy.
 *
 * @typedef {Record<string, unknown>} TrustStatement
 */

/**
 * Lets jobs assume a role by their OIDC token, as far as its subject matches.
 *
 * @param {string} account
 * @param {string} [subject]
 * @returns {TrustStatement}
 */
export function trustsGitHub(account, subject = 'repo:octo/demo:*') {
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

/**
 * Lets an account assume a role, as far as it knows the external id.
 *
 * @param {string} account
 * @param {string} [externalId]
 * @returns {TrustStatement}
 */
export function trustsAccount(account, externalId) {
  return {
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'sts:AssumeRole',
    ...(externalId === undefined ? {} : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
  };
}

/**
 * Makes a role for CI, with actions on everything or a whole policy.
 *
 * @param {import('../aws-clients.mjs').AwsClients} clients
 * @param {string} name
 * @param {TrustStatement} trust
 * @param {readonly string[] | object} [rights] actions on everything, or a whole policy
 * @returns {Promise<string>} its ARN
 */
export async function makeCiRole({ iam, account }, name, trust, rights = READS) {
  const document = (/** @type {object} */ statement) =>
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

/**
 * What differs between AWS's partitions, as far as Cognito and IAM are concerned.
 *
 * Sources: IAM and Cognito developer guides; the endpoint rules of the AWS SDK v3 (which signs IAM calls for the region
 * given here). In China and in the European Sovereign Cloud the name of the identity service in trust policies is
 * not documented consistently, so it is left open there: trust policies are then "unchecked", never wrong.
 */
export interface Partition {
  readonly id: string;
  /** Where IAM, a global service, is signed for. */
  readonly iamRegion: string;
  /** Ends host names such as `cognito-idp.<region>.<dnsSuffix>`, and so the provider names in identity pools. */
  readonly dnsSuffix: string;
  /** The federated principals that stand for Cognito identity pools in this partition's trust policies. */
  readonly identityPrincipals: readonly string[];
}

const COMMERCIAL: Partition = {
  id: 'aws',
  iamRegion: 'us-east-1',
  dnsSuffix: 'amazonaws.com',
  identityPrincipals: ['cognito-identity.amazonaws.com'],
};

const BY_REGION_PREFIX: readonly (readonly [prefix: string, partition: Partition])[] = [
  ['cn-', { id: 'aws-cn', iamRegion: 'cn-north-1', dnsSuffix: 'amazonaws.com.cn', identityPrincipals: [] }],
  [
    'us-gov-',
    {
      id: 'aws-us-gov',
      iamRegion: 'us-gov-west-1',
      dnsSuffix: 'amazonaws.com',
      identityPrincipals: ['cognito-identity-us-gov.amazonaws.com', 'cognito-identity.us-gov-east-1.amazonaws.com'],
    },
  ],
  ['eusc-', { id: 'aws-eusc', iamRegion: 'eusc-de-east-1', dnsSuffix: 'amazonaws.eu', identityPrincipals: [] }],
];

/** The partition that a region belongs to. */
export function partitionOf(region: string): Partition {
  return BY_REGION_PREFIX.find(([prefix]) => region.startsWith(prefix))?.[1] ?? COMMERCIAL;
}

/**
 * How an identity pool names a user pool among its providers, for example
 * `cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI`.
 */
export function providerNameOf(userPoolId: string): string {
  const region = regionOfUserPool(userPoolId);
  return `cognito-idp.${region}.${partitionOf(region).dnsSuffix}/${userPoolId}`;
}

/** `eu-west-1_AbCdEfGhI` → `eu-west-1`. */
export function regionOfUserPool(userPoolId: string): string {
  return userPoolId.slice(0, Math.max(0, userPoolId.lastIndexOf('_')));
}

/** `eu-west-1:1111…` → `eu-west-1`. */
export function regionOfIdentityPool(identityPoolId: string): string {
  return identityPoolId.slice(0, Math.max(0, identityPoolId.indexOf(':')));
}

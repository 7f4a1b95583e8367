/**
 * What differs between AWS's partitions, as far as Cognito and IAM are concerned.
 *
 * Sources: IAM and Cognito developer guides; the endpoint rules of the AWS SDK v3 (which signs IAM calls for the region
 * given here); the GovCloud and China user guides for the principals. How the identity service is called in the European
 * Sovereign Cloud is not documented: trust policies are "unchecked" there, never wrong.
 */
export interface Partition {
  readonly id: string;
  /** Where IAM, a global service, is signed for. */
  readonly iamRegion: string;
  /** Ends host names such as `cognito-idp.<region>.<dnsSuffix>`, and so the provider names in identity pools. */
  readonly dnsSuffix: string;
  /** The federated principals that stand for Cognito identity pools in this partition's trust policies. */
  readonly identityPrincipals: readonly string[];
  /** What `:aud` and `:amr` are prefixed with in conditions; the principals themselves where nothing else is known. */
  readonly conditionPrefixes: readonly string[];
}

const COMMERCIAL: Partition = {
  id: 'aws',
  iamRegion: 'us-east-1',
  dnsSuffix: 'amazonaws.com',
  identityPrincipals: ['cognito-identity.amazonaws.com'],
  conditionPrefixes: ['cognito-identity.amazonaws.com'],
};

const GOV_PRINCIPALS = ['cognito-identity-us-gov.amazonaws.com', 'cognito-identity.us-gov-east-1.amazonaws.com'];
const CN_NAMES = ['cognito-identity.cn-north-1.amazonaws.com.cn', 'cognito-identity.amazonaws.com.cn'];

const BY_REGION_PREFIX: readonly (readonly [prefix: string, partition: Partition])[] = [
  [
    'cn-',
    {
      id: 'aws-cn',
      iamRegion: 'cn-north-1',
      dnsSuffix: 'amazonaws.com.cn',
      identityPrincipals: CN_NAMES,
      // AWS's own pages use one and the other.
      conditionPrefixes: [...CN_NAMES, 'cognito-identity.amazonaws.com'],
    },
  ],
  [
    'us-gov-',
    {
      id: 'aws-us-gov',
      iamRegion: 'us-gov-west-1',
      dnsSuffix: 'amazonaws.com',
      identityPrincipals: GOV_PRINCIPALS,
      conditionPrefixes: GOV_PRINCIPALS,
    },
  ],
  [
    'eusc-',
    {
      id: 'aws-eusc',
      iamRegion: 'eusc-de-east-1',
      dnsSuffix: 'amazonaws.eu',
      identityPrincipals: [],
      conditionPrefixes: [],
    },
  ],
];

/** The names of AWS's regions, such as `eu-west-1`. */
export const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/** The principal to write into a trust policy for identity pools of `region`. */
export function identityPrincipalOf(region: string): string {
  const { identityPrincipals } = partitionOf(region);
  return identityPrincipals.find((name) => name.includes(region)) ?? identityPrincipals[0] ?? '';
}

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

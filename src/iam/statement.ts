import type { Conditions, Statement } from '../domain/iam-policy.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';

/** IAM replaces it by the identity id of whoever asks. It must reach IAM as it stands. */
export const OWN = '${cognito-identity.amazonaws.com:sub}';

/** Elements are sets: what is named twice is written once. */
export function allow(actions: readonly string[], resources: readonly string[], condition?: Conditions): Statement {
  return {
    Effect: 'Allow',
    Action: [...new Set(actions)],
    Resource: [...new Set(resources)],
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

/** The ARN of a resource in the account of the roles; in the env's region unless another one is given. */
export function arn(scope: PolicyScope, service: string, resource: string, region = scope.region): string {
  return `arn:${scope.partition}:${service}:${region}:${scope.accountId}:${resource}`;
}

/** For actions that know no resources: only calls to one region. Source: IAM User Guide, "Global condition keys". */
export function onlyIn(region: string): Conditions {
  return { StringEquals: { 'aws:RequestedRegion': region } };
}

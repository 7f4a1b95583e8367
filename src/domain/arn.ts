/** The parts of an Amazon Resource Name. Source: AWS General Reference, "Amazon Resource Names (ARNs)". */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly resource: string;
}

/** Splits an ARN, or gives undefined for text that is none. */
export function parseArn(text: string): Arn | undefined {
  const parts = text.split(':');
  const [prefix, partition, service, region, accountId] = parts;
  if (prefix !== 'arn' || !partition || !service || region === undefined || accountId === undefined) return undefined;
  const resource = parts.slice(5).join(':');
  return resource === '' ? undefined : { partition, service, region, accountId, resource };
}

/** The account that an ARN names; empty for global ones without an account, such as S3 buckets. */
export function accountOf(arn: string): string {
  return parseArn(arn)?.accountId ?? '';
}

/**
 * The name by which IAM's API calls a role: the last segment of the ARN. `arn:aws:iam::111122223333:role/service-role/app`
 * has the path `/service-role/` and the name `app`.
 */
export function roleNameOf(roleArn: string): string {
  const resource = parseArn(roleArn)?.resource ?? roleArn;
  return resource.slice(resource.lastIndexOf('/') + 1);
}

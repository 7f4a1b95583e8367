/** A part of an ARN that stands for more than one thing, in words for a message. */
export type OpenPart = 'partition' | 'service' | 'region' | 'account' | 'name';

/**
 * Services whose resources begin with their name: `arn:aws:sns:<region>:<account>:<topic>`. Those of all others say their type first
 * (`table/<name>`, `function:<name>`), and a type alone is no name. Source: Service Authorization Reference, "Resource types".
 */
const UNTYPED: ReadonlySet<string> = new Set(['codecommit', 'execute-api', 's3', 'sns', 'sqs']);

/** Services whose resources all have a region and an account: an ARN without them names nothing. */
const REGIONAL: ReadonlySet<string> = new Set([
  'appsync',
  'cognito-identity',
  'cognito-idp',
  'cognito-sync',
  'dynamodb',
  'execute-api',
  'firehose',
  'iot',
  'kinesis',
  'kms',
  'lambda',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
]);

/** A name that a wildcard ends must have this many characters before it. */
const STEM = 3;

/**
 * Which parts of a resource leave open what is meant: a wildcard or a policy variable in the place of partition, service, region or
 * account, or a name without a literal beginning. `*` leaves all of them open.
 */
export function openParts(resource: string): readonly OpenPart[] {
  const parts = resource.replaceAll(VARIABLE, '*').split(':');
  const [, partition = '*', service = '*', region = '*', account = '*', ...rest] = parts;
  const isRegional = REGIONAL.has(service.toLowerCase());
  return [
    ...(isOpen(partition) ? (['partition'] as const) : []),
    ...(isOpen(service) ? (['service'] as const) : []),
    ...(isOpen(region) || (isRegional && region === '') ? (['region'] as const) : []),
    ...(isOpen(account) || (isRegional && account === '') ? (['account'] as const) : []),
    ...(isNamed(rest.join(':'), service.toLowerCase(), region) ? [] : (['name'] as const)),
  ];
}

/** IAM replaces it at evaluation time: its value is unknown. */
const VARIABLE = /\$\{[^}]*\}?/g;

/** Ids of user pools and identity pools begin with their region, which all of a region share. */
const REGION_OF_POOL = /^[a-z]{2,}(?:-[a-z]+)+-\d+[_:]/;

function isOpen(part: string): boolean {
  return /[*?]/.test(part);
}

function isNamed(resource: string, service: string, region: string): boolean {
  // An access point of S3 is in a region, and typed; a bucket is neither.
  const isUntyped = UNTYPED.has(service) && !(service === 's3' && region !== '');
  const name = isUntyped || !/[:/*?]/.test(resource) ? resource : /^\/?[^:/*?]+[:/]\/?(.*)$/s.exec(resource)?.[1];
  if (name === undefined) return false;
  const [segment = ''] = name.replace(REGION_OF_POOL, '').split(/[:/]/);
  const [stem = ''] = segment.split(/[*?]/);
  return stem === segment ? stem !== '' : stem.length >= STEM;
}

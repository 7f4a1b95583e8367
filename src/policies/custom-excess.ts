import { asList, type Statement } from '../domain/iam-policy.ts';
import { policyOf } from './document.ts';
import { privilegesOf } from './privileges.ts';

/**
 * Services whose data has an owner, and whose actions all take the ARN of what they are about: `*` is never needed there.
 * Source: Service Authorization Reference, "Resource types defined by …" of each.
 */
const OWNED_DATA: ReadonlySet<string> = new Set([
  'appsync',
  'dynamodb',
  'execute-api',
  'firehose',
  'iot',
  'kinesis',
  'kms',
  'lambda',
  's3',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
]);

/**
 * What a statement of the owner's own allows that no user of an app may ever need, in words for a message: what makes an administrator,
 * a whole service, and (by wildcard, or where data has an owner) actions on everything there is. It says more than
 * {@link privilegesOf}, which judges policies that people wrote for roles themselves.
 */
export function excessOf(statement: Statement): readonly string[] {
  const { administrative, broad } = privilegesOf(policyOf([statement]));
  const grave = new Set([...administrative, ...broad]);
  const everything = asList(statement.Resource).filter(namesNothing);
  const others = asList(statement.Action).filter((action) => !grave.has(action));
  return [
    ...grave,
    ...others.filter(isWholeService),
    ...others
      .filter((action) => !isWholeService(action) && (/[*?]/.test(action) || OWNED_DATA.has(serviceOf(action))))
      .flatMap((action) => everything.map((resource) => `${action} on ${resource}`)),
  ];
}

function serviceOf(action: string): string {
  return action.toLowerCase().split(':')[0] ?? '';
}

function isWholeService(action: string): boolean {
  const [service = '', name = ''] = action.split(':');
  return /[*?]/.test(service) || /^[*?]*$/.test(name);
}

/** Whether a resource is `*`, or an ARN that leaves service or resource open: `arn:aws:s3:::*`. */
function namesNothing(resource: string): boolean {
  const [, , service = '*', , , ...rest] = resource.split(':');
  return /[*?]/.test(service) || /^[*?]/.test(rest.join(':'));
}

import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Category, type Grantee } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { grants, named, oneOf, region } from './options.ts';
import { allow, arn, OWN } from '../iam/statement.ts';

/**
 * Items of a DynamoDB table whose partition key is the identity id of the user.
 *
 * The Amplify CLI gives rights on tables to Lambda functions alone, so both profiles are the same here. `dynamodb:LeadingKeys` holds
 * the partition keys of a request; `ForAllValues` alone is true where a request has none (Scan), so `Null` asks that it has one.
 * Source: DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control".
 */

const RIGHTS = {
  create: '`PutItem`, which replaces an item that is there',
  read: '`GetItem`, `BatchGetItem` and `Query`',
  update: '`UpdateItem`, which makes an item that is not there',
  delete: '`DeleteItem`; together with `create` also `BatchWriteItem`',
} as const;
type Right = keyof typeof RIGHTS;

const entry = z.strictObject({
  table: named(/^[A-Za-z0-9_.-]{3,255}$/, 'Name of the DynamoDB table.'),
  region,
  ...grants(oneOf(RIGHTS)),
});

export type DynamoDbEntry = z.infer<typeof entry>;

const OWN_ITEMS = {
  'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [OWN] },
  Null: { 'dynamodb:LeadingKeys': 'false' },
};

export const dynamodb = {
  name: 'dynamodb',
  entry,
  docs: {
    title: 'Own items in DynamoDB',
    about: [
      'Everybody reaches the items whose partition key is their own identity id, and no others.',
      'The Amplify CLI grants nothing here; both profiles give the same.',
    ].join(' '),
    rights: RIGHTS,
    examples: [{ table: 'shop-dev-notes', auth: ['create', 'read', 'update', 'delete'], guest: ['read'] }],
  },
  statements(given: DynamoDbEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    const actions = actionsOf(rightsOf(given, grantee));
    if (actions.length === 0) return [];
    return [allow(actions, [arn(scope, 'dynamodb', `table/${given.table}`, given.region)], OWN_ITEMS)];
  },
  guestWrites: ({ guest = [] }: DynamoDbEntry): readonly string[] => guest.filter((right) => right !== 'read'),
} as const satisfies Category<'dynamodb', typeof entry>;

/** One `BatchWriteItem` may put and delete, and IAM does not look which. */
function actionsOf(granted: readonly Right[]): readonly string[] {
  const has = (right: Right) => granted.includes(right);
  return [
    ...(has('read') ? ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'] : []),
    ...(has('create') ? ['dynamodb:PutItem'] : []),
    ...(has('update') ? ['dynamodb:UpdateItem'] : []),
    ...(has('delete') ? ['dynamodb:DeleteItem'] : []),
    ...(has('create') && has('delete') ? ['dynamodb:BatchWriteItem'] : []),
  ];
}

import { expect, test } from '@jest/globals';
import { asList } from '../../src/domain/iam-policy.ts';
import { dynamodb } from '../../src/categories/dynamodb.ts';
import { SCOPE } from '../helpers/statements.ts';

test.each<[('create' | 'read' | 'update' | 'delete')[], string]>([
  [['read'], 'GetItem BatchGetItem Query'],
  [['create'], 'PutItem'],
  [['update'], 'UpdateItem'],
  [['delete'], 'DeleteItem'],
  [['create', 'update'], 'PutItem UpdateItem'],
  [['update', 'delete'], 'UpdateItem DeleteItem'],
  [['create', 'delete'], 'PutItem DeleteItem BatchWriteItem'],
])('%j', (auth, expected) => {
  const [statement, ...more] = dynamodb.statements({ table: 'notes', auth }, { kind: 'auth' }, SCOPE);
  expect(asList(statement?.Action)).toEqual(expected.split(' ').map((name) => `dynamodb:${name}`));
  expect(more).toEqual([]);
});

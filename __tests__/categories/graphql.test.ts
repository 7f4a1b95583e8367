import { expect, test } from '@jest/globals';
import { asList } from '../../src/domain/iam-policy.ts';
import { graphql } from '../../src/categories/graphql.ts';
import { SCOPE } from '../helpers/statements.ts';

const API = { apiId: 'abcdefghijklmnopqrstuvwxyz' };

test.each([
  ['amplify', 'Query.*', 'types/Query/*'],
  ['strict', 'Query.*', 'types/Query/fields/*'],
  ['amplify', 'Mutation.createItem', 'types/Mutation/fields/createItem'],
  ['strict', 'Mutation.createItem', 'types/Mutation/fields/createItem'],
  ['strict', '_Type1._field', 'types/_Type1/fields/_field'],
] as const)('%s: %s', (profile, right, expected) => {
  const statements = graphql.statements({ ...API, auth: [right] }, { kind: 'auth' }, { ...SCOPE, profile });
  expect(statements.flatMap(({ Resource }) => asList(Resource)).map((arn) => arn.split(`${API.apiId}/`)[1])).toEqual([
    expected,
  ]);
});

test.each(['Query', 'Query.', '.list', '*', '*.*', 'Query.list*', 'Query.a.b', 'Query/a', 'Query.1a', 'Query. a'])(
  'no right: "%s"',
  (right) => {
    expect(graphql.entry.safeParse({ ...API, auth: [right] }).success).toBe(false);
  },
);

test('guests write by mutations', () => {
  const guest = ['Query.*', 'Mutation.createItem', 'Subscription.onCreate', 'Item.*', 'Mutation.*'];
  expect(graphql.guestWrites({ ...API, guest })).toEqual(['Mutation.createItem', 'Mutation.*']);
});

test('the API is needed as soon as there are rights', () => {
  expect(graphql.entry.safeParse({ guest: ['Query.a'] }).error?.issues).toMatchObject([{ path: ['apiId'] }]);
  const files = { name: 'api', endpoint: 'https://x.appsync-api.eu-west-1.amazonaws.com/graphql', region: 'eu-west-1' };
  expect(graphql.entry.safeParse({ ...files, authorizationType: 'AMAZON_COGNITO_USER_POOLS' }).success).toBe(true);
});
